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

    [Fact]
    public void The_version_of_a_right_changes_with_a_later_version_of_a_concept()
    {
        const string concept = "\n---\nconcept: old\ntitle: {en: old}\ntype: boolean\nin_force: {to: 2030-12-31}\nvalue: 'true'\n---\nconcept: old\ntitle: {en: old}\ntype: boolean\nin_force: {from: 2031-01-01}\nvalue: 'LATER'";
        string right = TestRulebook.Right.Replace("require: income <= limit", "require: person.old", StringComparison.Ordinal);
        string Version(string later) => TestRulebook.Valid(right, TestRulebook.Concepts + concept.Replace("LATER", later, StringComparison.Ordinal)).Rights[0].Version;
        Assert.NotEqual(Version("true"), Version("false"));
    }

    [Fact]
    public void The_order_of_declarations_and_of_conditions_does_not_matter()
    {
        string concepts = string.Join("\n---\n", TestRulebook.Concepts.Split("\n---\n").Reverse());
        const string adult = "  - id: adult\n    text: {en: of age}\n    require: age on(person, reference_date) >= 18\n    basis: art_1\n";
        Assert.Contains(adult, TestRulebook.Right, StringComparison.Ordinal);
        string right = TestRulebook.Right.Replace(adult, "", StringComparison.Ordinal).Replace("amount:\n  table:", adult + "amount:\n  table:", StringComparison.Ordinal);
        Rulebook other = TestRulebook.Valid(right, concepts);
        foreach (string data in new[] { "\"birth\":{\"birth_date\":\"1990-01-01\"}", "\"birth\":\"unknown\",\"wage_sheet\":{\"2022\":{\"wages\":30000}}", "\"assistance\":\"unknown\"" })
        {
            string json = "{\"case\":\"c\",\"persons\":{\"a\":{" + data + "}}}";
            Decision one = Only(json), two = Assert.Single(TestRulebook.Decide(other, json, "2024-06-15"));
            Assert.Equal((one.Outcome, one.Amount, one.AmountRange), (two.Outcome, two.Amount, two.AmountRange));
            Assert.Equal(one.Missing, two.Missing);
            Assert.Equal(one.Conditions.OrderBy(c => c.Id, StringComparer.Ordinal), two.Conditions.OrderBy(c => c.Id, StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("2019-06-01", "25000", 81.60)]
    [InlineData("2019-06-01", "45000", 61.20)]
    [InlineData("2024-10-01", "75593.05", 83.17)]
    [InlineData("2024-10-01", "75593.06", null)]
    public void Published_examples_of_three_new_children_come_out_to_the_cent(string date, string income, double? amount) =>
        Published(3, date, income, amount);

    [Theory]
    [InlineData("40187.19", 71.91)]
    [InlineData("40187.20", 36.41)]
    [InlineData("46885.06", 36.41)]
    [InlineData("46885.07", null)]
    public void Published_boundaries_of_a_small_family_come_out_to_the_cent(string income, double? amount) =>
        Published(2, "2024-10-01", income, amount);

    private static void Published(int children, string date, string income, double? amount)
    {
        int year = int.Parse(date[..4]) - (date[5..7] == "10" ? 2 : 3);
        string raised = string.Join(',', Enumerable.Range(1, children).Select(i => $"\"c{i}\""));
        string born = string.Concat(Enumerable.Range(1, children).Select(i => $",\"c{i}\":{{\"birth\":{{\"birth_date\":\"2019-01-0{i}\"}},\"residence\":{{\"address\":\"x\",\"region\":\"flanders\"}}}}"));
        string json = "{\"case\":\"c\",\"persons\":{\"anna\":{\"birth\":{\"birth_date\":\"1985-02-03\"},\"residence\":{\"address\":\"x\",\"region\":\"flanders\"},"
            + $"\"tax_assessment\":{{\"{year}\":{{\"employee_income\":{income}}}}},\"raised_children\":[{raised}]}}{born}}}}}";
        Decision[] decisions = [.. TestRulebook.Decide(TestRulebook.Repository, json, date).Where(d => d.Right == "growth_package.social_supplement")];
        Assert.Equal(children, decisions.Length);
        Assert.All(decisions, d => Assert.Equal((amount is null ? Outcome.Refused : Outcome.Granted, (decimal?)amount), (d.Outcome, d.Amount)));
    }
}
