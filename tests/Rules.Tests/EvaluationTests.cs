using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>What decisions come out of a small right, with known, unknown and absent data.</summary>
public sealed class EvaluationTests
{
    private static readonly Rulebook Rulebook = TestRulebook.Valid(TestRulebook.Right);

    private static Decision Only(string json, string date = "2024-06-15") => Assert.Single(TestRulebook.Decide(Rulebook, json, date));

    [Theory]
    [InlineData("10000", Outcome.Granted, 100)]
    [InlineData("10000.01", Outcome.Granted, 50)]
    [InlineData("25000.50", Outcome.Granted, 50)]
    public void An_income_within_the_limit_is_granted_with_the_row_of_the_table(string wages, Outcome outcome, int amount)
    {
        Decision decision = Only("""{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"wage_sheet":{"2022":{"wages":WAGES}}}}}""".Replace("WAGES", wages, StringComparison.Ordinal));
        Assert.Equal((outcome, (decimal?)amount), (decision.Outcome, decision.Amount));
    }

    [Fact]
    public void A_cent_over_the_limit_is_refused_and_the_condition_says_so()
    {
        Decision decision = Only("""{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"wage_sheet":{"2022":{"wages":25000.51}}}}}""");
        Assert.Equal(Outcome.Refused, decision.Outcome);
        Assert.Equal(ConditionOutcome.False, decision.Conditions.Single(c => c.Id == "means").Outcome);
        Assert.Null(decision.Amount);
    }

    [Fact]
    public void A_missing_wage_sheet_leaves_the_right_undetermined_and_names_it()
    {
        Decision decision = Only("""{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}""");
        Assert.Equal(Outcome.Undetermined, decision.Outcome);
        Assert.Equal(["a.wage_sheet(2022)"], decision.Missing.Select(m => m.ToString()));
    }

    [Fact]
    public void False_and_unknown_is_refused_whatever_the_unknown_turns_out_to_be()
    {
        Decision decision = Only("""{"case":"c","persons":{"a":{"birth":{"birth_date":"2015-01-01"}}}}""");
        Assert.Equal(Outcome.Refused, decision.Outcome);
        Assert.Empty(decision.Missing);
    }

    [Fact]
    public void True_or_unknown_is_granted_and_the_amount_gives_its_range()
    {
        Decision decision = Only("""{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"assistance":[{"code":"SUPPORT","from":"2024-06-20"}]}}}""");
        Assert.Equal(Outcome.Granted, decision.Outcome);
        Assert.True(decision.AmountUndetermined);
        Assert.Equal((50m, 100m), decision.AmountRange);
        Assert.Equal(["a.wage_sheet(2022)"], decision.Missing.Select(m => m.ToString()));
    }

    [Fact]
    public void A_status_known_not_to_be_held_and_one_a_source_could_not_tell_are_different()
    {
        const string over = "\"birth\":{\"birth_date\":\"1990-01-01\"},\"wage_sheet\":{\"2022\":{\"wages\":30000}}";
        Assert.Equal(Outcome.Refused, Only("{\"case\":\"c\",\"persons\":{\"a\":{" + over + "}}}").Outcome);
        Decision unknown = Only("{\"case\":\"c\",\"persons\":{\"a\":{" + over + ",\"assistance\":\"unknown\"}}}");
        Assert.Equal(Outcome.Undetermined, unknown.Outcome);
        Assert.Equal(["a.assistance"], unknown.Missing.Select(m => m.ToString()));
    }

    [Fact]
    public void Figures_and_their_status_are_those_of_the_reference_date()
    {
        const string json = """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"wage_sheet":{"2021":{"wages":20001},"2022":{"wages":20001}}}}}""";
        Decision before = Only(json, "2023-12-31");
        Decision after = Only(json, "2024-01-01");
        Assert.Equal((Outcome.Refused, "verified"), (before.Outcome, before.ParameterStatus));
        Assert.Equal((Outcome.Granted, "derived"), (after.Outcome, after.ParameterStatus));
        Assert.Equal(new DateOnly(2023, 12, 1), before.ReferenceDate);
    }

    [Fact]
    public void Before_the_right_is_in_force_there_is_no_decision()
    {
        Assert.Empty(TestRulebook.Decide(Rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}""", "2019-12-31"));
    }

    [Fact]
    public void A_person_not_yet_born_in_the_period_holds_no_right()
    {
        const string json = """{"case":"c","persons":{"a":{"birth":{"birth_date":"2024-06-30"},"wage_sheet":{"2022":{}}}}}""";
        Assert.Single(TestRulebook.Decide(Rulebook, json, "2024-06-01"));
        Assert.Empty(TestRulebook.Decide(Rulebook, json, "2024-05-31"));
    }

    [Fact]
    public void Someone_who_may_live_at_the_address_makes_the_income_unknown()
    {
        Decision decision = TestRulebook.Decide(Rulebook, """
            {"case":"c","persons":{
              "a":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"x"},"wage_sheet":{"2022":{"wages":1}}},
              "b":{"birth":{"birth_date":"1990-01-01"},"home":{"address":"unknown"},"wage_sheet":{"2022":{"wages":1}}}}}
            """, "2024-06-15").Single(d => d.Holder[0].Person == "a");
        Assert.Equal(Outcome.Undetermined, decision.Outcome);
        Assert.Equal(["b.home.address"], decision.Missing.Select(m => m.ToString()));
    }

    [Fact]
    public void Division_by_zero_ends_in_error_with_the_place_in_the_rule()
    {
        Rulebook rulebook = TestRulebook.Valid(TestRulebook.Right.Replace("require: income <= limit", "require: \"income / (income - income) <= 1\"", StringComparison.Ordinal));
        Decision decision = Assert.Single(TestRulebook.Decide(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"wage_sheet":{"2022":{"wages":5}}}}}""", "2024-06-15"));
        Assert.Equal(Outcome.Error, decision.Outcome);
        Assert.StartsWith("division by zero (", decision.Fault, StringComparison.Ordinal);
        Assert.Contains("b.right.yaml:", decision.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_of_a_right_changes_with_what_it_depends_on_and_only_then()
    {
        string version = Rulebook.Rights[0].Version;
        Assert.Equal(version, TestRulebook.Valid(TestRulebook.Right).Rights[0].Version);
        Assert.NotEqual(version, TestRulebook.Valid(TestRulebook.Right, TestRulebook.Concepts.Replace("title: {en: wages}, absent: 0", "title: {en: wages}, absent: 1", StringComparison.Ordinal)).Rights[0].Version);
        Assert.Equal(version, TestRulebook.Valid(TestRulebook.Right, TestRulebook.Concepts.Replace("title: {en: raising}", "title: {en: rearing}", StringComparison.Ordinal)).Rights[0].Version);
    }
}
