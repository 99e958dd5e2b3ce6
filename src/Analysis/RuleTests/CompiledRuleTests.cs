using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>
/// Decides what rule tests ask through the compiled evaluator, all tests of a date at once, and compares with the reference evaluator.
/// A date has few tests, so its kernels are interpreted: the trees are those that large runs make into machine code.
/// </summary>
internal static class CompiledRuleTests
{
    /// <summary>Where the compiled evaluator decides otherwise, by test.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests, each with what the reference evaluator decided for it.</param>
    public static ILookup<RuleTest, Difference> Differences(Rulebook rulebook, IEnumerable<TestedDecisions> tests) =>
        tests.SelectMany(test => test.Done.Keys.Select(asked => (Test: test, asked.Right, asked.Date)))
            .GroupBy(t => t.Date)
            .AsParallel().AsOrdered()
            .SelectMany(day => Differences(rulebook, day.Key, [.. day.GroupBy(t => t.Test, t => t.Right)]))
            .ToLookup(d => d.Test, d => d.Difference);

    private static IEnumerable<(RuleTest Test, Difference Difference)> Differences(Rulebook rulebook, DateOnly date, IReadOnlyList<IGrouping<TestedDecisions, string>> asked)
    {
        var options = new EvaluationOptions { Dates = [date], Rights = asked.SelectMany(a => a).ToHashSet() };
        var compiled = new BatchEvaluator(rulebook, options, interpreted: true);
        Dictionary<string, int> steps = compiled.Steps.Index().ToDictionary(s => s.Item.Right.Name, s => s.Index);
        KernelContext context = compiled.NewContext();
        foreach (IGrouping<TestedDecisions, string> test in asked) context.Batch.Add(test.Key.Case);
        context.StartBatch();
        var decisions = new DecisionBatch();
        for (int i = 0; i < asked.Count; i++)
        {
            context.StartCase(i);
            if (context.IsExotic) continue;
            foreach (string right in asked[i])
            {
                int before = decisions.Count;
                // What a kernel hands back is decided by the reference evaluator and has nothing to be compared with.
                if (!compiled.DecideByKernel(context, steps[right], decisions)) continue;
                Decision[] found = [.. Enumerable.Range(before, decisions.Count - before).Select(row => compiled.Read(context, decisions, row))];
                if (DecisionAgreement.FirstDifference(asked[i].Key.Done[(right, date)], found) is { } difference)
                    yield return (asked[i].Key.Test, new Difference(asked[i].Key.Test.Location, $"the compiled evaluator differs from the reference evaluator: {difference}"));
            }
        }
    }
}
