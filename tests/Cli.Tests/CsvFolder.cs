using System.Text;
using System.Text.Json;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Tables;

namespace RightsEngine.Cli.Tests;

/// <summary>Writes cases in JSON as a folder of tables with every table and every column.</summary>
internal sealed class CsvFolder(ConceptCatalogue catalogue)
{
    private readonly CaseVocabulary _vocabulary = new(catalogue);
    private readonly Dictionary<string, List<Dictionary<string, string>>> _rows = [];

    public void Write(IEnumerable<string> cases, string folder, char separator = ',')
    {
        foreach (string text in cases)
        {
            using JsonDocument document = JsonDocument.Parse(text);
            foreach (JsonElement one in document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement]) Add(one);
        }
        Directory.CreateDirectory(folder);
        foreach (TableLayout layout in TableLayout.Of(_vocabulary))
        {
            var csv = new StringBuilder(string.Join(separator, layout.Columns.Select(c => c.Name))).Append('\n');
            foreach (Dictionary<string, string> row in _rows.GetValueOrDefault(layout.Name, []))
                csv.Append(string.Join(separator, layout.Columns.Select(c => Cell(row.GetValueOrDefault(c.Name, ""), separator)))).Append('\n');
            File.WriteAllText(Path.Combine(folder, layout.Name + ".csv"), csv.ToString());
        }
    }

    private void Add(JsonElement subject)
    {
        string id = subject.GetProperty("case").GetString()!;
        Row("case", id, ("requested_on", Text(subject, "requested_on")), ("known_from", Text(subject, "known_from")));
        foreach (JsonProperty person in subject.GetProperty("persons").EnumerateObject())
        {
            Row("person", id, ("person_id", person.Name));
            foreach (JsonProperty entry in person.Value.EnumerateObject())
            {
                PersonKey key = _vocabulary.Find(entry.Name)!.Value;
                if (entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString() == "unknown")
                    Row("unknown", id, ("person_id", person.Name), ("record", entry.Name));
                else if (key.Record is { } record) Record(id, person.Name, record, entry.Value);
                else foreach (JsonElement link in Items(entry.Value)) Link(id, person.Name, entry.Name, key, link);
            }
        }
    }

    private void Record(string id, string person, RecordDefinition record, JsonElement value)
    {
        IReadOnlyList<string> keys = TableLayout.Keys(record.Per);
        if (keys.Count == 0)
        {
            foreach (JsonElement entry in Items(value)) Entry(id, person, record, [], null, entry);
            return;
        }
        foreach (JsonProperty year in value.EnumerateObject())
            foreach (JsonElement entry in Items(year.Value)) Entry(id, person, record, [.. keys.Zip(year.Name.Split("-"))], year.Name, entry);
    }

    private void Entry(string id, string person, RecordDefinition record, (string, string)[] keys, string? key, JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.String) Row("unknown", id, ("person_id", person), ("record", record.Name), ("key", key ?? ""));
        else Row(record.Name, id, [("person_id", person), .. keys.Select(k => (k.Item1, k.Item2.TrimStart('Q'))), .. Fields(entry)]);
    }

    private void Link(string id, string person, string name, PersonKey key, JsonElement link)
    {
        if (link.ValueKind == JsonValueKind.String && link.GetString() == "unknown")
        {
            Row("unknown", id, ("person_id", person), ("record", name));
            return;
        }
        bool isText = link.ValueKind == JsonValueKind.String;
        string other = isText ? link.GetString()! : link.GetProperty("person").GetString()!;
        Row(key.Relation!.Name, id, [("from_person", key.Forward ? person : other), ("to_person", key.Forward ? other : person), .. isText ? [] : Fields(link)]);
    }

    private void Row(string table, string id, params (string Column, string Text)[] cells)
    {
        if (!_rows.TryGetValue(table, out List<Dictionary<string, string>>? rows)) _rows[table] = rows = [];
        rows.Add(cells.Append(("case_id", id)).ToDictionary(c => c.Item1, c => c.Item2));
    }

    private static IEnumerable<(string, string)> Fields(JsonElement entry) =>
        entry.EnumerateObject().Where(f => f.Name != "person" && f.Value.ValueKind != JsonValueKind.Null).Select(f => (f.Name, f.Value.ValueKind == JsonValueKind.Array ? string.Join('|', f.Value.EnumerateArray()) : Plain(f.Value)));

    private static string Plain(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static IEnumerable<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value];

    private static string Text(JsonElement subject, string name) => subject.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Cell(string text, char separator) => text.Contains(separator) || text.Contains('"') ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
