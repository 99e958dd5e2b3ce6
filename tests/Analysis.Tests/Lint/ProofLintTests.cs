using RightsEngine.Source;

namespace RightsEngine.Analysis.Tests.Lint;

/// <summary>Rights decided alike for everybody (RE4308), and conditions that decide nothing (RE4309).</summary>
public sealed class ProofLintTests
{
    private const string Age = "age on(person, reference_date)";

    [Theory]
    [InlineData($"{Age} >= 65", $"{Age} < 18")]
    [InlineData($"{Age} > 17", $"{Age} < 18")]
    [InlineData($"{Age} in [18..65)", $"{Age} in [65..70]")]
    [InlineData("count([person][item.home.owner]) > 0", "count([person][item.home.owner]) < 1")]
    [InlineData("person.home.district = \"hill\"", "person.home.district = \"harbour\"")]
    [InlineData("person.home.district != \"hill\"", "person.home.district != \"harbour\"")]
    [InlineData("person.home.district in (\"hill\", \"harbour\")", "not(person.home.district in (\"hill\", \"harbour\"))")]
    [InlineData("person.home.owner", "not(person.home.owner)")]
    [InlineData("some p in [person] satisfies p.home.owner", "not(some q in [person] satisfies q.home.owner)")]
    [InlineData("person.means(2020).wages < person.means(2020).pension", "person.means(2020).pension < person.means(2020).wages")]
    [InlineData("if person.home.owner then 1 > 2 else person.home.owner", "2 > 1")]
    public void Conditions_that_exclude_each_other_are_named(string a, string b)
    {
        Diagnostic finding = Assert.Single(LintRulebook.Find(LintRulebook.Conditions(a, b, "person.means(2021).wages < 10"), "RE4308"));
        Assert.StartsWith("nobody can be granted right `grant`: ", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("`c`", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Age} >= 65", $"{Age} < 66")]
    [InlineData("person.means(2020).wages > 17", "person.means(2020).wages < 18")]
    [InlineData("person.means(2020).wages < 10", "person.means(2021).wages > 10")]
    [InlineData($"{Age} >= 65", "on(@\"2000-01-01\", age on(person, reference_date)) < 18")]
    [InlineData("person.home.district != \"hill\"", "person.home.owner")]
    [InlineData("person.means(2020).wages + 1 > 10", "person.means(2020).wages < 5")]
    public void What_may_hold_together_is_not_reported(string a, string b) => Assert.Empty(LintRulebook.Find(LintRulebook.Conditions(a, b), "RE430"));

    [Fact]
    public void Figures_of_one_year_that_exclude_each_other_are_told_with_the_year()
    {
        string keys = """
            parameters:
              least: {type: number, title: {en: least}, values: {2020-01-01: {value: 18, status: derived}}}
              most: {type: number, title: {en: most}, values: {2020-01-01: {value: 65, status: derived}, 2022-01-01: {value: 6, status: derived}, 2023-01-01: {value: 67, status: derived}}}
            conditions:
              - {id: a, text: {en: x}, require: "age on(person, reference_date) >= least"}
              - {id: b, text: {en: x}, require: "age on(person, reference_date) < most"}
            """;
        Assert.Equal("with the figures of 2022-01-01 nobody can be granted right `grant`: `a` and `b` exclude each other", Assert.Single(LintRulebook.Find(keys, "RE4308")).Message);
        Assert.Empty(LintRulebook.Find(keys.Replace("value: 6,", "value: 66,", StringComparison.Ordinal), "RE4308"));
        // What is not known may be anything.
        Assert.Empty(LintRulebook.Find(keys.Replace("2022-01-01: {value: 6, status: derived}", "2022-01-01: missing", StringComparison.Ordinal), "RE4308"));
    }

    [Fact]
    public void An_amount_that_is_never_above_nothing_pays_nobody() =>
        Assert.Equal("nobody can be granted right `grant`: its amount is never above 0",
            Assert.Single(LintRulebook.Find(LintRulebook.Conditions("person.home.owner") + "\namount: {type: money per year, value: 'min(0, person.means(2020).wages)'}", "RE4308")).Message);

    [Theory]
    [InlineData("person.home.owner or not(person.home.owner)", true)]
    [InlineData("count([person][item.home.owner]) >= 0", true)]
    [InlineData("person.home.district in (\"hill\", \"harbour\")", true)]
    [InlineData("person.home.owner", false)]
    public void Conditions_that_everybody_meets_refuse_nobody(string condition, bool always) =>
        Assert.Equal(always, LintRulebook.Find(LintRulebook.Conditions(condition), "RE4308").Any(f => f.Message == "nobody can be refused right `grant`: every candidate meets its conditions"));

    [Theory]
    [InlineData($"{Age} >= 65", $"{Age} >= 18", "condition `b` of right `grant` decides nothing: whoever meets `a` meets it too")]
    [InlineData($"{Age} >= 18", $"{Age} >= 65", "condition `a` of right `grant` decides nothing: whoever meets `b` meets it too")]
    [InlineData("person.home.owner", "person.home.owner or person.means(2020).wages > 1", "condition `b` of right `grant` decides nothing: whoever meets `a` meets it too")]
    [InlineData("person.home.owner", "count([person][item.home.owner]) > -1", "condition `b` of right `grant` decides nothing: every candidate meets it")]
    public void A_condition_that_others_imply_is_told_with_them(string a, string b, string message) =>
        Assert.Equal(message, Assert.Single(LintRulebook.Find(LintRulebook.Conditions(a, b), "RE4309")).Message);

    [Fact]
    public void Of_two_that_say_the_same_one_is_told() =>
        Assert.Single(LintRulebook.Find(LintRulebook.Conditions($"{Age} >= 65", $"{Age} > 64"), "RE4309"));

    [Fact]
    public void An_alternative_within_another_is_told_unless_it_is_granted_in_its_own_way()
    {
        const string keys = """
            conditions:
              - id: way
                text: {en: x}
                any:
                  - {id: old, text: {en: x}, require: "age on(person, reference_date) >= 65"}
                  - {id: very_old, text: {en: x}, require: "age on(person, reference_date) >= 80"}
            """;
        Assert.Equal("condition `very_old` of right `grant` decides nothing: whoever meets it meets `old` too", Assert.Single(LintRulebook.Find(keys, "RE4309")).Message);
        Assert.Empty(LintRulebook.Find(keys.Replace(">= 80\"", ">= 80\", grant: on request", StringComparison.Ordinal), "RE4309"));
    }

    [Fact]
    public void Candidates_count_as_a_condition() =>
        Assert.Equal("condition `b` of right `grant` decides nothing: every candidate meets it",
            Assert.Single(LintRulebook.Find($"candidates: {Age} >= 20\n" + LintRulebook.Conditions("person.home.owner", $"{Age} >= 18"), "RE4309")).Message);
}
