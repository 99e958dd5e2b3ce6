using System.Text;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Populations;

/// <summary>The table of what sources could not tell.</summary>
internal sealed class UnknownRows : SyntheticTable
{
    private readonly (RecordHits Hits, byte[] Name, byte[][][] Keys)[] _records;

    public UnknownRows(PopulationDefinition population, ulong seed, long households)
        : base("unknown", population, seed, households) =>
        _records = [.. population.Records.GroupBy(r => r.Record).Where(g => g.Any(r => !r.Unknown.IsNever)).Select(g =>
            (new RecordHits([.. g]), Utf8(g.Key.Name), g.Select(r => r.Keys.Select(k => Utf8(k.Text)).ToArray()).ToArray()))];

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; } =
        [(TableLayout.Case, ColumnKind.Text), (TableLayout.Person, ColumnKind.Text), ("record", ColumnKind.Text), ("key", ColumnKind.Text), ("field", ColumnKind.Text)];

    public override int MaximumRows => _records.Sum(r => r.Hits.Maximum);

    protected override void Add(SyntheticHousehold household, int person, ChunkWriter chunk)
    {
        foreach ((RecordHits hits, byte[] name, byte[][][] keys) in _records)
            foreach (RecordHit hit in hits.Of(household, person))
            {
                if (!hit.IsUnknown) continue;
                chunk.Text(0, household.Case);
                chunk.Text(1, household.Person(person));
                chunk.Text(2, name);
                if (keys[hit.Rule][hit.Key] is { Length: > 0 } key) chunk.Text(3, key);
                else chunk.Nothing(3);
                chunk.Nothing(4);
                chunk.EndRow();
            }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
