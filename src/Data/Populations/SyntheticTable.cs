using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Populations;

/// <summary>The rows of one table of a synthetic population, household by household.</summary>
internal abstract class SyntheticTable(string name, PopulationDefinition population, ulong seed, long households)
{
    private readonly SyntheticHousehold _household = new(population, seed);
    private long _next;
    private int _person;

    public string Name { get; } = name;

    public abstract IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; }

    /// <summary>Households that were drawn so far, and their members.</summary>
    public long Households => _next;

    public long Persons { get; private set; }

    public long Rows { get; private set; }

    /// <summary>The most rows about one person.</summary>
    public abstract int MaximumRows { get; }

    /// <summary>Adds as many rows as there is room for; none at the end.</summary>
    public void Fill(ChunkWriter chunk)
    {
        while (chunk.Rows + MaximumRows <= ChunkWriter.Capacity)
        {
            if (_person == _household.Persons)
            {
                if (_next == households) break;
                _household.Become(_next++);
                Persons += _household.Persons;
                _person = 0;
            }
            Add(_household, _person++, chunk);
        }
        Rows += chunk.Rows;
    }

    protected abstract void Add(SyntheticHousehold household, int person, ChunkWriter chunk);

    /// <summary>All tables of a population, those with most to do first.</summary>
    public static IReadOnlyList<SyntheticTable> Of(PopulationDefinition population, ulong seed, long households)
    {
        List<SyntheticTable> tables = [.. population.Records.GroupBy(r => r.Table).OrderByDescending(g => g.Sum(r => r.Keys.Count * (r.Columns.Count + 2)))
            .Select(g => new RecordRows(g.Key, [.. g], population, seed, households))];
        tables.AddRange(population.Relations.GroupBy(r => r.Table).Select(g => new RelationRows(g.Key, [.. g], population, seed, households)));
        if (population.Records.Any(r => !r.Unknown.IsNever)) tables.Add(new UnknownRows(population, seed, households));
        // A person of whom no record says anything would not be there.
        if (!population.Records.Any(r => r.When is null && r.Chance.IsAlways && r.Keys.Count > 0)) tables.Add(new PersonRows(population, seed, households));
        tables.AddRange(population.Empty.Where(e => tables.TrueForAll(t => t.Name != e.Name)).Select(e => new RecordRows(e, [], population, seed, 0)));
        return tables;
    }

    /// <summary>The columns of a table that are delivered: those that every table needs, and the fields that some rule names.</summary>
    protected static IReadOnlyList<(string Name, ColumnKind Kind)> Delivered(TableLayout table, IEnumerable<FillRule> rules)
    {
        HashSet<string> named = [.. rules.SelectMany(r => r.Columns.Keys)];
        bool isEmpty = !rules.Any();
        return [.. table.Columns.Where(c => c.IsRequired || isEmpty || named.Contains(c.Name))
            .Select(c => (c.Name, table.KeyColumns.Contains(c.Name) ? ColumnKind.Part : ColumnKinds.Of(c.Type) ?? ColumnKind.Text))];
    }
}
