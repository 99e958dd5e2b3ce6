using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins over texts; length and position count code points.</summary>
internal static class TextBuiltins
{
    public static readonly Builtin[] All =
    [
        new("string length", "string length(text) → number", "the number of characters", "string length(\"abc\") = 3",
            t => t.Are(Text) ? Number : null, a => new NumberValue(a[0].String().EnumerateRunes().Count())),
        new("upper case", "upper case(text) → text", "the text in capitals", "upper case(\"aB\") = \"AB\"",
            t => t.Are(Text) ? Text : null, a => new TextValue(a[0].String().ToUpperInvariant())),
        new("lower case", "lower case(text) → text", "the text in small letters", "lower case(\"aB\") = \"ab\"",
            t => t.Are(Text) ? Text : null, a => new TextValue(a[0].String().ToLowerInvariant())),
        Test("contains", "the text contains the other", "contains(\"abc\", \"b\") = true", (s, x) => s.Contains(x, StringComparison.Ordinal)),
        Test("starts with", "the text starts with the other", "starts with(\"abc\", \"ab\") = true", (s, x) => s.StartsWith(x, StringComparison.Ordinal)),
        Test("ends with", "the text ends with the other", "ends with(\"abc\", \"bc\") = true", (s, x) => s.EndsWith(x, StringComparison.Ordinal)),
        new("substring", "substring(text, start: number, length: number) → text", "a part of the text; start counts from 1, from the end when negative", "substring(\"abcd\", 2, 2) = \"bc\"",
            t => t.Are(Text, Number) || t.Are(Text, Number, Number) ? Text : null, Substring),
    ];

    private static Builtin Test(string name, string summary, string example, Func<string, string, bool> test) =>
        new(name, $"{name}(text, other: text) → boolean", $"whether {summary}", example,
            t => t.Are(Text, Text) ? RightsType.Boolean : null, a => BooleanValue.Of(test(a[0].String(), a[1].String())));

    private static Value Substring(IReadOnlyList<Value> a)
    {
        System.Text.Rune[] runes = [.. a[0].String().EnumerateRunes()];
        int length = runes.Length;
        if (!a[1].TryInt(out int start) || start == 0 || (a.Count == 3 && !a[2].TryInt(out length)) || length < 0)
            return new FaultValue("start and length of a part are whole numbers, and start is not 0", null);
        int from = start > 0 ? start - 1 : Math.Max(0, runes.Length + start);
        return new TextValue(string.Concat(runes.Skip(from).Take(length)));
    }
}
