using System.Globalization;
using System.Text;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins over texts; length and position count code points.</summary>
internal static class TextBuiltins
{
    public static readonly Builtin[] All =
    [
        new("string length", "string length(string: text) → number", "the number of characters", "string length(\"abc\") = 3",
            t => t.Are(Text) ? Number : null, a => new NumberValue(a[0].String().EnumerateRunes().Count())),
        new("upper case", "upper case(string: text) → text", "the text in capitals", "upper case(\"aB\") = \"AB\"",
            t => t.Are(Text) ? Text : null, a => new TextValue(a[0].String().ToUpperInvariant())),
        new("lower case", "lower case(string: text) → text", "the text in small letters", "lower case(\"aB\") = \"ab\"",
            t => t.Are(Text) ? Text : null, a => new TextValue(a[0].String().ToLowerInvariant())),
        Test("contains", "the text contains the other", "contains(\"abc\", \"b\") = true", (s, x) => s.Contains(x, StringComparison.Ordinal)),
        Test("starts with", "the text starts with the other", "starts with(\"abc\", \"ab\") = true", (s, x) => s.StartsWith(x, StringComparison.Ordinal)),
        Test("ends with", "the text ends with the other", "ends with(\"abc\", \"bc\") = true", (s, x) => s.EndsWith(x, StringComparison.Ordinal)),
        new("substring", "substring(string: text, start position: number, length?: number) → text", "a part of the text; the start counts from 1, from the end when negative", "substring(\"abcd\", 2, 2) = \"bc\"",
            t => t.Are(Text, Number) || t.Are(Text, Number, Number) ? Text : null, Substring),
        Part("substring before", "before the first appearance of the other; empty when there is none", "substring before(\"foobar\", \"bar\") = \"foo\"",
            (s, x) => s.IndexOf(x, StringComparison.Ordinal) is >= 0 and var at ? s[..at] : ""),
        Part("substring after", "after the first appearance of the other; empty when there is none", "substring after(\"foobar\", \"o\") = \"obar\"",
            (s, x) => s.IndexOf(x, StringComparison.Ordinal) is >= 0 and var at ? s[(at + x.Length)..] : ""),
        new("string join", "string join(list: list of text, delimiter?: text) → text", "the texts one after another, with a text between them", "string join([\"a\", \"b\"], \"-\") = \"a-b\"",
            t => t.Are(new ListType(Text)) || t.Are(new ListType(Text), Text) ? Text : null,
            a => new TextValue(string.Join(a.Count == 1 ? "" : a[1].String(), a[0].Items().Select(i => i.String())))),
        new("string", "string(from: text|number|boolean|date|duration) → text", "a value as a text", "string(12.5) = \"12.5\"",
            t => t.Count == 1 && (t[0].Equals(Text) || t[0].Equals(Number) || t[0].Equals(RightsType.Boolean) || t[0].Equals(Date) || t[0].Equals(Duration)) ? Text : null,
            a => new TextValue(Written(a[0]))),
        new("number", "number(from: text, grouping separator: text, decimal separator: text) → number",
            "a text as a number; the separator between groups is a blank, a comma or a point, that before the decimals a comma or a point", "number(\"1.000,50\", \".\", \",\") = 1000.5",
            t => t.Are(Text, Text, Text) ? Number : null, ReadNumber),
        .. RegexBuiltins.All,
    ];

    private static Builtin Test(string name, string summary, string example, Func<string, string, bool> test) =>
        new(name, $"{name}(string: text, match: text) → boolean", $"whether {summary}", example,
            t => t.Are(Text, Text) ? RightsType.Boolean : null, a => BooleanValue.Of(test(a[0].String(), a[1].String())));

    private static Builtin Part(string name, string summary, string example, Func<string, string, string> part) =>
        new(name, $"{name}(string: text, match: text) → text", $"the part of the text {summary}", example,
            t => t.Are(Text, Text) ? Text : null, a => new TextValue(part(a[0].String(), a[1].String())));

    private static Value Substring(IReadOnlyList<Value> a)
    {
        Rune[] runes = [.. a[0].String().EnumerateRunes()];
        int length = runes.Length;
        if (!a[1].TryInt(out int start) || start == 0 || (a.Count == 3 && !a[2].TryInt(out length)) || length < 0)
            return new FaultValue("start and length of a part are whole numbers, and start is not 0", null);
        int from = start > 0 ? start - 1 : Math.Max(0, runes.Length + start);
        return new TextValue(string.Concat(runes.Skip(from).Take(length)));
    }

    private static string Written(Value value) => value switch
    {
        TextValue t => t.Value,
        // Without the zeros that only tell how a number was computed.
        NumberValue n => (n.Value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        BooleanValue b => b.Value ? "true" : "false",
        DateValue d => d.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DurationValue d => Written(d.Months),
        _ => throw new InvalidOperationException($"{value.GetType().Name} has no text"),
    };

    /// <summary>Months as <c>P1Y6M</c>; none are <c>P0M</c>.</summary>
    private static string Written(int months)
    {
        if (months == 0) return "P0M";
        long size = Math.Abs((long)months);
        return $"{(months < 0 ? "-" : "")}P{(size >= 12 ? $"{size / 12}Y" : "")}{(size % 12 > 0 ? $"{size % 12}M" : "")}";
    }

    private static Value ReadNumber(IReadOnlyList<Value> a)
    {
        (string text, string group, string point) = (a[0].String(), a[1].String(), a[2].String());
        if (group is not (" " or "," or ".") || point is not ("," or ".") || group == point)
            return new FaultValue("the separator between groups is a blank, a comma or a point, that before the decimals a comma or a point, and they differ", null);
        string plain = text.Replace(group, "", StringComparison.Ordinal).Replace(point, ".", StringComparison.Ordinal);
        if (plain.Count(char.IsAsciiDigit) <= ExactDecimal.MaximumDigits
            && decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return new NumberValue(number);
        return new FaultValue($"`{text}` is not a number", null);
    }
}
