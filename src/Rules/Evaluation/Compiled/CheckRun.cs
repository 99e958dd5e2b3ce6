using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What a check came to for a holder.</summary>
internal struct CheckResult
{
    /// <summary>The case that it is about.</summary>
    public int Stamp;

    /// <summary>Whether all conditions held, candidacy included: three-valued.</summary>
    public int Whole;

    /// <summary>A bit per condition that holds.</summary>
    public long Holds;

    /// <summary>A bit per condition that is neither true nor false.</summary>
    public ulong Odd;

    /// <summary>A bit per condition at fault.</summary>
    public ulong Faults;

    /// <summary>Why only the reference evaluator can tell; null when it is told.</summary>
    public string? Cause;
}

/// <summary>
/// One check date of a right with memory in one context. Holders are found once for each case, and each is checked once,
/// whatever the number of periods that look back on the date. Makes no garbage.
/// </summary>
internal sealed class CheckRun(KernelContext x, CheckKernel kernel, int maximumKeys)
{
    private readonly RightRun _run = new(x, kernel.Conditions, null, new Candidates(maximumKeys));
    private CheckResult[] _results = new CheckResult[8];
    private int _stamp;
    private string? _cause;

    /// <summary>The candidate of the check date who is the one asked for; -1 when that one was none.</summary>
    /// <param name="asked">The candidates of the period that is decided.</param>
    /// <param name="candidate">One of them.</param>
    public int Find(Candidates asked, int candidate)
    {
        if (_stamp != x.Stamp) Search();
        if (_cause is { } cause) x.GiveUp(cause);
        Candidates then = _run.Candidates;
        HolderKind kind = kernel.Conditions.Right.Holder;
        for (int i = 0; i < then.Count; i++)
        {
            bool same = kind switch
            {
                HolderKind.Person => then.First[i] == asked.First[candidate],
                HolderKind.Relation => then.First[i] == asked.First[candidate] && then.Second[i] == asked.Second[candidate],
                _ => then.Holder[i] == asked.Holder[candidate],
            };
            if (same && _run.Candidacy(i) != 0) return i;
        }
        return -1;
    }

    /// <summary>The last day of a grant of this date: a state, with the day in <see cref="KernelContext.Result"/>.</summary>
    public int Until(int then)
    {
        x.Result = kernel.LastDay;
        return kernel.Until is { } until ? until(x, _run.Candidates.First[then], _run.Candidates.Second[then], _run.Candidates.Holder[then]) : 0;
    }

    /// <summary>Whether the conditions held; valid until the next case.</summary>
    public ref readonly CheckResult Test(int then)
    {
        ref CheckResult result = ref _results[then];
        if (result.Stamp != x.Stamp)
        {
            bool before = x.Bail;
            x.Bail = false;
            Candidates candidates = _run.Candidates;
            kernel.Conditions.Decide(x, candidates.First[then], candidates.Second[then], candidates.Holder[then], _run.Candidacy(then));
            result = new CheckResult { Stamp = x.Stamp, Whole = x.Whole, Holds = x.Holds, Odd = x.Odd, Faults = x.Faults, Cause = x.Bail ? x.Cause : null };
            x.Bail |= before;
        }
        if (result.Cause is { } cause) x.GiveUp(cause);
        return ref result;
    }

    private void Search()
    {
        bool before = x.Bail;
        x.Bail = false;
        _run.Find();
        (_stamp, _cause) = (x.Stamp, x.Bail ? x.Cause : null);
        x.Bail |= before;
        if (_results.Length < _run.Candidates.Count) Array.Resize(ref _results, _run.Candidates.Count * 2);
    }
}
