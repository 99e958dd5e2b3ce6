using RightsEngine.Source;

namespace RightsEngine.Language.Syntax;

/// <summary>Recognises frequent mistakes at the place where parsing stopped.</summary>
internal static class Mistakes
{
    private const int LongestName = 5;

    /// <summary>What to write instead, or null when the mistake is not a known one.</summary>
    public static string? Help(IReadOnlyList<Token> tokens, int position)
    {
        Token found = tokens[position];
        Token? before = position == 0 ? null : tokens[position - 1];
        if (found.Is("..")) return "write a range in brackets: `[1..5]`";
        if (before is null) return null;
        if (before.IsName("not") && found.StartsExpression) return "write `not(…)`";
        if (found.Kind == TokenKind.End && AsksForMore(before)) return $"complete what follows `{before.Text}`, or remove it";
        if (found.Kind != TokenKind.Name) return null;
        return found.Text switch
        {
            "elif" or "elsif" or "elseif" => "write `else if … then …`",
            "instance" => "types are known before a case is read; `instance of` is not part of the language",
            "is" => "write `is present(…)` to ask whether there is a value, and `=` to compare",
            _ => before.Kind == TokenKind.Name ? HelpForWords(tokens, position - 1) : null,
        };
    }

    private static bool AsksForMore(Token token) => token.Kind switch
    {
        TokenKind.Keyword => token.Text is not ("true" or "false" or "null"),
        TokenKind.Symbol => token.Text is not ("(" or ")" or "[" or "]" or "{" or "}" or ","),
        _ => false,
    };

    // Names side by side: a misspelt built-in of several words, one without its bracket, or a name with spaces.
    private static string HelpForWords(IReadOnlyList<Token> tokens, int first)
    {
        int last = first;
        while (last - first + 1 < LongestName && tokens[last + 1].Kind is TokenKind.Name or TokenKind.Keyword) last++;
        string[] longestFirst = [.. Enumerable.Range(2, last - first).Reverse()
            .Select(words => string.Join(' ', tokens.Skip(first).Take(words).Select(t => t.Text)))];
        if (longestFirst.FirstOrDefault(MultiWordNames.All.Contains) is string known) return $"write `{known}(…)`";
        string? near = longestFirst.Select(words => Suggestions.Nearest(words, MultiWordNames.All)).FirstOrDefault(name => name is not null);
        if (near is not null) return $"did you mean `{near}(…)`?";
        return "an operator is missing, or the words of a name are not joined by `_`";
    }
}
