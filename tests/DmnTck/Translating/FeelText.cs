using System.Text;
using System.Text.RegularExpressions;
using RightsEngine.Language.Syntax;

namespace RightsEngine.DmnTck.Translating;

/// <summary>
/// Rewrites FEEL text for a language whose names are single words: names in scope, longest first, outside texts and
/// comments. The same name always gives the same word, so that members of results can be found again.
/// </summary>
internal static partial class FeelText
{
    /// <summary>The word that stands for <c>null</c>: a value that nobody knows.</summary>
    public const string NullWord = "null_of_feel";

    /// <summary>The name as one word: itself where it is one already.</summary>
    public static string Word(string name)
    {
        string collapsed = Reading.Xml.Collapsed(name);
        if (Lexer.IsName(collapsed) && collapsed is not ("item" or "absent" or "any")) return collapsed;
        var word = new StringBuilder("n_");
        foreach (char c in collapsed) word.Append(char.IsLetterOrDigit(c) || c == '_' ? c.ToString() : c == ' ' ? "_" : $"_{(int)c:x}_");
        return word.ToString();
    }

    /// <summary>The text with every name of the scope as one word, and <c>null</c> as the unknown.</summary>
    public static string Rewrite(string text, IEnumerable<string> scope)
    {
        string[] names = [.. scope.Concat(KeysIn(text)).Select(Reading.Xml.Collapsed).Where(n => n.Length > 0 && Word(n) != n).Distinct()
            .OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal)];
        Regex? pattern = names.Length == 0 ? null
            : new Regex(@"(?<![\w])(?:" + string.Join('|', names.Select(Pattern)) + @")(?!\w)");
        return OutsideTexts(text, code =>
        {
            if (pattern is not null) code = pattern.Replace(code, m => Word(m.Value));
            return NullToken().Replace(code, NullWord);
        });
    }

    // After a point, a property of ranges and times is not the name that a model may use as well.
    private static string Pattern(string name) =>
        (name is "start included" or "end included" or "time offset" ? @"(?<!\.\s*)" : "") + string.Join(@"\s+", name.Split(' ').Select(Regex.Escape));

    /// <summary>The text without comments, each string literal empty: what constructs are looked for in.</summary>
    public static string Skeleton(string text)
    {
        var result = new StringBuilder();
        foreach (Match piece in Piece().Matches(text))
            result.Append(piece.Value[0] == '"' ? "\"\"" : piece.Value.StartsWith("//") || piece.Value.StartsWith("/*") ? " " : piece.Value);
        return result.ToString();
    }

    private static string OutsideTexts(string text, Func<string, string> change)
    {
        var result = new StringBuilder();
        var code = new StringBuilder();
        foreach (Match piece in Piece().Matches(text))
        {
            bool isCode = piece.Value[0] != '"' && !piece.Value.StartsWith("//") && !piece.Value.StartsWith("/*");
            if (isCode)
            {
                code.Append(piece.Value);
                continue;
            }
            result.Append(change(code.ToString())).Append(piece.Value);
            code.Clear();
        }
        return result.Append(change(code.ToString())).ToString();
    }

    /// <summary>Keys of contexts that are written in an expression; they are names in it as well.</summary>
    private static IEnumerable<string> KeysIn(string text)
    {
        string code = Skeleton(text);
        var open = new Stack<char>();
        foreach (Match m in BracketOrKey().Matches(code))
        {
            if (m.Value[0] is '(' or '[' or '{') open.Push(m.Value[0]);
            else if (m.Value[0] is ')' or ']' or '}') open.TryPop(out _);
            // Between round brackets it is the name of an argument.
            if (m.Groups[1].Success && open.TryPeek(out char around) && around == '{') yield return m.Groups[1].Value.Trim();
        }
    }

    [GeneratedRegex("""//[^\n]*|/\*.*?(?:\*/|$)|"(?:\\.|[^"\\])*(?:"|$)|[^"/]+|/""", RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex("""[{,]\s*([^\s{}()\[\]",:][^{}()\[\]",:]*?)\s*:|[(){}\[\]]""")]
    private static partial Regex BracketOrKey();

    [GeneratedRegex(@"(?<![\w.])null(?!\w)")]
    private static partial Regex NullToken();
}
