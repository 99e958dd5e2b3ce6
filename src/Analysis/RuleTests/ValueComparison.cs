using System.Globalization;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Compares a value with what a test file says it must be, and shows values as test files write them.</summary>
internal static class ValueComparison
{
    public static bool Fits(YamlNode expected, Value found)
    {
        if (expected is YamlList list)
            return found is ListValue { IsCertain: true } items && items.Items.Count == list.Items.Count && list.Items.Zip(items.Items).All(p => Fits(p.First, p.Second.Value));
        if (expected is not YamlScalar scalar) return false;
        if (found is NumberValue number && Number(scalar.Text) is { } wanted) return number.Value == wanted;
        return scalar.Text == Show(found) && found is not FaultValue;
    }

    public static string Show(YamlNode expected) => expected switch
    {
        YamlScalar scalar => scalar.Text,
        YamlList list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        _ => expected.Kind,
    };

    public static string Show(Value found) => found switch
    {
        BooleanValue boolean => boolean.Value ? "true" : "false",
        NumberValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        TextValue text => text.Value,
        DateValue date => date.Value.ToString("yyyy-MM-dd"),
        DurationValue duration => $"P{duration.Months / 12}Y{duration.Months % 12}M",
        RangeValue range => $"{(range.LowIncluded ? "[" : "(")}{Show(range.Low)}..{Show(range.High)}{(range.HighIncluded ? "]" : ")")}",
        ListValue list => $"[{string.Join(", ", list.Items.Select(i => Show(i.Value) + (i.Possible is null ? "" : "?")))}]",
        AbsentValue => "absent",
        UnknownValue => "unknown",
        FaultValue fault => $"error: {fault.Message}",
        PersonValue person => person.Person.Id,
        _ => found.ToString(),
    };

    /// <summary>The value, and for one that is not known the facts that are missing.</summary>
    public static string Explain(Value found) => found is UnknownValue unknown ? $"unknown: {string.Join(", ", unknown.Facts)}" : Show(found);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
