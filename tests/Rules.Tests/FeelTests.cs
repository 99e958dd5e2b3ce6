using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests;

/// <summary>Values of constant expressions, at the edges of what each function takes.</summary>
public sealed class FeelTests
{
    private static readonly Rulebook Rules = TestRulebook.Valid(TestRulebook.Right);

    [Theory]
    // Named arguments, in any order.
    [InlineData("substring(start position: 2, string: \"abc\")", "\"bc\"")]
    [InlineData("number(decimal separator: \",\", from: \"1.000,5\", grouping separator: \".\")", "1000.5")]
    [InlineData("date(day: 1, month: 2, year: 2024)", "@\"2024-02-01\"")]
    [InlineData("mean(list: [1, 2])", "1.5")]
    // Characters, not their halves.
    [InlineData("string length(\"a😀b\")", "3")]
    [InlineData("substring(\"a😀b\", 2, 1)", "\"😀\"")]
    [InlineData("substring(\"abc\", -2)", "\"bc\"")]
    [InlineData("substring(\"abc\", 9)", "\"\"")]
    [InlineData("substring before(\"abc\", \"x\")", "\"\"")]
    [InlineData("substring after(\"abc\", \"\")", "\"abc\"")]
    [InlineData("\"a\" + \"b\" + \"c\"", "\"abc\"")]
    [InlineData("string(1.50)", "\"1.5\"")]
    [InlineData("string(@\"2024-02-01\")", "\"2024-02-01\"")]
    [InlineData("string(@\"P14M\")", "\"P1Y2M\"")]
    [InlineData("string(@\"-P1M\")", "\"-P1M\"")]
    [InlineData("string(true)", "\"true\"")]
    [InlineData("string join([\"a\", \"b\"])", "\"ab\"")]
    [InlineData("replace(\"abc\", \"B\", \"[$0]\", \"i\")", "\"a[b]c\"")]
    [InlineData("replace(\"a.b\", \"[.]\", \"\\\\$\")", "\"a$b\"")]
    [InlineData("matches(\"a\\nb\", \"a.b\")", "false")]
    [InlineData("matches(\"a\\nb\", \"a.b\", \"s\")", "true")]
    [InlineData("split(\"a  b\", \" +\")", "[\"a\", \"b\"]")]
    // Numbers.
    [InlineData("decimal(0.515, 2)", "0.52")]
    [InlineData("decimal(0.525, 2)", "0.52")]
    [InlineData("floor(-1.55, 1)", "-1.6")]
    [InlineData("ceiling(-1.55, 1)", "-1.5")]
    [InlineData("round half up(-2.5, 0)", "-3")]
    [InlineData("round half up(1234, -2)", "1200")]
    [InlineData("round half up(1.25, 40)", "1.25")]
    [InlineData("modulo(-7, 3)", "2")]
    [InlineData("modulo(7, -3)", "-2")]
    [InlineData("2 ** -2", "0.25")]
    [InlineData("3 ** -1", "0.333333333333")]
    [InlineData("(-2) ** -3", "-0.125")]
    [InlineData("2 ** (2 + 1)", "8")]
    [InlineData("0 ** 0", "1")]
    // Lists.
    [InlineData("mean(1, 2, 6)", "3")]
    [InlineData("sum(1, 2)", "3")]
    [InlineData("product(2, 3, 4)", "24")]
    [InlineData("median(1, 2, 3, 10)", "2.5")]
    [InlineData("mode([])", "[]")]
    [InlineData("mode(3, 1, 3, 1, 2)", "[1, 3]")]
    [InlineData("any(false, true)", "true")]
    [InlineData("all([])", "true")]
    [InlineData("any([])", "false")]
    [InlineData("insert before([1, 3], -1, 2)", "[1, 2, 3]")]
    [InlineData("remove([1, 2, 3], -1)", "[1, 2]")]
    [InlineData("list replace([1, 2, 3], -3, 9)", "[9, 2, 3]")]
    [InlineData("duplicate values([1, 2, 3, 2, 1, 1])", "[1, 2]")]
    [InlineData("sublist([1, 2, 3], -2)", "[2, 3]")]
    [InlineData("for i in [] return i * 2", "[]")]
    [InlineData("for i in 3..1 return i", "[3, 2, 1]")]
    [InlineData("for d in @\"2024-02-28\"..@\"2024-03-01\" return d.day", "[28, 29, 1]")]
    [InlineData("for x in [1, 2], y in [x, 10] return x * y", "[1, 10, 4, 20]")]
    [InlineData("some x in [1, 2], y in [2, 3] satisfies x = y", "true")]
    [InlineData("every x in [1, 2], y in [3, 4] satisfies x < y", "true")]
    // Dates and durations.
    [InlineData("day of week(@\"2024-02-29\")", "\"Thursday\"")]
    [InlineData("week of year(@\"2021-01-03\")", "53")]
    [InlineData("@\"2024-02-25\".weekday", "7")]
    [InlineData("@\"P1Y11M\" * -2.5", "@\"-P4Y9M\"")]
    [InlineData("@\"P10Y11M\" / 2.5", "@\"P4Y4M\"")]
    [InlineData("@\"P10Y\" / @\"P5Y\"", "2")]
    [InlineData("abs(@\"-P3M\")", "@\"P3M\"")]
    [InlineData("@\"P1Y\" + @\"P1M\" - @\"P2M\"", "@\"P11M\"")]
    // Ranges.
    [InlineData("[1..5).end included", "false")]
    [InlineData("]1..5].start included", "false")]
    [InlineData("before([1..5), [5..9])", "true")]
    [InlineData("before([1..5], [5..9])", "false")]
    [InlineData("overlaps([1..5), [5..9])", "false")]
    [InlineData("during([2..5), (1..5])", "true")]
    [InlineData("includes((1..5], 1)", "false")]
    [InlineData("starts([1..5], (1..9])", "false")]
    [InlineData("finishes([1..9], [1..9])", "true")]
    [InlineData("after(@\"2024-02-01\", [@\"2023-01-01\"..@\"2024-02-01\"])", "false")]
    // Contexts.
    [InlineData("{a: 1, b: a + 1}.b", "2")]
    [InlineData("{\"a b\": 1} = {\"a b\": 1}", "true")]
    [InlineData("{a: 1, b: 2} = {b: 2, a: 1}", "true")]
    [InlineData("{a: 1} = {a: 2}", "false")]
    [InlineData("{a: {b: 1}}.a.b", "1")]
    [InlineData("[{a: 1}, {a: 2}].a", "[1, 2]")]
    [InlineData("[{a: 1}, {a: 2}][a > 1].a", "[2]")]
    [InlineData("[{a: 1}, {a: 2}][item.a > 1].a", "[2]")]
    [InlineData("[{a: 1}, {a: 2}][2]", "{a: 2}")]
    [InlineData("sum([{a: 1}, {a: 2}].a)", "3")]
    public void A_constant_expression_has_a_value(string text, string expected) => Assert.True(Holds($"({text}) = {expected}"), text);

    [Theory]
    [InlineData("0 ** -1")]
    [InlineData("10 ** 29")]
    [InlineData("number(\"1,5\", \",\", \",\")")]
    [InlineData("number(\"abc\", \" \", \".\")")]
    [InlineData("insert before([1], 3, 2)")]
    [InlineData("remove([], 1)")]
    [InlineData("product([100000000000000000000, 1000000000])")]
    [InlineData("@\"P100000000Y\" * 100")]
    [InlineData("replace(\"a\", \"a\", \"$\")")]
    public void What_has_no_result_is_a_fault(string text) => Assert.IsType<FaultValue>(Evaluate(text));

    private static bool Holds(string text) => Evaluate(text) is BooleanValue { Value: true };

    private static Value Evaluate(string text) => ExpressionEvaluator.Evaluate(Rules, TestRulebook.Case(Rules, """{"case":"c","persons":{"p":{"birth":{"birth_date":"1990-01-01"}}}}"""), text, new DateOnly(2024, 1, 1));
}
