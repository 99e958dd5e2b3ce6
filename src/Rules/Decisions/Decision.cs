using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Decisions;

/// <summary>What was decided.</summary>
public enum Outcome
{
    /// <summary>The right is held, whatever the unknown data turn out to be.</summary>
    Granted,

    /// <summary>The right is not held, whatever the unknown data turn out to be.</summary>
    Refused,

    /// <summary>It depends on facts that are not known.</summary>
    Undetermined,

    /// <summary>A computation has no result: the rule or the data need mending.</summary>
    Error,
}

/// <summary>How a condition came out.</summary>
public enum ConditionOutcome
{
    /// <summary>It holds.</summary>
    True,

    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It depends on facts that are not known.</summary>
    Unknown,

    /// <summary>It could not be computed.</summary>
    Error,
}

/// <summary>A condition of a decision with its outcome.</summary>
/// <param name="Id">The id in the right; <c>amount_due</c> and <c>award</c> are generated.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Depth">How deep it stands in groups, from 0.</param>
public sealed record DecidedCondition(string Id, ConditionOutcome Outcome, int Depth);

/// <summary>Who holds a right in a role: <c>parent</c>, <c>child</c>, <c>person</c>, or a member of a household.</summary>
/// <param name="Role">The role.</param>
/// <param name="Person">The id of the person.</param>
public sealed record HolderRole(string Role, string Person);

/// <summary>The grant on which a right with memory rests.</summary>
/// <param name="GrantedOn">The check date on which the conditions held.</param>
/// <param name="RunsUntil">The last day of the grant; null when it is not known but late enough.</param>
public sealed record Award(DateOnly GrantedOn, DateOnly? RunsUntil);

/// <summary>The decision on one right for one holder and one period.</summary>
public sealed record Decision
{
    /// <summary>The id of the case.</summary>
    public required string Case { get; init; }

    /// <summary>The name of the right.</summary>
    public required string Right { get; init; }

    /// <summary>A hash of everything in the rulebook that the decision depends on.</summary>
    public required string RightVersion { get; init; }

    /// <summary>Who it is about.</summary>
    public required IReadOnlyList<HolderRole> Holder { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateOnly PeriodStart { get; init; }

    /// <summary>The last day of the period.</summary>
    public required DateOnly PeriodEnd { get; init; }

    /// <summary>The date on which the facts and figures were looked at.</summary>
    public required DateOnly ReferenceDate { get; init; }

    /// <summary>What was decided.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The earlier grant that still runs, for a right with memory that is granted; else null.</summary>
    public Award? Award { get; init; }

    /// <summary>The amount, in the currency of the rulebook unless <see cref="AmountUnit"/> says otherwise; null when there is none or it is not known.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The least and the greatest amount still possible when the amount is not known.</summary>
    public (decimal Low, decimal High)? AmountRange { get; init; }

    /// <summary>The type of the amount: <c>money per month</c>, <c>number</c>; null for a right without an amount.</summary>
    public string? AmountUnit { get; init; }

    /// <summary>Whether the holder receives an amount of money or pays it; null for a right without one.</summary>
    public AmountDirection? AmountDirection { get; init; }

    /// <summary>Whether the right is granted but its amount depends on facts that are not known.</summary>
    public bool AmountUndetermined => Outcome == Outcome.Granted && Amount is null && AmountUnit is not null;

    /// <summary>The conditions in the order of the right, groups before their parts.</summary>
    public required IReadOnlyList<DecidedCondition> Conditions { get; init; }

    /// <summary>The facts that are missing, in a fixed order.</summary>
    public required IReadOnlyList<Fact> Missing { get; init; }

    /// <summary>What went wrong in an <see cref="Decisions.Outcome.Error"/>, with the place in the rules.</summary>
    public string? Fault { get; init; }

    /// <summary>The weakest status among the figures that the right uses on the reference date.</summary>
    public required string ParameterStatus { get; init; }

    /// <summary>Whether it may be sent without a human.</summary>
    public required bool Automatic { get; init; }

    /// <summary>The articles the right rests on.</summary>
    public required IReadOnlyList<LegalBasis> LegalBasis { get; init; }
}

/// <summary>What to decide.</summary>
public sealed record EvaluationOptions
{
    /// <summary>A date in each period to decide.</summary>
    public required IReadOnlyList<DateOnly> Dates { get; init; }

    /// <summary>The rights to decide; null for all that are not internal.</summary>
    public IReadOnlySet<string>? Rights { get; init; }

    /// <summary>The day of the request, where the case does not say.</summary>
    public DateOnly? RequestedOn { get; init; }
}
