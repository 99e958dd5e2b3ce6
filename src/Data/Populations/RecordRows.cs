using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Populations;

/// <summary>A table of a record.</summary>
internal sealed class RecordRows : SyntheticTable
{
    private readonly RecordHits _hits;
    private readonly ValueDraw?[][] _values;
    private readonly int _keys;

    public RecordRows(TableLayout table, IReadOnlyList<RecordRule> rules, PopulationDefinition population, ulong seed, long households)
        : base(table.Name, population, seed, households)
    {
        Columns = Delivered(table, rules);
        _hits = new RecordHits(rules);
        _keys = table.KeyColumns.Count;
        _values = [.. rules.Select(r => Columns.Select(c => r.Columns.GetValueOrDefault(c.Name)).ToArray())];
    }

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; }

    public override int MaximumRows => _hits.Maximum;

    protected override void Add(SyntheticHousehold household, int person, ChunkWriter chunk)
    {
        foreach (RecordHit hit in _hits.Of(household, person))
        {
            if (hit.IsUnknown) continue;
            chunk.Text(0, household.Case);
            chunk.Text(1, household.Person(person));
            IReadOnlyList<int> parts = _hits.Rules[hit.Rule].Keys[hit.Key].Parts;
            for (int part = 0; part < _keys; part++) chunk.Number(2 + part, parts[part]);
            ValueDraw?[] values = _values[hit.Rule];
            for (int column = 2 + _keys; column < values.Length; column++)
                if (values[column] is { } value) chunk.Cell(column, value.Of(household, person, hit.Key));
                else chunk.Nothing(column);
            chunk.EndRow();
        }
    }
}
