namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>The households of a batch, those of a case together.</summary>
internal sealed class LeanHouseholds
{
    private static int[] _numbers = [];

    private int[] _own = [];
    private int[] _ownStarts = [];
    private int[] _ownCases = [];

    public int Count;

    /// <summary>The number of the first household of each case, and of one past the last.</summary>
    public int[] Starts = [];

    /// <summary>The members, a bit each.</summary>
    public long[] Members = [];

    /// <summary>The case of each.</summary>
    public int[] Cases = [];

    /// <summary>The household of each person; <see cref="Count"/> for who has none.</summary>
    public int[] Of = [];

    /// <summary>The cases of which the households are for the general lane.</summary>
    public bool[] Open = [];

    public bool HasOpen;

    public void Start(int cases, int persons)
    {
        if (Open.Length < cases) Open = new bool[cases * 2];
        else if (HasOpen) Array.Clear(Open);
        if (Members.Length < persons) Members = new long[persons * 2];
        (Count, HasOpen) = (0, false);
    }

    /// <summary>Households that are still to be found.</summary>
    public void StartSearch(int cases, int persons)
    {
        if (_ownStarts.Length <= cases) _ownStarts = new int[cases * 2 + 1];
        if (_ownCases.Length < persons) (_own, _ownCases) = (new int[persons * 2], new int[persons * 2]);
        (Starts, Cases, Of) = (_ownStarts, _ownCases, _own);
        Of.AsSpan(0, persons).Fill(-1);
    }

    /// <summary>Each case is the household of the same number.</summary>
    public void TakeCases(int cases, int[] caseOf)
    {
        int[] numbers = _numbers;
        // Several threads may make them at once; they make the same.
        if (numbers.Length <= cases) _numbers = numbers = [.. Enumerable.Range(0, cases * 2 + 1)];
        (Count, Starts, Cases, Of) = (cases, numbers, numbers, caseOf);
    }

    /// <summary>The household of exactly these members in a case; -1 when there is none.</summary>
    public int Find(int index, long members)
    {
        for (int h = Starts[index]; h < Starts[index + 1]; h++)
            if (Members[h] == members) return h;
        return -1;
    }
}

/// <summary>Finds the households of a batch.</summary>
/// <param name="alive">Whether each person lives on the day.</param>
/// <param name="masks">The members of the household of each person; null when everyone in a case is one household.</param>
internal sealed class HouseholdStep(LeanSource alive, LeanSource? masks) : LeanStep
{
    public override IEnumerable<int> Inputs => masks is null ? [alive.Number] : [alive.Number, masks.Number];

    public override void Run(LeanBatch batch)
    {
        LeanHouseholds into = batch.Households[Number]!;
        into.Start(batch.Cases, batch.Persons);
        LeanColumn lives = batch.Columns[alive.Number];
        if (masks is not null) FillFrom(batch, batch.Columns[masks.Number], into);
        else if (!batch.HasExotic && lives.IsAllOne) FillEveryone(batch, into);
        else FillLiving(batch, lives, into);
    }

    private static void FillEveryone(LeanBatch batch, LeanHouseholds into)
    {
        ReadOnlySpan<int> starts = batch.PersonStarts.AsSpan(0, batch.Cases + 1);
        bool hasEmpty = false;
        for (int i = 0; i < batch.Cases; i++)
        {
            int count = starts[i + 1] - starts[i];
            if (hasEmpty |= count == 0) break;
            into.Members[i] = Masks.All(count);
        }
        if (hasEmpty)
        {
            FillLiving(batch, null, into);
            return;
        }
        into.TakeCases(batch.Cases, batch.Batch.CaseOf);
    }

    private static void FillLiving(LeanBatch batch, LeanColumn? lives, LeanHouseholds into)
    {
        into.StartSearch(batch.Cases, batch.Persons);
        for (int i = 0; i < batch.Cases; i++)
        {
            into.Starts[i] = into.Count;
            int first = batch.PersonStarts[i], end = batch.PersonStarts[i + 1];
            bool isOpen = batch.HasExotic && batch.Exotic[i];
            long members = 0;
            for (int p = first; p < end && !isOpen; p++)
            {
                if (lives is { HasOther: true } && lives.States[p] != LeanState.Known) isOpen = true;
                else if (lives is null || lives.Values[p] != 0) members |= Masks.Bit(p - first);
            }
            if (isOpen) into.Open[i] = into.HasOpen = true;
            else if (members != 0) Add(into, i, first, members);
        }
        Close(batch, into);
    }

    private static void FillFrom(LeanBatch batch, LeanColumn masks, LeanHouseholds into)
    {
        into.StartSearch(batch.Cases, batch.Persons);
        for (int i = 0; i < batch.Cases; i++)
        {
            into.Starts[i] = into.Count;
            int first = batch.PersonStarts[i], end = batch.PersonStarts[i + 1];
            bool isOpen = batch.HasExotic && batch.Exotic[i];
            long seen = 0;
            for (int p = first; p < end && !isOpen; p++)
            {
                if ((seen & Masks.Bit(p - first)) != 0) continue;
                long members = masks.Values[p];
                isOpen = masks.HasOther && masks.States[p] != LeanState.Known;
                if (isOpen || members == 0) continue;
                // Somebody in two households, or households seen differently by their members.
                isOpen = (seen & members) != 0 || !SeenAlike(masks, first, members & ~Masks.Bit(p - first), members);
                seen |= members;
                if (!isOpen) Add(into, i, first, members);
            }
            if (!isOpen) continue;
            for (int h = into.Starts[i]; h < into.Count; h++) SetHousehold(into, first, into.Members[h], -1);
            into.Count = into.Starts[i];
            into.Open[i] = into.HasOpen = true;
        }
        Close(batch, into);
    }

    private static bool SeenAlike(LeanColumn masks, int first, long others, long members)
    {
        for (long rest = others; rest != 0; rest &= rest - 1)
        {
            int p = first + Masks.Lowest(rest);
            if (masks.Values[p] != members || (masks.HasOther && masks.States[p] != LeanState.Known)) return false;
        }
        return true;
    }

    private static void Add(LeanHouseholds into, int index, int first, long members)
    {
        (into.Members[into.Count], into.Cases[into.Count]) = (members, index);
        SetHousehold(into, first, members, into.Count++);
    }

    private static void SetHousehold(LeanHouseholds into, int first, long members, int household)
    {
        for (long rest = members; rest != 0; rest &= rest - 1) into.Of[first + Masks.Lowest(rest)] = household;
    }

    private static void Close(LeanBatch batch, LeanHouseholds into)
    {
        into.Starts[batch.Cases] = into.Count;
        Span<int> of = into.Of.AsSpan(0, batch.Persons);
        for (int p = 0; p < of.Length; p++)
            if (of[p] < 0) of[p] = into.Count;
    }
}
