using System.Text;
using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Data.Tests;

/// <summary>Everything a case holds, as text, in the order in which it holds it.</summary>
internal static class CaseDump
{
    public static string Of(Case c)
    {
        var text = new StringBuilder($"{c.Id} requested {c.RequestedOn:yyyy-MM-dd}\n");
        foreach (Person person in c.Persons)
        {
            text.Append($"{person.Index} {person.Id}\n");
            foreach ((string name, RecordData data) in person.Records)
            {
                text.Append($"  {name}{(data.IsUnknown ? " unknown" : "")}{string.Concat(data.UnknownKeys.Order(StringComparer.Ordinal).Select(k => $" unknown({k})"))}\n");
                foreach (RecordEntry e in data.Entries)
                    text.Append($"    {e.Owner.Id} {e.Key} {Of(e.Span)} {(e.Held ? "" : $"not held on {e.NotHeldOn:yyyy-MM-dd} ")}{Of(e.Fields)}\n");
            }
        }
        foreach ((string name, IReadOnlyList<Link> links) in c.Links)
            foreach (Link link in links) text.Append($"{name} {link.From} {link.To} {link.Kind} {Of(link.Span)} {Of(link.Fields)}\n");
        foreach (UnknownRelation unknown in c.UnknownRelations) text.Append($"{unknown}\n");
        return text.ToString();
    }

    /// <summary>One record of a person, a line per entry, with <c>unknown</c> first when there may be more; empty when nothing was said.</summary>
    public static string[] Of(Person person, string record) => !person.Records.TryGetValue(record, out RecordData? data) ? [] :
        [.. data.IsUnknown ? new[] { "unknown" } : [], .. data.Entries.Select(e => $"{e.Key}{Of(e.Span)}{(e.Held ? "" : $" not held on {e.NotHeldOn:yyyy-MM-dd}")} {Of(e.Fields)}".Trim())];

    private static string Of(CaseSpan span) => $"{Of(span.From)}..{Of(span.To)}";

    private static string Of(SpanDate date) => date.IsUnknown ? "?" : $"{date.Date:yyyy-MM-dd}";

    private static string Of(IReadOnlyDictionary<string, Value> fields) =>
        string.Join(' ', fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={Of(f.Value)}"));

    private static string Of(Value value) => value switch
    {
        NumberValue number => number.Value.ToString(),
        TextValue text => $"'{text.Value}'",
        DateValue date => $"{date.Value:yyyy-MM-dd}",
        DurationValue duration => $"{duration.Months} months",
        BooleanValue boolean => boolean.Value ? "true" : "false",
        UnknownValue unknown => $"unknown<{string.Join(',', unknown.Facts)}>",
        ListValue list => $"[{string.Join(',', list.Items.Select(i => Of(i.Value)))}]",
        _ => value.ToString(),
    };
}
