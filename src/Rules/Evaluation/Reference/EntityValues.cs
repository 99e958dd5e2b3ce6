using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Reference;

internal sealed record PersonValue(Person Person) : EntityValue
{
    public bool Equals(PersonValue? other) => other is not null && ReferenceEquals(Person, other.Person);

    public override int GetHashCode() => Person.Index;
}

/// <summary>A record of a person; without an entry it is one that exists but says nothing (<c>nil</c>).</summary>
internal sealed record RecordValue(RecordDefinition Record, Person Owner, string? Key, RecordEntry? Entry) : EntityValue;

internal sealed record LinkValue(Link Link) : EntityValue;

/// <summary>A row of a keyed parameter.</summary>
internal sealed record RowValue(ParameterDefinition Parameter, ParameterVersion Version, ParameterRow Row) : EntityValue
{
    /// <summary>Rows with the same figures are the same, whatever their keys.</summary>
    public bool Equals(RowValue? other) =>
        other is not null && Row.Columns.All(c => c.Value is not null && c.Value.Equals(other.Row.Columns.GetValueOrDefault(c.Key)));

    public override int GetHashCode() => Row.Columns.Values.Aggregate(0, HashCode.Combine);
}

/// <summary>An income of a person and year, of which the whole or a part is asked next.</summary>
internal sealed record IncomeValue(IncomeDefinition Income, Person Person, Value Year, DateOnly Date) : EntityValue;
