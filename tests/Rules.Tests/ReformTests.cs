using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Rules.Tests;

/// <summary>Reforms change a rulebook from a day on and leave it as it was before.</summary>
public sealed class ReformTests
{
    private const string Rights = TestRulebook.Right + """

        ---
        right: aid.extra
        title: {en: Extra aid}
        holder: person
        period: month
        in_force: {from: 2020-01-01}
        conditions:
          - {id: basic, text: {en: has basic aid}, require: "granted(aid.basic, person)"}
        amount: {type: money per month, value: "amount_of(aid.basic, person) / 2"}
        """;

    private const string Poor = """{"case":"c1","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2021":{"wages":9000},"2022":{"wages":9000},"2023":{"wages":9000}}}}}""";
    private const string Middle = """{"case":"c2","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2021":{"wages":27000},"2022":{"wages":27000},"2023":{"wages":27000}}}}}""";
    private const string Young = """{"case":"c3","persons":{"a":{"birth":{"birth_date":"2007-01-01"},"home":{"address":"x"},"wage_sheet":{"2021":{"wages":0},"2022":{"wages":0},"2023":{"wages":0}}}}}""";

    [Fact]
    public void A_figure_holds_from_the_day_of_the_reform_and_until_the_next_one_written()
    {
        Rulebook reformed = Reformed("- change: right aid.basic\n    set_parameters: {limit: 28000}");
        Assert.Equal("refused", Said(reformed, Middle, "2024-06-15"));
        Assert.Equal("granted 50", Said(reformed, Middle, "2024-07-15"));
        // Before its day the reform is not there, and a later figure of the rulebook is gone.
        Rulebook early = Reformed("- change: right aid.basic\n    set_parameters: {limit: {2023-01-01: {value: 28000}}}", from: "2023-01-01");
        Assert.Equal("granted 50", Said(early, Middle, "2024-07-15"));
        Rulebook passing = Reformed("- change: right aid.basic\n    set_parameters: {limit: {2023-01-01: {value: 28000}, 2024-02-01: rulebook}}", from: "2023-01-01");
        Assert.Equal(["granted 50", "refused"], [Said(passing, Middle, "2024-01-15"), Said(passing, Middle, "2024-02-15")]);
        Assert.Equal(0, passing.Find("aid.basic")!.Parameters["limit"].Versions.Count(v => v.From == new DateOnly(2024, 1, 1)));
    }

    [Theory]
    [InlineData("set_conditions: {adult: {require: \"age on(person, reference_date) >= 16\"}}", Young, "refused", "granted 100")]
    [InlineData("set_conditions: {low_income: {require: income <= 28000}}", Middle, "refused", "granted 50")]
    [InlineData("set_conditions: {means: {require: income <= 28000}}", Middle, "refused", "granted 50")]
    [InlineData("remove_conditions: [adult]", Young, "refused", "granted 100")]
    [InlineData("add_conditions: [{id: never, text: {en: never}, require: income < 0}]", Poor, "granted 100", "refused")]
    [InlineData("add_conditions: [{id: always, in: means, text: {en: always}, require: income >= 0}]", Middle, "refused", "granted 50")]
    [InlineData("set_definitions: {income: \"sum(for m in housemates(person) return yearly_income(m, year)) / 2\"}", Middle, "refused", "granted 50")]
    [InlineData("set_candidates: \"income > 10000\"", Poor, "granted 100", "no decision")]
    [InlineData("set_amount: {set_rows: [{when: [\"<= 10000\"], then: \"125\"}]}", Poor, "granted 100", "granted 125")]
    [InlineData("set_amount: {remove_rows: [[\"<= 10000\"]], add_rows: [{when: [\"< 5000\"], then: \"300\"}, {when: [\"[5000..10000]\"], then: \"90\"}]}", Poor, "granted 100", "granted 90")]
    [InlineData("set_amount: 90", Poor, "granted 100", "granted 90")]
    [InlineData("set: {holder: person, amount: {type: money per month, value: 1.005, round: half up to 0.01}}", Poor, "granted 100", "granted 1.01")]
    public void A_right_is_as_it_was_before_the_day_and_as_the_reform_has_it_after(string change, string family, string before, string after)
    {
        Rulebook reformed = Reformed($"- change: right aid.basic\n    {change}");
        Assert.Equal([before, after], [Said(reformed, family, "2024-06-15"), Said(reformed, family, "2024-07-15")]);
        Assert.Equal(before, Said(TestRulebook.Valid(Rights), family, "2024-07-15"));
    }

