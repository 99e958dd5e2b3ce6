using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Rules.Model;

/// <summary>Who holds a right.</summary>
internal enum HolderKind
{
    Person,
    Relation,
    Household,
}

/// <summary>How often a right is decided.</summary>
public enum RightPeriod
{
    /// <summary>For one day.</summary>
    Day,

    /// <summary>For a calendar month.</summary>
    Month,

    /// <summary>For a calendar quarter.</summary>
    Quarter,

    /// <summary>For a year, perhaps not starting on 1 January.</summary>
    Year,

    /// <summary>Once.</summary>
    Once,
}

/// <summary>Which day of a period is the reference date.</summary>
internal enum DecideOn
{
    FirstDay,
    LastDay,
    DayBefore,
}

/// <summary>How a right may be granted.</summary>
public enum GrantMode
{
    /// <summary>Without a request.</summary>
    Automatic,

    /// <summary>When it is asked for.</summary>
    OnRequest,

    /// <summary>The citizen may only be told.</summary>
    Inform,
}

/// <summary>Which way the money of an amount goes, as the holder sees it.</summary>
public enum AmountDirection
{
    /// <summary>The holder receives it.</summary>
    Received,

    /// <summary>The holder pays it.</summary>
    Paid,

    /// <summary>Neither: it is the price of something that the holder may buy, or is in another amount already.</summary>
    None,
}

/// <summary>An article of law that a right or a condition rests on.</summary>
/// <param name="Id">The name inside the right.</param>
/// <param name="Cite">How it is cited, per language.</param>
/// <param name="Eli">Its European Legislation Identifier, or null.</param>
public sealed record LegalBasis(string Id, LocalizedText Cite, string? Eli);

internal enum ConditionKind
{
    Require,
    Any,
    All,
    None,
}

/// <summary>A condition or a group of conditions.</summary>
internal sealed class ConditionDefinition(string id, ConditionKind kind, Location location)
{
    public string Id { get; } = id;

    public ConditionKind Kind { get; } = kind;

    public Location Location { get; } = location;

    public ConditionText? Text { get; set; }

    public string? Basis { get; init; }

    public DateSpan InForce { get; init; }

    public GrantMode? Grant { get; init; }

    public IReadOnlyList<ConditionDefinition> Children { get; init; } = [];

    /// <summary>The checked expression of a <see cref="ConditionKind.Require"/>.</summary>
    public CoreExpression? Require { get; set; }

    public IEnumerable<ConditionDefinition> SelfAndDescendants => Children.SelectMany(c => c.SelfAndDescendants).Prepend(this);
}

/// <summary>The text of a condition per language, with its placeholders checked.</summary>
/// <param name="Texts">The texts as written.</param>
/// <param name="Placeholders">The expression behind each placeholder.</param>
internal sealed record ConditionText(LocalizedText Texts, IReadOnlyDictionary<string, CoreExpression> Placeholders);

/// <summary>What a right gives.</summary>
internal sealed class AmountDefinition
{
    public required CoreExpression Value { get; init; }

    public required RightsType Type { get; init; }

    /// <summary>What a number is a number of, per language; null for money and where none is written.</summary>
    public LocalizedText? UnitText { get; init; }

    /// <summary>The same in data, which have one language: the English text, else any.</summary>
    public string? Unit => UnitText?.In("en");

    /// <summary>Whether the holder receives the amount or pays it; says nothing of what is no money.</summary>
    public AmountDirection Direction { get; init; }

    /// <summary>How the amount is rounded, or null when it is not.</summary>
    public Rounding? Round { get; init; }

    /// <summary>Whether an amount of zero is granted all the same.</summary>
    public bool ZeroGranted { get; init; }

    public CoreExpression? NotDueBelow { get; init; }

    public required Location Location { get; init; }
}

/// <summary>A right: who may hold it, when, under which conditions, and what it gives.</summary>
internal sealed class RightDefinition(string name, LocalizedText title, Location location)
{
    public string Name { get; } = name;

    public LocalizedText Title { get; } = title;

    public Location Location { get; } = location;

    public LocalizedText? Authority { get; init; }

    public required HolderKind Holder { get; init; }

    public RelationDefinition? Relation { get; init; }

    public HouseholdDefinition? Household { get; init; }

    /// <summary>The bound names of the holder: one person; two roles and the link; or the members.</summary>
    public required IReadOnlyList<LocalSymbol> HolderLocals { get; init; }

    public required RightPeriod Period { get; init; }

    public required DecideOn DecideOn { get; init; }

    public (int Month, int Day) YearStarts { get; init; } = (1, 1);

    public required GrantMode Grant { get; init; }

    /// <summary>Whether a refusal may go out without a human.</summary>
    public required bool RefusesAutomatically { get; init; }

    public DateSpan InForce { get; init; }

    public bool IsInternal { get; init; }

    public required IReadOnlyDictionary<string, LegalBasis> LegalBasis { get; init; }

    public required IReadOnlyDictionary<string, ParameterDefinition> Parameters { get; init; }

    /// <summary>The texts of the reforms that changed it.</summary>
    public IReadOnlyList<string> Amendments { get; init; } = [];

    /// <summary>Further versions of the right, for other reference dates; the first version of a name has them.</summary>
    public IReadOnlyList<RightDefinition> OtherVersions { get; set; } = [];

    public IReadOnlyDictionary<string, DefinitionSymbol> Definitions { get; set; } = new Dictionary<string, DefinitionSymbol>();

    public CoreExpression? Candidates { get; set; }

    public IReadOnlyList<CoreExpression> OnePer { get; set; } = [];

    public CoreExpression? FirstBy { get; set; }

    public IReadOnlyList<ConditionDefinition> Conditions { get; set; } = [];

    /// <summary>Whether <c>amount:</c> is written; what it says is known once the right is checked.</summary>
    public bool WritesAmount { get; init; }

    public AmountDefinition? Amount { get; set; }

    /// <summary>Whether the holder receives its money or pays it; null for a right that is about no money.</summary>
    public AmountDirection? AmountDirection => Amount is { Type.IsMoney: true } ? Amount.Direction : null;

    /// <summary>How the right remembers that its conditions held, or null when they have to hold now.</summary>
    public AwardDefinition? Award { get; set; }

    /// <summary>A hash of everything the decision depends on.</summary>
    public string Version { get; set; } = "";

    /// <summary>Every parameter that the right depends on, directly or through concepts and other rights.</summary>
    public IReadOnlyList<ParameterDefinition> UsedParameters { get; set; } = [];

    /// <summary>Every declaration of the catalogue that the right depends on, in the same way, by kind and name.</summary>
    public IReadOnlyList<Declaration> UsedDeclarations { get; set; } = [];

    /// <summary>The rights that it asks for, directly or through others, by name.</summary>
    public IReadOnlyList<RightDefinition> UsedRights { get; set; } = [];

    /// <summary>This right, or the version of it that is in force for the period that contains a date.</summary>
    public RightDefinition VersionOn(DateOnly date) =>
        OtherVersions.Count == 0 || IsInForceFor(date) ? this : OtherVersions.FirstOrDefault(v => v.IsInForceFor(date)) ?? this;

    private bool IsInForceFor(DateOnly date) => InForce.Contains(Evaluation.PeriodOf.Right(this, date).ReferenceDate);

    public IEnumerable<ConditionDefinition> AllConditions => Conditions.SelectMany(c => c.SelfAndDescendants);
}
