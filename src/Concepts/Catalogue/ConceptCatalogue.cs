namespace RightsEngine.Concepts.Catalogue;

/// <summary>Everything that all rights share: the records that sources deliver, and the concepts made of them.</summary>
internal sealed class ConceptCatalogue
{
    public SortedDictionary<string, RecordDefinition> Records { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, CodeList> CodeLists { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, RelationDefinition> Relations { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, StatusDefinition> Statuses { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, HouseholdDefinition> Households { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, IncomeDefinition> Incomes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ConceptDefinition> Concepts { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ParameterDefinition> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The record and field that hold the date of birth, if the catalogue names them.</summary>
    public (RecordDefinition Record, FieldDefinition Field)? BirthDate => FieldWith(FieldRole.BirthDate);

    /// <summary>The record and field that hold the date of death, if the catalogue names them.</summary>
    public (RecordDefinition Record, FieldDefinition Field)? DeathDate => FieldWith(FieldRole.DeathDate);

    /// <summary>Every declaration, by kind and name.</summary>
    public IEnumerable<Declaration> All =>
        Records.Values.Cast<Declaration>().Concat(CodeLists.Values).Concat(Relations.Values).Concat(Statuses.Values)
            .Concat(Households.Values).Concat(Incomes.Values).Concat(Concepts.Values).Concat(Parameters.Values);

    /// <summary>The relation that a person has under this name, and from which side; null when there is none.</summary>
    public (RelationDefinition Relation, bool Forward)? RelationNamed(string name)
    {
        foreach (RelationDefinition relation in Relations.Values)
        {
            if (relation.Forward == name) return (relation, true);
            if (relation.Inverse == name) return (relation, false);
        }
        return null;
    }

    private (RecordDefinition, FieldDefinition)? FieldWith(FieldRole role)
    {
        foreach (RecordDefinition record in Records.Values)
            foreach (FieldDefinition field in record.Fields.Values)
                if (field.Role == role) return (record, field);
        return null;
    }
}
