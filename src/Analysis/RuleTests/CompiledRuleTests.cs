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
    public static ILookup<RuleTest, Difference> Differences(Rulebook rulebook, IEnumerable<TestedDecisions> tests)
    {
        Asked[] all = [.. tests.SelectMany(test => test.Done.Keys.Select(key => (test, key))).Select((a, i) => new Asked(i, a.test, a.key.Right, a.key.Date))];
        return Shares(all).AsParallel().SelectMany(share => Differences(rulebook, share)).OrderBy(d => d.Number).ToLookup(d => d.Test, d => d.Difference);
    }

    /// <summary>A share of the questions for each processor, about as large: all about one right together, because its dates share kernels.</summary>
    private static List<Asked>[] Shares(Asked[] all)
    {
        List<Asked>[] shares = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new List<Asked>())];
        foreach (IGrouping<string, Asked> right in all.GroupBy(a => a.Right).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)) shares.MinBy(s => s.Count)!.AddRange(right);
        return [.. shares.Where(s => s.Count > 0)];
    }

    private static List<(int Number, RuleTest Test, Difference Difference)> Differences(Rulebook rulebook, List<Asked> asked)
    {
        RightBeside[] pairs = [.. asked.Select(a => new RightBeside(rulebook, rulebook.Find(a.Right)!, a.Date)).Distinct()];
        var compiled = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [], Rights = new HashSet<string>() }, beside: pairs, lean: false, interpreted: true);
        Dictionary<(string, DateOnly), int> steps = compiled.Steps.Index().ToDictionary(s => (s.Item.Right.Name, s.Item.Date), s => s.Index);
        KernelContext context = compiled.NewContext();
        IGrouping<TestedDecisions, Asked>[] tests = [.. asked.GroupBy(a => a.Test)];
        foreach (IGrouping<TestedDecisions, Asked> test in tests) context.Batch.Add(test.Key.Case);
        context.StartBatch();
        var decisions = new DecisionBatch();
        var differences = new List<(int, RuleTest, Difference)>();
        for (int i = 0; i < tests.Length; i++)
        {
            context.StartCase(i);
            if (context.IsExotic) continue;
            foreach ((int number, TestedDecisions test, string right, DateOnly date) in tests[i])
            {
                decisions.Clear();
                // What a kernel hands back is decided by the reference evaluator and has nothing to be compared with.
                if (!compiled.DecideByKernel(context, steps[(right, date)], decisions)) continue;
                Decision[] found = [.. Enumerable.Range(0, decisions.Count).Select(row => compiled.Read(context, decisions, row))];
                if (DecisionAgreement.FirstDifference(test.Done[(right, date)], found) is { } difference)
                    differences.Add((number, test.Test, new Difference(test.Test.Location, $"the compiled evaluator differs from the reference evaluator: {difference}")));
            }
        }
        return differences;
    }
}
