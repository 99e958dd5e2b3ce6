using RightsEngine.Language.Syntax;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Language.Tests.Syntax;

/// <summary>What can be written, and its canonical form.</summary>
public sealed class ParserTests
{
    [Theory]
    [InlineData("1+2*3", "1 + 2 * 3")]
    [InlineData("(1+2)*3", "(1 + 2) * 3")]
    [InlineData("80% * .5", "80% * 0.5")]
    [InlineData("12.50%", "12.50%")]
    [InlineData("1.00", "1.00")]
    [InlineData("0.5", "0.5")]
    [InlineData("100/80", "100 / 80")]
    [InlineData("10-5-2", "10 - 5 - 2")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("-x ** 2", "-x ** 2")]
    [InlineData("- -x", "--x")]
    [InlineData("a - -b", "a - -b")]
    [InlineData("true and not(false) or x = null", "true and not(false) or x = null")]
    [InlineData("\"caf\\u00e9 \\\"x\\\" \\\\ \\n\\t\\r\"", "\"café \\\"x\\\" \\\\ \\n\\t\\r\"")]
    [InlineData("\"\\uD83D\\uDE00\"", "\"😀\"")]
    [InlineData("@\"2025-09-01\"", "@\"2025-09-01\"")]
    [InlineData("@\"P1Y6M\"", "@\"P1Y6M\"")]
    [InlineData("date(\"2025-09-01\")", "date(\"2025-09-01\")")]
    [InlineData("date( year , 12,31 )", "date(year, 12, 31)")]
    [InlineData("f()", "f()")]
    [InlineData("f(x: 1, y : 2)", "f(x: 1, y: 2)")]
    [InlineData("person.tax_assessment(2023).employee_income", "person.tax_assessment(2023).employee_income")]
    [InlineData("xs [ item.age < 18 ] [1]", "xs[item.age < 18][1]")]
    [InlineData("größe_é", "größe_é")]
    [InlineData("x between 1 and 2 and y", "x between 1 and 2 and y")]
    [InlineData("x in (a, b)", "x in (a, b)")]
    [InlineData("x in (a)", "x in a")]
    [InlineData("x in (a or b)", "x in (a or b)")]
    [InlineData("x in (a).b", "x in ((a).b)")]
    [InlineData("x in (a) + b", "x in ((a) + b)")]
    [InlineData("x in xs and y", "x in xs and y")]
    [InlineData("x in [1..5]", "x in [1..5]")]
    [InlineData("x in (1..5]", "x in (1..5]")]
    [InlineData("x in (< 5, > 10)", "x in (< 5, > 10)")]
    [InlineData("x in < 5", "x in < 5")]
    [InlineData("x in not(\"a\", \"b\")", "x in not(\"a\", \"b\")")]
    [InlineData("x in ((1..2], [4..5))", "x in ((1..2], [4..5))")]
    [InlineData("x in [\"a\",\"b\"]", "x in [\"a\", \"b\"]")]
    [InlineData("x in any(ys)", "x in any(ys)")]
    [InlineData("]1..5[", "(1..5)")]
    [InlineData("[1..5[", "[1..5)")]
    [InlineData("[1..xs[1]]", "[1..xs[1]]")]
    [InlineData("[1..f(xs[a])[", "[1..f(xs[a]))")]
    [InlineData("[a+1..b-1)", "[a + 1..b - 1)")]
    [InlineData("[1...5]", "[1..0.5]")]
    [InlineData("[]", "[]")]
    [InlineData("[[], [1]]", "[[], [1]]")]
    [InlineData("{}", "{}")]
    [InlineData("{a:1,\"b\":2,\"c d\":{e:3},\"if\":4}", "{a: 1, b: 2, \"c d\": {e: 3}, \"if\": 4}")]
    [InlineData("if a then b else if c then d else e", "if a then b else if c then d else e")]
    [InlineData("1 + if a then b else c + 1", "1 + (if a then b else c + 1)")]
    [InlineData("for q in 1..4 return q*q", "for q in 1..4 return q * q")]
    [InlineData("for a in xs, b in ys(a) return a+b", "for a in xs, b in ys(a) return a + b")]
    [InlineData("some x in xs y in ys satisfies x = y", "some x in xs, y in ys satisfies x = y")]
    [InlineData("every m in family satisfies held in(m.living_wage, period)", "every m in family satisfies held in(m.living_wage, period)")]
    [InlineData("for held in xs return held", "for held in xs return held")]
    [InlineData("sum(for m in unit return m.income)", "sum(for m in unit return m.income)")]
    [InlineData("is  present\n( x )", "is present(x)")]
    [InlineData("round half up(x, 2)", "round half up(x, 2)")]
    [InlineData("round up(x, 2) + round", "round up(x, 2) + round")]
    [InlineData("months held in a row(s, d)", "months held in a row(s, d)")]
    [InlineData("years and months duration(a, b)", "years and months duration(a, b)")]
    [InlineData("held in (a, b)", "held in(a, b)")]
    [InlineData("count", "count")]
    [InlineData("sort by(xs, item.birth.birth_date descending)", "sort by(xs, item.birth.birth_date descending)")]
    [InlineData("sort by(xs, a ascending, b)", "sort by(xs, a ascending, b)")]
    [InlineData("a // comment\n + /* more */ b", "a + b")]
    [InlineData("a /* * / */", "a")]
    [InlineData("1.x", "1.x")]
    [InlineData("\"'== \u200f\"", "\"'== \u200f\"")]
    public void Expressions(string written, string printed)
    {
        var diagnostics = new DiagnosticBag();
        ExpressionSyntax parsed = Parser.ParseExpression(MappedText.Alone(written), diagnostics);
        DiagnosticAssert.None(diagnostics);
        Assert.Equal(printed, SyntaxPrinter.Print(parsed));
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.ParseExpression(MappedText.Alone(printed), diagnostics)));
        DiagnosticAssert.None(diagnostics);
    }

    [Theory]
    [InlineData("-", "-")]
    [InlineData("any", "-")]
    [InlineData("- 5", "-5")]
    [InlineData("<18", "< 18")]
    [InlineData(">= limit * 2", ">= limit * 2")]
    [InlineData("!= \"a\"", "!= \"a\"")]
    [InlineData("[18..65]", "[18..65]")]
    [InlineData("(lower_limit..middle_limit]", "(lower_limit..middle_limit]")]
    [InlineData("\"a\",\"b\"", "\"a\", \"b\"")]
    [InlineData("not(\"a\",\"b\")", "not(\"a\", \"b\")")]
    [InlineData("not(< 5, [7..8])", "not(< 5, [7..8])")]
    [InlineData("not(a) and b", "not(a) and b")]
    [InlineData("not(a), b", "not(a), b")]
    [InlineData("< 5, > 10, 7", "< 5, > 10, 7")]
    [InlineData("any(xs)", "any(xs)")]
    [InlineData("small", "small")]
    [InlineData("(a)", "(a)")]
    [InlineData("true", "true")]
    public void Unary_tests(string written, string printed)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.ParseUnaryTests(MappedText.Alone(written), diagnostics)));
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.ParseUnaryTests(MappedText.Alone(printed), diagnostics)));
        DiagnosticAssert.None(diagnostics);
    }

    [Theory]
    [InlineData("number", "number")]
    [InlineData("money", "money")]
    [InlineData("money  per year", "money per year")]
    [InlineData("money per month?", "money per month?")]
    [InlineData("list of person", "list of person")]
    [InlineData("list of range of date?", "list of range of date?")]
    [InlineData("(list of person)?", "(list of person)?")]
    [InlineData("list of (list of person)?", "list of (list of person)?")]
    [InlineData("(region)?", "region?")]
    public void Types(string written, string printed)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.ParseType(MappedText.Alone(written), diagnostics)));
        Assert.Equal(printed, SyntaxPrinter.Print(Parser.ParseType(MappedText.Alone(printed), diagnostics)));
        DiagnosticAssert.None(diagnostics);
    }

    [Theory]
    [InlineData("a or b and c", "(or a (and b c))")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a / b * c", "(* (/ a b) c)")]
    [InlineData("a ** b ** c", "(** (** a b) c)")]
    [InlineData("-a ** b", "(** (neg a) b)")]
    [InlineData("-a.b", "(neg (. a b))")]
    [InlineData("a = b + 1 and c", "(and (= a (+ b 1)) c)")]
    [InlineData("a between b and c + 1 and d", "(and (between a b (+ c 1)) d)")]
    [InlineData("if a then b else c or d", "(if a b (or c d))")]
    [InlineData("x in not(a)", "(in x [(not [a])])")]
    [InlineData("80%", "0.80%")]
    [InlineData("sort by(xs, k descending)", "(call sort by xs k order:\"descending\")")]
    public void Trees(string written, string shape) =>
        Assert.Equal(shape, Shape.Of(Parser.ParseExpression(MappedText.Alone(written), new DiagnosticBag())));

    [Fact]
    public void Every_node_knows_its_place()
    {
        const string text = "  sum(xs[item.age  < 18]) + 1 // so\n";
        var sum = (BinarySyntax)Parser.ParseExpression(MappedText.Alone(text), new DiagnosticBag());
        var call = (CallSyntax)sum.Left;
        var filter = (BracketSyntax)call.Arguments[0].Value;
        var less = (BinarySyntax)filter.Inner;
        Assert.Equal("sum(xs[item.age  < 18]) + 1", sum.Location.Text);
        Assert.Equal("xs[item.age  < 18]", filter.Location.Text);
        Assert.Equal("item.age  < 18", less.Location.Text);
        Assert.Equal("age", ((MemberSyntax)less.Left).MemberLocation.Text);
    }

    [Fact]
    public void Multi_word_names_are_sorted_and_unique() =>
        Assert.Equal(MultiWordNames.All.Distinct().Order(StringComparer.Ordinal), MultiWordNames.All);
}
