using System.Globalization;
using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Tables;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Populations;

/// <summary>Reads what the tables of a population are filled with: <c>records:</c> and <c>relations:</c>.</summary>
internal sealed class FillReader(CaseVocabulary vocabulary, PopulationNames names, IReadOnlyList<TraitDraw> traits, DateOnly day, DiagnosticBag diagnostics)
{
    private readonly IReadOnlyList<TableLayout> _tables = TableLayout.Of(vocabulary);
    private readonly ConditionReader _conditions = new(names, traits, diagnostics);
    private readonly ValueDrawReader _values = new(vocabulary.Catalogue, names, traits, day, diagnostics);

    /// <summary>A table by the name of its record or relation.</summary>
    public TableLayout? Table(YamlScalar name)
    {
        TableLayout? table = _tables.FirstOrDefault(t => t.Name == name.Text && t.Kind is TableKind.Record or TableKind.Relation && t.Name == name.Text);
        if (table is null) diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "record or relation", name.Text, _tables.Where(t => t.Kind is TableKind.Record or TableKind.Relation).Select(t => t.Name)));
        return table;
    }

    public RecordRule? Record(YamlMap map)
    {
        var reader = new MapReader(map, "record", diagnostics);
        YamlScalar? name = reader.RequiredScalar("record");
        RecordDefinition? record = name is not null && vocabulary.Catalogue.Records.TryGetValue(name.Text, out RecordDefinition? found) ? found : null;
        if (name is not null && record is null) diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "record", name.Text, vocabulary.Catalogue.Records.Keys));
        if (record is null) return null;
        TableLayout table = _tables.First(t => t.Record == record);
        IReadOnlyList<RecordKey> keys = Keys(reader, record);
        Chance unknown = names.Share(reader.OptionalScalar("unknown"), Chance.Never);
        return Filled(reader, table, record.Fields, record.Per == RecordPeriod.Span, false,
            (columns, when, chance) => new RecordRule(record, keys, unknown, table, names.NextSite()) { Columns = columns, When = when, Chance = chance });
    }

    public RelationRule? Relation(YamlMap map)
    {
        var reader = new MapReader(map, "relation", diagnostics);
        YamlScalar? name = reader.RequiredScalar("relation");
        PersonKey? key = name is null ? null : vocabulary.Find(name.Text);
        if (name is not null && key?.Relation is null) diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "relation", name.Text,
            vocabulary.Catalogue.Relations.Values.SelectMany(r => r.Inverse is null ? [r.Forward] : new[] { r.Forward, r.Inverse })));
        if (key is not { Relation: { } relation, Forward: var forward }) return null;
        TableLayout table = _tables.First(t => t.Relation == relation);
        ulong person = _conditions.Bits(reader.Required("person"), "role", names.Roles), other = _conditions.Bits(reader.Required("other"), "role", names.Roles);
        return Filled(reader, table, relation.Fields, relation.HasSpan, relation.Kinds.Count > 0,
            (columns, when, chance) => new RelationRule(person, other, forward, table, names.NextSite()) { Columns = columns, When = when, Chance = chance });
    }

    private T Filled<T>(MapReader reader, TableLayout table, IReadOnlyDictionary<string, FieldDefinition> fields, bool hasSpan, bool hasKinds,
        Func<IReadOnlyDictionary<string, ValueDraw>, Condition?, Chance, T> make)
    {
        Condition? when = _conditions.Read(reader.OptionalMap("when"), ofPersons: true);
        Chance chance = names.Share(reader.OptionalScalar("chance"), Chance.Always);
        names.Source(reader);
        var columns = new Dictionary<string, ValueDraw>(StringComparer.Ordinal);
        foreach (YamlEntry entry in reader.OptionalMap("fields")?.Entries ?? [])
            if (fields.ContainsKey(entry.Key.Text)) Add(columns, table, table.Columns.First(c => c.IsField && c.Member == entry.Key.Text), entry.Value);
            else diagnostics.Add(ConceptErrors.UnknownReference(entry.Key.Location, $"field of `{table.Name}`", entry.Key.Text, fields.Keys));
        foreach (string name in (string[])[.. hasSpan ? ["from", "to"] : Array.Empty<string>(), .. hasKinds ? ["kind"] : Array.Empty<string>()])
            if (reader.Optional(name) is { } node) Add(columns, table, table.Columns.First(c => !c.IsField && c.Name == name), node);
        reader.Finish();
        return make(columns, when, chance);
    }

    private void Add(Dictionary<string, ValueDraw> columns, TableLayout table, TableColumn column, YamlNode node)
    {
        IReadOnlyCollection<string>? kinds = !column.IsField && column.Name == "kind" ? [.. table.Relation!.Kinds.Keys] : null;
        if (_values.Read(node, column.Type, column.Member, kinds) is { } value) columns[column.Name] = value;
    }

    private IReadOnlyList<RecordKey> Keys(MapReader reader, RecordDefinition record)
    {
        if (!RecordKeys.IsKeyed(record.Per)) return [new RecordKey("", [])];
        YamlNode? node = reader.Required("key");
        List<RecordKey> keys = [];
        foreach (YamlNode item in node switch { null => [], YamlList list => list.Items, _ => new[] { node } })
        {
            if (item is YamlScalar { Text: var text } && RecordKeys.IsKey(record.Per, text)) keys.Add(new RecordKey(text, [.. text.Split('-').Select(p => int.Parse(p.TrimStart('Q'), CultureInfo.InvariantCulture))]));
            else diagnostics.Add(SourceErrors.InvalidValue(item, "this is not a key of the record", $"write {RecordKeys.Expected(record.Per)}"));
        }
        return keys;
    }
}
