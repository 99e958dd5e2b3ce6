using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Coverage;

/// <summary>What some of the tests of a rulebook are about: the rights that they expect something of, and what they reach of the catalogue.</summary>
internal sealed class TestedParts
{
    private readonly HashSet<string> _expected;
    private readonly HashSet<string> _others;
    private readonly HashSet<object> _reached = new(ReferenceEqualityComparer.Instance);

    public TestedParts(Rulebook rulebook, IEnumerable<RuleTest> tests, IEnumerable<CoverageProbe> probes)
    {
        _expected = [.. tests.SelectMany(t => t.Expectations).OfType<DecisionExpectation>().Select(e => e.Right)];
        _others = [.. rulebook.RightNames.Where(r => !_expected.Contains(r))];
        foreach (CoverageProbe probe in probes) _reached.UnionWith(probe.Seen.Select(s => s.Part));
    }

    /// <summary>The goals that the tests are about.</summary>
    public IReadOnlyList<CoverageGoal> Of(IReadOnlyList<CoverageGoal> goals)
    {
        HashSet<string> reached = [.. goals.Where(g => _reached.Contains(g.Part)).Select(g => g.Owner)];
        return [.. goals.Where(g => _expected.Contains(g.Owner) || (!_others.Contains(g.Owner) && reached.Contains(g.Owner)))];
    }

    /// <summary>Whether the tests are about a part of a right or declaration.</summary>
    public bool Include(string owner, object part) => _expected.Contains(owner) || (!_others.Contains(owner) && _reached.Contains(part));
}
