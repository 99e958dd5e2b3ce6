namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The households that partition the case being decided, found once for all rights that they hold.</summary>
internal sealed class CaseHouseholds(KernelContext x, int unit)
{
    private int _stamp;
    private string? _cause;
    private int[] _first = new int[4];
    private long[] _members = new long[4];

    public int Count { get; private set; }

    public int First(int household) => _first[household];

    public long Members(int household) => _members[household];

    /// <summary>Finds them, unless that was done for this case.</summary>
    public void Find(int stamp)
    {
        if (_stamp != stamp)
        {
            bool before = x.Bail;
            x.Bail = false;
            Count = 0;
            Search();
            (_stamp, _cause) = (stamp, x.Bail ? x.Cause : null);
            x.Bail |= before;
        }
        if (_cause is { } cause) x.GiveUp(cause);
    }

    private void Search()
    {
        long seen = 0;
        for (int person = 0; person < x.PersonCount && !x.Bail; person++)
        {
            if ((seen & Masks.Bit(person)) != 0) continue;
            if (x.Unit(unit, person) != 0 && !x.Bail) x.GiveUp("a household whose members are not known");
            long members = x.Result;
            if (x.Bail) return;
            if (members == 0) continue;
            // Someone in two households, or households seen differently by their members: for the reference evaluator.
            if ((seen & members) != 0 || !SeenAlike(members & ~Masks.Bit(person), members)) x.GiveUp("households that overlap");
            seen |= members;
            Add(person, members);
        }
    }

    private bool SeenAlike(long others, long members)
    {
        for (long rest = others; rest != 0; rest &= rest - 1)
            if (x.Unit(unit, Masks.Lowest(rest)) != 0 || x.Result != members) return false;
        return true;
    }

    private void Add(int first, long members)
    {
        if (Count == _first.Length)
        {
            Array.Resize(ref _first, Count * 2);
            Array.Resize(ref _members, Count * 2);
        }
        (_first[Count], _members[Count]) = (first, members);
        Count++;
    }
}
