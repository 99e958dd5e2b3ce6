using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Populations;

/// <summary>A table of a relation.</summary>
internal sealed class RelationRows : SyntheticTable
{
    private readonly IReadOnlyList<RelationRule> _rules;
    private readonly ValueDraw?[][] _values;

    public RelationRows(TableLayout table, IReadOnlyList<RelationRule> rules, PopulationDefinition population, ulong seed, long households)
        : base(table.Name, population, seed, households)
    {
        _rules = rules;
        Columns = Delivered(table, rules);
        _values = [.. rules.Select(r => Columns.Select(c => r.Columns.GetValueOrDefault(c.Name)).ToArray())];
        MaximumRows = rules.Count * population.MaximumPersons;
    }

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; }

    public override int MaximumRows { get; }

    protected override void Add(SyntheticHousehold household, int person, ChunkWriter chunk)
    {
        for (int rule = 0; rule < _rules.Count; rule++)
        {
            RelationRule relation = _rules[rule];
            if ((relation.Person >> household.Roles[person] & 1) == 0 || (relation.When is { } when && !when.Holds(household, person))) continue;
            for (int other = 0; other < household.Persons; other++)
                if (other != person && (relation.Other >> household.Roles[other] & 1) != 0 && relation.Chance.Holds(Draw.At(household.Stream, relation.Site, person, other)))
                    Write(household, person, other, relation.Forward, _values[rule], chunk);
        }
    }

    private static void Write(SyntheticHousehold household, int person, int other, bool forward, ValueDraw?[] values, ChunkWriter chunk)
    {
        chunk.Text(0, household.Case);
        chunk.Text(1, household.Person(forward ? person : other));
        chunk.Text(2, household.Person(forward ? other : person));
        for (int column = 3; column < values.Length; column++)
            if (values[column] is { } value) chunk.Cell(column, value.Of(household, person, other));
            else chunk.Nothing(column);
        chunk.EndRow();
    }
}
