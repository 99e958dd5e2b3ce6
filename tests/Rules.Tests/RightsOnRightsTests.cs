using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Tests;

/// <summary>Rights that ask for other rights, rights of households, rights of relations, other dates, groups of conditions.</summary>
public sealed class RightsOnRightsTests
{
    private static Rulebook With(string more) => TestRulebook.Valid(TestRulebook.Right + "\n---\n" + more);

    private static Dictionary<string, Decision> Decide(Rulebook rulebook, string right, string persons, string date = "2024-06-15") =>
        TestRulebook.Decide(rulebook, "{\"case\":\"c\",\"persons\":{" + persons + "}}", date).Where(d => d.Right == right)
            .ToDictionary(d => string.Join(',', d.Holder.Select(h => h.Person)));

    private const string Adult = "\"birth\":{\"birth_date\":\"1990-01-01\"}";

    [Fact]
    public void A_right_may_follow_from_another_and_use_its_amount()
    {
        Rulebook rulebook = With("""
            right: aid.extra
            title: {en: extra aid}
            holder: person
            period: month
            conditions:
              - {id: has_basic, text: {en: has basic aid}, require: "granted(aid.basic, person)"}
            amount: {value: "amount_of(aid.basic, person) / 2", round: half up to 0.01}
            """);
        Dictionary<string, Decision> decisions = Decide(rulebook, "aid.extra",
            "\"a\":{" + Adult + ",\"wage_sheet\":{\"2022\":{\"wages\":1}}},\"b\":{" + Adult + ",\"wage_sheet\":{\"2022\":{\"wages\":99999}}},\"c\":{" + Adult + "}");
        Assert.Equal((Outcome.Granted, (decimal?)50m), (decisions["a"].Outcome, decisions["a"].Amount));
        Assert.Equal(Outcome.Refused, decisions["b"].Outcome);
        Assert.Equal(Outcome.Undetermined, decisions["c"].Outcome);
        Assert.Equal(["c.wage_sheet(2022)"], decisions["c"].Missing.Select(m => m.ToString()));
    }

    [Fact]
    public void A_right_that_needs_itself_through_another_is_a_circle()
    {
        var result = TestRulebook.Load(TestRulebook.Right.Replace("require: income <= limit", "require: 'granted(aid.extra, person)'", StringComparison.Ordinal) + "\n---\n" + """
            right: aid.extra
            title: {en: extra aid}
            holder: person
            period: month
            conditions:
              - {id: has_basic, text: {en: has basic aid}, require: "granted(aid.basic, person)"}
            """);
        Assert.Contains(result.Diagnostics, d => d.Code == "RE4002" && d.Message.Contains("`aid.basic`", StringComparison.Ordinal) && d.Message.Contains("`aid.extra`", StringComparison.Ordinal));
    }

    /// <summary>A right that asks for the amount of one that stands behind it in the file gets its type like any other.</summary>
    [Fact]
    public void The_amount_of_a_right_has_its_type_wherever_that_right_stands()
    {
        const string Before = """
            right: aid.before
            title: {en: aid before}
            holder: person
            period: month
            conditions:
              - {id: much, text: {en: much}, require: "amount_of(aid.basic, person) > date(2024, 1, 1)"}
            ---

            """;
        Diagnostic found = Assert.Single(TestRulebook.Load(Before + TestRulebook.Right).Diagnostics);
        Assert.Equal("RE3013", found.Code);
    }

    private const string Asks = """

        ---
        right: aid.extra
        title: {en: extra aid}
        holder: person
        period: month
        conditions:
          - {id: much, text: {en: much}, require: "amount_of(aid.plain, person) > 10"}
        """;

