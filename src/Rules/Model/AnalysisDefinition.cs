using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Rules.Model;

/// <summary>A class of households, such as couples with children.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What people call it.</param>
internal sealed record HouseholdType(string Id, LocalizedText Title);

/// <summary>
/// What a population is measured by: which household is looked at, and what is asked of it. A measure is read and decided as an
/// amount of a right that every household holds; it is none of the rights of the rulebook.
/// </summary>
internal sealed class AnalysisDefinition
{
    /// <summary>The household in which persons share what they have.</summary>
    public required HouseholdDefinition Household { get; init; }

    /// <summary>How many persons there are.</summary>
    public required RightDefinition Size { get; init; }

    /// <summary>The income by which households are put in order, per year; or null.</summary>
    public RightDefinition? Income { get; init; }

    /// <summary>What a household has to live on before the rights that are decided, per year; or null.</summary>
    public RightDefinition? Disposable { get; init; }

    /// <summary>The number by which income is divided to compare households of different sizes, or null for none.</summary>
    public RightDefinition? Equivalence { get; init; }

    /// <summary>The number of children, or null.</summary>
    public RightDefinition? Children { get; init; }

    /// <summary>The age by which a household is put in a group, or null.</summary>
    public RightDefinition? Age { get; init; }

    /// <summary>The first ages of the groups after the first one.</summary>
    public IReadOnlyList<int> AgeGroups { get; init; } = [];

    /// <summary>A right whose conditions say which types a household is of; or null.</summary>
    public RightDefinition? Types { get; init; }

    /// <summary>The types, of which the first that holds counts.</summary>
    public IReadOnlyList<HouseholdType> HouseholdTypes { get; init; } = [];

    /// <summary>How many households of the population a household stands for: the least and the greatest that its persons say; or null.</summary>
    public (RightDefinition Least, RightDefinition Greatest)? Weight { get; init; }

    /// <summary>The field that weights are read from, as it was written.</summary>
    public string? WeightField { get; init; }

    /// <summary>The share of the median below which a household is at risk of poverty.</summary>
    public decimal PovertyShare { get; init; } = 0.6m;

    /// <summary>All that is measured.</summary>
    public IEnumerable<RightDefinition> Measures =>
        new[] { Size, Income, Disposable, Equivalence, Children, Age, Types, Weight?.Least, Weight?.Greatest }.OfType<RightDefinition>();
}

/// <summary>What a command asks to be measured by, over what the rulebook says.</summary>
internal sealed record AnalysisRequest
{
    public string? Household { get; init; }

    public string? Income { get; init; }

    public string? Disposable { get; init; }

    /// <summary><c>record.field</c>.</summary>
    public string? Weights { get; init; }
}
