using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Populations;

/// <summary>A synthetic population as a <c>.population.yaml</c> describes it: what households look like and what registers say about their members.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Day">The day on which ages hold.</param>
internal sealed record PopulationDefinition(string Name, DateOnly Day)
{
    /// <summary>The types of household, by weight.</summary>
    public required IReadOnlyList<HouseholdType> Types { get; init; }

    public required Weights TypeWeights { get; init; }

    /// <summary>The names of roles, by number.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What is drawn per household or person, in this order; a draw may depend on earlier ones.</summary>
    public required IReadOnlyList<TraitDraw> Traits { get; init; }

    public required IReadOnlyList<RecordRule> Records { get; init; }

    public required IReadOnlyList<RelationRule> Relations { get; init; }

    /// <summary>Tables that are delivered without a row: the source has nothing about anyone.</summary>
    public required IReadOnlyList<TableLayout> Empty { get; init; }

    /// <summary>The largest number of persons that a household can have.</summary>
    public int MaximumPersons => Types.Max(t => t.Members.Sum(m => (int)m.Count.Largest));
}

/// <summary>A type of household.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">Who belongs to it; the first are drawn first.</param>
internal sealed record HouseholdType(string Name, IReadOnlyList<MemberRule> Members);

/// <summary>Members of one role.</summary>
/// <param name="Role">The number of the role.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Age">Their ages; with <see cref="YoungerThan"/>, by how many years they are younger.</param>
/// <param name="YoungerThan">The role of an earlier member whose age theirs depends on, or null.</param>
/// <param name="Site">Where their draws are counted.</param>
internal sealed record MemberRule(int Role, Ranges Count, Ranges Age, int? YoungerThan, int Site);

/// <summary>Something that is drawn for each household or person and on which later draws may depend.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OfHousehold">Whether all members share it.</param>
/// <param name="Values">The names of its values, by number.</param>
/// <param name="Cases">The weights; the first whose condition holds counts.</param>
/// <param name="Site">Where its draws are counted.</param>
internal sealed record TraitDraw(string Name, bool OfHousehold, IReadOnlyList<string> Values, IReadOnlyList<TraitCase> Cases, int Site);

/// <param name="When">For whom, or null for everyone left.</param>
/// <param name="Weights">One weight per value.</param>
internal sealed record TraitCase(Condition? When, Weights Weights);

/// <summary>Rows of a table about persons or pairs of persons.</summary>
internal abstract record FillRule(TableLayout Table, int Site)
{
    public Condition? When { get; init; }

    /// <summary>How many of those who meet the condition have a row.</summary>
    public Chance Chance { get; init; } = Chance.Always;

    /// <summary>What stands in the columns, by name; a column that is not named is empty.</summary>
    public required IReadOnlyDictionary<string, ValueDraw> Columns { get; init; }
}

/// <param name="Record">The record.</param>
/// <param name="Keys">The years, quarters or months; one empty key for a record without.</param>
/// <param name="Unknown">For how many of the rows the source could not tell: they are in the table of what is unknown instead.</param>
/// <param name="Table">Its table.</param>
/// <param name="Site">Where its draws are counted.</param>
internal sealed record RecordRule(RecordDefinition Record, IReadOnlyList<RecordKey> Keys, Chance Unknown, TableLayout Table, int Site) : FillRule(Table, Site);

/// <summary>A year, with a quarter or a month where the record has one.</summary>
/// <param name="Text">As the table of what is unknown writes it; empty for none.</param>
/// <param name="Parts">As the columns of the key have it.</param>
internal readonly record struct RecordKey(string Text, IReadOnlyList<int> Parts);

/// <param name="Person">The roles of those who have the relation.</param>
/// <param name="Other">The roles of those to whom they have it.</param>
/// <param name="Forward">Whether the first stand in the column <c>from_person</c>.</param>
/// <param name="Table">Its table.</param>
/// <param name="Site">Where its draws are counted.</param>
internal sealed record RelationRule(ulong Person, ulong Other, bool Forward, TableLayout Table, int Site) : FillRule(Table, Site);