    private static string Plain(string of, string more) => $$"""
        right: aid.plain
        title: {en: plain aid}
        holder: person
        period: month
        in_force: {{of}}
        {{more}}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_amount_of_a_right_that_gives_none_cannot_be_asked_for(bool askedFirst)
    {
        string plain = Plain("{from: 2020-01-01}", "conditions: []");
        Diagnostic found = Assert.Single(TestRulebook.Load(askedFirst ? Asks.Replace("\n---\n", "", StringComparison.Ordinal) + "\n---\n" + plain : plain + Asks).Diagnostics);
        Assert.Equal("RE3023", found.Code);
        Assert.Equal("`aid.plain` has no amount", found.Message);
        Assert.Equal("ask whether it is granted: `granted(aid.plain, …)`; or give the right an `amount:`", found.Help);
        Assert.Equal("aid.plain", found.Location!.Value.Text);
    }

    [Fact]
    public void Each_version_of_a_right_must_give_an_amount_that_is_asked_for()
    {
        Diagnostic found = Assert.Single(TestRulebook.Load(Plain("{from: 2020-01-01, to: 2023-12-31}", "amount: {type: money per month, value: 20}") + "\n---\n"
            + Plain("{from: 2024-01-01}", "conditions: []") + Asks).Diagnostics);
        Assert.Equal(("RE3023", "`aid.plain` has no amount in one of its versions"), (found.Code, found.Message));
        Location version = found.Labels.Single().Location;
        Assert.Contains("in_force: {from: 2024-01-01}", version.File.Text[version.Span.Start..].Split("---")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_versions_of_a_right_whose_amount_is_asked_for_give_one_type()
    {
        string rights = Plain("{from: 2020-01-01, to: 2023-12-31}", "amount: {type: money per month, value: 20}") + "\n---\n"
            + Plain("{from: 2024-01-01}", "amount: {type: money per year, value: 200}");
        Assert.Empty(TestRulebook.Load(rights).Diagnostics);
        Assert.Equal("RE4011", Assert.Single(TestRulebook.Load(rights + Asks).Diagnostics).Code);
    }

    private const string Household = """
        right: aid.house
        title: {en: house aid}
        holder: housemates
        period: year
        year_starts: 09-01
        decide_on: last day
        conditions:
          - {id: someone, text: {en: someone has support}, require: some m in members satisfies m.support}
        amount: {type: number, unit: points, value: "10 * count(members)"}
        """;

    [Fact]
    public void A_household_holds_a_right_once_for_all_its_members()
    {
        Dictionary<string, Decision> decisions = Decide(With(Household), "aid.house",
            "\"a\":{" + Adult + ",\"home\":{\"address\":\"x\"},\"assistance\":[{\"code\":\"SUPPORT\"}]},\"b\":{" + Adult + ",\"home\":{\"address\":\"x\"}},\"d\":{" + Adult + ",\"home\":{\"address\":\"y\"}}");
        Assert.Equal(["a,b", "d"], decisions.Keys.Order());
        Assert.Equal((Outcome.Granted, (decimal?)20m), (decisions["a,b"].Outcome, decisions["a,b"].Amount));
        Assert.Equal(Outcome.Refused, decisions["d"].Outcome);
        Assert.Equal((new DateOnly(2023, 9, 1), new DateOnly(2024, 8, 31), new DateOnly(2024, 8, 31)),
            (decisions["d"].PeriodStart, decisions["d"].PeriodEnd, decisions["d"].ReferenceDate));
    }

    [Fact]
    public void A_household_that_may_have_another_member_is_named_after_those_who_are_sure()
    {
        Dictionary<string, Decision> decisions = Decide(With(Household), "aid.house",
            "\"a\":{" + Adult + ",\"home\":{\"address\":\"x\"},\"assistance\":[{\"code\":\"SUPPORT\"}]},\"b\":{" + Adult + ",\"home\":{\"address\":\"x\"}},\"d\":{" + Adult + ",\"home\":{\"address\":\"unknown\"}}");
        Assert.Equal(["a,b", "d"], decisions.Keys.Order());
        Assert.All(decisions.Values, d => Assert.Equal((Outcome.Undetermined, "d.home.address"), (d.Outcome, string.Join(' ', d.Missing))));
    }

    [Fact]
    public void A_right_of_a_household_on_another_right_of_it_follows_what_is_known_of_the_members()
    {
        Rulebook rulebook = With(Household + "\n---\n" + """
            right: aid.other_house
            title: {en: other house aid}
            holder: housemates
            period: year
            conditions:
              - {id: none, text: {en: no house aid}, require: "not(granted(aid.house, members))"}
            """);
        const string persons = "\"a\":{" + Adult + ",\"home\":{\"address\":\"x\"},\"assistance\":[{\"code\":\"SUPPORT\"}]},\"b\":{" + Adult + ",\"home\":{\"address\":\"ADDRESS\"}}";
        Dictionary<string, Decision> known = Decide(rulebook, "aid.other_house", persons.Replace("ADDRESS", "y", StringComparison.Ordinal));
        Assert.Equal((Outcome.Refused, Outcome.Granted), (known["a"].Outcome, known["b"].Outcome));
        Dictionary<string, Decision> unknown = Decide(rulebook, "aid.other_house", persons.Replace("ADDRESS", "unknown", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], unknown.Keys.Order());
        Assert.All(unknown.Values, d => Assert.Equal((Outcome.Undetermined, ConditionOutcome.Unknown), (d.Outcome, d.Conditions.Single(c => c.Id == "none").Outcome)));
    }

    [Theory]
    [InlineData("granted", "1", Outcome.Granted)]
    [InlineData("granted", "0", Outcome.Granted)]
    [InlineData("granted", null, Outcome.Granted)]
    [InlineData("refused", "1", Outcome.Granted)]
    [InlineData("refused", "0", Outcome.Refused)]
    [InlineData("refused", null, Outcome.Undetermined)]
    public void A_right_that_zero_does_not_refuse_does_not_wait_for_its_amount(string zero, string? wages, Outcome outcome)
    {
        Rulebook rulebook = With("""
            right: aid.share
            title: {en: share of the wages}
            holder: person
            period: year
            conditions: []
            amount: {value: "yearly_income(person, 2022)", zero: ZERO}
            """.Replace("ZERO", zero, StringComparison.Ordinal));
        string sheet = wages is null ? "" : ",\"wage_sheet\":{\"2022\":{\"wages\":" + wages + "}}";
        Decision decision = Decide(rulebook, "aid.share", "\"a\":{" + Adult + sheet + "}")["a"];
        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == Outcome.Granted && wages is null, decision.AmountUndetermined);
        Assert.Equal(wages is null ? ["a.wage_sheet(2022)"] : [], decision.Missing.Select(m => m.ToString()));
    }

    [Theory]
    [InlineData("5", Outcome.Granted)]
    [InlineData("50", Outcome.Refused)]
    [InlineData(null, Outcome.Undetermined)]
    public void A_table_that_may_refuse_still_decides_where_zero_does_not_refuse(string? wages, Outcome outcome)
    {
        Rulebook rulebook = With("""
            right: aid.share
            title: {en: share of the wages}
            holder: person
            period: year
            conditions: []
            amount:
              zero: granted
              table:
                inputs: ["yearly_income(person, 2022)"]
                rows: [["< 10", "0"]]
                otherwise: refused
            """);
        string sheet = wages is null ? "" : ",\"wage_sheet\":{\"2022\":{\"wages\":" + wages + "}}";
        Assert.Equal(outcome, Decide(rulebook, "aid.share", "\"a\":{" + Adult + sheet + "}")["a"].Outcome);
    }

    [Fact]
    public void A_household_that_is_no_partition_cannot_hold_a_right()
    {
        var result = TestRulebook.Load(Household, TestRulebook.Concepts.Replace("partition: true\n", "", StringComparison.Ordinal));
        Assert.Contains(result.Diagnostics, d => d.Code == "RE4108");
    }

    [Fact]
    public void One_per_gives_a_child_to_the_elder_of_two_parents_and_leaves_it_open_when_an_age_is_missing()
    {
        Rulebook rulebook = With("""
            right: aid.child
            title: {en: child aid}
            holder: raises
            one_per: [child]
            first_by: parent.birth.birth_date
            candidates: age on(child, period.start) < 18
            period: month
            conditions: []
            """);
        const string child = "\"k\":{\"birth\":{\"birth_date\":\"2015-01-01\"},\"raisers\":[\"a\",\"b\"]}";
        Dictionary<string, Decision> known = Decide(rulebook, "aid.child", "\"a\":{" + Adult + "},\"b\":{\"birth\":{\"birth_date\":\"1980-01-01\"}}," + child);
        Assert.Equal(["b,k"], known.Keys);
        Dictionary<string, Decision> unknown = Decide(rulebook, "aid.child", "\"a\":{" + Adult + "},\"b\":{}," + child);
        Assert.Equal(["a,k", "b,k"], unknown.Keys.Order());
        Assert.All(unknown.Values, d => Assert.Equal(Outcome.Undetermined, d.Outcome));
    }

    [Fact]
    public void On_another_date_facts_and_figures_are_those_of_that_date()
    {
        Rulebook rulebook = With("""
            right: aid.moved
            title: {en: moved}
            holder: person
            period: month
            conditions:
              - {id: moved, text: {en: moved}, require: 'on(@"2024-01-01", person.home.region = "north") and person.home.region = "south"'}
            """);
        const string homes = "\"home\":[{\"address\":\"x\",\"region\":\"north\",\"to\":\"2024-03-31\"},{\"address\":\"y\",\"region\":\"south\",\"from\":\"2024-04-01\"}]";
        Assert.Equal(Outcome.Granted, Decide(rulebook, "aid.moved", "\"a\":{" + Adult + "," + homes + "}")["a"].Outcome);
        Assert.Equal(Outcome.Refused, Decide(rulebook, "aid.moved", "\"a\":{" + Adult + "," + homes + "}", "2024-03-15")["a"].Outcome);
    }

    [Theory]
    [InlineData("any", "true", "unknown", ConditionOutcome.True)]
    [InlineData("any", "false", "unknown", ConditionOutcome.Unknown)]
    [InlineData("any", "false", "false", ConditionOutcome.False)]
    [InlineData("all", "false", "unknown", ConditionOutcome.False)]
    [InlineData("all", "true", "true", ConditionOutcome.True)]
    [InlineData("none", "false", "false", ConditionOutcome.True)]
    [InlineData("none", "true", "unknown", ConditionOutcome.False)]
    [InlineData("none", "false", "unknown", ConditionOutcome.Unknown)]
    public void Groups_fold_their_conditions(string kind, string one, string other, ConditionOutcome expected)
    {
        // A person without a wage sheet makes a condition unknown; constants make it known.
        string Term(string value) => value == "unknown" ? "person.wage_sheet(2022).wages > 5" : value;
        Rulebook rulebook = With($$"""
            right: aid.group
            title: {en: group}
            holder: person
            period: month
            conditions:
              - id: group
                text: {en: group}
                {{kind}}:
                  - {id: one, text: {en: one}, require: "{{Term(one)}}"}
                  - {id: other, text: {en: other}, require: "{{Term(other)}}"}
            """);
        Decision decision = Decide(rulebook, "aid.group", "\"a\":{" + Adult + "}")["a"];
        Assert.Equal(expected, decision.Conditions.Single(c => c.Id == "group").Outcome);
    }
}
