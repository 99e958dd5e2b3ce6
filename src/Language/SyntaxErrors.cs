using RightsEngine.Language.Syntax;
using RightsEngine.Source;

namespace RightsEngine.Language;

/// <summary>Findings about how expressions, table cells and types are written (RE2xxx).</summary>
internal static class SyntaxErrors
{
    public static readonly DiagnosticDescriptor UnexpectedDescriptor = new("RE2001", "something else was expected");
    public static readonly DiagnosticDescriptor UnclosedBracketDescriptor = new("RE2002", "bracket not closed");
    public static readonly DiagnosticDescriptor InvalidCharacterDescriptor = new("RE2003", "character not allowed");
    public static readonly DiagnosticDescriptor UnclosedTextDescriptor = new("RE2004", "text not closed");
    public static readonly DiagnosticDescriptor InvalidEscapeDescriptor = new("RE2005", "unknown escape in a text");
    public static readonly DiagnosticDescriptor UnclosedCommentDescriptor = new("RE2006", "comment not closed");
    public static readonly DiagnosticDescriptor InvalidNumberDescriptor = new("RE2007", "number not allowed");
    public static readonly DiagnosticDescriptor BareDateDescriptor = new("RE2008", "date without quotes");
    public static readonly DiagnosticDescriptor ForeignOperatorDescriptor = new("RE2009", "operator of another language");
    public static readonly DiagnosticDescriptor ChainedComparisonDescriptor = new("RE2010", "comparisons in a chain");
    public static readonly DiagnosticDescriptor TooDeepDescriptor = new("RE2011", "expression nested too deeply");
    public static readonly DiagnosticDescriptor TooLongDescriptor = new("RE2012", "expression too long");
    public static readonly DiagnosticDescriptor NotCallableDescriptor = new("RE2013", "only a name can be called");
    public static readonly DiagnosticDescriptor UnsupportedDescriptor = new("RE2014", "FEEL outside the language");
    public static readonly DiagnosticDescriptor SingleQuotesDescriptor = new("RE2015", "text in single quotes");
    public static readonly DiagnosticDescriptor MoneyPeriodDescriptor = new("RE2016", "unknown period of money");

    public static Diagnostic Expected(Location at, string expected, string found, string? help = null) =>
        UnexpectedDescriptor.At(at, $"expected {expected}, found {found}", help);

    public static Diagnostic UnclosedBracket(Location at, string expected, string found, Location opening) =>
        UnclosedBracketDescriptor.At(at, $"expected {expected}, found {found}", "add the closing bracket where that part ends",
            new Label(opening, $"this `{opening.Text}` is not closed"));

    public static Diagnostic InvalidCharacter(Location at, string character, string? help) =>
        InvalidCharacterDescriptor.At(at, $"character {character} is not allowed here", help);

    public static Diagnostic UnclosedText(Location at) =>
        UnclosedTextDescriptor.At(at, "text is not closed", "end it with `\"` on the same line; a line break in a text is `\\n`");

    public static Diagnostic InvalidEscape(Location at, string written) =>
        InvalidEscapeDescriptor.At(at, $"unknown escape `{written}` in a text",
            "the escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\uXXXX`; a backslash itself is `\\\\`");

    public static Diagnostic UnclosedComment(Location at) =>
        UnclosedCommentDescriptor.At(at, "comment is not closed", "end it with `*/`");

    public static Diagnostic InvalidNumber(Location at, string problem, string help) =>
        InvalidNumberDescriptor.At(at, problem, help);

    public static Diagnostic BareDate(Location at, string written, string asDate) =>
        BareDateDescriptor.At(at, $"a date needs `@\"{asDate}\"`",
            $"`{written}` without quotes would be a subtraction; put spaces around `-` if you mean one");

    public static Diagnostic ForeignOperator(Location at, string written, string help) =>
        ForeignOperatorDescriptor.At(at, $"`{written}` is not an operator of the language", help);

    public static Diagnostic ChainedComparison(Location at, string help) =>
        ChainedComparisonDescriptor.At(at, "comparisons cannot be chained", help);

    public static Diagnostic TooDeep(Location at) =>
        TooDeepDescriptor.At(at, $"nested more than {Parser.MaximumDepth} levels deep",
            "give parts of the expression a name under `definitions:`, or use a table");

    public static Diagnostic TooManyCharacters(Location at) =>
        TooLongDescriptor.At(at, $"expression of more than {Parser.MaximumLength} characters",
            "give parts of the expression a name under `definitions:`");

    public static Diagnostic TooManyOperators(Location at) =>
        TooLongDescriptor.At(at, $"expression of more than {Parser.MaximumOperators} operators, paths and calls",
            "give parts of the expression a name under `definitions:`");

    public static Diagnostic NotCallable(Location at, string help) =>
        NotCallableDescriptor.At(at, "only a name can be called", help);

    public static Diagnostic Unsupported(Location at, string what, string help) =>
        UnsupportedDescriptor.At(at, $"{what} is not part of the language", help);

    public static Diagnostic SingleQuotes(Location at) =>
        SingleQuotesDescriptor.At(at, "text in single quotes", "use double quotes");

    public static Diagnostic MoneyPeriod(Location at, string written, string? suggestion) =>
        MoneyPeriodDescriptor.At(at, $"money has no period `{written}`",
            suggestion ?? "the periods are `day`, `month`, `quarter` and `year`");
}
