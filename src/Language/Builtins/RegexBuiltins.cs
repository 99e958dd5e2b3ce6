using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>
/// Built-ins with regular expressions. Patterns are written in the rule and checked with it; they run in time
/// that grows with the text only, so what needs backtracking is refused.
/// </summary>
internal static class RegexBuiltins
{
    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex> Compiled = new();

    public static readonly Builtin[] All =
    [
        new("matches", "matches(input: text, pattern: text, flags?: text) → boolean", "whether a part of the text fits a regular expression", "matches(\"foobar\", \"^fo*b\") = true",
            t => t.Are(Text, Text) || t.Are(Text, Text, Text) ? RightsType.Boolean : null,
            a => BooleanValue.Of(Of(a, 2).IsMatch(a[0].String()))) { LiteralArgument = 1, LiteralProblem = a => Problem(a, 2, mayBeEmpty: true) },
        new("replace", "replace(input: text, pattern: text, replacement: text, flags?: text) → text",
            "the text with each part that fits a regular expression replaced; $1 stands for what the first brackets found", "replace(\"abcd\", \"(ab)|(a)\", \"[1=$1]\") = \"[1=ab]cd\"",
            t => t.Are(Text, Text, Text) || t.Are(Text, Text, Text, Text) ? Text : null,
            a => Replacement(a[2].String()) is { } replacement ? new TextValue(Of(a, 3).Replace(a[0].String(), replacement))
                : new FaultValue("in a replacement `\\` stands before `$` or `\\`, and `$` before a number", null)) { LiteralArgument = 1, LiteralProblem = a => Problem(a, 3, mayBeEmpty: false) },
        new("split", "split(string: text, delimiter: text) → list of text", "the parts of the text between what fits a regular expression", "split(\"a;b;;c\", \";\") = [\"a\", \"b\", \"\", \"c\"]",
            t => t.Are(Text, Text) ? new ListType(Text) : null,
            a => ListValue.Certain(Split(Of(a, 2), a[0].String()))) { LiteralArgument = 1, LiteralProblem = a => Problem(a, 2, mayBeEmpty: false) },
    ];

    private static Regex Of(IReadOnlyList<Value> a, int flagsAt) => Of(a[1].String(), a.Count > flagsAt ? a[flagsAt].String() : "");

    private static Regex Of(string pattern, string flags) => Compiled.GetOrAdd((pattern, flags), key =>
    {
        RegexOptions options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        foreach (char flag in key.Flags)
        {
            options |= flag switch
            {
                's' => RegexOptions.Singleline,
                'm' => RegexOptions.Multiline,
                'i' => RegexOptions.IgnoreCase,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new ArgumentException($"`{flag}` is not a flag: the flags are s, m, i and x"),
            };
        }
        return new Regex(key.Pattern, options);
    });

    /// <summary>Why a pattern and its flags cannot be used, or null.</summary>
    private static string? Problem(IReadOnlyList<Value> a, int flagsAt, bool mayBeEmpty)
    {
        try
        {
            // XPath: an expression that fits the empty text would replace or split everywhere.
            Regex pattern = Of(a, flagsAt);
            return !mayBeEmpty && pattern.IsMatch("") ? "the regular expression fits the empty text" : null;
        }
        catch (NotSupportedException)
        {
            return "back references and look-around are outside the language: they can take endless time";
        }
        catch (ArgumentException problem)
        {
            return problem is RegexParseException ? "the regular expression is not well formed" : problem.Message;
        }
    }

    /// <summary>XPath's way of writing replacements as .NET's: <c>$1</c>, <c>\$</c>, <c>\\</c>; null when it is neither.</summary>
    private static string? Replacement(string written)
    {
        var text = new StringBuilder();
        for (int i = 0; i < written.Length; i++)
        {
            char c = written[i], next = i + 1 < written.Length ? written[i + 1] : '\0';
            if (c == '\\')
            {
                if (next is not ('\\' or '$')) return null;
                text.Append(next == '$' ? "$$" : "\\");
                i++;
            }
            else if (c == '$')
            {
                if (!char.IsAsciiDigit(next)) return null;
                int start = ++i;
                while (i + 1 < written.Length && char.IsAsciiDigit(written[i + 1])) i++;
                text.Append("${").Append(written, start, i - start + 1).Append('}');
            }
            else text.Append(c);
        }
        return text.ToString();
    }

    private static IEnumerable<Value> Split(Regex delimiter, string text)
    {
        int start = 0;
        foreach (Match match in delimiter.Matches(text))
        {
            yield return new TextValue(text[start..match.Index]);
            start = match.Index + match.Length;
        }
        yield return new TextValue(text[start..]);
    }
}
