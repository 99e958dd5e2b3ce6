using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Concepts.Batches;

/// <summary>Which columns the cases of a run need: the records and relations that the rules read, and no others.</summary>
internal sealed class BatchLayout
{
    private readonly Dictionary<string, (RecordDefinition Record, HashSet<string> Fields)> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (RelationDefinition Relation, HashSet<string> Fields)> _relations = new(StringComparer.Ordinal);

    /// <summary>The decimals that a column of plain numbers keeps; a value with more goes to the reference evaluator.</summary>
    public const int NumberScale = 4;

    public const int MoneyScale = 2;

    public TextPool Texts { get; } = new();

    public IReadOnlyDictionary<string, (RecordDefinition Record, HashSet<string> Fields)> Records => _records;

    public IReadOnlyDictionary<string, (RelationDefinition Relation, HashSet<string> Fields)> Relations => _relations;

    public void Need(RecordDefinition record, string? field = null)
    {
        if (!_records.TryGetValue(record.Name, out var entry)) _records[record.Name] = entry = (record, new HashSet<string>(StringComparer.Ordinal));
        if (field is not null) entry.Fields.Add(field);
    }

    public void Need(RelationDefinition relation, string? field = null)
    {
        if (!_relations.TryGetValue(relation.Name, out var entry)) _relations[relation.Name] = entry = (relation, new HashSet<string>(StringComparer.Ordinal));
        if (field is not null) entry.Fields.Add(field);
    }
}
