using System.Diagnostics;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Runs rule tests and says what is not as expected.</summary>
internal static class RuleTestRunner
{
    /// <summary>The results in the order of the tests, computed on all cores.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="probe">What watches the test of a given index, or null.</param>
    public static IReadOnlyList<RuleTestResult> Run(Rulebook rulebook, IReadOnlyList<RuleTest> tests, Func<int, EvaluationProbe?>? probe = null)
    {
        var results = new RuleTestResult[tests.Count];
        Parallel.For(0, tests.Count, i => results[i] = Run(rulebook, tests[i], probe?.Invoke(i)));
        return results;
    }

    public static RuleTestResult Run(Rulebook rulebook, RuleTest test, EvaluationProbe? probe = null)
    {
        long start = Stopwatch.GetTimestamp();
        var decisions = new TestedDecisions(rulebook, test, probe);
        var differences = new List<Difference>();
        foreach (Expectation expectation in test.Expectations)
        {
            IEnumerable<string> found = expectation switch
            {
                DecisionExpectation decision => DecisionComparison.Differences(decision, decisions.Of(decision)),
                ConceptExpectation concept => Differences(rulebook, test, concept, probe),
                _ => [],
            };
            differences.AddRange(found.Select(f => new Difference(expectation.Location, f)));
        }
        return new RuleTestResult(test.Name, test.Location, differences, Stopwatch.GetElapsedTime(start));
    }

    private static IEnumerable<string> Differences(Rulebook rulebook, RuleTest test, ConceptExpectation expectation, EvaluationProbe? probe)
    {
        Value found = ExpressionEvaluator.Evaluate(rulebook, test.Case, expectation.Expression, expectation.Date, probe);
        return ValueComparison.Fits(expectation.Expected, found)
            ? [] : [$"{expectation.Expression}: expected {ValueComparison.Show(expectation.Expected)}, found {ValueComparison.Explain(found)}"];
    }
}

/// <summary>The decisions of one test, computed once per right and date.</summary>
internal sealed class TestedDecisions(Rulebook rulebook, RuleTest test, EvaluationProbe? probe)
{
    private readonly Dictionary<(string, DateOnly), IReadOnlyList<TracedDecision>> _done = [];

    /// <summary>The decisions that an expectation is about: one, none, or several when its holder is not named in full.</summary>
    public IReadOnlyList<TracedDecision> Of(DecisionExpectation expectation)
    {
        var key = (expectation.Right, expectation.Date);
        if (!_done.TryGetValue(key, out IReadOnlyList<TracedDecision>? all))
        {
            var options = new EvaluationOptions { Dates = [expectation.Date], Rights = new HashSet<string> { expectation.Right }, RequestedOn = test.RequestedOn };
            _done[key] = all = new CaseEvaluator(rulebook, options).EvaluateTraced(test.Case, trace: probe?.NeedsTrace ?? false, probe);
        }
        return [.. all.Where(d => expectation.Holder.Fits(d.Decision))];
    }
}
