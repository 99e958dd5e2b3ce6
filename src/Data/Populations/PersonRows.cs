using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Populations;

/// <summary>The table of persons, for those of whom nothing else may be known.</summary>
internal sealed class PersonRows(PopulationDefinition population, ulong seed, long households) : SyntheticTable("person", population, seed, households)
{
    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; } = [(TableLayout.Case, ColumnKind.Text), (TableLayout.Person, ColumnKind.Text)];

    public override int MaximumRows => 1;

    protected override void Add(SyntheticHousehold household, int person, ChunkWriter chunk)
    {
        chunk.Text(0, household.Case);
        chunk.Text(1, household.Person(person));
        chunk.EndRow();
    }
}
