using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.DataNeeds;

/// <summary>A field of a record or of a relation that a right reads.</summary>
/// <param name="Owner">The record or relation.</param>
/// <param name="Field">The field; empty where only is asked whether there is a record, or who is linked.</param>
internal sealed record FactRead(Declaration Owner, string Field) : IComparable<FactRead>
{
    public RecordSource? Source => Owner switch
    {
        RecordDefinition record => record.Source,
        RelationDefinition relation => relation.Source,
        _ => null,
    };

    public string Authority => Source?.Authority ?? "";

    public string Service => Source?.Service ?? "";

    /// <summary>Whether a person has to judge it.</summary>
    public bool IsJudged => Source is { Human: true };

    public int CompareTo(FactRead? other)
    {
        if (other is null) return 1;
        int c = string.CompareOrdinal(Authority, other.Authority);
        if (c == 0) c = string.CompareOrdinal(Service, other.Service);
        if (c == 0) c = string.CompareOrdinal(Owner.Name, other.Owner.Name);
        return c != 0 ? c : string.CompareOrdinal(Field, other.Field);
    }

    public string Title(string language) => Field.Length == 0 ? Owner.Title.In(language) : Definition?.Title.In(language) ?? "";

    private FieldDefinition? Definition => (Owner switch
    {
        RecordDefinition record => record.Fields,
        RelationDefinition relation => relation.Fields,
        _ => null,
    })?.GetValueOrDefault(Field);
}
