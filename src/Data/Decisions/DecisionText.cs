using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Decisions;

/// <summary>The words that stand in output for the parts of a decision.</summary>
internal static class DecisionText
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Granted => "granted",
        Outcome.Refused => "refused",
        Outcome.Undetermined => "undetermined",
        _ => "error",
    };

    public static string Of(ConditionOutcome outcome) => outcome switch
    {
        ConditionOutcome.True => "true",
        ConditionOutcome.False => "false",
        ConditionOutcome.Unknown => "unknown",
        _ => "error",
    };

    public static string? Of(AmountDirection? direction) => direction switch
    {
        null => null,
        AmountDirection.Paid => "paid",
        AmountDirection.None => "none",
        _ => "received",
    };

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd");

    /// <summary>All decimals that were computed, at least two.</summary>
    public static string Of(decimal amount) => amount.ToString("0.00##########################");

    /// <summary>A few characters that are enough to find the holder: <c>parent=anna;child=c1</c>.</summary>
    public static string Of(IReadOnlyList<HolderRole> holder) => string.Join(';', holder.Select(h => $"{h.Role}={h.Person}"));

    /// <summary>How the conditions came out: <c>custody:true;means:unknown</c>.</summary>
    public static string Of(IReadOnlyList<DecidedCondition> conditions) => string.Join(';', conditions.Select(c => $"{c.Id}:{Of(c.Outcome)}"));

    public static bool IsMoney(Decision decision) => IsMoney(decision.AmountUnit);

    public static bool IsMoney(string? unit) => unit?.StartsWith("money", StringComparison.Ordinal) == true;
}
