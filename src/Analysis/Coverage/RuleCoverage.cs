using RightsEngine.Analysis.RuleTests;

namespace RightsEngine.Analysis.Coverage;

/// <summary>What the tests saw of a rulebook, and what they did not.</summary>
internal sealed class RuleCoverage
{
    private readonly HashSet<(object, Aspect)> _seen = new(SamePart.Instance);

    /// <param name="goals">Everything that tests should see.</param>
    /// <param name="probes">What each test saw.</param>
    /// <param name="accepted">What no test can see, with reasons, or null.</param>
    public RuleCoverage(IReadOnlyList<CoverageGoal> goals, IEnumerable<CoverageProbe> probes, IEnumerable<AcceptedGap>? accepted = null)
    {
        foreach (CoverageProbe probe in probes) _seen.UnionWith(probe.Seen);
        AcceptedGap[] gaps = [.. (accepted ?? []).Where(a => !a.IsMutant)];
        CoverageGoal[] left = [.. goals.Where(g => !IsSeen(g) && gaps.Any(a => Fits(a, g)))];
        Goals = [.. goals.Except(left)];
        Accepted = left.Length;
        Stale = [.. gaps.Where(a => !left.Any(g => Fits(a, g)))];
    }

    /// <summary>How many goals are accepted as beyond every test.</summary>
    public int Accepted { get; }

    /// <summary>What is said to be beyond every test, and names nothing or was seen.</summary>
    public IReadOnlyList<AcceptedGap> Stale { get; }

    /// <summary>Everything that should be seen, in the order of the rules.</summary>
    public IReadOnlyList<CoverageGoal> Goals { get; }

    public IEnumerable<CoverageGoal> NotSeen => Goals.Where(g => !IsSeen(g));

    public bool IsSeen(CoverageGoal goal) => _seen.Contains((goal.Part, goal.Aspect));

    /// <summary>Counts per right and declaration, by name.</summary>
    public IEnumerable<CoverageCount> ByOwner => Goals.GroupBy(g => g.Owner, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Count(g.Key, g));

    public CoverageCount Total => Count("in all", Goals);

    private static bool Fits(AcceptedGap gap, CoverageGoal goal) => gap.Fits(goal.Owner, goal.Text, goal.Location);

    private CoverageCount Count(string name, IEnumerable<CoverageGoal> goals)
    {
        var count = new CoverageCount(name);
        foreach (CoverageGoal goal in goals) count.Add(goal.Kind, IsSeen(goal));
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

    /// <summary>The seen share of all goals in percent, rounded down so that 100 means all; 100 when there are none.</summary>
    public decimal Percent => All == 0 ? 100 : Math.Floor(1000m * Seen / All) / 10;

    public (int Seen, int All) this[CoverageKind kind] => (_seen[(int)kind], _all[(int)kind]);

    public void Add(CoverageKind kind, bool seen)
    {
        _all[(int)kind]++;
        if (seen) _seen[(int)kind]++;
    }
}
