using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>
/// Walks over the tokens of one expression. The first finding ends the walk: the cursor jumps to the end, every
/// loop of the parser stops there, and later findings, which would only follow from the first, are dropped.
/// </summary>
internal sealed class TokenCursor(MappedText text, IReadOnlyList<Token> tokens, DiagnosticBag diagnostics)
{
    private const int LongestQuote = 40;

    private int _position;
    private int _depth;
    private int _operators;

    public IReadOnlyList<Token> Tokens => tokens;

    public int Position => _position;

    public Token Current => tokens[_position];

    /// <summary>The token behind the current one.</summary>
    public Token Following => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    public bool Failed { get; private set; }

    public bool AtEnd => Current.Kind == TokenKind.End;

    public bool Is(string symbol) => Current.Is(symbol);

    public Token Next()
    {
        Token token = Current;
        if (_position < tokens.Count - 1) _position++;
        return token;
    }

    public bool Accept(string symbol)
    {
        bool found = Is(symbol);
        if (found) Next();
        return found;
    }

    /// <summary>Takes a word or sign that must stand here.</summary>
    public void Expect(string symbol, string? help = null)
    {
        if (!Accept(symbol)) FailExpecting($"`{symbol}`", help);
    }

    /// <summary>Takes a closing bracket; else points at the opening one.</summary>
    public void ExpectClosing(string closing, Token opening, string? separator = ",")
    {
        if (!Accept(closing)) FailExpectingClosing(separator is null ? $"`{closing}`" : $"`{separator}` or `{closing}`", opening);
    }

    public void FailExpectingClosing(string expected, Token opening)
    {
        string? help = Mistakes.Help(tokens, _position);
        // With another mistake at hand the bracket is not what the reader has to look for.
        Fail(help is null ? SyntaxErrors.UnclosedBracket(Of(Current), expected, Found, Of(opening))
            : SyntaxErrors.Expected(Of(Current), expected, Found, help));
    }

    public void FailExpecting(string expected, string? help = null) =>
        Fail(SyntaxErrors.Expected(Of(Current), expected, Found, Mistakes.Help(tokens, _position) ?? help));

    public void Fail(Diagnostic diagnostic)
    {
        if (!Failed) diagnostics.Add(diagnostic);
        Failed = true;
        _position = tokens.Count - 1;
    }

    /// <summary>Goes one level deeper, or reports that it is too deep. Each success is followed by <see cref="Leave"/>.</summary>
    public bool Enter()
    {
        if (_depth > Parser.MaximumDepth) Fail(SyntaxErrors.TooDeep(Of(Current)));
        if (Failed) return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Counts an operator: trees of chains lean to the left and are as deep as the chain is long.</summary>
    public void CountOperator(Token token)
    {
        if (++_operators > Parser.MaximumOperators) Fail(SyntaxErrors.TooManyOperators(Of(token)));
    }

    public Location Of(Token token) => text.At(token.Start, token.Length);

    /// <summary>From a start to the end of the token taken last.</summary>
    public Location Since(int start) => text.At(start, (_position == 0 ? start : tokens[_position - 1].End) - start);

    /// <summary>The current token as messages name it.</summary>
    public string Found => Describe(Current);

    private string Describe(Token token)
    {
        if (token.Kind == TokenKind.End) return "the end";
        string written = text.Text.Substring(token.Start, token.Length);
        if (written.Length > LongestQuote)
        {
            // Not in the middle of a character of two halves.
            int end = char.IsHighSurrogate(written[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
            written = written[..end] + "…";
        }
        string kind = token.Kind switch
        {
            TokenKind.Name => "name ",
            TokenKind.Number => "number ",
            TokenKind.Text => "text ",
            TokenKind.Temporal => "date ",
            TokenKind.Symbol when token.Text is "**" or "*" or "/" or "+" or "-" or "=" or "!=" or "<" or "<=" or ">" or ">=" => "operator ",
            _ => "",
        };
        return $"{kind}`{written}`";
    }
}
