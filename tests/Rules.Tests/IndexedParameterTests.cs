using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Rules.Tests;

/// <summary>Figures that are computed where none is published: <c>indexed:</c>.</summary>
public sealed class IndexedParameterTests
{
    private const string Right = """
        right: aid.indexed
        title: {en: Indexed aid}
        holder: person
        period: month
        in_force: {from: 2020-01-01}
        parameters:
          rate:
            type: money per month
            title: {en: rate}
            values:
              2021-01-01: {value: 900, source: gazette, status: verified}
              2023-01-01: missing
            indexed: {base: yearly, factor: coefficient, divide: 12, round: half up to 0.01}
          yearly:
            type: money per year
            title: {en: yearly base}
            values: {2020-01-01: {value: 10000, source: gazette, status: verified}}
          coefficient:
            type: number
            title: {en: coefficient}
            values:
              2020-01-01: {value: 1.02, source: gazette, status: verified}
              2022-03-01: {value: 1.0404, source: gazette, status: verified}
              2024-01-01: missing
        amount: {value: rate, round: half up to 0.01}
        """;

    private static Decision Decide(string right, string date) =>
        Assert.Single(TestRulebook.Decide(TestRulebook.Valid(right), """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}""", date));

    [Theory]
    [InlineData("2020-06-01", "850.00", "derived")]
    [InlineData("2021-01-01", "900", "verified")]
    [InlineData("2022-02-01", "900", "verified")]
    [InlineData("2022-03-01", "867.00", "derived")]
    [InlineData("2023-01-01", "867.00", "derived")]
    public void A_published_figure_wins_until_the_index_moves(string date, string amount, string status)
    {
        Decision decision = Decide(Right, date);
        Assert.Equal((decimal.Parse(amount), status), (decision.Amount, decision.ParameterStatus));
    }

    [Fact]
    public void An_unknown_coefficient_makes_the_figure_unknown()
    {
        Decision decision = Decide(Right, "2024-01-01");
        Assert.Null(decision.Amount);
        Assert.Equal(["aid.indexed.rate(2024-01-01)"], decision.Missing.Select(m => m.ToString()));
    }

    [Fact]
    public void Tables_are_indexed_row_by_row()
    {
        string right = """
            right: aid.table
            title: {en: Indexed aid}
            holder: person
            period: month
            in_force: {from: 2020-01-01}
            parameters:
              rate:
                title: {en: rate}
                keys: {region: region}
                columns: {month: money per month}
                indexed: {base: yearly, factor: coefficient, divide: 12, round: half up to 0.01}
              yearly:
                title: {en: yearly base}
                keys: {region: region}
                columns: {year: money per year}
                values: {2020-01-01: {rows: {north: 10000, south: 6000}, source: gazette, status: verified}}
              coefficient: {type: number, title: {en: coefficient}, values: {2020-01-01: {value: 1.02, source: gazette, status: verified}}}
            amount: {value: rate(south).month, round: half up to 0.01}
            """;
        Decision decision = Decide(right, "2024-01-01");
        Assert.Equal((510m, "derived"), (decision.Amount, decision.ParameterStatus));
    }

    [Fact]
    public void The_explanation_says_how_the_figure_was_computed()
    {
        Rulebook rulebook = TestRulebook.Valid(Right);
        var options = new EvaluationOptions { Dates = [new DateOnly(2022, 3, 1)] };
        string page = Assert.Single(new CaseEvaluator(rulebook, options).Explain(TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}}}}"""), "en"));
        Assert.Contains("rate: € 867.00, in force from 2022-03-01, derived; source: yearly × coefficient ÷ 12, half up to 0.01", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_base_is_another_version_of_the_right()
    {
        string changed = Right.Replace("value: 10000", "value: 10001", StringComparison.Ordinal);
        Assert.NotEqual(Decide(Right, "2021-01-01").RightVersion, Decide(changed, "2021-01-01").RightVersion);
    }

    [Theory]
    [InlineData("base: yearly", "base: yearley", "RE4004", "unknown parameter `yearley`")]
    [InlineData("base: yearly", "base: rate", "RE4002", "`rate` needs itself: `rate` → `rate`")]
    [InlineData("factor: coefficient", "factor: yearly", "RE4006", "`yearly` is money per year: the factor is one number")]
    [InlineData("divide: 12, ", "", "RE4006", "money per year cannot be indexed to money per month without `divide: 12`")]
    [InlineData("divide: 12", "divide: 0", "RE4006", "`divide` is 0: expected a number above 0")]
    [InlineData("half up to 0.01}", "upwards}", "RE1010", "`round` is `upwards`: expected a way and a step")]
    public void A_mistake_is_an_error_in_its_place(string right, string wrong, string code, string message)
    {
        int at = Right.IndexOf(right, Right.IndexOf("indexed:", StringComparison.Ordinal), StringComparison.Ordinal);
        Diagnostic finding = Assert.Single(TestRulebook.Load(Right[..at] + wrong + Right[(at + right.Length)..]).Diagnostics);
        Assert.Equal((code, message), (finding.Code, finding.Message));
    }
}