    [Theory]
    [InlineData("- change: income yearly_income\n    set_components: {wages: {times: 50%}}", Middle, "refused", "granted 50")]
    [InlineData("- change: income yearly_income\n    add_components: [{id: again, take: wage_sheet.wages}]", Poor, "granted 100", "granted 50")]
    [InlineData("- change: income yearly_income\n    remove_components: [wages]\n    add_components: [{id: half, take: wage_sheet.wages / 2}]", Middle, "refused", "granted 50")]
    [InlineData("- change: household housemates\n    set_members: m = person", Poor, "granted 100", "granted 100")]
    [InlineData("- replace: income yearly_income\n    by: {income: yearly_income, title: {en: less}, of: person, per: year, components: [{id: wages, take: wage_sheet.wages, times: 1/2}]}", Middle, "refused", "granted 50")]
    [InlineData("- remove: right aid.extra\n  - remove: right aid.basic", Poor, "granted 100", "no decision")]
    [InlineData("- replace: right aid.basic\n    by: {right: aid.basic, title: {en: Other}, holder: person, conditions: [{id: all, text: {en: all}, require: \"true\"}], amount: {type: money per month, value: 7}}", Young, "refused", "granted 7")]
    public void Concepts_and_whole_rights_change_on_the_day(string change, string family, string before, string after)
    {
        Rulebook reformed = Reformed(change);
        Assert.Equal([before, after], [Said(reformed, family, "2024-06-15"), Said(reformed, family, "2024-07-15")]);
    }

    /// <summary>What asks for a right asks for the version that is in force.</summary>
    [Fact]
    public void Rights_that_ask_for_a_replaced_right_ask_for_the_one_in_force()
    {
        Rulebook reformed = Reformed("- replace: right aid.basic\n    by: {right: aid.basic, title: {en: Other}, holder: person, conditions: [{id: all, text: {en: all}, require: \"true\"}], amount: {type: money per month, value: 7}}");
        Assert.Equal(["granted 50", "granted 3.5"], [Said(reformed, Poor, "2024-06-15", "aid.extra"), Said(reformed, Poor, "2024-07-15", "aid.extra")]);
        Assert.Equal(["refused", "granted 3.5"], [Said(reformed, Young, "2024-06-15", "aid.extra"), Said(reformed, Young, "2024-07-15", "aid.extra")]);
    }

    /// <summary><c>met(…)</c> asks for the version of a condition that is in force.</summary>
    [Fact]
    public void Conditions_of_one_id_are_versions()
    {
        Rulebook rulebook = TestRulebook.Valid("""
            right: aid.versions
            title: {en: Versions}
            holder: person
            conditions:
              - {id: adult, text: {en: adult}, require: "age on(person, reference_date) >= 18", in_force: {to: 2024-06-30}}
              - {id: adult, text: {en: adult}, require: "age on(person, reference_date) >= 16", in_force: {from: 2024-07-01}}
            amount: {type: money per month, value: "if met(adult) then 10 else 20"}
            """);
        Assert.Equal(["refused", "granted 10"], [Said(rulebook, Young, "2024-06-15"), Said(rulebook, Young, "2024-07-15")]);
    }

    [Fact]
    public void Reforms_stack_in_their_order()
    {
        string once = Change("first", "2024-07-01", "- change: right aid.basic\n    set_conditions: {low_income: {require: income <= 28000}}");
        string twice = Change("second", "2024-09-01", "- change: right aid.basic\n    set_conditions: {low_income: {require: income <= 26000}}");
        Rulebook both = Valid([once, twice]);
        Assert.Equal(["refused", "granted 50", "refused"], [Said(both, Middle, "2024-06-15"), Said(both, Middle, "2024-08-15"), Said(both, Middle, "2024-09-15")]);
        Assert.Equal(["first", "second"], both.Reforms.Select(r => r.Name));
    }

