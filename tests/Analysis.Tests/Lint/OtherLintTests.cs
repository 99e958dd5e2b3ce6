namespace RightsEngine.Analysis.Tests.Lint;

/// <summary>The other checks: what they find, and what they leave alone.</summary>
public sealed class OtherLintTests
{
    private const string Conditions = """
        conditions:
          - {id: a, text: {en: x}, require: "person.means(2020).wages <= low"}
          - {id: b, text: {en: x}, require: "person.means(2020).pension <= high"}
        """;

    [Theory]
    [InlineData("2020-01-01 2021-01-01 2022-01-01", "2020-01-01 2021-01-01 2022-01-01 2023-01-01", true)]
    [InlineData("2020-01-01 2021-01-01 2022-01-01 2023-01-01", "2020-01-01 2021-01-01 2022-01-01 2023-01-01", false)]
    [InlineData("2020-01-01 2022-01-01 2023-01-01 2024-01-01", "2020-01-01 2021-01-01 2022-01-01 2023-01-01 2024-01-01", true)]
    // Two changes on the same days are no habit, and a figure that starts later lacks nothing.
    [InlineData("2020-01-01 2021-01-01", "2020-01-01 2021-01-01 2022-01-01", false)]
    [InlineData("2020-01-01m 2021-01-01 2022-01-01 2023-01-01", "2020-01-01 2021-01-01 2022-01-01 2023-01-01", false)]
    [InlineData("2020-01-01 2021-01-01 2022-01-01 2022-07-01m", "2020-01-01 2021-01-01 2022-01-01 2023-01-01", false)]
    public void A_limit_that_stays_behind_is_found(string low, string high, bool found)
    {
        string keys = $"parameters:\n{Figure("low", low)}{Figure("high", high)}{Conditions}";
        Assert.Equal(found, LintRulebook.Find(keys, "RE4310").Count > 0);
    }

