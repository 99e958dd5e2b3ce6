using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>What the rights cost, from today to the reform, right by right.</summary>
internal sealed class CostFigure(SimulationResult result, ReportWords words)
{
    private const int MostRows = 12;

    private static readonly ChartSeries Dearer = new("gain", ReportWords.Of("kost meer", "costs more")), Cheaper = new("lose", ReportWords.Of("kost minder", "costs less")), Total = new("c9", ReportWords.Of("samen", "together"));

    public Figure Make() => new()
    {
        Name = "cost",
        Title = ReportWords.Of("Kosten per jaar: van vandaag naar de hervorming", "Cost per year: from today to the reform"),
        Point = Point(),
        Charts = [.. Changed().Any(r => r.Cost!.Change != 0) ? [Waterfall()] : Array.Empty<Chart>(), .. ByRight()],
        Table = Table(),
        Notes = [.. Notes()],
    };

    private LocalizedText Point()
    {
        BeforeAfter cost = result.Total.Cost;
        if (cost.Change == 0) return words.Say(f => $"De rechten kosten even veel als vandaag: {f.About(cost.Before)} per jaar.", f => $"The rights cost as much as today: {f.About(cost.Before)} per year.");
        string Share(Rules.Explanations.LocalFormat f) => cost.Before > 0 ? $", {FigureText.Signed(cost.Change, f.Percent(cost.Change / cost.Before, 2))}" : "";
        return words.Say(
            f => $"De rechten kosten {f.About(Math.Abs(cost.Change))}{FigureText.Error(cost.ChangeError, f.About)} per jaar {(cost.Change > 0 ? "meer" : "minder")}: van {f.About(cost.Before)} naar {f.About(cost.After)}{Share(f)}.",
            f => $"The rights cost {f.About(Math.Abs(cost.Change))}{FigureText.Error(cost.ChangeError, f.About)} per year {(cost.Change > 0 ? "more" : "less")}: from {f.About(cost.Before)} to {f.About(cost.After)}{Share(f)}.");
    }

    /// <summary>Bars begin where the one before ends. The axis counts the change: a total is far larger, and would make the steps invisible.</summary>
    private RowChart Waterfall()
    {
        RightResult[] moved = [.. Changed().Where(r => r.Cost!.Change != 0).OrderByDescending(r => Math.Abs(r.Cost!.Change)).ThenBy(r => r.Name, StringComparer.Ordinal)];
        var chart = new RowChart(ReportWords.Of("verschil met vandaag, per jaar", "difference from today, per year"), ChartUnit.Money, [Dearer, Cheaper, Total]);
        chart.Rows.Add(new ChartRow(FigureText.Before.Title, [], words.Say(f => f.About(result.Total.Cost.Before))));
        decimal at = 0;
        foreach (RightResult right in moved.Take(MostRows)) Step(FigureText.Name(right), right.Cost!.Change);
        if (moved.Length > MostRows) Step(words.Say(f => $"{moved.Length - MostRows} andere rechten", f => $"{moved.Length - MostRows} other rights"), moved.Skip(MostRows).Sum(r => r.Cost!.Change));
        decimal change = result.Total.Cost.Change;
        chart.Rows.Add(new ChartRow(FigureText.After.Title, change == 0 ? [] : [new ChartBar(2, 0, change, words.Say(f => FigureText.Signed(change, f.Money(change))))], words.Say(f => f.About(result.Total.Cost.After))));
        return chart;

        void Step(LocalizedText title, decimal step)
        {
            chart.Rows.Add(new ChartRow(title, [new ChartBar(step > 0 ? 0 : 1, at, at + step, words.Say(f => FigureText.Signed(step, f.Money(step))))], words.Say(f => FigureText.Signed(step, f.About(step)))));
            at += step;
        }
    }

    private IEnumerable<Chart> ByRight()
    {
        RightResult[] changed = [.. Changed().Take(MostRows)];
        if (changed.Length > 0) yield return FigureText.Pairs(ReportWords.Of("kosten per jaar", "cost per year"), ChartUnit.Money, changed.Select(r => (FigureText.Name(r), r.Cost!)), n => words.Say(f => f.About(n)));
    }

    private IEnumerable<RightResult> Changed() => result.Rights.Where(r => r is { IsChanged: true, Cost: not null });

    private ReportTable Table()
    {
        bool isSample = result.Total.Cost.ChangeError is not null;
        var table = new ReportTable([
            new("right", ReportWords.Of("recht", "right")), new("before", ReportWords.Of("vandaag", "today"), CellKind.Money), new("after", ReportWords.Of("met de hervorming", "with the reform"), CellKind.Money),
            new("change", ReportWords.Of("verschil", "change"), CellKind.Money), .. isSample ? [new ReportColumn("standard_error", ReportWords.Of("standaardfout van het verschil", "standard error of the change"), CellKind.Money)] : Array.Empty<ReportColumn>()]);
        foreach (RightResult right in result.Rights.Where(r => r.Cost is not null)) Row(ReportCell.Of(right.Name, FigureText.Name(right)), right.Cost!);
        Row(ReportCell.Of("all", ReportWords.Of("alle rechten samen", "all rights together")), result.Total.Cost);
        return table;

        void Row(ReportCell name, BeforeAfter cost) => table.Add([name, cost.Before, cost.After, cost.Change, .. isSample ? [(ReportCell)cost.ChangeError] : Array.Empty<ReportCell>()]);
    }

    private IEnumerable<LocalizedText> Notes()
    {
        foreach (LocalizedText paid in FigureText.Paid(result.Rights)) yield return paid;
        int same = result.Rights.Count(r => r is { IsChanged: false, Cost: not null });
        if (same > 0) yield return words.Say(f => $"{same} {(same == 1 ? "recht" : "rechten")} met een bedrag waaraan de hervorming niet raakt, {(same == 1 ? "staat" : "staan")} in de tabel.", f => $"{same} {(same == 1 ? "right" : "rights")} with an amount that the reform does not reach {(same == 1 ? "is" : "are")} in the table.");
        decimal unknown = Changed().Sum(r => r.AmountUnknown.After), open = Changed().Sum(r => r.Undetermined.After);
        if (unknown + open > 0)
            yield return words.Say(
                f => $"Niet in de kosten: {f.Number(open)} beslissingen die met de hervorming niet te bepalen zijn, en {f.Number(unknown)} toekenningen met een bedrag dat niet bekend is.",
                f => $"Not in the cost: {f.Number(open)} decisions that cannot be determined with the reform, and {f.Number(unknown)} that grant an amount that is not known.");
    }
}
