using CsCheck;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;
using Xunit.Abstractions;

namespace RightsEngine.Rules.Tests;

/// <summary>The compiled evaluator decides what the reference evaluator decides, to the last missing fact.</summary>
public sealed class CompiledEvaluatorTests(ITestOutputHelper output)
{
    /// <summary>The rights for which the generated families have all facts.</summary>
    internal static readonly IReadOnlySet<string> OfFamilies = new HashSet<string> { "growth_package.social_supplement", "water.social_tariff", "water.compensation" };

    [Fact]
    public void A_household_is_decided_by_a_kernel()
    {
        Rulebook rulebook = TestRulebook.Valid(TestRulebook.Right);
        Case subject = TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":12000}}},"b":{"birth":{"birth_date":"2015-01-01"},"home":{"address":"x"}}}}""");
        (BatchEvaluator evaluator, long handedBack) = Same(rulebook, [subject], "2024-06-15");
        Assert.Equal((0, 0L), (evaluator.NotCompiled.Count, handedBack));
    }

    /// <summary>A limit that no number of so many decimals reaches decides without arithmetic.</summary>
    [Theory]
    [InlineData("-999999999999", "money <= 999999999999", Outcome.Granted)]
    [InlineData("-999999999999", "money > 999999999999", Outcome.Refused)]
    [InlineData("-999999999999", "-999999999999 != money", Outcome.Granted)]
    [InlineData("999999999999", "true", Outcome.Refused)]
    public void A_limit_beyond_64_bits_is_compared_by_a_kernel(string floor, string condition, Outcome expected)
    {
        Rulebook rulebook = TestRulebook.Valid($$"""
            right: aid.measured
            title: {en: Measured aid}
            holder: person
            period: day
            in_force: {from: 2020-01-01}
            definitions:
              money: sum(for m in housemates(person) return yearly_income(m, reference_date.year - 2)) * 0.123456789
            conditions: [{id: within, text: {en: within}, require: "{{condition}}"}]
            amount: {type: money per year, value: money, zero: granted, not_due_below: "{{floor}}"}
            """);
        Case subject = TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":12000}}}}}""");
        (BatchEvaluator evaluator, long handedBack) = Same(rulebook, [subject], "2024-06-15");
        Assert.Equal((0, 0L), (evaluator.NotCompiled.Count, handedBack));
        KernelContext context = evaluator.NewContext();
        context.Batch.Add(subject);
        Assert.Equal(expected, Assert.Single(evaluator.Evaluate(context)).Outcome);
    }

    /// <summary>Whether money is received or paid changes no decision; both evaluators say it.</summary>
    [Theory]
    [InlineData("amount: {type: money per month, value: 5}", AmountDirection.Received)]
    [InlineData("amount: {type: money per month, direction: received, value: 5}", AmountDirection.Received)]
    [InlineData("amount: {type: money per month, direction: paid, value: 5}", AmountDirection.Paid)]
    [InlineData("amount: {type: money per month, direction: none, value: 5}", AmountDirection.None)]
    [InlineData("amount: {type: number, unit: points, value: 5}", null)]
    [InlineData("conditions: []", null)]
    public void The_direction_of_an_amount_is_said_by_both(string amount, AmountDirection? expected)
    {
        Rulebook rulebook = TestRulebook.Valid($"right: aid.own\ntitle: {{en: own}}\nholder: person\n{amount}");
        Case subject = TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}""");
        (BatchEvaluator evaluator, _) = Same(rulebook, [subject], "2024-06-15");
        KernelContext context = evaluator.NewContext();
        context.Batch.Add(subject);
        Decision compiled = Assert.Single(evaluator.Evaluate(context)), reference = Assert.Single(TestRulebook.Decide(rulebook, subject, "2024-06-15"));
        Assert.Equal((Outcome.Granted, expected, expected is null && amount.StartsWith("cond", StringComparison.Ordinal) ? null : 5m), (compiled.Outcome, compiled.AmountDirection, compiled.Amount));
        Assert.Equal((reference.Outcome, reference.AmountDirection, reference.Amount), (compiled.Outcome, compiled.AmountDirection, compiled.Amount));
    }

    /// <summary>The sum over a household may not fit into 64 bits, nor what all persons without one have together.</summary>
    [Fact]
    public void Sums_that_overflow_are_decided_alike()
    {
        Rulebook rulebook = TestRulebook.Valid("""
            right: aid.pooled
            title: {en: Pooled aid}
            holder: housemates
            period: day
            in_force: {from: 2020-01-01}
            conditions: [{id: means, text: {en: means}, require: "sum(for m in members return yearly_income(m, reference_date.year - 2) * 0.12345678) > 1000"}]
            """);
        static string Person(int number, string home) =>
            """ "pNUMBER":{"birth":{"birth_date":"1990-01-01"},"home":HOME,"wage_sheet":{"2022":{"wages":140000000}}} """.Replace("NUMBER", $"{number}").Replace("HOME", home);
        static string Of(string name, int persons, string home) =>
            """{"case":"NAME","persons":{PERSONS}}""".Replace("NAME", name).Replace("PERSONS", string.Join(',', Enumerable.Range(0, persons).Select(i => Person(i, home))));
        List<Case> cases = [.. Enumerable.Range(0, 100).Select(i => TestRulebook.Case(rulebook, Of($"alone{i}", 1, "\"unknown\""))),
            TestRulebook.Case(rulebook, Of("small", 2, """{"address":"x"}""")), TestRulebook.Case(rulebook, Of("large", 60, """{"address":"x"}"""))];
        (BatchEvaluator evaluator, long handedBack) = Same(rulebook, cases, "2024-06-15");
        Assert.Equal(Lane.Lean, Assert.Single(evaluator.Lanes));
        Assert.InRange(handedBack, 1, 101);
    }

    /// <summary>What has no kernel is decided all the same.</summary>
    [Fact]
    public void A_right_that_looks_back_on_very_many_days_is_left_to_the_reference_evaluator()
    {
        Rulebook rulebook = TestRulebook.Valid("""
            right: aid.lasting
            title: {en: Lasting aid}
            holder: person
            period: day
            in_force: {from: 1980-01-01}
            award: {checked: first day of month, runs_until: "date(granted_on.year + 60, 12, 31)"}
            conditions: [{id: on_support, text: {en: on support}, require: person.support}]
            """);
        Case subject = TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1970-01-01"},"assistance":[{"code":"SUPPORT","from":"1999-02-15","to":"1999-03-15"}]}}}""");
        (BatchEvaluator evaluator, long handedBack) = Same(rulebook, [subject], "2023-06-15");
        Assert.Equal("a memory of more than 150 check dates", evaluator.NotCompiled["aid.lasting"]);
        Assert.Equal(1, handedBack);
    }

    [Fact]
    public void Families_are_decided_alike_with_everything_known_and_with_facts_forgotten()
    {
        (BatchEvaluator evaluator, long handedBack) = Same(TestRulebook.Repository, OfFamilies, Forgetful(2_000), "2024-10-01", "2023-04-01", "2020-01-01");
        Assert.Empty(evaluator.NotCompiled);
        Assert.InRange(handedBack, 0, 2_000 * 9 * 4 / 10);
    }

    [Fact]
    public void All_rights_of_the_repository_are_decided_alike() => Same(TestRulebook.Repository, null, Forgetful(60), "2024-10-01", "2022-01-01");

    private static List<Case> Forgetful(int families)
    {
        var cases = new List<Case>();
        Gen.Select(FamilyGenerator.Family, Gen.Int[0, 100_000].Array[0, 3]).Sample((family, forgotten) =>
        {
            foreach (int leaf in forgotten)
            {
                List<string[]> leaves = FamilyGenerator.Leaves(family);
                family = FamilyGenerator.Forget(family, leaves[leaf % leaves.Count]);
            }
            cases.Add(TestRulebook.Case(TestRulebook.Repository, family.ToJsonString()));
        }, seed: "0N0XIzNsQ0O2", iter: families, threads: 1);
        return cases;
    }

    [Fact]
    public void Families_about_whom_everything_is_known_are_decided_by_kernels()
    {
        var cases = new List<Case>();
        FamilyGenerator.Family.Select(FamilyGenerator.WhollyKnown).Sample(family => cases.Add(TestRulebook.Case(TestRulebook.Repository, family.ToJsonString())), seed: "0N0XIzNsQ0O2", iter: 1_000, threads: 1);
        (BatchEvaluator evaluator, long handedBack) = Same(TestRulebook.Repository, OfFamilies, cases, "2024-10-01");
        Assert.Equal(0, handedBack);
    }

    /// <summary>Which lane each right of the repository has, so that one that falls out of the fast one is noticed.</summary>
    [Fact]
    public void These_rights_of_the_repository_have_the_lean_lane()
    {
        HashSet<string> expected =
        [
            "care.insurance_premium", "care.reduced_insurance_premium", "childcare.income_tariff",
            "disability.elderly_help_allowance", "disability.income_replacement_allowance", "energy.collective_gas_tariff",
            "energy.collective_premium", "energy.protected_customer", "energy.social_tariff",
            "growth_package.foster_care_supplement", "growth_package.orphan_supplement", "growth_package.school_bonus",
            "growth_package.social_supplement", "health.maximum_bill", "health.maximum_bill_child",
            "health.maximum_bill_social", "leisure.uitpas_reduced_price", "pension.income_guarantee_elderly",
            "social_assistance.living_wage", "tax.property_tax_reduction_children", "telecom.social_internet",
            "transport.free_pass", "transport.guaranteed_mobility_ticket", "transport.increased_reimbursement_ticket",
            "water.compensation", "water.social_tariff",
        ];
        var evaluator = new BatchEvaluator(TestRulebook.Repository, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] }, compile: true, lean: true);
        ILookup<Lane, string> rights = evaluator.Steps.Index().Where(s => s.Item.InForce).ToLookup(s => evaluator.Lanes[s.Index], s => s.Item.Right.Name);
        foreach (string right in rights[Lane.Lean]) output.WriteLine($"{right}: lean");
        foreach (string right in rights[Lane.General]) output.WriteLine($"{right}: general, {evaluator.NotLean[right]}");
        foreach (string right in rights[Lane.Reference]) output.WriteLine($"{right}: reference, {evaluator.NotCompiled[right]}");
        Assert.InRange(rights[Lane.Reference].Count(), 0, 1);
        Assert.Subset(rights[Lane.Lean].ToHashSet(), expected);
    }

    /// <summary>Decisions come in the order of cases, whichever lane decided them.</summary>
    [Fact]
    public void Cases_of_both_lanes_are_mixed_in_one_batch()
    {
        Rulebook rulebook = TestRulebook.Valid(TestRulebook.Right);
        Case[] cases = [.. Enumerable.Range(0, 50).Select(i => TestRulebook.Case(rulebook, Couple(i, i % 3 == 0 ? "\"unknown\"" : $"{i * 1000}")))];
        var evaluator = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 6, 15)] }, compile: true, lean: true);
        KernelContext context = evaluator.NewContext();
        foreach (Case subject in cases) context.Batch.Add(subject);
        IReadOnlyList<Decision> decisions = evaluator.Evaluate(context);
        Assert.Equal(17, context.InGeneral);
        Assert.Equal(cases.SelectMany(c => new[] { c.Id, c.Id }), decisions.Select(d => d.Case));
        Same(rulebook, cases, "2024-06-15");
    }

    private static string Couple(int number, string wages) => """
        {"case":"cNUMBER","persons":{
          "a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":WAGES}}},
          "b":{"birth":{"birth_date":"1992-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":0}}}}}
        """.Replace("NUMBER", $"{number}").Replace("WAGES", wages);

    internal static (BatchEvaluator Evaluator, long HandedBack) Same(Rulebook rulebook, IReadOnlyList<Case> cases, params string[] dates) => Same(rulebook, null, cases, dates);

    private static (BatchEvaluator Evaluator, long HandedBack) Same(Rulebook rulebook, IReadOnlySet<string>? rights, IReadOnlyList<Case> cases, params string[] dates)
    {
        var options = new EvaluationOptions { Dates = [.. dates.Select(DateOnly.Parse)], Rights = rights };
        var evaluator = new BatchEvaluator(rulebook, options, compile: true);
        KernelContext context = evaluator.NewContext();
        foreach (Case subject in cases) context.Batch.Add(subject);
        IReadOnlyList<Decision> compiled = evaluator.Evaluate(context);
        var reference = new CaseEvaluator(rulebook, options);
        string? difference = DecisionAgreement.FirstDifference([.. cases.SelectMany(c => reference.EvaluateTraced(c, trace: false)).Select(d => d.Decision)], compiled);
        Assert.True(difference is null, difference);
        return (evaluator, context.HandedBack);
    }
}
