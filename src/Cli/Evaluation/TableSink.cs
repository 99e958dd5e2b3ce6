using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Explanations;
using RightsEngine.Rules.Model;
using Spectre.Console;

namespace RightsEngine.Cli.Evaluation;

/// <summary>A table for people, written at the end because the widths depend on all rows.</summary>
internal sealed class TableSink(Terminal terminal, Rulebook rulebook, string language) : DecisionSink
{
    private readonly List<string[]> _rows = [];

    public override void Write(TracedDecision traced)
    {
        Decision decision = traced.Decision;
        _rows.Add([
            decision.Case,
            string.Join(", ", decision.Holder.Select(h => h.Person)),
            decision.Right,
            Period(decision),
            DecisionText.Of(decision.Outcome),
            Amount(decision),
            Explanation.Reason(traced, rulebook, language),
        ]);
    }

    public override void Dispose()
    {
        if (_rows.Count == 0) return;
        var table = new Table { Border = TableBorder.Simple };
        foreach (string name in (ReadOnlySpan<string>)["case", "holder", "right", "period", "outcome"]) table.AddColumn(new TableColumn(name).NoWrap());
        table.AddColumn(new TableColumn("amount").RightAligned().NoWrap());
        table.AddColumn("why");
        foreach (string[] row in _rows) table.AddRow([.. row.Select((cell, i) => new Text(cell, i == 4 ? Tint(cell) : Style.Plain))]);
        terminal.Tables().Write(table);
        _rows.Clear();
    }

    private static Style Tint(string outcome) => new(outcome switch
    {
        "granted" => Color.Green,
        "refused" => Color.Red,
        "undetermined" => Color.Yellow,
        _ => Color.Magenta1,
    });

    private static string Period(Decision decision)
    {
        (DateOnly start, DateOnly end) = (decision.PeriodStart, decision.PeriodEnd);
        if (start == end) return DecisionText.Of(start);
        if (start.Day == 1 && end == start.AddMonths(1).AddDays(-1)) return start.ToString("yyyy-MM");
        return $"{DecisionText.Of(start)} to {DecisionText.Of(end)}";
    }

    private static string Amount(Decision decision)
    {
        if (decision.Amount is { } amount) return decision.Outcome == Outcome.Granted ? DecisionText.Of(amount) : "";
        if (decision is { AmountRange: { } range, Outcome: Outcome.Granted or Outcome.Undetermined }) return $"{DecisionText.Of(range.Low)} to {DecisionText.Of(range.High)}";
        return decision.AmountUndetermined ? "not known" : "";
    }
}
