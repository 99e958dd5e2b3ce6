using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>
/// Parses expressions, table cells and types. Never throws and never returns null: after a finding the result is
/// an <see cref="ErrorSyntax"/>, on which later stages stay silent.
/// </summary>
internal static class Parser
{
    /// <summary>How deep brackets, branches and iterations nest: far beyond what a person reads, well below the stack.</summary>
    public const int MaximumDepth = 64;

    /// <summary>How many operators, paths and calls one expression holds; later stages recurse over chains of them.</summary>
    public const int MaximumOperators = 2_000;

    public const int MaximumLength = 100_000;

    public static ExpressionSyntax ParseExpression(MappedText text, DiagnosticBag diagnostics)
    {
        TokenCursor? cursor = Start(text, diagnostics);
        if (cursor is null) return new ErrorSyntax(text.Whole);
        ExpressionSyntax result = new ExpressionParser(cursor).ParseWhole();
        return cursor.Failed ? new ErrorSyntax(text.Whole) : result;
    }

    /// <summary>A table cell: tests separated by commas, of which one must hold.</summary>
    public static IReadOnlyList<UnaryTestSyntax> ParseUnaryTests(MappedText text, DiagnosticBag diagnostics)
    {
        TokenCursor? cursor = Start(text, diagnostics);
        if (cursor is null) return [new ValueTestSyntax(new ErrorSyntax(text.Whole), text.Whole)];
        IReadOnlyList<UnaryTestSyntax> result = new ExpressionParser(cursor).ParseWholeCell();
        return cursor.Failed ? [new ValueTestSyntax(new ErrorSyntax(text.Whole), text.Whole)] : result;
    }

    public static TypeSyntax ParseType(MappedText text, DiagnosticBag diagnostics)
    {
        TokenCursor? cursor = Start(text, diagnostics);
        if (cursor is null) return new ErrorTypeSyntax(text.Whole);
        TypeSyntax result = new TypeParser(cursor).ParseWhole();
        return cursor.Failed ? new ErrorTypeSyntax(text.Whole) : result;
    }

    private static TokenCursor? Start(MappedText text, DiagnosticBag diagnostics)
    {
        if (text.Text.Length > MaximumLength)
        {
            diagnostics.Add(SyntaxErrors.TooManyCharacters(text.At(0, 1)));
            return null;
        }
        return Lexer.Tokenise(text, diagnostics) is { } tokens ? new TokenCursor(text, tokens, diagnostics) : null;
    }
}
