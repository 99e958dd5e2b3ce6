using System.Globalization;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Cli.Evaluation;

/// <summary>What a run did, in a line or two.</summary>
internal static class RunSummary
{
    /// <summary><c>14 cases read: 14 accepted, 0 rejected; 25 decisions: 12 granted, 13 refused</c>.</summary>
    public static string Cases(RunTally tally)
    {
        long decisions = tally.Decisions.Values.Sum(o => o.Sum());
        string outcomes = string.Join(", ", Enum.GetValues<Outcome>().Where(o => tally.Of(o) > 0).Select(o => $"{Number(tally.Of(o))} {DecisionText.Of(o)}"));
        if (decisions == 0 && tally.Accepted > 0) outcomes = " (no right in force, or nobody is a candidate, on that date)";
        else if (outcomes.Length > 0) outcomes = $": {outcomes}";
        return $"{Count(tally.Read, "case")} read: {Number(tally.Accepted)} accepted, {Number(tally.Rejected)} rejected; {Count(decisions, "decision")}{outcomes}"
            + (tally.Warnings == 0 ? "" : $"; {Count(tally.Warnings, "warning")} about the data");
    }

    /// <summary><c>120 rows read: 118 used, 2 rejected</c>.</summary>
    public static string Rows(RunTally tally) =>
        $"{Count(tally.Rows, "row")} read: {Number(tally.Rows - tally.RowsRejected)} used, {Number(tally.RowsRejected)} rejected"
            + (tally.RowsWithoutCase == 0 ? "" : $", of which {Number(tally.RowsWithoutCase)} of no case");

    private static string Count(long number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
