using System.Text.RegularExpressions;

namespace RightsEngine.Source.Yaml;

/// <summary>
/// Finds unquoted text that YAML cut at <c> #</c> in the middle of an expression.
/// Ordinary trailing comments are fine, so only text that looks unfinished is reported.
/// </summary>
internal static partial class CommentTrap
{
    /// <summary>The warning about a scalar, or null.</summary>
    public static Diagnostic? Find(YamlScalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain || scalar.Text.Length == 0) return null;
        SourceFile file = scalar.Location.File;
        int end = scalar.Location.Span.End;
        int hash = end;
        while (hash < file.Text.Length && file.Text[hash] is ' ' or '\t') hash++;
        if (hash == end || hash == file.Text.Length || file.Text[hash] != '#' || !LooksUnfinished(scalar.Text)) return null;
        int lineEnd = file.Text.IndexOf('\n', hash);
        if (lineEnd < 0) lineEnd = file.Text.Length;
        if (file.Text[lineEnd - 1] == '\r') lineEnd--;
        return SourceErrors.CutAtComment(scalar, new Location(file, TextSpan.Between(hash, lineEnd)));
    }

    private static bool LooksUnfinished(string text) => EndsInOperator().IsMatch(text) || !IsBalanced(text);

    private static bool IsBalanced(string text)
    {
        // Ranges may open with `]` or close with `)`, so the kinds of brackets are not told apart.
        bool ranges = text.Contains("..", StringComparison.Ordinal);
        int open = 0;
        int quotes = 0;
        foreach (char c in text)
        {
            if (c == '"') quotes++;
            if (quotes % 2 != 0) continue;
            if (c is '(' or '{' || (c == '[' && !ranges)) open++;
            if (c is ')' or '}' || (c == ']' && !ranges)) open--;
        }
        return quotes % 2 == 0 && (open == 0 || (ranges && Math.Abs(open) <= 1));
    }

    [GeneratedRegex(@"([-+*/(\[,=<>]|(^|\s)(and|or|not|in|if|then|else|between|satisfies|return))$")]
    private static partial Regex EndsInOperator();
}
