using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Catalogue;

/// <summary>How sure a figure is. The order counts: the weakest decides.</summary>
public enum ParameterStatus
{
    /// <summary>Read in an official source.</summary>
    Verified,

    /// <summary>Read in a secondary source.</summary>
    Secondary,

    /// <summary>Computed from verified figures.</summary>
    Derived,
}

/// <summary>A cell of a key column: any value, one value, or a range.</summary>
internal sealed record KeyCell(Value? Single, RangeValue? Range)
{
    public static readonly KeyCell Any = new(null, null);

    public bool IsAny => Single is null && Range is null;
}

/// <summary>A row of a parameter version: its keys and the value per column; null stands for <c>missing</c>.</summary>
internal sealed record ParameterRow(IReadOnlyList<KeyCell> Keys, IReadOnlyDictionary<string, Value?> Columns, ParameterStatus Status, string? Source, Location Location);

/// <summary>The value of a parameter from a date on.</summary>
/// <param name="From">The first day.</param>
/// <param name="Value">The value of an unkeyed parameter; null when missing.</param>
/// <param name="Rows">The rows of a keyed parameter; null when missing or unkeyed.</param>
/// <param name="Status">How sure the figure is; the weakest of the rows.</param>
/// <param name="Source">The short name of the published source, or null.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record ParameterVersion(DateOnly From, Value? Value, IReadOnlyList<ParameterRow>? Rows, ParameterStatus Status, string? Source, Location Location)
{
    /// <summary>How the figure was computed from others; null for a published one.</summary>
    public string? Formula { get; init; }

    /// <summary>Whether the figure is not known from this date on.</summary>
    public bool IsMissing => Value is null && Rows is null;
}

/// <summary>Figures computed where no published ones are: base × factor ÷ divisor, rounded.</summary>
internal sealed class Indexation
{
    /// <summary>The name of the parameter that is indexed.</summary>
    public required YamlScalar BaseName { get; init; }

    /// <summary>The name of the parameter with the coefficient.</summary>
    public required YamlScalar FactorName { get; init; }

    public decimal Divisor { get; init; } = 1;

    public Rounding? Round { get; init; }

    /// <summary>The parameters behind the names, once all are read.</summary>
    public ParameterDefinition? Base { get; set; }

    public ParameterDefinition? Factor { get; set; }

    /// <summary>Whether a mistake was reported, so that nothing more is said about the figures that lack.</summary>
    public bool Failed { get; set; }

    public string Formula => $"{BaseName.Text} × {FactorName.Text}{(Divisor == 1 ? "" : $" ÷ {Divisor}")}{(Round is null ? "" : $", {Round}")}";
}

/// <summary>A key column of a parameter.</summary>
internal sealed record ParameterKey(string Name, RightsType Type);

/// <summary>A dated figure of the law, or a dated table of figures.</summary>
internal sealed class ParameterDefinition(string name, LocalizedText title, Location location, string digest) : Declaration(name, title, location, digest)
{
    public override string Kind => "parameter";

    /// <summary>The right it belongs to, or null for one that rights share.</summary>
    public string? Right { get; init; }

    /// <summary>The type of an unkeyed parameter; a struct of columns for a keyed one.</summary>
    public required RightsType Type { get; init; }

    public IReadOnlyList<ParameterKey> Keys { get; init; } = [];

    public IReadOnlyDictionary<string, MemberSymbol> Columns { get; init; } = new Dictionary<string, MemberSymbol>();

    public DateSpan InForce { get; init; }

    /// <summary>In the order of their dates; those that <c>indexed:</c> computes included.</summary>
    public required IReadOnlyList<ParameterVersion> Versions { get; set; }

    /// <summary>How figures that are not published are computed, or null.</summary>
    public Indexation? Indexed { get; init; }

    /// <summary>What reforms change in the figures, in order; empty once it is done.</summary>
    public IReadOnlyList<FigureReform> Reforms { get; set; } = [];

    /// <summary>The version that holds on a date, or null before the first.</summary>
    public ParameterVersion? At(DateOnly date) => At(Versions, date);

    /// <summary>The version, of those in the order of their dates, that holds on a date.</summary>
    public static ParameterVersion? At(IEnumerable<ParameterVersion> versions, DateOnly date)
    {
        ParameterVersion? found = null;
        foreach (ParameterVersion version in versions)
        {
            if (version.From > date) break;
            found = version;
        }
        return found;
    }

    /// <summary>How the parameter is named outside its right.</summary>
    public string FullName => Right is null ? Name : $"{Right}.{Name}";
}
