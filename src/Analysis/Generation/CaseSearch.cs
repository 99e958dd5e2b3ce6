using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Generation;

/// <summary>
/// Makes cases that see what no test sees: from the cases of the tests that come near, with what the part reads changed to its limits and a step
/// beyond, one place at a time, then two. What comes out is what the rules give now; whether that is right, a person has to say.
/// </summary>
internal sealed class CaseSearch
{
    private const int MostTests = 12;
    private const int MostTries = 400;
    private const int MostPairs = 150;
    private const decimal Cent = 0.01m;

    private readonly Rulebook _rulebook;
    private readonly IReadOnlyList<RuleTest> _tests;
    private readonly CaseTreeReader _reader;
    private readonly Dictionary<object, List<int>> _reaching = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(object, Aspect)> _seen = new(SamePart.Instance);

    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests, those that nobody confirmed included.</param>
    /// <param name="probes">What each test saw.</param>
    public CaseSearch(Rulebook rulebook, IReadOnlyList<RuleTest> tests, IReadOnlyList<CoverageProbe> probes)
    {
        (_rulebook, _tests, _reader) = (rulebook, tests, new CaseTreeReader(rulebook.Catalogue));
        for (int i = 0; i < tests.Count; i++)
        {
            _seen.UnionWith(probes[i].Seen);
            foreach (object part in probes[i].Seen.Select(s => s.Part).Distinct(ReferenceEqualityComparer.Instance))
            {
                if (!_reaching.TryGetValue(part, out List<int>? list)) _reaching[part] = list = [];
                list.Add(i);
            }
        }
    }

    /// <summary>The cases found for goals, one after the other, while they are found. A goal that an earlier case sees needs none.</summary>
    /// <param name="goals">What should be seen.</param>
    /// <param name="tried">Called after each goal with whether it is seen now.</param>
    public IEnumerable<GeneratedCase> For(IReadOnlyList<CoverageGoal> goals, Action<bool> tried)
    {
        foreach (CoverageGoal goal in goals)
        {
            GeneratedCase? found = _seen.Contains((goal.Part, goal.Aspect)) ? null : Find(goal, goals);
            tried(_seen.Contains((goal.Part, goal.Aspect)));
            if (found is not null) yield return found;
        }
    }

    private GeneratedCase? Find(CoverageGoal goal, IReadOnlyList<CoverageGoal> goals)
    {
        int left = MostTries;
        foreach ((RuleTest test, RightDefinition right, DateOnly date) in Starts(goal))
        {
            DateOnly[] dates = goal.Part is ParameterVersion version ? [version.From] : [date];
            foreach (DateOnly on in dates)
                if (Search(goal, goals, test, right, on, ref left) is { } found) return found;
            if (left <= 0) return null;
        }
        return null;
    }

    /// <summary>The tests to start from: those that reach the part, else those of the right.</summary>
    private IEnumerable<(RuleTest Test, RightDefinition Right, DateOnly Date)> Starts(CoverageGoal goal)
    {
        IEnumerable<RuleTest> near = _reaching.TryGetValue(goal.Part, out List<int>? reaching) ? reaching.Select(i => _tests[i]) : [];
        IEnumerable<RuleTest> others = _tests.Where(t => t.Expectations.OfType<DecisionExpectation>().Any(e => e.Right == goal.Owner || _rulebook.Find(e.Right)!.UsedParameters.Any(p => p.Versions.Any(v => ReferenceEquals(v, goal.Part)))));
        return near.Concat(others).Distinct().Take(MostTests)
            .SelectMany(t => t.Expectations.OfType<DecisionExpectation>().Select(e => (t, _rulebook.Find(e.Right)!, e.Date)).Distinct().Take(2));
    }

    private GeneratedCase? Search(CoverageGoal goal, IReadOnlyList<CoverageGoal> goals, RuleTest test, RightDefinition right, DateOnly date, ref int left)
    {
        if (Try(goal, goals, test, right, date, [], test.Tree, ref left) is { } unchanged) return unchanged;
        Reading reading = Read(test.Case, right, date, goal.Part);
        if (reading.Fields.Count + reading.Statuses.Count == 0) reading = Read(test.Case, right, date, null);
        CaseChange[] changes = [.. CaseChanges.Of(reading, _rulebook.Catalogue, date).DistinctBy(c => c.ToString())];
        foreach (CaseChange change in changes)
        {
            if (left <= 0) return null;
            CaseMap tree = change.In(test.Tree);
            if (Try(goal, goals, test, right, date, [change], tree, ref left) is { } found) return found;
            if (goal.Kind != CoverageKind.Boundary) continue;
            foreach (CaseChange nearer in Towards(goal, test, right, date, reading, change, tree))
                if (Try(goal, goals, test, right, date, [nearer], nearer.In(test.Tree), ref left) is { } reached) return reached;
        }
        int pairs = MostPairs;
        for (int i = 0; i < changes.Length && pairs > 0; i++)
        {
            for (int j = i + 1; j < changes.Length && pairs > 0 && left > 0; j++)
            {
                if (changes[i].Path.SequenceEqual(changes[j].Path)) continue;
                pairs--;
                if (Try(goal, goals, test, right, date, [changes[i], changes[j]], changes[j].In(changes[i].In(test.Tree)), ref left) is { } found) return found;
            }
        }
        return null;
    }

