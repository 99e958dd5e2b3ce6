namespace RightsEngine.Language.Syntax;

/// <summary>The built-ins whose names have several words. Only they do: names of a rulebook are snake_case.</summary>
internal static class MultiWordNames
{
    /// <summary>In ordinal order.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "add months", "age on", "day of week", "day of year", "distinct values", "duplicate values", "ends with",
        "finished by", "first day of month", "get entries", "get value", "held in", "held on", "held throughout",
        "index of", "insert before", "is present", "last day of month", "list contains", "list replace",
        "lower case", "met by", "month of year", "months held in a row", "overlaps after", "overlaps before",
        "per day", "per month", "per quarter", "per year", "round down", "round half down", "round half even",
        "round half up", "round up", "sort by", "started by", "starts with", "string join", "string length",
        "substring after", "substring before", "upper case", "week of year", "years and months duration",
    ];

    private static readonly string[][] LongestFirst =
        [.. All.Select(name => name.Split(' ')).OrderByDescending(words => words.Length)];

    /// <summary>
    /// The longest name that starts at this token, as a number of words, or 0. It must be followed by <c>(</c>:
    /// <c>held</c> or <c>round</c> alone stay names.
    /// </summary>
    public static int WordsAt(IReadOnlyList<Token> tokens, int position)
    {
        foreach (string[] words in LongestFirst)
        {
            // The last token is the end, so a match always has a token behind it.
            if (position + words.Length < tokens.Count && tokens[position + words.Length].Is("(") && Matches(tokens, position, words))
                return words.Length;
        }
        return 0;
    }

    private static bool Matches(IReadOnlyList<Token> tokens, int position, string[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            Token token = tokens[position + i];
            // `in` and `and` are words of the language, yet also parts of names.
            if (token.Kind is not (TokenKind.Name or TokenKind.Keyword) || token.Text != words[i]) return false;
        }
        return true;
    }
}
