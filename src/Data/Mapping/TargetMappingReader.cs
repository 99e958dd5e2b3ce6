using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Mapping;

/// <summary>
/// Reads the part of a mapping rule that is alike in every format: <c>record:</c> or <c>relation:</c>, <c>key:</c>,
/// <c>other:</c>, <c>from:</c>, <c>to:</c>, <c>kind:</c>, <c>held:</c>, <c>on:</c> and <c>fields:</c>, checked against the catalogue.
/// </summary>
internal sealed class TargetMappingReader(CaseVocabulary vocabulary, DiagnosticBag diagnostics)
{
    private readonly ValueMappingReader _values = new(vocabulary.Catalogue, diagnostics);

    /// <summary>The target, or null with a finding. The reader of the format reads its own keys of the same map, and finishes it.</summary>
    public TargetMapping? Read(MapReader rule)
    {
        YamlScalar? record = rule.OptionalScalar("record"), relation = rule.OptionalScalar("relation");
        if (record is not null && relation is not null) diagnostics.Add(SourceErrors.InvalidValue(relation, "`relation` is given beside `record`", "write two rules"));
        if (record is not null) return Record(rule, record);
        if (relation is not null) return Relation(rule, relation);
        diagnostics.Add(SourceErrors.MissingKey(rule.Map, rule.Owner, "record"));
        return null;
    }

    /// <summary>A value whose target is no field, such as the id of a person.</summary>
    public ValueMapping? Value(YamlNode? node, RightsType type, string owner) => _values.Read(node, type, owner);

    private RecordMapping? Record(MapReader rule, YamlScalar name)
    {
        if (!vocabulary.Catalogue.Records.TryGetValue(name.Text, out RecordDefinition? record))
        {
            diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "record", name.Text, vocabulary.Catalogue.Records.Keys));
            Skip(rule, "key", "from", "to", "held", "on", "fields");
            return null;
        }
        bool keyed = RecordKeys.IsKeyed(record.Per);
        ValueMapping? key = keyed ? _values.Read(rule.Required("key"), RightsType.Text, "`key`") : null;
        Dictionary<string, ValueMapping> members = Fields(rule, record.Fields, $"`{record.Name}`");
        if (record.Per == RecordPeriod.Span) AddSpan(members, rule);
        if (vocabulary.IsOfStatus(record))
        {
            Add(members, "held", rule.Optional("held"), RightsType.Boolean, "`held`");
            Add(members, "on", rule.Optional("on"), RightsType.Date, "`on`");
        }
        return keyed && key is null ? null : new RecordMapping(record, key, name.Location) { Members = members };
    }

    private RelationMapping? Relation(MapReader rule, YamlScalar name)
    {
        if (vocabulary.Find(name.Text) is not { Relation: { } relation, Forward: var forward })
        {
            diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "relation", name.Text,
                vocabulary.Catalogue.Relations.Values.SelectMany(r => r.Inverse is null ? [r.Forward] : new[] { r.Forward, r.Inverse })));
            Skip(rule, "other", "kind", "from", "to", "fields");
            return null;
        }
        ValueMapping? other = _values.Read(rule.Required("other"), RightsType.Identifier, "`other`");
        Dictionary<string, ValueMapping> members = Fields(rule, relation.Fields, $"`{relation.Name}`");
        if (relation.HasSpan) AddSpan(members, rule);
        if (relation.Kinds.Count > 0) Add(members, "kind", rule.Optional("kind"), RightsType.Text, "`kind`");
        if (members.TryGetValue("kind", out ValueMapping? kind)) CheckKinds(relation, kind);
        return other is null ? null : new RelationMapping(relation, forward, other, name.Location) { Members = members };
    }

    private void CheckKinds(RelationDefinition relation, ValueMapping kind)
    {
        IEnumerable<CaseScalar> targets = [.. kind.Recode?.Values ?? [], .. kind.StartsWith?.Select(s => s.Value) ?? [], .. kind.Constant is null ? Array.Empty<CaseScalar>() : [kind.Constant]];
        foreach (CaseScalar target in targets.Where(t => !t.SaysUnknown && !t.IsNothing && !relation.Kinds.ContainsKey(t.Text)))
            diagnostics.Add(ConceptErrors.UnknownReference(kind.Location, $"kind of `{relation.Name}`", target.Text, relation.Kinds.Keys));
    }

    private Dictionary<string, ValueMapping> Fields(MapReader rule, IReadOnlyDictionary<string, FieldDefinition> fields, string owner)
    {
        var members = new Dictionary<string, ValueMapping>(StringComparer.Ordinal);
        foreach (YamlEntry entry in rule.OptionalMap("fields")?.Entries ?? [])
            if (fields.TryGetValue(entry.Key.Text, out FieldDefinition? field)) Add(members, field.Name, entry.Value, field.Type, $"field `{field.Name}`");
            else diagnostics.Add(ConceptErrors.UnknownReference(entry.Key.Location, $"field of {owner}", entry.Key.Text, fields.Keys));
        return members;
    }

    private void AddSpan(Dictionary<string, ValueMapping> members, MapReader rule)
    {
        Add(members, "from", rule.Optional("from"), RightsType.Date, "`from`");
        Add(members, "to", rule.Optional("to"), RightsType.Date, "`to`");
    }

    private void Add(Dictionary<string, ValueMapping> members, string name, YamlNode? node, RightsType type, string owner)
    {
        if (_values.Read(node, type, owner) is { } value) members[name] = value;
    }

    private static void Skip(MapReader rule, params string[] keys)
    {
        foreach (string key in keys) rule.Optional(key);
    }
}
