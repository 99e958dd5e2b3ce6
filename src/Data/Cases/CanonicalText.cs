using System.Text;
using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Cases;

/// <summary>One text for equal contents, so that the order in a file never matters.</summary>
internal static class CanonicalText
{
    public static string Of(IReadOnlyDictionary<string, Value> fields)
    {
        var text = new StringBuilder();
        foreach ((string name, Value value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal)) text.Append(name).Append('=').Append(Of(value)).Append(';');
        return text.ToString();
    }

    public static string Of(CaseSpan span) => $"{Of(span.From)}..{Of(span.To)}";

    /// <summary>From, to, whether it is held, contents.</summary>
    public static int Compare(RecordEntry a, RecordEntry b)
    {
        int c = string.CompareOrdinal(a.Key, b.Key);
        if (c == 0) c = CompareSpans(a.Span, b.Span);
        if (c == 0) c = b.Held.CompareTo(a.Held);
        if (c == 0) c = Nullable.Compare(a.NotHeldOn, b.NotHeldOn);
        return c != 0 ? c : string.CompareOrdinal(Of(a.Fields), Of(b.Fields));
    }

    public static int CompareSpans(CaseSpan a, CaseSpan b)
    {
        int c = (a.From.Date ?? DateOnly.MinValue).CompareTo(b.From.Date ?? DateOnly.MinValue);
        if (c == 0) c = a.From.IsUnknown.CompareTo(b.From.IsUnknown);
        if (c == 0) c = (a.To.Date ?? DateOnly.MaxValue).CompareTo(b.To.Date ?? DateOnly.MaxValue);
        return c != 0 ? c : a.To.IsUnknown.CompareTo(b.To.IsUnknown);
    }

    private static string Of(SpanDate date) => date.IsUnknown ? "unknown" : date.Date?.ToString("yyyy-MM-dd") ?? "";

    private static string Of(Value value) => value switch
    {
        NumberValue number => number.Value.ToString(),
        TextValue text => $"\"{text.Value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"",
        BooleanValue boolean => boolean.Value ? "true" : "false",
        DateValue date => date.Value.ToString("yyyy-MM-dd"),
        DurationValue duration => $"{duration.Months}M",
        ListValue list => $"[{string.Join(',', list.Items.Select(i => Of(i.Value)))}]",
        UnknownValue => "unknown",
        _ => throw new InvalidOperationException($"a case cannot hold {value.GetType().Name}"),
    };
}
