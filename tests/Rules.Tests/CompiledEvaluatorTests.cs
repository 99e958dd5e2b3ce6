using CsCheck;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>The compiled evaluator decides what the reference evaluator decides, to the last missing fact.</summary>
public sealed class CompiledEvaluatorTests
{
    [Fact]
    public void Small()
    {
        Rulebook rulebook = TestRulebook.Valid(TestRulebook.Right);
        Case subject = TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":12000}}},"b":{"birth":{"birth_date":"2015-01-01"},"home":{"address":"x"}}}}""");
        Same(rulebook, [subject], "2024-06-15");
    }

    [Fact]
    public void Families_are_decided_alike_with_everything_known_and_with_facts_forgotten()
    {
        var report = new System.Text.StringBuilder();
        long cases = 0, handed = 0;
        Gen.Select(FamilyGenerator.Family, Gen.Int[0, 100_000].Array[0, 3]).Sample((family, forgotten) =>
        {
            foreach (int leaf in forgotten)
            {
                List<string[]> leaves = FamilyGenerator.Leaves(family);
                family = FamilyGenerator.Forget(family, leaves[leaf % leaves.Count]);
            }
            Case subject = TestRulebook.Case(TestRulebook.Repository, family.ToJsonString());
            BatchEvaluator evaluator = Same(TestRulebook.Repository, [subject], "2024-10-01");
            cases++;
            handed += evaluator.HandedBack;
            if (report.Length == 0) foreach ((string right, string why) in evaluator.NotCompiled) report.Append($"{right}: {why}; ");
        }, seed: "0N0XIzNsQ0O2", iter: 300, threads: 1);
        Assert.Fail($"{cases} {handed} {report}");
    }

    internal static BatchEvaluator Same(Rulebook rulebook, IReadOnlyList<Case> cases, params string[] dates)
    {
        var options = new EvaluationOptions { Dates = [.. dates.Select(DateOnly.Parse)] };
        var evaluator = new BatchEvaluator(rulebook, options);
        KernelContext context = evaluator.NewContext();
        foreach (Case subject in cases) context.Batch.Add(subject);
        List<Decision> compiled = [.. evaluator.Evaluate(context)];
        var reference = new CaseEvaluator(rulebook, options);
        List<Decision> expected = [.. cases.SelectMany(reference.Evaluate)];
        Assert.Equal(expected.Select(Text), compiled.Select(Text));
        return evaluator;
    }

    private static string Text(Decision d) =>
        $"{d.Case} {d.Right} {string.Join(',', d.Holder.Select(h => $"{h.Role}={h.Person}"))} {d.PeriodStart:yyyy-MM-dd} {d.Outcome} {d.Amount} {d.AmountRange} {d.AmountUndetermined} {d.Automatic} {d.ParameterStatus} "
        + $"[{string.Join(' ', d.Conditions.Select(c => $"{c.Id}:{c.Outcome}:{c.Depth}"))}] [{string.Join(' ', d.Missing)}] {d.Fault}";
}
