using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Rights of two rulebooks decide one batch of cases, each by the concepts and figures of its own rulebook.</summary>
public sealed class RightsBesideTests
{
    private static readonly string[] Families =
    [
        """{"case":"c1","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":24000}}},"b":{"birth":{"birth_date":"2015-01-01"},"home":{"address":"x"}}}}""",
        """{"case":"c2","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":60000}}}}}""",
        """{"case":"c3","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"wage_sheet":{"2022":"unknown"}}}}""",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_right_is_decided_by_its_own_rulebook(bool compile)
    {
        Rulebook today = TestRulebook.Valid(TestRulebook.Right);
        Rulebook variant = TestRulebook.Valid(TestRulebook.Right.Replace("25000.50", "30000"), TestRulebook.Concepts.Replace("take: wage_sheet.wages", "take: wage_sheet.wages, times: 80%"));
        var options = new EvaluationOptions { Dates = [new DateOnly(2024, 6, 15)] };
        var together = new BatchEvaluator(today, options, compile, [.. variant.Rights.Select(r => new RightBeside(variant, r))]);
        KernelContext context = together.NewContext();
        Case[] cases = [.. Families.Select(f => TestRulebook.Case(today, f))];
        foreach (Case subject in cases) context.Batch.Add(subject);
        IReadOnlyList<Decision> decided = together.Evaluate(context);
        Assert.Null(DecisionAgreement.FirstDifference(
            [.. cases.SelectMany(c => new[] { today, variant }.SelectMany(r => new CaseEvaluator(r, options).Evaluate(c)))], decided));
        Assert.NotEqual(decided[0].RightVersion, decided[^1].RightVersion);
    }
}
