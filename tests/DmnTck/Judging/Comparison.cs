using System.Text.RegularExpressions;
using System.Xml.Linq;
using RightsEngine.DmnTck.Reading;
using RightsEngine.DmnTck.Translating;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Values;

namespace RightsEngine.DmnTck.Judging;

/// <summary>Whether a value is the one a test file expects: numbers within 1e-8, everything else exactly.</summary>
internal static partial class Comparison
{
    private const decimal Tolerance = 0.00000001m;

    /// <summary>FEEL has one null for what is unknown, absent or faulty here.</summary>
    public static bool IsNull(Value value) => value is UnknownValue or AbsentValue or FaultValue;

    public static bool Same(XElement? expected, Value actual)
    {
        if (TestValues.IsNull(expected)) return IsNull(actual);
        if (expected.One("list") is { } list)
        {
            XElement[] items = [.. list.All("item")];
            return actual is ListValue { IsCertain: true } found && found.Items.Count == items.Length
                && items.Zip(found.Items).All(p => Same(p.First, p.Second.Value));
        }
        if (expected.All("component").Any())
        {
            XElement[] components = [.. expected.All("component")];
            return Records.MembersOf(actual) is { } members && members.Count == components.Length
                && components.All(c => members.TryGetValue(FeelText.Word(c.Attr("name") ?? ""), out Value? member) && Same(c, member));
        }
        XElement value = expected.One("value")!;
        string text = value.Value;
        return actual switch
        {
            NumberValue n => TestValues.Number(text.Trim()) is { } number && Math.Abs(number - n.Value) < Tolerance,
            TextValue t => TestValues.TypeName(value) is "string" or "" && t.Value == text,
            BooleanValue b => text.Trim() == (b.Value ? "true" : "false"),
            DateValue d => DateBuiltins.ParseDate(text.Trim()) == d.Value,
            DurationValue d => DateBuiltins.ParseDuration(text.Trim()) == d.Months,
            _ => false,
        };
    }

    /// <summary>Whether a value of a type is expected that the language does not have.</summary>
    public static bool NeedsTimeTypes(XElement? expected) => expected is not null && expected.Descendants().Any(v => v.Is("value") && !TestValues.IsNil(v)
        && (TestValues.TypeName(v) is "time" or "dateTime" || (TestValues.TypeName(v) == "duration" && DaysOrTime().IsMatch(v.Value))));

    [GeneratedRegex(@"[DT]")]
    private static partial Regex DaysOrTime();

    /// <summary>An expected value for people to read.</summary>
    public static string Show(XElement? expected)
    {
        if (TestValues.IsNull(expected)) return "null";
        if (expected.One("list") is { } list) return $"[{string.Join(", ", list.All("item").Select(Show))}]";
        if (expected.All("component").Any()) return $"{{{string.Join(", ", expected.All("component").Select(c => $"{c.Attr("name")}: {Show(c)}"))}}}";
        string text = expected.One("value")!.Value;
        return TestValues.TypeName(expected.One("value")!) == "string" ? $"\"{text}\"" : text;
    }

    public static string Show(Value value) => value switch
    {
        NumberValue n => $"{n.Value}",
        TextValue t => $"\"{t.Value}\"",
        BooleanValue b => b.Value ? "true" : "false",
        DateValue d => $"{d.Value:yyyy-MM-dd}",
        DurationValue d => $"{d.Months} months",
        AbsentValue => "absent",
        UnknownValue => "unknown",
        FaultValue f => $"fault: {f.Message}",
        ListValue l => $"[{string.Join(", ", l.Items.Select(i => Show(i.Value)))}]",
        RangeValue r => $"{(r.LowIncluded ? '[' : '(')}{Show(r.Low)}..{Show(r.High)}{(r.HighIncluded ? ']' : ')')}",
        _ when Records.MembersOf(value) is { } members => $"{{{string.Join(", ", members.Select(m => $"{m.Key}: {Show(m.Value)}"))}}}",
        _ => value.GetType().Name,
    };
}
