using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>
/// Decides what rule tests ask through the compiled evaluator and compares with the reference evaluator. Dates that are near each other
/// go together, because rights with memory look back on the same check dates. What a date asks has few tests, so kernels are
/// interpreted: the trees are those that large runs make into machine code.
/// </summary>
internal static class CompiledRuleTests
{
    /// <summary>How many questions share kernels: more share more of them, and keep more in memory.</summary>
    private const int Together = 300;

    /// <summary>A right on a date that a test asks for.</summary>
    private readonly record struct Asked(TestedDecisions Test, string Right, DateOnly Date);

    /// <summary>Where the compiled evaluator decides otherwise, by test.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests, each with what the reference evaluator decided for it.</param>
    /// <param name="onCompared">Called by all threads after each right on a date that a test asks for, with how many there are in all.</param>
    public static ILookup<RuleTest, Difference> Differences(Rulebook rulebook, IEnumerable<TestedDecisions> tests, Action<int> onCompared)
    {
        Asked[] all = [.. tests.SelectMany(test => test.Done.Keys.Select(key => new Asked(test, key.Right, key.Date))).OrderBy(a => a.Date)];
        return all.Chunk(Together).AsParallel().AsOrdered().SelectMany(part => Differences(rulebook, part, () => onCompared(all.Length))).ToLookup(d => d.Test, d => d.Difference);
    }

    private static List<(RuleTest Test, Difference Difference)> Differences(Rulebook rulebook, Asked[] asked, Action onCompared)
    {
        RightBeside[] pairs = [.. asked.Select(a => new RightBeside(rulebook, rulebook.Find(a.Right)!, a.Date)).Distinct()];
        var compiled = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [], Rights = new HashSet<string>() }, beside: pairs, lean: false, interpreted: true);
        Dictionary<(string, DateOnly), int> steps = compiled.Steps.Index().ToDictionary(s => (s.Item.Right.Name, s.Item.Date), s => s.Index);
        KernelContext context = compiled.NewContext();
        IGrouping<TestedDecisions, Asked>[] tests = [.. asked.GroupBy(a => a.Test)];
        foreach (IGrouping<TestedDecisions, Asked> test in tests) context.Batch.Add(test.Key.Case);
        context.StartBatch();
        var decisions = new DecisionBatch();
        var differences = new List<(RuleTest, Difference)>();
        for (int i = 0; i < tests.Length; i++)
        {
            context.StartCase(i);
            foreach ((TestedDecisions test, string right, DateOnly date) in tests[i])
            {
                onCompared();
                if (context.IsExotic) continue;
                decisions.Clear();
                // What a kernel hands back is decided by the reference evaluator and has nothing to be compared with.
                if (!compiled.DecideByKernel(context, steps[(right, date)], decisions)) continue;
                Decision[] found = [.. Enumerable.Range(0, decisions.Count).Select(row => compiled.Read(context, decisions, row))];
                if (DecisionAgreement.FirstDifference(test.Done[(right, date)], found) is { } difference)
                    differences.Add((test.Test, new Difference(test.Test.Location, $"the compiled evaluator differs from the reference evaluator: {difference}")));
            }
        }
        return differences;
    }
}
