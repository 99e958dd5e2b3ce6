using System.Diagnostics;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Runs rule tests through both evaluators and says what is not as expected.</summary>
internal static class RuleTestRunner
{
    /// <summary>The results in the order of the tests, computed on all cores.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="probe">What watches the test of a given index, or null.</param>
    public static IReadOnlyList<RuleTestResult> Run(Rulebook rulebook, IReadOnlyList<RuleTest> tests, Func<int, EvaluationProbe?>? probe = null)
    {
        var results = new RuleTestResult[tests.Count];
        var decisions = new TestedDecisions[tests.Count];
        Parallel.For(0, tests.Count, i =>
        {
            EvaluationProbe? watching = probe?.Invoke(i);
            decisions[i] = new TestedDecisions(rulebook, tests[i], watching);
            results[i] = Run(rulebook, decisions[i], watching);
            decisions[i].Settle();
        });
        ILookup<RuleTest, Difference> compiled = CompiledRuleTests.Differences(rulebook, decisions);
        return [.. results.Select((r, i) => compiled.Contains(tests[i]) ? r with { Differences = [.. r.Differences, .. compiled[tests[i]]] } : r)];
    }

    /// <summary>The result of one test through the reference evaluator.</summary>
    public static RuleTestResult Run(Rulebook rulebook, RuleTest test, EvaluationProbe? probe = null) => Run(rulebook, new TestedDecisions(rulebook, test, probe), probe);

    private static RuleTestResult Run(Rulebook rulebook, TestedDecisions decisions, EvaluationProbe? probe)
    {
        long start = Stopwatch.GetTimestamp();
        RuleTest test = decisions.Test;
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
        Value found = ExpressionEvaluator.Evaluate(rulebook, test.Case, expectation.Core, expectation.Persons, expectation.Date, probe);
        return ValueComparison.Fits(expectation.Expected, found)
            ? [] : [$"{expectation.Expression}: expected {ValueComparison.Show(expectation.Expected)}, found {ValueComparison.Explain(found)}"];
    }
}
