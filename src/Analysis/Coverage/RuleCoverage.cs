using RightsEngine.Analysis.Gaps;

namespace RightsEngine.Analysis.Coverage;

/// <summary>What the tests saw of a rulebook, and what they did not.</summary>
internal sealed class RuleCoverage
{
    private readonly HashSet<(object, Aspect)> _seen = new(SamePart.Instance);

    private readonly Dictionary<CoverageGoal, AcceptedGap> _accepted = [];

    /// <param name="goals">Everything that should be seen.</param>
    /// <param name="probes">What the tests saw.</param>
    /// <param name="accepted">What may stay unseen; it does not count.</param>
    public RuleCoverage(IReadOnlyList<CoverageGoal> goals, IEnumerable<CoverageProbe> probes, AcceptedGaps? accepted = null)
    {
        foreach (CoverageProbe probe in probes) _seen.UnionWith(probe.Seen);
        Goals = goals;
        foreach (CoverageGoal goal in goals)
            if (!IsSeen(goal) && accepted?.For(goal) is { } gap) _accepted[goal] = gap;
    }

    /// <summary>Everything that should be seen, in the order of the rules.</summary>
    public IReadOnlyList<CoverageGoal> Goals { get; }

    /// <summary>What is not seen and not accepted either.</summary>
    public IEnumerable<CoverageGoal> NotSeen => Goals.Where(g => !IsSeen(g) && Accepted(g) is null);

    public bool IsSeen(CoverageGoal goal) => _seen.Contains((goal.Part, goal.Aspect));

    /// <summary>What accepts that a goal is not seen; null when it is seen or should be.</summary>
    public AcceptedGap? Accepted(CoverageGoal goal) => _accepted.GetValueOrDefault(goal);

    /// <summary>Counts per right and declaration, by name.</summary>
    public IEnumerable<CoverageCount> ByOwner => Goals.GroupBy(g => g.Owner, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Count(g.Key, g));

    public CoverageCount Total => Count("in all", Goals);

    private CoverageCount Count(string name, IEnumerable<CoverageGoal> goals)
    {
        var count = new CoverageCount(name);
        foreach (CoverageGoal goal in goals)
            if (Accepted(goal) is null) count.Add(goal.Kind, IsSeen(goal));
            else count.Accepted++;
        return count;
    }
}

/// <summary>How many goals were seen, of how many.</summary>
internal sealed class CoverageCount(string name)
{
    private readonly int[] _seen = new int[Enum.GetValues<CoverageKind>().Length], _all = new int[Enum.GetValues<CoverageKind>().Length];

    public string Name { get; } = name;

    public int Seen => _seen.Sum();

    public int All => _all.Sum();

    /// <summary>How many may stay unseen; they are not among the others.</summary>
    public int Accepted { get; set; }

    /// <summary>The seen share of all goals in percent, rounded down so that 100 means all; 100 when there are none.</summary>
    public decimal Percent => All == 0 ? 100 : Math.Floor(1000m * Seen / All) / 10;

    public (int Seen, int All) this[CoverageKind kind] => (_seen[(int)kind], _all[(int)kind]);

    public void Add(CoverageKind kind, bool seen)
    {
        _all[(int)kind]++;
        if (seen) _seen[(int)kind]++;
    }
}
