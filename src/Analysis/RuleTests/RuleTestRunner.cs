using System.Diagnostics;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Runs rule tests through both evaluators and says what is not as expected.</summary>
internal static class RuleTestRunner
{
    /// <summary>The results in the order of the tests, computed on all cores.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="probe">What watches the test of a given index, or null.</param>
    /// <param name="onTest">Called by all threads after each test, with how many there are in all.</param>
    /// <param name="onCompared">The same after what a test asks is decided by the compiled evaluator too.</param>
    public static IReadOnlyList<RuleTestResult> Run(Rulebook rulebook, IReadOnlyList<RuleTest> tests, Func<int, EvaluationProbe?>? probe = null, Action<int>? onTest = null, Action<int>? onCompared = null)
    {
        var results = new RuleTestResult[tests.Count];
        var decisions = new TestedDecisions[tests.Count];
        Parallel.For(0, tests.Count, i =>
        {
            EvaluationProbe? watching = probe?.Invoke(i);
            decisions[i] = new TestedDecisions(rulebook, tests[i], watching);
            results[i] = Run(rulebook, decisions[i], watching);
            decisions[i].Settle();
            onTest?.Invoke(tests.Count);
        });
        ILookup<RuleTest, Difference> compiled = CompiledRuleTests.Differences(rulebook, decisions, onCompared ?? (_ => { }));
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
            switch (expectation)
            {
                case DecisionExpectation decision:
                    differences.AddRange(DecisionComparison.Differences(decision, decisions.Of(decision)));
                    break;
                case ConceptExpectation concept:
                    differences.AddRange(Differences(rulebook, test, concept, probe));
                    break;
            }
        }
        return new RuleTestResult(test.Name, test.Location, differences, Stopwatch.GetElapsedTime(start)) { IsConfirmed = test.IsConfirmed };
    }

    /// <summary>The result with what decided behind each difference, for somebody who reads it.</summary>
    public static RuleTestResult Explained(Rulebook rulebook, RuleTest test, RuleTestResult result)
    {
        if (result.Passed) return result;
        ILookup<Location, DecisionExpectation> expected = test.Expectations.OfType<DecisionExpectation>().ToLookup(e => e.Location);
        var told = new HashSet<Location>();
        return result with
        {
            // Several differences of one decision have one reason.
            Differences = [.. result.Differences.Select(d => expected[d.Location].FirstOrDefault() is { } e && told.Add(d.Location) ? d with { Because = DecidingConditions.Of(rulebook, test, e) } : d)],
        };
    }

    private static IEnumerable<Difference> Differences(Rulebook rulebook, RuleTest test, ConceptExpectation expectation, EvaluationProbe? probe)
    {
        Value found = ExpressionEvaluator.Evaluate(rulebook, test.Case, expectation.Core, expectation.Persons, expectation.Date, probe);
        if (ValueComparison.Fits(expectation.Expected, found)) return [];
        (string wanted, string shown) = (ValueComparison.Show(expectation.Expected), ValueComparison.Explain(found));
        return [new Difference(expectation.Location, $"{expectation.Expression}: expected {wanted}, found {shown}") { Sides = (expectation.Expression, wanted, shown) }];
    }
}