    [Theory]
    [InlineData("2020-01-01 2021-01-01 2022-01-01", "2023-04-01", true)]
    [InlineData("2020-01-01 2021-01-01 2022-01-01", "2023-02-01", false)]
    [InlineData("2020-01-01 2021-01-01 2022-01-01 2023-01-01m", "2026-01-01", false)]
    [InlineData("2010-01-01 2015-01-01 2022-01-01", "2026-01-01", false)]
    [InlineData("2020-01-01 2022-01-01", "2026-01-01", false)]
    public void A_yearly_figure_that_is_no_longer_of_this_year_is_found_on_that_day(string dates, string on, bool found)
    {
        string keys = $"parameters:\n{Figure("low", dates)}{Figure("high", "2020-01-01")}{Conditions}";
        Assert.Equal(found, LintRulebook.Find(keys, "RE4313", on: DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)).Count > 0);
        Assert.Empty(LintRulebook.Find(keys, "RE4313"));
    }

    [Theory]
    [InlineData("to: 2020-06-30", "from: 2020-07-01", false)]
    [InlineData("to: 2020-06-29", "from: 2020-07-01", true)]
    public void Days_between_two_versions_are_found(string first, string second, bool found)
    {
        string concepts = $$"""
            concept: adult
            title: {en: adult}
            of: person
            type: boolean
            in_force: { {{first}} }
            value: age on(person, reference_date) >= 21
            ---
            concept: adult
            title: {en: adult}
            of: person
            type: boolean
            in_force: { {{second}} }
            value: age on(person, reference_date) >= 18
            """;
        Assert.Equal(found, LintRulebook.Find(LintRulebook.Conditions("person.adult"), "RE4311", concepts).Count > 0);
    }

    [Theory]
    [InlineData("\"[0..17]\": 1, \"[18..99]\": 2", "")]
    [InlineData("\"[0..17.99]\": 1, \"[18.00..99]\": 2", "")]
    [InlineData("\"[0..18)\": 1, \"[18..99]\": 2", "")]
    [InlineData("\"[0..18)\": 1, \"(18..99]\": 2", "no row of `fee` fits what lies between 18 and 18")]
    [InlineData("\"[0..17]\": 1, \"[19..99]\": 2", "no row of `fee` fits what lies between 17 and 19")]
    [InlineData("\"[0..17]\": 1, \"[19..99]\": 2, any: 3", "")]
    [InlineData("\"[0..99]\": 1, \"[18..20]\": 2", "nothing reaches this row of `fee`: an earlier row fits all that it fits")]
    [InlineData("\"[0..99]\": 1, \"18\": 2", "nothing reaches this row of `fee`: an earlier row fits all that it fits")]
    [InlineData("\"18\": 2, \"[0..99]\": 1", "")]
    public void Rows_that_do_not_fit_together_are_found(string rows, string message)
    {
        string concepts = $$"""
            parameter: fee
            title: {en: fee}
            keys: {age: number}
            columns: {amount: money}
            values:
              2020-01-01:
                rows: { {{rows}} }
                status: derived
            """;
        Assert.Equal(message.Length == 0 ? [] : [message], LintRulebook.Find(LintRulebook.Conditions("fee(5).amount > 1"), "RE4312", concepts).Select(f => f.Message));
    }

    [Theory]
    [InlineData("person.means(2020).wages + person.means(2020).pension <= 10", "RE4314")]
    [InlineData("person.means(2020).wages + 5 <= 10", "")]
    [InlineData("person.means(2020).wages + person.means(2021).wages <= 10", "")]
    [InlineData("person.means(2020).monthly * 12 <= 10", "RE4316")]
    [InlineData("person.means(2020).wages / 12 <= 10", "RE4316")]
    [InlineData("per year(person.means(2020).monthly) <= 10", "")]
    [InlineData("person.means(2020).monthly * 11 <= 10", "")]
    public void Incomes_and_years_made_by_hand_are_found(string condition, string code) =>
        Assert.Equal(code, string.Join(' ', LintRulebook.Find(LintRulebook.Conditions(condition)).Where(f => f.Code is "RE4314" or "RE4316").Select(f => f.Code)));

    [Fact]
    public void An_amount_per_month_of_a_right_per_year_is_found() =>
        Assert.Equal("the amount of right `grant` is money per month, and it is decided per year",
            Assert.Single(LintRulebook.Find("period: year\n" + LintRulebook.Conditions("person.home.owner") + "\namount: {type: money per month, value: 10}", "RE4316")).Message);

    [Fact]
    public void Records_that_no_rule_reads_are_found_and_fields_of_sensitive_ones()
    {
        const string file = """
            record: file
            title: {en: file}
            source: {authority: clinic}
            of: person
            sensitivity: health
            fields:
              points: {type: number, title: {en: points}, absent: 0}
              doctor: {type: identifier, title: {en: doctor}, absent: unknown}
            """;
        Assert.Contains("no rule reads record `file`", LintRulebook.Find(LintRulebook.Conditions("person.home.owner"), "RE4315", file).Select(f => f.Message));
        const string read = "is present(person.file) and person.file.points > 3 and person.means(2020).wages > 1 and person.home.owner";
        Assert.Equal(["no rule reads field `doctor` of record `file`"], LintRulebook.Find(LintRulebook.Conditions(read), "RE4315", file).Select(f => f.Message));
        Assert.Empty(LintRulebook.Find(LintRulebook.Conditions(read), "RE4315", file.Replace("health", "ordinary", StringComparison.Ordinal)));
    }

    private static string Figure(string name, string dates) =>
        $"  {name}: {{type: money per year, title: {{en: x}}, values: {{{string.Join(", ", dates.Split(' ').Select((d, i) => d.EndsWith('m') ? $"{d[..^1]}: missing" : $"{d}: {{value: {i + 1}, status: derived}}"))}}}}}\n";
}
