using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Differences;

/// <summary>What became of one decision.</summary>
internal enum ChangeDirection
{
    /// <summary>Granted, and was not.</summary>
    Gained,

    /// <summary>Not granted any more.</summary>
    Lost,

    /// <summary>Granted with a higher amount.</summary>
    More,

    /// <summary>Granted with a lower amount.</summary>
    Less,

    /// <summary>Decided before, and not decided now for want of facts.</summary>
    Undecided,

    /// <summary>Ends in an error now.</summary>
    Error,

    /// <summary>Any other difference in outcome or amount.</summary>
    Other,
}

/// <summary>One decision before and after.</summary>
/// <param name="Before">The decision by the old rules, or null when there was none.</param>
/// <param name="After">The decision by the new rules, or null when there is none.</param>
/// <param name="Direction">What became of it.</param>
internal sealed record DecisionChange(Decision? Before, Decision? After, ChangeDirection Direction)
{
    public Decision Any => After ?? Before!;

    /// <summary>The first condition that came out otherwise, as <c>income: true → false</c>; null when none did.</summary>
    public string? DecidingCondition
    {
        get
        {
            Dictionary<string, ConditionOutcome> was = (Before?.Conditions ?? []).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.Outcome);
            DecidedCondition? first = (After?.Conditions ?? []).FirstOrDefault(c => !was.TryGetValue(c.Id, out ConditionOutcome o) || o != c.Outcome);
            if (first is not null) return $"{first.Id}: {(was.TryGetValue(first.Id, out ConditionOutcome o) ? Word(o) : "not there")} → {Word(first.Outcome)}";
            DecidedCondition? gone = (Before?.Conditions ?? []).FirstOrDefault(c => After is not null && !After.Conditions.Any(a => a.Id == c.Id));
            return gone is null ? null : $"{gone.Id}: {Word(gone.Outcome)} → not there";
        }
    }

    /// <summary>What became of a decision, or null when it is the same.</summary>
    public static DecisionChange? Of(Decision? before, Decision? after)
    {
        bool was = before?.Outcome == Outcome.Granted, granted = after?.Outcome == Outcome.Granted;
        if (after?.Outcome == before?.Outcome && after?.Amount == before?.Amount && after?.AmountRange == before?.AmountRange) return null;
        ChangeDirection direction = after?.Outcome == Outcome.Error ? ChangeDirection.Error
            : granted && !was ? ChangeDirection.Gained
            : was && after?.Outcome == Outcome.Undetermined ? ChangeDirection.Undecided
            : was && !granted ? ChangeDirection.Lost
            : was && granted && before!.Amount is { } a && after!.Amount is { } b ? b > a ? ChangeDirection.More : ChangeDirection.Less
            : after?.Outcome == Outcome.Undetermined && before?.Outcome == Outcome.Refused ? ChangeDirection.Undecided
            : ChangeDirection.Other;
        return new DecisionChange(before, after, direction);
    }

    /// <summary>The money that is granted, less than zero when the holder pays it; zero when none goes either way, when it is not known, and when what is granted is no money but a share.</summary>
    public static decimal Paid(Decision? decision) => decision is not { Outcome: Outcome.Granted, Amount: { } amount } ? 0 : decision.AmountDirection switch
    {
        AmountDirection.Received => amount,
        AmountDirection.Paid => -amount,
        _ => 0,
    };

    private static string Word(ConditionOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
