using CsCheck;
using RightsEngine.Language.Syntax;
using RightsEngine.Source;
using RightsEngine.TestKit;

namespace RightsEngine.Language.Tests.Syntax;

/// <summary>Properties over generated trees and damaged texts.</summary>
public sealed class RoundTripTests
{
    private static readonly Location Nowhere = MappedText.Alone("").Whole;

    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "income", "held", "round", "is", "größe", "any");

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf("", "x", "\"", "\\", "é\n\t\r", "😀", "// no", "\u0001", "(", "and"), Gen.String[Gen.Char[' ', '~'], 0, 5]);

    private static readonly Gen<ExpressionSyntax> Leaves = Gen.OneOf<ExpressionSyntax>(
        Gen.Select(Gen.Int[0, 99999], Gen.Int[0, 4], Gen.Bool,
            (n, scale, percent) => (ExpressionSyntax)new NumberSyntax(new decimal(n, 0, 0, false, (byte)(scale + (percent ? 2 : 0))), percent, Nowhere)),
        Texts.Select(t => (ExpressionSyntax)new TextSyntax(t, Nowhere)),
        Gen.Bool.Select(b => (ExpressionSyntax)new BooleanSyntax(b, Nowhere)),
        Gen.OneOf("2025-09-01", "P1Y").Select(t => (ExpressionSyntax)new TemporalSyntax(t, Nowhere)),
        Names.Select(n => (ExpressionSyntax)new NameSyntax(n, Nowhere)));

    private static readonly Gen<ExpressionSyntax> Trees = Gen.Int[1, 5].SelectMany(TreesOf);

    [Fact]
    public void Printed_trees_parse_to_themselves() => Trees.Sample(tree =>
    {
        string printed = SyntaxPrinter.Print(tree);
        var diagnostics = new DiagnosticBag();
        ExpressionSyntax parsed = Parser.ParseExpression(MappedText.Alone(printed), diagnostics);
        DiagnosticAssert.None(diagnostics);
        Assert.Equal(printed, SyntaxPrinter.Print(parsed));
        Assert.Equal(Shape.Of(tree), Shape.Of(parsed));
    }, iter: 20_000, print: SyntaxPrinter.Print);

    [Fact]
    public void Printed_cells_parse_to_themselves() => Trees.SelectMany(TestsOver).Array[1, 3].Sample(tests =>
    {
        string printed = SyntaxPrinter.Print(tests);
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<UnaryTestSyntax> parsed = Parser.ParseUnaryTests(MappedText.Alone(printed), diagnostics);
        DiagnosticAssert.None(diagnostics);
        Assert.Equal(printed, SyntaxPrinter.Print(parsed));
    }, iter: 5_000, print: t => SyntaxPrinter.Print(t));

    [Fact]
    public void Truncated_texts_report_or_parse() => Trees.Sample(tree =>
    {
        string printed = SyntaxPrinter.Print(tree);
        for (int length = 0; length <= printed.Length; length++) ParseAll(printed[..length]);
    }, iter: 500, print: SyntaxPrinter.Print);

    [Fact]
    public void Any_mixture_of_signs_reports_or_parses() =>
        Gen.OneOf("(", ")", "[", "]", "{", "}", "..", ",", ":", "?", "-", "<", "=", "in", "and", "if", "then", "else", "for", "some",
            "return", "between", "not", "any", "a", "1", "80%", ".", "\"x\"", "@", "'", "list of ", "money per ", "\\", "\u202e", "\ud83d", "007", "2019-01-01")
        .Array[0, 12].Sample(parts => ParseAll(string.Join(' ', parts)), iter: 50_000);

    private static void ParseAll(string text)
    {
        var diagnostics = new DiagnosticBag();
        bool failed = Parser.ParseExpression(MappedText.Alone(text), diagnostics) is ErrorSyntax;
        Assert.Equal(failed ? 1 : 0, diagnostics.Count);
        Assert.NotEmpty(Parser.ParseUnaryTests(MappedText.Alone(text), diagnostics));
        Assert.NotNull(Parser.ParseType(MappedText.Alone(text), diagnostics));
    }

    private static Gen<ExpressionSyntax> TreesOf(int depth)
    {
        if (depth == 0) return Leaves;
        Gen<ExpressionSyntax> inner = Gen.Int[0, depth - 1].SelectMany(TreesOf);
        Gen<IReadOnlyList<IteratorSyntax>> iterators = Gen.Select(Names, inner, inner, Gen.Bool, (name, a, b, series) =>
            new IteratorSyntax(name, Nowhere, series ? new SeriesSyntax(a, b, Nowhere) : a)).Array[1, 2].Select(x => (IReadOnlyList<IteratorSyntax>)x);
        return Gen.OneOf<ExpressionSyntax>(
            Leaves,
            Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner, (o, l, r) => (ExpressionSyntax)new BinarySyntax(o, l, r, Nowhere)),
            inner.Select(x => (ExpressionSyntax)new NegationSyntax(x, Nowhere)),
            inner.Select(x => (ExpressionSyntax)new ParenthesisedSyntax(x, Nowhere)),
            Gen.Select(inner, Names, (x, m) => (ExpressionSyntax)new MemberSyntax(x, m, Nowhere, Nowhere)),
            Gen.Select(inner, inner, (x, i) => (ExpressionSyntax)new BracketSyntax(x, i, Nowhere)),
            Gen.Select(Gen.OneOf("f", "is present", "held in", "sort by"), inner.Array[1, 3], Gen.Bool, Call),
            Gen.Select(inner, inner, inner, (x, a, b) => (ExpressionSyntax)new BetweenSyntax(x, a, b, Nowhere)),
            Gen.Select(inner, inner.SelectMany(TestsOver).Where(t => t is not AnyTestSyntax).Array[1, 3], (x, t) => (ExpressionSyntax)new InSyntax(x, t, Nowhere)),
            Gen.Select(inner, inner, inner, (c, a, b) => (ExpressionSyntax)new IfSyntax(c, a, b, Nowhere)),
            Gen.Select(iterators, inner, (i, b) => (ExpressionSyntax)new ForSyntax(i, b, Nowhere)),
            Gen.Select(Gen.Bool, iterators, inner, (e, i, b) => (ExpressionSyntax)new QuantifiedSyntax(e, i, b, Nowhere)),
            Gen.Select(Gen.Bool, inner, inner, Gen.Bool, (l, a, b, h) => (ExpressionSyntax)new RangeSyntax(l, a, b, h, Nowhere)),
            inner.Array[0, 3].Select(x => (ExpressionSyntax)new ListSyntax(x, Nowhere)),
            Gen.Select(Gen.OneOf("k", "two words", "if"), inner, (k, x) => (ExpressionSyntax)new ContextSyntax([new ContextEntrySyntax(k, Nowhere, x)], Nowhere)));
    }

    private static Gen<UnaryTestSyntax> TestsOver(ExpressionSyntax value) => Gen.OneOf<UnaryTestSyntax>(
        Gen.Const((UnaryTestSyntax)new AnyTestSyntax(Nowhere)),
        Gen.OneOf(BinaryOperator.Less, BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.GreaterOrEqual)
            .Select(o => (UnaryTestSyntax)new ComparisonTestSyntax(o, value, Nowhere)),
        // The bare word `any` as a value cannot be told from the test.
        Gen.Const(value is NameSyntax { Name: "any" } ? (UnaryTestSyntax)new AnyTestSyntax(Nowhere) : new ValueTestSyntax(value, Nowhere)),
        Gen.Const((UnaryTestSyntax)new NotTestSyntax([new ValueTestSyntax(value, Nowhere)], Nowhere)));

    private static ExpressionSyntax Call(string name, ExpressionSyntax[] values, bool last)
    {
        List<ArgumentSyntax> arguments = [.. values.Select(v => new ArgumentSyntax(null, v))];
        if (last) arguments.Add(name == "sort by" ? new ArgumentSyntax("order", new TextSyntax("descending", Nowhere)) : new ArgumentSyntax("x", values[0]));
        return new CallSyntax(new NameSyntax(name, Nowhere), arguments, Nowhere);
    }
}
