using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Rules.Tests;

/// <summary>The mistakes that rule authors make, each with the whole message, what is underlined, and the help.</summary>
public sealed class AuthorMistakeTests
{
    private static void Finds(RulebookResult result, string code, string message, string underlined, string? help)
    {
        Assert.Null(result.Rulebook);
        Diagnostic found = Assert.Single(result.Diagnostics);
        Assert.Equal((code, message, underlined, help), (found.Code, found.Message, found.Location?.Text ?? "", found.Help));
    }

    private static RulebookResult With(string old, string changed)
    {
        Assert.Contains(old, TestRulebook.Right, StringComparison.Ordinal);
        return TestRulebook.Load(TestRulebook.Right.Replace(old, changed, StringComparison.Ordinal));
    }

    private static RulebookResult Own(string amount) => TestRulebook.Load("right: aid.own\ntitle: {en: own}\nholder: person\n" + amount);

    [Fact]
    public void A_misspelt_concept() =>
        Finds(With("yearly_income(m, year)", "yearly_incom(m, year)"),
            "RE3002", "unknown name `yearly_incom`", "yearly_incom", "did you mean `yearly_income`?");

    [Fact]
    public void A_month_against_a_year() =>
        Finds(With("require: income <= limit", "require: person.wage_sheet(year).current <= limit"),
            "RE3013", "cannot compare money per month with money per year", "person.wage_sheet(year).current <= limit", "use `per month(…)`");

    [Fact]
    public void A_text_that_is_no_code() =>
        Finds(With("require: income <= limit", "require: 'person.home.region = \"nort\"'"),
            "RE3006", "`nort` is not a code of `region`", "\"nort\"", "did you mean `north`?");

    [Fact]
    public void An_unguarded_optional() =>
        Finds(With("require: income <= limit", "require: 'person.home.from < reference_date'"),
            "RE3003", "`person.home.from` may be absent", "person.home.from", "guard it with `is present(person.home.from)` or use `default(person.home.from, …)`");

    [Fact]
    public void A_direction_of_what_is_no_money() =>
        Finds(Own("amount: {type: number, unit: points, direction: paid, value: '3'}"),
            "RE1010", "`direction` says who pays, and the amount is number", "paid", "leave it out, or give the amount a type such as `money per month`");

    [Fact]
    public void A_duplicate_key() =>
        Finds(With("period: month", "period: month\nperiod: year"),
            "RE1003", "key `period` is written twice", "period", "keep one of the two");

    [Fact]
    public void A_cycle_is_named_with_its_whole_path() =>
        Finds(With("year: reference_date.year - 2", "year: other + 1\n  other: third - 1\n  third: year * 1"),
            "RE4002", "`year` needs itself: `year` → `other` → `third` → `year`", "year", "law without recursion always ends: take one of these out of the circle");

    [Fact]
    public void Overlapping_table_rows_come_with_an_example() =>
        Finds(With("[\"> 10000\", \"50\"]", "[\">= 10000\", \"50\"]"),
            "RE4103", "two rows hold for `income` = 10000", "[\">= 10000\", \"50\"]", "make the rows exclude each other, or write `hit: first`");

    [Fact]
    public void Values_that_no_row_covers_come_with_an_example()
    {
        RulebookResult result = With("[\"> 10000\", \"50\"]", "[\"> 12000\", \"50\"]");
        Diagnostic found = Assert.Single(result.Diagnostics);
        Assert.Equal(("RE4104", "no row holds for `income` between 10000 and 12000", "add a row, or say with `otherwise:` what holds then"), (found.Code, found.Message, found.Help));
    }

    [Fact]
    public void Every_table_is_looked_through_even_when_something_else_is_wrong()
    {
        string second = TestRulebook.Right.Replace("aid.basic", "aid.second", StringComparison.Ordinal).Replace("[\"> 10000\", \"50\"]", "[\"> 12000\", \"50\"]", StringComparison.Ordinal);
        RulebookResult result = TestRulebook.Load(TestRulebook.Right.Replace("[\"> 10000\", \"50\"]", "[\">= 10000\", \"50\"]", StringComparison.Ordinal).Replace("basis: art_1", "basis: art_2", StringComparison.Ordinal) + "\n---\n" + second);
        Assert.Equal(["RE4103", "RE4104", "RE4109"], result.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_gap_in_a_parameter() =>
        Finds(With("2020-01-01: {value: 20000, source: gazette, status: verified}", "2021-01-01: {value: 20000, source: gazette, status: verified}"),
            "RE4105", "`limit` has no value before 2021-01-01, but right `aid.basic` is in force from 2020-01-01", "limit",
            "add the earlier value, write `missing` for it, or give the parameter `in_force: {from: …}`");

    [Fact]
    public void An_unknown_key() =>
        Finds(With("period: month", "periode: month"),
            "RE1004", "unknown key `periode` in right `aid.basic`", "periode", "did you mean `period`?");

    [Fact]
    public void An_unquoted_comma_in_braces() =>
        Finds(With("- [\"> 10000\", \"50\"]", "- {when: max(income, 0) > 10000, then: 50}"),
            "RE1011", "`0) > 10000` became a key of its own: an unquoted comma ends a value inside { }", "0) > 10000", "put the whole value in quotes: {when: \"max(a, b) > 3\"}");

    [Fact]
    public void A_misspelt_holder_key_is_found_beside_the_missing_holder()
    {
        RulebookResult result = With("holder: person", "holdr: person");
        Assert.Equal(["RE1005: right `aid.basic` has no `holder`", "RE1004: unknown key `holdr` in right `aid.basic`"],
            result.Diagnostics.Select(d => $"{d.Code}: {d.Message}"));
    }

    [Fact]
    public void All_mistakes_of_a_rulebook_are_found_in_one_run()
    {
        RulebookResult result = TestRulebook.Load(TestRulebook.Right
            .Replace("yearly_income(m, year)", "yearly_incom(m, year)", StringComparison.Ordinal)
            .Replace("basis: art_1", "basis: art_2", StringComparison.Ordinal)
            .Replace("source: gazette, status: verified", "source: gazet, status: verified", StringComparison.Ordinal)
            .Replace("age on(person, reference_date) >= 18", "age on(person, reference_date) >=", StringComparison.Ordinal));
        Assert.Null(result.Rulebook);
        Assert.Equal(4, result.Diagnostics.Count(d => d.Severity == Severity.Error));
    }

    [Fact]
    public void A_name_of_another_right_is_not_visible() =>
        Assert.Contains(TestRulebook.Load(TestRulebook.Right + "\n---\n" + """
            right: aid.other
            title: {en: Other aid}
            holder: person
            period: month
            conditions:
              - {id: rich, text: {en: rich}, require: income > 0}
            """).Diagnostics, d => d.Code == "RE3002" && d.Message == "unknown name `income`");
}
