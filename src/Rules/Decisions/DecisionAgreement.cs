using System.Globalization;

namespace RightsEngine.Rules.Decisions;

/// <summary>Whether the evaluators agree: decisions as texts that differ when the decisions do.</summary>
internal static class DecisionAgreement
{
    /// <summary>The first difference in two lists of decisions, or null.</summary>
    public static string? FirstDifference(IReadOnlyList<Decision> expected, IReadOnlyList<Decision> found)
    {
        for (int i = 0; i < Math.Max(expected.Count, found.Count); i++)
        {
            string a = i < expected.Count ? Text(expected[i]) : "no decision", b = i < found.Count ? Text(found[i]) : "no decision";
            if (a != b) return $"expected {a}, found {b}";
        }
        return null;
    }

    /// <summary>All that a decision says, in one line.</summary>
    private static string Text(Decision d) =>
        $"{d.Case} {d.Right} {d.RightVersion} {string.Join(',', d.Holder.Select(h => $"{h.Role}={h.Person}"))} {Day(d.PeriodStart)}..{Day(d.PeriodEnd)} on {Day(d.ReferenceDate)}: {d.Outcome} "
        + $"{Number(d.Amount)} {Number(d.AmountRange?.Low)}..{Number(d.AmountRange?.High)} {d.AmountUnit} undetermined:{d.AmountUndetermined} automatic:{d.Automatic} {d.ParameterStatus} "
        + $"[{string.Join(' ', d.Conditions.Select(c => $"{c.Id}:{c.Outcome}:{c.Depth}"))}] [{string.Join(' ', d.Missing)}] {(d.Award is { } a ? $"{Day(a.GrantedOn)}..{(a.RunsUntil is { } u ? Day(u) : "")}" : "")} {d.Fault}";

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // 51.0 and 51.00 are the same amount.
    private static string Number(decimal? amount) => amount?.ToString("0.00##########################", CultureInfo.InvariantCulture) ?? "";
}
