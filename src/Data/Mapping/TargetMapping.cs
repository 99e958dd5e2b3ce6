using RightsEngine.Concepts.Catalogue;
using RightsEngine.Source;

namespace RightsEngine.Data.Mapping;

/// <summary>What a rule of a mapping file fills: entries of a record, or links of a relation.</summary>
internal abstract record TargetMapping(Location Location)
{
    /// <summary>Fields, and <c>from</c>, <c>to</c>, <c>kind</c>, <c>held</c>, <c>on</c> where the target has them, under the names that JSON uses.</summary>
    public required IReadOnlyDictionary<string, ValueMapping> Members { get; init; }
}

/// <param name="Record">The record.</param>
/// <param name="Key">The year, quarter or month; null for a record that has none.</param>
/// <param name="Location">Where the rule stands.</param>
internal sealed record RecordMapping(RecordDefinition Record, ValueMapping? Key, Location Location) : TargetMapping(Location);

/// <param name="Relation">The relation.</param>
/// <param name="Forward">Whether the person who is asked about stands in the <c>from</c> role.</param>
/// <param name="Other">The id of the other person.</param>
/// <param name="Location">Where the rule stands.</param>
internal sealed record RelationMapping(RelationDefinition Relation, bool Forward, ValueMapping Other, Location Location) : TargetMapping(Location);
