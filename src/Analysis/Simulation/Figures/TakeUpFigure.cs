using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>How holders come to the rights that change: without a request, on request, or not yet, because something is not known.</summary>
internal sealed class TakeUpFigure(SimulationResult result, ReportWords words)
{
    private const int MostRows = 12;

    private static readonly (string Key, ChartSeries Series, Func<RightResult, BeforeAfter> Of)[] Drawn =
    [
        ("automatic", new("gain", ReportWords.Of("automatisch toegekend", "granted automatically")), r => r.Automatic),
        ("on_request", new("c2", ReportWords.Of("op aanvraag", "on request")), r => r.OnRequest),
        ("undetermined", new("unknown", ReportWords.Of("niet te bepalen", "undetermined")), r => r.Undetermined),
    ];

    private static readonly (string Key, LocalizedText Title, Func<RightResult, BeforeAfter> Of)[] Others =
    [
        ("refused", ReportWords.Of("geweigerd", "refused"), r => r.Refused),
        ("errors", ReportWords.Of("fouten", "errors"), r => r.Errors),
        ("amount_unknown", ReportWords.Of("bedrag niet bekend", "amount not known"), r => r.AmountUnknown),
    ];

    public Figure Make()
    {
        RightResult[] changed = [.. result.Rights.Where(r => r.IsChanged)];
        decimal Sum(Func<RightResult, BeforeAfter> of) => changed.Sum(r => of(r).After);
        return new Figure
        {
            Name = "take_up",
            Title = ReportWords.Of("Automatisch, op aanvraag, of nog niet te bepalen", "Automatic, on request, or not determined yet"),
            Point = changed.Length == 0 ? ReportWords.Of("De hervorming raakt aan geen enkel recht.", "The reform reaches no right.") : words.Say(
                f => $"Met de hervorming worden van de gewijzigde rechten {f.Number(Sum(r => r.Automatic), 1)} automatisch toegekend en {f.Number(Sum(r => r.OnRequest), 1)} op aanvraag; {f.Number(Sum(r => r.Undetermined), 1)} beslissingen zijn niet te bepalen omdat gegevens ontbreken.",
                f => $"With the reform {f.Number(Sum(r => r.Automatic), 1)} of the changed rights are granted automatically and {f.Number(Sum(r => r.OnRequest), 1)} on request; {f.Number(Sum(r => r.Undetermined), 1)} decisions cannot be determined because facts lack."),
            Charts = changed.Length == 0 ? [] : [Chart(changed)],
            Table = Table(changed),
            Notes = changed.Length == 0 ? [] : [ReportWords.Of("De bovenste balk is vandaag, de onderste met de hervorming.", "The upper bar is today, the lower one with the reform.")],
        };
    }

    private RowChart Chart(RightResult[] changed)
    {
        var chart = new RowChart(ReportWords.Of("beslissingen", "decisions"), ChartUnit.Number, [.. Drawn.Select(d => d.Series)]);
        foreach (RightResult right in changed.Take(MostRows))
        {
            var bars = new List<ChartBar>();
            foreach ((int lane, ChartSeries side, Func<BeforeAfter, decimal> of) in new (int, ChartSeries, Func<BeforeAfter, decimal>)[] { (0, FigureText.Before, b => b.Before), (1, FigureText.After, b => b.After) })
            {
                decimal at = 0;
                foreach ((int number, (string _, ChartSeries series, Func<RightResult, BeforeAfter> figure)) in Drawn.Index())
                {
                    decimal count = of(figure(right));
                    if (count > 0) bars.Add(new ChartBar(number, at, at + count, words.Say(f => $"{side.Title.In("nl")}, {series.Title.In("nl")}: {f.Number(count)}", f => $"{side.Title.In("en")}, {series.Title.In("en")}: {f.Number(count)}"), lane));
                    at += count;
                }
            }
            chart.Rows.Add(new ChartRow(FigureText.Name(right), bars));
        }
        return chart;
    }

    private ReportTable Table(RightResult[] changed)
    {
        (string Key, LocalizedText Title, Func<RightResult, BeforeAfter> Of)[] all = [.. Drawn.Select(d => (d.Key, d.Series.Title, d.Of)), .. Others];
        List<ReportColumn> columns = [new("right", ReportWords.Of("recht", "right"))];
        foreach ((string key, LocalizedText title, _) in all)
            columns.AddRange([
                new($"{key}_before", ReportWords.Join(t => $"{t(title)}, {t(FigureText.Before.Title)}"), CellKind.Number),
                new($"{key}_after", ReportWords.Join(t => $"{t(title)}, {t(FigureText.After.Title)}"), CellKind.Number)]);
        var table = new ReportTable(columns);
        foreach (RightResult right in changed.Concat(result.Rights.Where(r => !r.IsChanged)))
            table.Add([ReportCell.Of(right.Name, FigureText.Name(right)), .. all.SelectMany(f => new ReportCell[] { f.Of(right).Before, f.Of(right).After })]);
        return table;
    }
}