    [Fact]
    public void Only_rights_that_a_reform_reaches_get_another_version()
    {
        string other = Rights + "\n---\nright: aid.other\ntitle: {en: Other}\nholder: person\nconditions: [{id: all, text: {en: all}, require: \"true\"}]";
        Rulebook today = TestRulebook.Valid(other), reformed = Valid([Change("r", "2024-07-01", "- change: income yearly_income\n    set_components: {wages: {times: 50%}}")], other);
        Assert.Equal([false, false, true], today.RightNames.Select(n => today.Find(n)!.Version == reformed.Find(n)!.Version));
        Assert.NotEqual(today.Hash, reformed.Hash);
    }

    [Fact]
    public void A_reform_of_nothing_changes_nothing()
    {
        Rulebook today = TestRulebook.Valid(Rights), reformed = Valid([Change("empty", "2024-07-01", null)]);
        Assert.Equal(today.Rights.Select(r => r.Version), reformed.Rights.Select(r => r.Version));
    }

    [Fact]
    public void A_mistake_in_an_expression_is_found_where_it_stands_in_the_reform()
    {
        DiagnosticBag findings = Findings("- change: right aid.basic\n    set_conditions: {low_income: {require: incom <= limit}}");
        DiagnosticExpectation only = DiagnosticAssert.Single(findings).HasCode("RE3002").Underlines("incom").StartsAt(6, 44).HasHelp("did you mean `income`?");
        Assert.EndsWith("r0.reform.yaml", only.Diagnostic.Location!.Value.File.Path);
    }

    [Fact]
    public void A_type_of_another_kind_is_found_in_the_reform() =>
        DiagnosticAssert.Single(Findings("- change: right aid.basic\n    set_definitions: {income: \"true\"}")).Underlines("true");

    [Fact]
    public void What_a_removal_leaves_behind_is_found() =>
        DiagnosticAssert.Single(Findings("- remove: right aid.basic")).HasCode("RE4406").Underlines("right aid.basic").HasLabel("\"granted(aid.basic, person)\"", "it is used here");

    private static string Change(string name, string from, string? changes) =>
        $"reform: {name}\ntitle: {{en: {name}}}\nfrom: {from}\nchanges:{(changes is null ? " []" : "\n  " + changes)}\n";

    private static Rulebook Reformed(string changes, string from = "2024-07-01") => Valid([Change("r", from, changes)]);

    private static Rulebook Valid(string[] reforms, string rights = Rights)
    {
        RulebookResult result = TestRulebook.Load(rights, reforms: reforms);
        Assert.Empty(result.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"));
        return result.Rulebook!;
    }

    private static DiagnosticBag Findings(string changes)
    {
        var bag = new DiagnosticBag();
        foreach (Diagnostic finding in TestRulebook.Load(Rights, reforms: [Change("r", "2024-07-01", changes)]).Diagnostics) bag.Add(finding);
        return bag;
    }

    /// <summary>What both evaluators say.</summary>
    private static string Said(Rulebook rulebook, string family, string date, string? right = null)
    {
        Case subject = TestRulebook.Case(rulebook, family);
        var options = new EvaluationOptions { Dates = [DateOnly.Parse(date)], Rights = new HashSet<string> { right ?? rulebook.RightNames[0] } };
        IReadOnlyList<Decision> decisions = new CaseEvaluator(rulebook, options).Evaluate(subject);
        var evaluator = new BatchEvaluator(rulebook, options, compile: true);
        KernelContext context = evaluator.NewContext();
        context.Batch.Add(subject);
        Assert.Null(DecisionAgreement.FirstDifference(decisions, evaluator.Evaluate(context)));
        return decisions.Count == 0 ? "no decision" : $"{decisions[0].Outcome.ToString().ToLowerInvariant()}{(decisions[0].Amount is { } amount ? $" {amount:0.##}" : "")}";
    }
}
