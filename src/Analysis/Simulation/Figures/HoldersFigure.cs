using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>Who holds the rights before and after, and what becomes of them.</summary>
internal sealed class HoldersFigure(SimulationResult result, ReportWords words)
{
    private const int MostRows = 12;

    private static readonly (string Key, LocalizedText Title, Func<RightResult, BeforeAfter> Of)[] Figures =
    [
        ("holders", ReportWords.Of("rechthebbenden", "holders"), r => r.Holders),
        ("households", FigureText.Households, r => r.Households),
    ];

    private static readonly (string Key, LocalizedText Title)[] Moves =
    [
        ("gained", ReportWords.Of("krijgt het recht", "gains the right")), ("lost", ReportWords.Of("verliest het recht", "loses the right")), ("more", ReportWords.Of("hoger bedrag", "higher amount")),
        ("less", ReportWords.Of("lager bedrag", "lower amount")), ("same", ReportWords.Of("hetzelfde", "the same")), ("unknown", ReportWords.Of("niet bekend", "not known")),
    ];

    public Figure Make()
    {
        RightResult[] changed = [.. result.Rights.Where(r => r.IsChanged)];
        return new Figure
        {
            Name = "holders",
            Title = ReportWords.Of("Rechthebbenden voor en na", "Holders before and after"),
            Point = Point(changed),
            Charts = changed.Length == 0 ? [] : [FigureText.Pairs(ReportWords.Of("rechthebbenden", "holders"), ChartUnit.Number, changed.Take(MostRows).Select(r => (FigureText.Name(r), r.Holders)), n => words.Say(f => f.Number(n, 1)))],
            Table = Table(changed),
            Notes = [.. changed.Any(r => r.Periods > 1) ? [ReportWords.Of("Rechthebbenden van een periode, gemiddeld.", "Holders of a period, on average.")] : Array.Empty<LocalizedText>(), .. FigureText.Paid(changed)],
        };
    }

    private LocalizedText Point(RightResult[] changed)
    {
        if (changed.Length == 0) return ReportWords.Of("De hervorming raakt aan geen enkel recht.", "The reform reaches no right.");
        decimal gained = changed.Sum(r => r.Moves["gained"].Holders), lost = changed.Sum(r => r.Moves["lost"].Holders), more = changed.Sum(r => r.Moves["more"].Holders), less = changed.Sum(r => r.Moves["less"].Holders);
        return words.Say(
            f => $"De hervorming raakt aan {changed.Length} {(changed.Length == 1 ? "recht" : "rechten")}. {f.Number(gained, 1)} rechthebbenden komen erbij en {f.Number(lost, 1)} verliezen een recht; {f.Number(more, 1)} hebben een hoger bedrag en {f.Number(less, 1)} een lager.",
            f => $"The reform reaches {changed.Length} {(changed.Length == 1 ? "right" : "rights")}. There are {f.Number(gained, 1)} new holders, and {f.Number(lost, 1)} lose a right; {f.Number(more, 1)} have a higher amount and {f.Number(less, 1)} a lower one.");
    }

    private ReportTable Table(RightResult[] changed)
    {
        List<ReportColumn> columns = [new("right", ReportWords.Of("recht", "right"))];
        foreach ((string key, LocalizedText title, _) in Figures)
            columns.AddRange([
                new($"{key}_before", ReportWords.Join(t => $"{t(title)}, {t(FigureText.Before.Title)}"), CellKind.Number),
                new($"{key}_after", ReportWords.Join(t => $"{t(title)}, {t(FigureText.After.Title)}"), CellKind.Number)]);
        foreach ((string key, LocalizedText title) in Moves) columns.Add(new($"{key}_holders", title, CellKind.Number));
        var table = new ReportTable(columns);
        foreach (RightResult right in changed.Concat(result.Rights.Where(r => !r.IsChanged)))
            table.Add([ReportCell.Of(right.Name, FigureText.Name(right)), .. Figures.SelectMany(f => new ReportCell[] { f.Of(right).Before, f.Of(right).After }), .. Moves.Select(m => (ReportCell)right.Moves[m.Key].Holders)]);
        return table;
    }
}
