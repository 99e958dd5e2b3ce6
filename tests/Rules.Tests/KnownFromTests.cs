using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Before the day from which the data of a case are known, silence says nothing; what was delivered still counts.</summary>
public sealed class KnownFromTests
{
    private static readonly Rulebook Rules = TestRulebook.Valid(TestRulebook.Right);

    private const string Persons = """
        "a": {"birth": {"birth_date": "1990-01-01"}, "home": {"address": "x", "from": "2021-01-01", "to": "2021-12-31"},
              "raised_children": [{"person": "b", "from": "2021-01-01", "to": "2021-12-31"}],
              "assistance": [{"code": "SUPPORT", "from": "2021-01-01", "to": "2021-12-31"}, {"code": "SUPPORT", "from": "2022-06-01", "to": "2022-10-31"}]},
        "b": {"birth": {"birth_date": "2015-01-01"}}
        """;

    private static Value Evaluate(string expression, string date) => ExpressionEvaluator.Evaluate(Rules,
        TestRulebook.Case(Rules, "{\"case\":\"c\",\"known_from\":\"2022-07-01\",\"persons\":{" + Persons + "}}"), expression, DateOnly.Parse(date));

    [Theory]
    // A record over time.
    [InlineData("is present(a.home)", "2021-06-01", true)]
    [InlineData("is present(a.home)", "2022-06-30", null)]
    [InlineData("is present(a.home)", "2022-07-01", false)]
    // A relation over time: links delivered do not make the list complete.
    [InlineData("count(a.raised_children) >= 1", "2021-06-01", null)]
    [InlineData("count(a.raised_children) = 0", "2022-06-30", null)]
    [InlineData("count(a.raised_children) = 0", "2022-07-01", true)]
    // A status.
    [InlineData("a.support", "2021-06-01", true)]
    [InlineData("a.support", "2022-03-01", null)]
    [InlineData("a.support", "2022-06-30", true)]
    [InlineData("a.support", "2022-11-01", false)]
    [InlineData("held throughout(a.support, [@\"2022-05-01\"..@\"2022-08-01\"])", "2022-11-01", null)]
    [InlineData("held throughout(a.support, [@\"2022-05-01\"..@\"2022-12-01\"])", "2022-11-01", false)]
    [InlineData("held in(a.support, [@\"2022-11-01\"..@\"2022-12-01\"])", "2022-11-01", false)]
    // At least the months that are known.
    [InlineData("months held in a row(a.support, @\"2022-10-15\") >= 4", "2022-11-01", true)]
    [InlineData("months held in a row(a.support, @\"2022-10-15\") >= 5", "2022-11-01", null)]
    [InlineData("months held in a row(a.support, @\"2022-11-15\") = 0", "2022-11-01", true)]
    public void Silence_before_that_day_is_unknown(string expression, string date, bool? expected)
    {
        Value found = Evaluate(expression, date);
        if (expected is { } known) Assert.Equal(BooleanValue.Of(known), found);
        else Assert.IsType<UnknownValue>(found);
    }

    [Fact]
    public void A_date_that_is_none_rejects_the_case()
    {
        var result = TestRulebook.Read(Rules, "{\"case\":\"c\",\"known_from\":\"2022-13-01\",\"persons\":{" + Persons + "}}");
        Assert.Null(result.Case);
        Assert.Equal("known_from", Assert.Single(result.Problems).Field);
    }
}
