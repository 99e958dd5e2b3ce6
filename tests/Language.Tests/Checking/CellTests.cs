using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Language.Tests.Checking;

/// <summary>Cells of tables over an input.</summary>
public sealed class CellTests
{
    [Theory]
    [InlineData("limit", "-", "AnyCell")]
    [InlineData("limit", "any", "AnyCell")]
    [InlineData("limit", "<= 1000", "ComparisonCell")]
    [InlineData("limit", "(1000..2000]", "RangeCell")]
    [InlineData("limit", "< 10, > 20", "ComparisonCell ComparisonCell")]
    [InlineData("home", "flanders", "EqualCell")]
    [InlineData("home", "\"flanders\", brussels", "EqualCell EqualCell")]
    [InlineData("home", "[flanders, brussels]", "EqualCell EqualCell")]
    [InlineData("home", "not(flanders)", "NotCell")]
    [InlineData("home", "!= flanders", "ComparisonCell")]
    [InlineData("maybe", "[1..2]", "RangeCell")]
    [InlineData("reference_date", "period", "MemberCell")]
    [InlineData("flag", "true", "EqualCell")]
    public void Cells_have_a_form(string input, string cell, string form)
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression over = Input(input, diagnostics);
        IReadOnlyList<CellTest> tests = new Checker(new FakeScope(), diagnostics).CheckCell(Tests(cell, diagnostics), over);
        DiagnosticAssert.None(diagnostics);
        Assert.Equal(form, string.Join(' ', tests.Select(t => t.GetType().Name)));
        Assert.All(tests, t => Assert.Equal("boolean", t.ToCondition(over).Type.ToString()));
    }

    [Theory]
    [InlineData("home", "flandres", "RE3006", "`flandres` is not a code of `region`", "flandres")]
    [InlineData("home", "\"flandres\"", "RE3006", "`flandres` is not a code of `region`", "\"flandres\"")]
    [InlineData("limit", "> monthly", "RE3013", "cannot compare money per year with money per month", "> monthly")]
    [InlineData("limit", "[1..monthly]", "RE3013", "cannot compare money per year with money per month", "monthly")]
    [InlineData("flag", "> 3", "RE3013", "cannot compare boolean with number", "> 3")]
    [InlineData("limit", "< later", "RE3003", "`later` may be absent", "later")]
    public void Cells_that_do_not_fit_are_explained(string input, string cell, string code, string message, string underlined)
    {
        var diagnostics = new DiagnosticBag();
        var checker = new Checker(new FakeScope(), diagnostics);
        Assert.True(checker.CheckTests(Tests(cell, diagnostics), Input(input, diagnostics)).Type.IsError);
        DiagnosticAssert.Single(diagnostics).HasCode(code).HasMessage(message).Underlines(underlined);
    }

    [Fact]
    public void A_test_on_an_optional_input_asks_whether_it_is_present()
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression input = Input("maybe", diagnostics);
        var checker = new Checker(new FakeScope(), diagnostics);
        var guarded = Assert.IsType<And>(checker.CheckTests(Tests("not(3)", diagnostics), input));
        Assert.IsType<IsPresent>(guarded.Operands[0]);
        Assert.IsType<Comparison>(checker.CheckTests(Tests("3", diagnostics), input));
        Assert.IsType<Literal>(checker.CheckTests(Tests("-", diagnostics), input));
        DiagnosticAssert.None(diagnostics);
    }

    [Fact]
    public void An_input_that_is_computed_is_computed_once_for_all_tests()
    {
        var diagnostics = new DiagnosticBag();
        CoreExpression core = Input("n + 1 in (< 3, > 5)", diagnostics);
        Assert.IsType<Sum>(Assert.IsType<ListOf>(Assert.IsType<Quantified>(core).Domain).Items[0]);
        DiagnosticAssert.None(diagnostics);
    }

    private static IReadOnlyList<UnaryTestSyntax> Tests(string cell, DiagnosticBag diagnostics) =>
        Parser.ParseUnaryTests(MappedText.Alone(cell), diagnostics);

    private static CoreExpression Input(string text, DiagnosticBag diagnostics) =>
        new Checker(new FakeScope(), diagnostics).Check(Parser.ParseExpression(MappedText.Alone(text), diagnostics), null);
}
