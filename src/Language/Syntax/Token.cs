namespace RightsEngine.Language.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Keyword,
    Number,
    Text,
    Temporal,
    Symbol,
}

/// <summary>A word or sign of an expression; start and length count characters of the mapped text.</summary>
/// <param name="kind">What it is.</param>
/// <param name="text">As written; for texts and dates what stands between the quotes, unescaped.</param>
/// <param name="start">Where it starts.</param>
/// <param name="length">How long it is as written.</param>
internal sealed class Token(TokenKind kind, string text, int start, int length)
{
    public TokenKind Kind { get; } = kind;

    public string Text { get; } = text;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;

    /// <summary>Whether it is this sign or word of the language; a text or a name with these letters is not.</summary>
    public bool Is(string symbol) => Kind is TokenKind.Symbol or TokenKind.Keyword && Text == symbol;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    /// <summary>Whether an expression can start here (apart from FEEL's reversed bracket <c>]</c>).</summary>
    public bool StartsExpression => Kind switch
    {
        TokenKind.End => false,
        TokenKind.Keyword => Text is "true" or "false" or "null" or "if" or "for" or "some" or "every",
        TokenKind.Symbol => Text is "(" or "[" or "{" or "-",
        _ => true,
    };
}
