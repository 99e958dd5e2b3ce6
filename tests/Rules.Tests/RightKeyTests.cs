using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>What the keys of a right do that a rule test cannot expect: how it may be granted, ranges of amounts, texts.</summary>
public sealed class RightKeyTests
{
    private static Decision Decide(string right, string person) =>
        Assert.Single(TestRulebook.Decide(TestRulebook.Valid(right), "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"1990-01-01\"}" + person + "}}}", "2024-06-15"));

    private const string Branches = """
        right: tried
        title: {en: tried}
        holder: person
        grant: inform
        refuse: automatic
        conditions:
          - id: either
            text: {en: either}
            any:
              - {id: on_support, text: {en: support}, require: person.support, grant: automatic}
              - {id: low, text: {en: low}, require: person.wage_sheet(2022).wages < 100}
              - {id: middle, text: {en: middle}, require: person.wage_sheet(2022).wages < 200, grant: on request}
        """;

    [Theory]
    [InlineData(",\"assistance\":[{\"code\":\"SUPPORT\"}],\"wage_sheet\":{\"2022\":{\"wages\":50}}", Outcome.Granted, true)] // the easiest of the branches that hold
    [InlineData(",\"wage_sheet\":{\"2022\":{\"wages\":150}}", Outcome.Granted, false)]
    [InlineData(",\"wage_sheet\":{\"2022\":{\"wages\":50}}", Outcome.Granted, false)]
    [InlineData(",\"wage_sheet\":{\"2022\":{\"wages\":300}}", Outcome.Refused, true)]
    [InlineData("", Outcome.Undetermined, false)]
    public void A_branch_may_be_granted_in_another_way_than_the_right(string person, Outcome outcome, bool automatic)
    {
        Decision decision = Decide(Branches, person);
        Assert.Equal((outcome, automatic), (decision.Outcome, decision.Automatic));
    }

    [Fact]
    public void A_refusal_goes_out_by_itself_only_where_the_right_says_so() =>
        Assert.False(Decide(Branches.Replace("refuse: automatic", "refuse: manual", StringComparison.Ordinal), ",\"wage_sheet\":{\"2022\":{\"wages\":300}}").Automatic);

    [Theory]
    [InlineData("if person.wage_sheet(2022).wages < 100 then 30 else 10.005", 10.01, 30.0)] // rounded like the amount itself
    [InlineData("30 - (if person.wage_sheet(2022).wages < 100 then 20 else 5)", 10.0, 25.0)]
    public void An_amount_that_hangs_on_an_unknown_branch_has_a_range_and_is_not_sent_by_itself(string value, double low, double high)
    {
        Decision decision = Decide($"right: tried\ntitle: {{en: tried}}\nholder: person\ngrant: automatic\namount: {{type: money, value: \"{value}\", round: half up to 0.01}}", "");
        Assert.Equal((Outcome.Granted, true, false), (decision.Outcome, decision.AmountUndetermined, decision.Automatic));
        Assert.Equal(((decimal)low, (decimal)high), decision.AmountRange);
    }

    [Theory]
    [InlineData("nl", "inkomen € 1.234,50 voor 1 juni 2024, gewest Noord, ouder: ja")]
    [InlineData("en", "income € 1,234.50 before 1 June 2024, region North, older: yes")]
    public void A_placeholder_is_written_in_the_way_of_the_language_and_of_its_type(string language, string text)
    {
        const string right = """
            right: tried
            title: {nl: beproefd, en: tried}
            holder: person
            definitions:
              income: person.wage_sheet(2022).wages
              older: age on(person, reference_date) > 20
            conditions:
              - id: all
                text:
                  nl: "inkomen {income} voor {period.start}, gewest {person.home.region}, ouder: {older}"
                  en: "income {income} before {period.start}, region {person.home.region}, older: {older}"
                require: income < 2000
            """;
        string concepts = TestRulebook.Concepts.Replace("north: {title: {en: North}}", "north: {title: {nl: Noord, en: North}}", StringComparison.Ordinal);
        Rulebook rulebook = TestRulebook.Valid(right, concepts);
        var evaluator = new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 6, 15)] });
        string page = Assert.Single(evaluator.Explain(TestRulebook.Case(rulebook,
            """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"home":{"region":"north"},"wage_sheet":{"2022":{"wages":1234.50}}}}}"""), language));
        Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_to_be_judged_stand_apart_from_facts_to_be_fetched()
    {
        string concepts = TestRulebook.Concepts + "\n---\nrecord: visit\ntitle: {en: visit}\nsource: {authority: Office, human: true}\nof: person\nper: once\nabsent_record: unknown\nfields: {fit: {type: boolean, title: {en: fit}, absent: unknown}}";
        Rulebook rulebook = TestRulebook.Valid("right: tried\ntitle: {en: tried}\nholder: person\nconditions:\n  - {id: fit, text: {en: fit}, require: person.visit.fit}\n  - {id: low, text: {en: low}, require: person.wage_sheet(2022).wages < 100}", concepts);
        Decision decision = Assert.Single(TestRulebook.Decide(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}""", "2024-06-15"));
        Assert.Equal(["a.visit", "a.wage_sheet(2022)"], decision.Missing.Select(m => m.ToString()).Order(StringComparer.Ordinal));
        string page = Assert.Single(new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 6, 15)] })
            .Explain(TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}"""), "en"));
        Assert.Matches(@"To be fetched\r?\n\s+wage sheet[^\n]*\n(\s*\n)*To be judged\r?\n\s+visit", page);
    }
}
