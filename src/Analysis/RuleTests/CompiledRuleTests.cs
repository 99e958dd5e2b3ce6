using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Decides the cases of rule tests through the compiled evaluator, all of a date at once, and compares with the reference evaluator.</summary>
internal static class CompiledRuleTests
{
    /// <summary>Where the compiled evaluator decides otherwise, by test.</summary>
    public static ILookup<RuleTest, Difference> Differences(Rulebook rulebook, IEnumerable<RuleTest> tests) =>
        tests.SelectMany(test => test.Expectations.OfType<DecisionExpectation>().Select(e => (Test: test, Expectation: e)))
            .GroupBy(t => (t.Expectation.Date, t.Test.RequestedOn))
            .AsParallel().AsOrdered()
            .SelectMany(day => Differences(rulebook, [.. day], day.Key.Date, day.Key.RequestedOn))
            .ToLookup(d => d.Test, d => d.Difference);

    private static IEnumerable<(RuleTest Test, Difference Difference)> Differences(Rulebook rulebook, (RuleTest Test, DecisionExpectation Expectation)[] asked, DateOnly date, DateOnly? requestedOn)
    {
        var options = new EvaluationOptions { Dates = [date], Rights = asked.Select(a => a.Expectation.Right).ToHashSet(), RequestedOn = requestedOn };
        RuleTest[] tests = [.. asked.Select(a => a.Test).Distinct()];
        var compiled = new BatchEvaluator(rulebook, options);
        KernelContext context = compiled.NewContext();
        foreach (RuleTest test in tests) context.Batch.Add(test.Case);
        var batch = new DecisionBatch();
        compiled.Decide(context, batch);
        ILookup<int, int> rows = Enumerable.Range(0, batch.Count).ToLookup(row => batch.Case[row]);
        var reference = new CaseEvaluator(rulebook, options);
        for (int i = 0; i < tests.Length; i++)
        {
            List<Decision> expected = [.. reference.EvaluateTraced(tests[i].Case, trace: false).Select(d => d.Decision)], found = [.. rows[i].Select(row => compiled.Read(context, batch, row))];
            if (DecisionAgreement.FirstDifference(expected, found) is { } difference)
                yield return (tests[i], new Difference(tests[i].Location, $"the compiled evaluator differs from the reference evaluator: {difference}"));
        }
    }
}
