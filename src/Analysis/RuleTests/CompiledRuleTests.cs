using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>
/// Decides what rule tests ask through the compiled evaluator and compares with the reference evaluator. What a date asks has few tests,
/// so kernels are interpreted, and dates share them: the trees are those that large runs make into machine code, except that what hangs
/// on the date is read and not written into them.
/// </summary>
internal static class CompiledRuleTests
{
    /// <summary>A right on a date that a test asks for.</summary>
    private readonly record struct Asked(int Number, TestedDecisions Test, string Right, DateOnly Date);

    /// <summary>Where the compiled evaluator decides otherwise, by test.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests, each with what the reference evaluator decided for it.</param>
    /// <param name="onCompared">Called by all threads after each right on a date that a test asks for, with how many there are in all.</param>
    public static ILookup<RuleTest, Difference> Differences(Rulebook rulebook, IEnumerable<TestedDecisions> tests, Action<int> onCompared)
    {
        Asked[] all = [.. tests.SelectMany(test => test.Done.Keys.Select(key => (test, key))).Select((a, i) => new Asked(i, a.test, a.key.Right, a.key.Date))];
        // All about one right goes together, because its dates share kernels. What takes longest comes first.
        IEnumerable<IGrouping<string, Asked>> rights = all.GroupBy(a => a.Right).OrderByDescending(g => g.Count());
        return rights.AsParallel().SelectMany(right => Differences(rulebook, right.Key, [.. right], () => onCompared(all.Length))).OrderBy(d => d.Number).ToLookup(d => d.Test, d => d.Difference);
    }

    private static List<(int Number, RuleTest Test, Difference Difference)> Differences(Rulebook rulebook, string name, Asked[] asked, Action onCompared)
    {
        RightDefinition right = rulebook.Find(name)!;
        RightBeside[] pairs = [.. asked.Select(a => new RightBeside(rulebook, right, a.Date)).Distinct()];
        var compiled = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [], Rights = new HashSet<string>() }, beside: pairs, lean: false, interpreted: true);
        Dictionary<DateOnly, int> steps = compiled.Steps.Index().ToDictionary(s => s.Item.Date, s => s.Index);
        KernelContext context = compiled.NewContext();
        IGrouping<TestedDecisions, Asked>[] tests = [.. asked.GroupBy(a => a.Test)];
        foreach (IGrouping<TestedDecisions, Asked> test in tests) context.Batch.Add(test.Key.Case);
        context.StartBatch();
        var decisions = new DecisionBatch();
        var differences = new List<(int, RuleTest, Difference)>();
        for (int i = 0; i < tests.Length; i++)
        {
            context.StartCase(i);
            foreach ((int number, TestedDecisions test, _, DateOnly date) in tests[i])
            {
                onCompared();
                if (context.IsExotic) continue;
                decisions.Clear();
                // What a kernel hands back is decided by the reference evaluator and has nothing to be compared with.
                if (!compiled.DecideByKernel(context, steps[date], decisions)) continue;
                Decision[] found = [.. Enumerable.Range(0, decisions.Count).Select(row => compiled.Read(context, decisions, row))];
                if (DecisionAgreement.FirstDifference(test.Done[(name, date)], found) is { } difference)
                    differences.Add((number, test.Test, new Difference(test.Test.Location, $"the compiled evaluator differs from the reference evaluator: {difference}")));
            }
        }
        return differences;
    }
}
