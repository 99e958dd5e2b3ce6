using System.Globalization;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Cli.Evaluation;

/// <summary>Counts what a run did.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<Outcome, long> _outcomes = [];

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    /// <summary>What is odd in cases that are decided all the same.</summary>
    public long Warnings { get; set; }

    public long Problems { get; set; }

    public long Cases => Accepted + Rejected;

    public void Count(Outcome outcome) => _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;

    /// <summary><c>14 cases read: 14 accepted, 0 rejected; 25 decisions: 12 granted, 13 refused</c>.</summary>
    public override string ToString()
    {
        long decisions = _outcomes.Values.Sum();
        string outcomes = string.Join(", ", _outcomes.Select(o => $"{Number(o.Value)} {DecisionText.Of(o.Key)}"));
        if (decisions == 0 && Accepted > 0) outcomes = " (no right in force, or nobody is a candidate, on that date)";
        else if (outcomes.Length > 0) outcomes = $": {outcomes}";
        return $"{Number(Cases)} {(Cases == 1 ? "case" : "cases")} read: {Number(Accepted)} accepted, {Number(Rejected)} rejected; "
            + $"{Number(decisions)} {(decisions == 1 ? "decision" : "decisions")}{outcomes}"
            + (Warnings == 0 ? "" : $"; {Number(Warnings)} {(Warnings == 1 ? "warning" : "warnings")} about the data");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
