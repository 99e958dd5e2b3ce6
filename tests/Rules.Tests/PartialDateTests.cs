using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Dates of which the source knows the year, or the year and the month.</summary>
public sealed class PartialDateTests
{
    private static readonly Rulebook Rules = TestRulebook.Valid(TestRulebook.Right);

    private static Value Evaluate(string birth, string expression, string date) => ExpressionEvaluator.Evaluate(Rules,
        TestRulebook.Case(Rules, "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"" + birth + "\"}}}}"), expression, DateOnly.Parse(date));

    [Theory]
    [InlineData("1960-00-00", "age on(a, reference_date) >= 63", "2024-01-01", true)]
    [InlineData("1960-00-00", "age on(a, reference_date) >= 64", "2024-01-01", null)]
    [InlineData("1960-00-00", "age on(a, reference_date) = 64", "2024-12-31", true)]
    [InlineData("1960-00-00", "age on(a, reference_date) >= 65", "2024-12-31", false)]
    [InlineData("1960-05-00", "age on(a, reference_date) >= 64", "2024-04-30", false)]
    [InlineData("1960-05-00", "age on(a, reference_date) >= 64", "2024-05-15", null)]
    [InlineData("1960-05-00", "age on(a, reference_date) >= 64", "2024-05-31", true)]
    [InlineData("1960-02-00", "a.birth.birth_date <= @\"1960-02-29\"", "2024-01-01", true)]
    [InlineData("1960-02-00", "@\"1960-02-01\" > a.birth.birth_date", "2024-01-01", false)]
    [InlineData("1960-02-00", "a.birth.birth_date = @\"1960-03-01\"", "2024-01-01", false)]
    [InlineData("1960-02-00", "a.birth.birth_date in [@\"1960-01-01\"..@\"1960-12-31\"]", "2024-01-01", true)]
    public void Its_bounds_decide_where_they_can(string birth, string expression, string date, bool? expected)
    {
        Value found = Evaluate(birth, expression, date);
        if (expected is { } known) Assert.Equal(BooleanValue.Of(known), found);
        else Assert.Equal(["a.birth.birth_date"], Assert.IsType<UnknownValue>(found).Facts.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("2024-00-00", "2023-12-31", 0)]
    [InlineData("2024-00-00", "2025-01-01", 1)]
    public void Whoever_is_not_born_yet_is_in_no_household(string birth, string date, int members) =>
        Assert.Equal(new NumberValue(members), Evaluate(birth, "count(housemates(a))", date));

    [Theory]
    [InlineData("1960-13-00")]
    [InlineData("0000-00-00")]
    [InlineData("1960-00-01")]
    [InlineData("1960-02-30")]
    public void What_is_no_date_at_all_rejects_the_case(string date) =>
        Assert.Null(TestRulebook.Read(Rules, "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"" + date + "\"}}}}").Case);

    [Fact]
    public void A_span_with_such_a_boundary_is_possible()
    {
        Value found = ExpressionEvaluator.Evaluate(Rules, TestRulebook.Case(Rules, """{"case":"c","persons":{"a":{"home":{"address":"x","from":"2020-00-00"}}}}"""), "is present(a.home)", new DateOnly(2024, 1, 1));
        Assert.Equal(["a.home.from"], Assert.IsType<UnknownValue>(found).Facts.Select(f => f.ToString()));
    }

    /// <summary>Whatever day it turns out to be, what was decided stays.</summary>
    [Theory]
    [InlineData("age on(a, reference_date) >= 18")]
    [InlineData("a.birth.birth_date.year = 2006")]
    [InlineData("last day of month(add months(a.birth.birth_date, 216, \"down\")) >= reference_date")]
    [InlineData("first day of month(a.birth.birth_date) < @\"2006-05-02\"")]
    [InlineData("add months(a.birth.birth_date, -1, \"up\") < @\"2006-05-01\"")]
    [InlineData("count(housemates(a)) = 1")]
    [InlineData("a.birth.birth_date.month = 5")]
    public void What_is_decided_holds_for_every_day(string expression)
    {
        foreach (string partly in new[] { "2006-00-00", "2006-02-00", "2006-05-00" })
        {
            Value bounded = Evaluate(partly, expression, "2024-05-01");
            if (bounded is UnknownValue) continue;
            (DateOnly first, DateOnly last) = PartialDate.Parse(partly)!.Value;
            for (DateOnly day = first; day <= last; day = day.AddDays(1)) Assert.Equal(bounded, Evaluate($"{day:yyyy-MM-dd}", expression, "2024-05-01"));
        }
    }

    [Fact]
    public void The_year_of_such_a_date_is_known() => Assert.Equal(new NumberValue(1960), Evaluate("1960-00-00", "a.birth.birth_date.year", "2024-01-01"));
}