    /// <summary>Where a sum is compared, a number that counts with a weight is moved once more, by what the first move showed.</summary>
    private IEnumerable<CaseChange> Towards(CoverageGoal goal, RuleTest test, RightDefinition right, DateOnly date, Reading before, CaseChange change, CaseMap tree)
    {
        if (CaseChanges.NumberOf(change) is not { } moved || Gap(before, goal) is not { } first) return [];
        decimal? was = before.Fields.Where(f => f.Read.Person == change.Path[0] && f.Read.Record!.Name == change.Path[1] && f.Read.Field == change.Path[^1]).Select(f => (f.Value as NumberValue)?.Value).FirstOrDefault();
        if (was is not { } start || start == moved || Math.Abs(moved) > int.MaxValue || Accepted(test, tree) is not { } subject) return [];
        if (Gap(Read(subject, right, date, goal.Part), goal) is not { } second || first == second) return [];
        decimal step = decimal.IsInteger(first) && decimal.IsInteger(second) ? 1 : Cent;
        decimal[] wanted = goal.Aspect is Aspect.Beyond or Aspect.BeyondUpper ? [Cent, -Cent, step, -step] : [0];
        return wanted.Select(w => decimal.Round(start + (w - first) * (moved - start) / (second - first), 2)).Distinct().Select(n => CaseChanges.WithNumber(change, n));
    }

    /// <summary>How far the compared value is above its limit.</summary>
    private static decimal? Gap(Reading reading, CoverageGoal goal) =>
        reading.Compared.Where(c => ReferenceEquals(c.Comparison, goal.Part)).Select(c => c switch
        {
            { First: NumberValue a, Second: NumberValue b } => a.Value - b.Value,
            { First: NumberValue a, Second: RangeValue { Low: NumberValue low, High: NumberValue high } } => a.Value - (goal.Aspect is Aspect.AtUpperLimit or Aspect.BeyondUpper ? high.Value : low.Value),
            _ => (decimal?)null,
        }).FirstOrDefault(g => g is not null && Math.Abs(g.Value) < int.MaxValue);

    private Reading Read(Case subject, RightDefinition right, DateOnly date, object? part)
    {
        var reading = new Reading(part);
        new RightEvaluator(_rulebook, subject, null, trace: true, reading).Decide(right, date);
        return reading;
    }

    private GeneratedCase? Try(CoverageGoal goal, IReadOnlyList<CoverageGoal> goals, RuleTest test, RightDefinition right, DateOnly date, IReadOnlyList<CaseChange> changes, CaseMap tree, ref int left)
    {
        left--;
        if (Accepted(test, tree) is not { } subject) return null;
        var probe = new CoverageProbe();
        IReadOnlyList<TracedDecision> decisions = new RightEvaluator(_rulebook, subject, null, trace: true, probe).Decide(right, date);
        if (!probe.Seen.Contains((goal.Part, goal.Aspect))) return null;
        CoverageGoal[] news = [.. goals.Where(g => !_seen.Contains((g.Part, g.Aspect)) && probe.Seen.Contains((g.Part, g.Aspect)))];
        _seen.UnionWith(probe.Seen);
        HolderPattern[] holders = [.. test.Expectations.OfType<DecisionExpectation>().Where(e => e.Right == right.Name).Select(e => e.Holder).DistinctBy(h => h.ToString())];
        return new GeneratedCase(test, changes, tree, subject.RequestedOn, right, date, holders, [.. decisions.Select(d => d.Decision)], news);
    }

    private Case? Accepted(RuleTest test, CaseMap tree)
    {
        var named = new CaseMap([new CaseMember("case", new CaseScalar(test.Name, ScalarKind.Text)), .. tree.Members]);
        Case? subject = _reader.Read(named, test.Location.File.Path, null).Case;
        return test.Case.RequestedOn is { } day ? subject?.RequestedBy(day) : subject;
    }
}
