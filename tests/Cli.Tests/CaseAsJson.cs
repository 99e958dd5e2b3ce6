using System.Text.Json.Nodes;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;

namespace RightsEngine.Cli.Tests;

/// <summary>Writes a case that was read from something else as JSON.</summary>
internal static class CaseAsJson
{
    public static string Of(Case subject, ConceptCatalogue catalogue)
    {
        var persons = new JsonObject();
        foreach (Person person in subject.Persons) persons[person.Id] = Of(person, subject, catalogue);
        return new JsonObject { ["case"] = subject.Id, ["requested_on"] = subject.RequestedOn?.ToString("yyyy-MM-dd"), ["known_from"] = subject.KnownFrom?.ToString("yyyy-MM-dd"), ["persons"] = persons }.ToJsonString();
    }

    private static JsonObject Of(Person person, Case subject, ConceptCatalogue catalogue)
    {
        var json = new JsonObject();
        foreach ((string name, RecordData data) in person.Records) json[name] = Of(catalogue.Records[name], data);
        foreach (RelationDefinition relation in catalogue.Relations.Values)
        {
            foreach (Link link in subject.LinksOf(relation).Where(l => l.From == person)) List(json, relation.Forward).Add(Of(link));
            foreach (UnknownRelation unknown in subject.UnknownRelations.Where(u => u.Relation == relation.Name && u.Person == person.Id))
                List(json, unknown.Forward ? relation.Forward : relation.Inverse ?? relation.Forward).Add("unknown");
        }
        return json;
    }

    private static JsonNode Of(RecordDefinition record, RecordData data)
    {
        if (!RecordKeys.IsKeyed(record.Per))
        {
            JsonNode?[] entries = [.. data.Entries.Select(Of), .. data.IsUnknown ? new JsonNode[] { "unknown" } : []];
            return entries is [{ } one] ? one : new JsonArray(entries);
        }
        Assert.False(data.IsUnknown && data.Entries.Count > 0, "JSON cannot say this");
        if (data.IsUnknown) return "unknown";
        var keys = new JsonObject();
        foreach (string unknown in data.UnknownKeys) keys[unknown] = "unknown";
        foreach (RecordEntry entry in data.Entries) keys[entry.Key!] = Of(entry);
        return keys;
    }

    private static JsonObject Of(RecordEntry entry)
    {
        JsonObject json = Of(entry.Fields, entry.Span);
        if (entry.Held) return json;
        json["held"] = false;
        json["on"] = entry.NotHeldOn?.ToString("yyyy-MM-dd");
        return json;
    }

    private static JsonObject Of(Link link)
    {
        JsonObject json = Of(link.Fields, link.Span);
        json["person"] = link.To.Id;
        if (link.Kind is not null) json["kind"] = link.Kind;
        return json;
    }

    private static JsonObject Of(IReadOnlyDictionary<string, Value> fields, CaseSpan span)
    {
        var json = new JsonObject();
        foreach ((string name, Value value) in fields) json[name] = Of(value);
        if (span.From != default) json["from"] = Of(span.From);
        if (span.To != default) json["to"] = Of(span.To);
        return json;
    }

    private static string Of(SpanDate date) => date.IsUnknown ? "unknown" : date.Date!.Value.ToString("yyyy-MM-dd");

    private static JsonNode Of(Value value) => value switch
    {
        NumberValue number => number.Value,
        TextValue text => text.Value,
        BooleanValue boolean => boolean.Value,
        DateValue date => date.Value.ToString("yyyy-MM-dd"),
        UnknownValue { Low: null } => "unknown",
        _ => throw new NotSupportedException(value.ToString()),
    };

    private static JsonArray List(JsonObject json, string name) => (JsonArray)(json[name] ??= new JsonArray());
}
