using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Explanations;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>Texts and colours that figures of a simulation share.</summary>
internal static class FigureText
{
    public static readonly ChartSeries
        Gain = new("gain", ReportWords.Of("wint", "gains")),
        Lose = new("lose", ReportWords.Of("verliest", "loses")),
        Same = new("same", ReportWords.Of("ongewijzigd", "unchanged")),
        Unknown = new("unknown", ReportWords.Of("niet bekend", "not known")),
        Before = new("before", ReportWords.Of("vandaag", "today")),
        After = new("after", ReportWords.Of("met de hervorming", "with the reform"));

    public static readonly LocalizedText Households = ReportWords.Of("huishoudens", "households");

    public static LocalizedText Name(RightResult right) => ReportWords.Of(right.Title, right.Name);

    /// <summary>So many households, in the language of a format.</summary>
    public static string Count(LocalFormat format, decimal households, string error = "") =>
        $"{format.Number(households, 1)}{error} {(format.Language == "nl" ? households == 1 ? "huishouden" : "huishoudens" : households == 1 ? "household" : "households")}";

    /// <summary>A change with its sign.</summary>
    public static string Signed(decimal amount, string written) => amount > 0 ? $"+{written}" : written.Replace('-', '\u2212');

    /// <summary>What stands behind a figure that was estimated from a sample; nothing when it was counted.</summary>
    public static string Error(decimal? error, Func<decimal, string> write) => error is { } e ? $" (± {write(e)})" : "";

    /// <summary>Of which rights the holders pay the amount, if there are any.</summary>
    public static IEnumerable<LocalizedText> Paid(IEnumerable<RightResult> rights)
    {
        RightResult[] paid = [.. rights.Where(r => r.Direction == "paid")];
        if (paid.Length > 0)
            yield return ReportWords.Join(t => $"{t(ReportWords.Of("Wat rechthebbenden zelf betalen, gaat van de kosten af; wie meer moet betalen, verliest", "What holders pay is taken off the cost; who has to pay more loses"))}: {string.Join(", ", paid.Select(r => t(Name(r))))}.");
    }

    /// <summary>Two bars for each row: today, and with the reform.</summary>
    public static RowChart Pairs(LocalizedText axis, ChartUnit unit, IEnumerable<(LocalizedText Title, BeforeAfter Figures)> rows, Func<decimal, LocalizedText> write)
    {
        var chart = new RowChart(axis, unit, [Before, After]);
        foreach ((LocalizedText title, BeforeAfter figures) in rows)
            chart.Rows.Add(new ChartRow(title,
                [new ChartBar(0, 0, figures.Before, Said(Before, figures.Before)), new ChartBar(1, 0, figures.After, Said(After, figures.After), 1)],
                write(figures.After)));
        return chart;

        LocalizedText Said(ChartSeries series, decimal figure) => ReportWords.Join(t => $"{t(series.Title)}: {t(write(figure))}");
    }
}
