using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Data.Cases;

/// <summary>What may stand under a person's key: a record, or a relation seen from one side.</summary>
internal readonly record struct PersonKey(RecordDefinition? Record, RelationDefinition? Relation, bool Forward);

/// <summary>The names that cases may use, looked up once per catalogue rather than once per case.</summary>
internal sealed class CaseVocabulary
{
    private readonly Dictionary<string, PersonKey> _personKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<RecordDefinition, string[]> _entryKeys = [];
    private readonly Dictionary<RelationDefinition, string[]> _linkKeys = [];
    private readonly HashSet<RecordDefinition> _statusRecords;

    public CaseVocabulary(ConceptCatalogue catalogue)
    {
        Catalogue = catalogue;
        _statusRecords = [.. catalogue.Statuses.Values.Select(s => s.FromRecord).OfType<RecordDefinition>()];
        foreach (RecordDefinition record in catalogue.Records.Values)
        {
            _personKeys[record.Name] = new PersonKey(record, null, false);
            _entryKeys[record] = [.. record.Fields.Keys, .. SpanKeys(record.Per == RecordPeriod.Span), .. IsOfStatus(record) ? ["held", "on"] : Array.Empty<string>()];
        }
        foreach (RelationDefinition relation in catalogue.Relations.Values)
        {
            _personKeys.TryAdd(relation.Forward, new PersonKey(null, relation, true));
            // A symmetric relation has one side, whatever it is called.
            if (relation.Inverse is { } inverse) _personKeys.TryAdd(inverse, new PersonKey(null, relation, relation.Symmetric));
            _linkKeys[relation] = ["person", .. relation.Fields.Keys, .. SpanKeys(relation.HasSpan), .. relation.Kinds.Count > 0 ? ["kind"] : Array.Empty<string>()];
        }
        foreach (CodeList list in catalogue.CodeLists.Values) _codes[list.Name] = [.. list.Codes.Select(c => c.Name)];
    }

    public ConceptCatalogue Catalogue { get; }

    public IEnumerable<string> PersonKeys => _personKeys.Keys;

    public PersonKey? Find(string personKey) => _personKeys.TryGetValue(personKey, out PersonKey found) ? found : null;

    /// <summary>The keys of an entry of a record: its fields, and what a span or a status adds.</summary>
    public IReadOnlyList<string> EntryKeys(RecordDefinition record) => _entryKeys[record];

    public IReadOnlyList<string> LinkKeys(RelationDefinition relation) => _linkKeys[relation];

    /// <summary>Whether a status is read from the record, so that an entry may say that it is not held.</summary>
    public bool IsOfStatus(RecordDefinition record) => _statusRecords.Contains(record);

    public IReadOnlySet<string> CodesOf(string list) => _codes[list];

    private static string[] SpanKeys(bool hasSpan) => hasSpan ? ["from", "to"] : [];
}
