using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Explanations;
using RightsEngine.Rules.Model;
using Spectre.Console;

namespace RightsEngine.Cli.Evaluation;

/// <summary>A table for people, written at the end because the widths depend on all rows.</summary>
internal sealed class TableSink(Terminal terminal, Rulebook rulebook, string language) : IDisposable
{
    public const string Format = "table";

    private const int OutcomeColumn = 4;
    private const int AmountColumn = 5;
    private const int Why = 6;
    private const int Between = 3;
    private const int LeastWhy = 30;
    private const int LeastRest = 40;

    private readonly string[] _headers = [.. new[] { "case", "holder", "right", "period", "outcome", "amount", "why" }.Select(h => Word(h, language))];
    private readonly List<string[]> _rows = [];

    public void Write(TracedDecision traced)
    {
        Decision decision = traced.Decision;
        _rows.Add([
            decision.Case,
            string.Join(", ", decision.Holder.Select(h => h.Person)),
            decision.Right,
            Period(decision),
            Word(DecisionText.Of(decision.Outcome), language),
            Amount(decision),
            Explanation.Reason(traced, rulebook, language),
        ]);
    }

    public void Dispose()
    {
        if (_rows.Count == 0) return;
        IAnsiConsole console = terminal.Tables();
        console.Write(console.Profile.Width >= Enumerable.Range(0, Why).Sum(WidthOf) + LeastWhy ? Wide() : Narrow(console.Profile.Width));
        _rows.Clear();
    }

    private int WidthOf(int column) => Between + _rows.Select(r => r[column].Length).Append(_headers[column].Length).Max();

    private Table Wide()
    {
        var table = new Table { Border = TableBorder.Simple };
        for (int i = 0; i < Why; i++)
        {
            TableColumn column = new TableColumn(_headers[i]).NoWrap();
            table.AddColumn(i == AmountColumn ? column.RightAligned() : column);
        }
        table.AddColumn(_headers[Why]);
        foreach (string[] row in _rows) table.AddRow([.. row.Select((cell, i) => new Text(cell, i == OutcomeColumn ? Tint(cell) : Style.Plain))]);
        return table;
    }

    /// <summary>Where the columns do not fit beside each other they stand below each other; a console leaves out columns that do not fit.</summary>
    private Table Narrow(int width)
    {
        Table table = new Table { Border = TableBorder.Simple }.ShowRowSeparators();
        int longest = Enumerable.Range(0, OutcomeColumn).Max(WidthOf);
        table.AddColumn(new TableColumn(Word("decision", language)) { NoWrap = longest + LeastRest <= width }).AddColumn(new TableColumn(_headers[OutcomeColumn]).NoWrap()).AddColumn(_headers[Why]);
        foreach (string[] row in _rows)
            table.AddRow(
                new Text(string.Join('\n', row[..OutcomeColumn])),
                new Text(row[AmountColumn].Length == 0 ? row[OutcomeColumn] : $"{row[OutcomeColumn]}\n{row[AmountColumn]}", Tint(row[OutcomeColumn])),
                new Text(row[Why]));
        return table;
    }

    private Style Tint(string outcome)
    {
        foreach ((Outcome of, Color color) in (ReadOnlySpan<(Outcome, Color)>)[(Outcome.Granted, Color.Green), (Outcome.Refused, Color.Red), (Outcome.Undetermined, Color.Yellow)])
            if (outcome == Word(DecisionText.Of(of), language)) return new Style(color);
        return new Style(Color.Magenta1);
    }

    private static string Word(string key, string language) => ExplanationWords.In(language, key).ToLowerInvariant();

    private string Period(Decision decision)
    {
        (DateOnly start, DateOnly end) = (decision.PeriodStart, decision.PeriodEnd);
        if (start == end) return DecisionText.Of(start);
        if (start.Day == 1 && end == start.AddMonths(1).AddDays(-1)) return start.ToString("yyyy-MM");
        return $"{DecisionText.Of(start)} {Word("to", language)} {DecisionText.Of(end)}";
    }

    private string Amount(Decision decision)
    {
        if (decision.Amount is { } amount) return decision.Outcome != Outcome.Granted ? "" : decision.AmountDirection == AmountDirection.Paid ? $"{Word("paid", language)} {DecisionText.Of(amount)}" : DecisionText.Of(amount);
        if (decision is { AmountRange: { } range, Outcome: Outcome.Granted or Outcome.Undetermined }) return $"{DecisionText.Of(range.Low)} {Word("to", language)} {DecisionText.Of(range.High)}";
        return decision.AmountUndetermined ? Word("unknown", language) : "";
    }
}
