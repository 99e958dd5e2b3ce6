using CsCheck;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Rights with memory: <c>award:</c>.</summary>
public sealed class AwardTests
{
    private const string Right = """
        right: aid.lasting
        title: {en: Lasting aid}
        holder: person
        period: day
        grant: automatic
        in_force: {from: 2020-01-01}
        award: {checked: first day of month, runs_until: "date(granted_on.year + 1, 12, 31)"}
        conditions:
          - {id: on_support, text: {en: on support}, require: person.support}
          - {id: adult, text: {en: of age}, require: "age on(person, reference_date) >= 18"}
        """;

    private static readonly Rulebook Rules = TestRulebook.Valid(Right);

    private static Decision Decide(string person, string date, Rulebook? rulebook = null, string more = "") =>
        Assert.Single(TestRulebook.Decide(rulebook ?? Rules, "{\"case\":\"c\"" + more + ",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"1990-01-01\"}" + person + "}}}", date));

    private static string Support(string from, string to) => $$""", "assistance": [{"code": "SUPPORT", "from": "{{from}}", "to": "{{to}}"}]""";

    [Theory]
    [InlineData("2022-03-01", Outcome.Granted)]
    [InlineData("2022-02-28", Outcome.Refused)]
    [InlineData("2023-12-31", Outcome.Granted)]
    [InlineData("2024-01-01", Outcome.Refused)]
    public void It_runs_from_the_check_date_to_the_last_day_both_included(string date, Outcome outcome)
    {
        // Support on one first day of a month only.
        Decision decision = Decide(Support("2022-02-15", "2022-03-15"), date);
        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == Outcome.Granted ? new Award(new DateOnly(2022, 3, 1), new DateOnly(2023, 12, 31)) : null, decision.Award);
    }

    /// <summary>Whether b lived at the address of a on the check date, or on the day asked about, may not be known.</summary>
    [Theory]
    [InlineData("\"x\"", "\"x\"", Outcome.Granted)]
    [InlineData("\"y\"", "\"x\"", Outcome.Refused)]
    [InlineData("\"unknown\"", "\"x\"", Outcome.Undetermined)]
    [InlineData("\"x\"", "\"unknown\"", Outcome.Undetermined)]
    [InlineData("\"unknown\"", "\"unknown\"", Outcome.Undetermined)]
    public void A_household_that_may_be_the_one_of_the_check_date_is_not_refused(string then, string now, Outcome outcome)
    {
        Rulebook rulebook = TestRulebook.Valid("""
            right: aid.lasting_house
            title: {en: Lasting house aid}
            holder: housemates
            period: day
            in_force: {from: 2020-01-01}
            award: {checked: first day of month, runs_until: "date(granted_on.year + 1, 12, 31)"}
            conditions:
              - {id: on_support, text: {en: on support}, require: some m in members satisfies m.support}
            """);
        string json = $$"""
            {"case": "c", "persons": {
              "a": {"birth": {"birth_date": "1990-01-01"}, "home": {"address": "x"}{{Support("2022-02-15", "2022-03-15")}}},
              "b": {"birth": {"birth_date": "1990-01-01"}, "home": [{"address": {{then}}, "to": "2022-06-30"}, {"address": {{now}}, "from": "2022-07-01"}]}
              }
            }
            """;
        Decision decision = TestRulebook.Decide(rulebook, json, "2022-08-10").First(d => d.Holder[0].Person == "a");
        Assert.Equal(outcome, decision.Outcome);
    }

    [Fact]
    public void What_happens_between_check_dates_does_not_count()
    {
        Decision decision = Decide(Support("2022-02-02", "2022-02-27"), "2022-02-20");
        Assert.Equal(Outcome.Refused, decision.Outcome);
        Assert.Equal(["on_support", "adult", "award"], decision.Conditions.Select(c => c.Id));
    }

    [Fact]
    public void The_latest_check_date_that_grants_counts()
    {
        Decision decision = Decide(Support("2022-02-15", "2023-05-15"), "2024-06-01");
        Assert.Equal(new Award(new DateOnly(2023, 5, 1), new DateOnly(2024, 12, 31)), decision.Award);
        Assert.All(decision.Conditions, c => Assert.Equal(ConditionOutcome.True, c.Outcome));
    }

    [Fact]
    public void The_conditions_shown_are_those_of_the_latest_check_when_none_grants()
    {
        Decision decision = Decide("", "2022-03-20");
        Assert.Equal(Outcome.Refused, decision.Outcome);
        Assert.Equal([ConditionOutcome.False, ConditionOutcome.True, ConditionOutcome.False], decision.Conditions.Select(c => c.Outcome));
    }

    [Fact]
    public void Nothing_is_remembered_from_before_the_law()
    {
        Assert.Equal(Outcome.Refused, Decide(Support("2018-01-01", "2019-12-31"), "2020-06-01").Outcome);
        Assert.Equal(Outcome.Granted, Decide(Support("2018-01-01", "2020-01-01"), "2020-06-01").Outcome);
    }

    [Fact]
    public void A_check_that_could_not_be_made_leaves_the_decision_open()
    {
        Decision decision = Decide(", \"assistance\": [{\"code\": \"unknown\", \"from\": \"2022-03-01\", \"to\": \"2022-03-02\"}]", "2022-06-01");
        Assert.Equal(Outcome.Undetermined, decision.Outcome);
        Assert.Equal(["a.assistance.code"], decision.Missing.Select(m => m.ToString()));
        // Later the same check no longer matters.
        Assert.Equal(Outcome.Refused, Decide(", \"assistance\": [{\"code\": \"unknown\", \"from\": \"2022-03-01\", \"to\": \"2022-03-02\"}]", "2024-06-01").Outcome);
    }

    [Fact]
    public void Before_the_data_begin_silence_says_nothing()
    {
        const string known = ",\"known_from\":\"2022-05-02\"";
        Decision open = Decide("", "2022-06-01", more: known);
        Assert.Equal(Outcome.Undetermined, open.Outcome);
        Assert.Equal(["a.assistance(SUPPORT)"], open.Missing.Select(m => m.ToString()));
        Assert.Equal(Outcome.Granted, Decide(Support("2022-05-15", "2022-06-15"), "2022-06-01", more: known).Outcome);
        Assert.Equal(Outcome.Granted, Decide(Support("2022-02-15", "2022-03-15"), "2022-06-01", more: known).Outcome);
        // In 2024 no check date from before the data runs on.
        Assert.Equal(Outcome.Refused, Decide("", "2024-01-01", more: known).Outcome);
    }

    [Fact]
    public void Candidacy_counts_on_both_dates()
    {
        Rulebook rulebook = TestRulebook.Valid(Right.Replace("period: day", "period: day\ncandidates: age on(person, reference_date) < 34", StringComparison.Ordinal));
        string person = "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"1990-01-01\"}" + Support("2023-01-01", "2023-12-31") + "}}}";
        Assert.Equal(Outcome.Granted, Assert.Single(TestRulebook.Decide(rulebook, person, "2023-12-31")).Outcome);
        Assert.Empty(TestRulebook.Decide(rulebook, person, "2024-01-01"));
    }

    [Fact]
    public void Another_right_sees_the_grant()
    {
        Rulebook rulebook = TestRulebook.Valid(Right + "\n---\n" + """
            right: aid.derived
            title: {en: derived aid}
            holder: person
            period: month
            conditions:
              - {id: has, text: {en: has it}, require: "granted(aid.lasting, person)"}
            """);
        string person = "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"1990-01-01\"}" + Support("2022-02-15", "2022-03-15") + "}}}";
        Assert.Equal(Outcome.Granted, TestRulebook.Decide(rulebook, person, "2023-12-01").Single(d => d.Right == "aid.derived").Outcome);
        Assert.Equal(Outcome.Refused, TestRulebook.Decide(rulebook, person, "2024-01-01").Single(d => d.Right == "aid.derived").Outcome);
    }

    [Theory]
    [InlineData("last day of month", "2022-02-28", true)]
    [InlineData("first day of quarter", "2022-03-01", false)]
    [InlineData("first day of quarter", "2022-04-01", true)]
    [InlineData("first day of year", "2022-12-31", false)]
    [InlineData("first day of year", "2023-01-01", true)]
    public void Checks_may_be_made_on_other_days(string day, string date, bool granted)
    {
        Rulebook rulebook = TestRulebook.Valid(Right.Replace("first day of month", day, StringComparison.Ordinal));
        Assert.Equal(granted ? Outcome.Granted : Outcome.Refused, Decide(Support("2022-02-15", "2023-02-15"), date, rulebook).Outcome);
    }

    [Fact]
    public void How_long_it_runs_may_hang_on_the_person()
    {
        Rulebook rulebook = TestRulebook.Valid(Right.Replace("\"date(granted_on.year + 1, 12, 31)\"", "\"add months(person.birth.birth_date, 400, 'down')\"".Replace("'", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(Outcome.Granted, Decide(Support("2022-02-15", "2022-03-15"), "2023-05-01", rulebook).Outcome);
        Assert.Equal(Outcome.Refused, Decide(Support("2022-02-15", "2022-03-15"), "2023-05-02", rulebook).Outcome);
    }

    [Fact]
    public void How_long_it_runs_may_hang_on_the_period_of_the_check_date()
    {
        Rulebook rulebook = TestRulebook.Valid(Right.Replace("\"date(granted_on.year + 1, 12, 31)\"", "period.end", StringComparison.Ordinal).Replace("period: day", "period: quarter", StringComparison.Ordinal));
        Assert.Equal(Outcome.Granted, Decide(Support("2022-03-15", "2022-04-15"), "2022-05-20", rulebook).Outcome);
        Assert.Equal(Outcome.Refused, Decide(Support("2022-03-15", "2022-04-15"), "2022-07-20", rulebook).Outcome);
    }

    /// <summary>Decided on the day before, a period has the reference date of the check of the period before, and other candidates.</summary>
    [Fact]
    public void Candidates_of_a_check_date_are_those_of_its_period()
    {
        Rulebook rulebook = TestRulebook.Valid(Right.Replace("period: day", "period: month\ndecide_on: day before", StringComparison.Ordinal).Replace("first day of month", "last day of month", StringComparison.Ordinal).Replace(">= 18", ">= 0 or true", StringComparison.Ordinal));
        string json = "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"2022-03-05\"}" + Support("2022-01-01", "2022-12-31") + "}}}";
        // In February, nobody was there yet.
        Assert.Equal(Outcome.Refused, Assert.Single(TestRulebook.Decide(rulebook, json, "2022-03-10")).Outcome);
        Assert.Equal(Outcome.Granted, Assert.Single(TestRulebook.Decide(rulebook, json, "2022-04-10")).Outcome);
    }

    [Fact]
    public void A_grant_by_a_branch_that_needs_a_request_is_not_automatic()
    {
        Rulebook rulebook = TestRulebook.Valid(Right.Replace("- {id: on_support, text: {en: on support}, require: person.support}",
            "- {id: on_support, text: {en: on support}, require: person.support, grant: on request}", StringComparison.Ordinal));
        Assert.False(Decide(Support("2022-02-15", "2022-03-15"), "2023-05-01", rulebook).Automatic);
        Assert.True(Decide(Support("2022-02-15", "2022-03-15"), "2023-05-01").Automatic);
    }

    [Fact]
    public void Memory_needs_a_first_day()
    {
        var finding = Assert.Single(TestRulebook.Load(Right.Replace("in_force: {from: 2020-01-01}\n", "", StringComparison.Ordinal)).Diagnostics);
        Assert.Equal(("RE4110", "give the right `in_force: {from: …}`"), (finding.Code, finding.Help));
    }

    [Fact]
    public void Granted_on_is_known_to_runs_until_only()
    {
        var finding = Assert.Single(TestRulebook.Load(Right.Replace("require: person.support", "require: granted_on > reference_date", StringComparison.Ordinal)).Diagnostics);
        Assert.Equal("RE3002", finding.Code);
    }

    [Fact]
    public void The_id_of_a_generated_condition_is_taken()
    {
        var finding = Assert.Single(TestRulebook.Load(Right.Replace("id: adult", "id: award", StringComparison.Ordinal)).Diagnostics);
        Assert.Equal("RE4107", finding.Code);
    }

    [Fact]
    public void It_agrees_with_the_definition_and_with_less_data_says_the_same_or_nothing()
    {
        Gen<DateOnly> day = Gen.Int[0, 1800].Select(n => new DateOnly(2019, 6, 1).AddDays(n));
        Gen.Select(day, Gen.Int[0, 400], day, day).Sample((from, length, date, known) =>
        {
            if (date < new DateOnly(2020, 1, 1)) return;
            string support = Support($"{from:yyyy-MM-dd}", $"{from.AddDays(length):yyyy-MM-dd}");
            bool granted = Enumerable.Range(0, 80).Select(new DateOnly(2020, 1, 1).AddMonths)
                .Any(g => g <= date && g >= from && g <= from.AddDays(length) && new DateOnly(g.Year + 1, 12, 31) >= date);
            Assert.Equal(granted ? Outcome.Granted : Outcome.Refused, Decide(support, $"{date:yyyy-MM-dd}").Outcome);
            Outcome less = Decide(support, $"{date:yyyy-MM-dd}", more: $",\"known_from\":\"{known:yyyy-MM-dd}\"").Outcome;
            Assert.True(less == Outcome.Undetermined || less == (granted ? Outcome.Granted : Outcome.Refused));
        }, seed: "0000KOIo1tY3", iter: 2000);
    }
}
