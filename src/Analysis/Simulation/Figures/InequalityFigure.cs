using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>Inequality and the risk of poverty, before and after.</summary>
internal sealed class InequalityFigure(InequalityResult inequality, ReportWords words)
{
    private static readonly LocalizedText
        AtRisk = ReportWords.Of("armoederisico", "at risk of poverty"),
        Anchored = ReportWords.Of("onder de armoedegrens van vandaag", "below the poverty line of today"),
        Gini = ReportWords.Of("Gini-coëfficiënt", "Gini coefficient");

    public Figure Make()
    {
        Inequality before = inequality.Before, after = inequality.After;
        BeforeAfter risk = Pair(before.AtRisk, after.AtRisk), anchored = Pair(before.AtRisk, after.AtRiskOfAnchoredLine ?? before.AtRisk);
        return new Figure
        {
            Name = "inequality",
            Title = ReportWords.Of("Ongelijkheid en armoederisico", "Inequality and risk of poverty"),
            Point = words.Say(
                f => $"Van alle personen leeft {f.Percent(before.AtRisk, 2)} onder de armoedegrens, en met de hervorming {f.Percent(after.AtRisk, 2)}.{(before.Gini is { } g && after.Gini is { } h ? $" De Gini-coëfficiënt gaat van {f.Number(g, 4)} naar {f.Number(h, 4)}." : "")}",
                f => $"Of all persons {f.Percent(before.AtRisk, 2)} live below the poverty line, and {f.Percent(after.AtRisk, 2)} with the reform.{(before.Gini is { } g && after.Gini is { } h ? $" The Gini coefficient goes from {f.Number(g, 4)} to {f.Number(h, 4)}." : "")}"),
            Charts =
            [
                FigureText.Pairs(ReportWords.Of("aandeel van de personen", "share of persons"), ChartUnit.Share, [(AtRisk, risk), (Anchored, anchored)], n => words.Say(f => f.Percent(n, 2))),
                .. before.Gini is { } was && after.Gini is { } becomes ? [FigureText.Pairs(Gini, ChartUnit.Number, [(Gini, Pair(was, becomes))], n => words.Say(f => f.Number(n, 4)))] : Array.Empty<Chart>(),
            ],
            Table = Table(risk, anchored),
            Notes = [ReportWords.Of("Gelijkgesteld beschikbaar inkomen van personen. De grens is een aandeel van de mediaan: die van elke kant, en apart die van vandaag.", "Equivalised disposable income of persons. The line is a share of the median: that of each side, and apart from it that of today.")],
        };
    }

    private ReportTable Table(BeforeAfter risk, BeforeAfter anchored)
    {
        Inequality before = inequality.Before, after = inequality.After;
        var table = new ReportTable([new("figure", ReportWords.Of("maat", "measure")), new("before", FigureText.Before.Title, CellKind.Number), new("after", FigureText.After.Title, CellKind.Number), new("change", ReportWords.Of("verschil", "change"), CellKind.Number)]);
        table.Add(ReportCell.Of("gini", Gini), before.Gini, after.Gini, after.Gini - before.Gini);
        Row("median", ReportWords.Of("mediaan", "median"), Pair(before.Median, after.Median));
        Row("poverty_line", ReportWords.Of("armoedegrens", "poverty line"), Pair(before.PovertyLine, after.PovertyLine));
        Row("at_risk_of_poverty", ReportWords.Join(t => $"{t(AtRisk)} (0–1)"), risk);
        Row("at_risk_of_anchored_line", ReportWords.Join(t => $"{t(Anchored)} (0–1)"), anchored);
        return table;

        void Row(string key, LocalizedText title, BeforeAfter figures) => table.Add(ReportCell.Of(key, title), figures.Before, figures.After, figures.Change);
    }

    private static BeforeAfter Pair(decimal before, decimal after) => new(before, after, after - before);
}
