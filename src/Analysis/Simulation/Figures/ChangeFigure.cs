using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>How many households a change of which size concerns.</summary>
internal sealed class ChangeFigure(SimulationResult result, ReportWords words)
{
    public Figure Make() => new()
    {
        Name = "distribution",
        Title = ReportWords.Of("Hoe groot de veranderingen zijn", "How large the changes are"),
        Point = Point(),
        Charts = result.Distribution.Any(b => b.Households > 0) ? [Chart()] : [],
        Table = Table(),
        Notes = [ReportWords.Of("Wat er per huishouden en per jaar verandert. Huishoudens voor wie niets verandert of voor wie het niet bekend is, staan er niet in.", "What changes for a household in a year. Households for whom nothing changes, or for whom it is not known, are not in it.")],
    };

    private LocalizedText Point()
    {
        ChangeBar? most = result.Distribution.MaxBy(b => b.Households);
        if (most is not { Households: > 0 }) return ReportWords.Of("Voor geen enkel huishouden verandert er iets.", "Nothing changes for any household.");
        decimal all = result.Distribution.Sum(b => b.Households);
        LocalizedText name = Name(most);
        return words.Say(f => $"De verandering is het vaakst: {name.In("nl")} per jaar ({f.Percent(most.Households / all, 1)} van {FigureText.Count(f, all)} voor wie iets verandert).", f => $"The change is most often: {name.In("en")} per year ({f.Percent(most.Households / all, 1)} of {FigureText.Count(f, all)} for whom something changes).");
    }

    private RowChart Chart()
    {
        var chart = new RowChart(FigureText.Households, ChartUnit.Number, [FigureText.Gain, FigureText.Lose]);
        ChangeBar[] bars = [.. result.Distribution];
        int first = Array.FindIndex(bars, b => b.Households > 0), last = Array.FindLastIndex(bars, b => b.Households > 0);
        // The largest gain is above, as on a scale.
        foreach (ChangeBar bar in bars[first..(last + 1)].Reverse())
            chart.Rows.Add(new ChartRow(Name(bar), bar.Households == 0 ? [] : [new ChartBar(bar.UpTo is null or > 0 ? 0 : 1, 0, bar.Households, words.Say(f => FigureText.Count(f, bar.Households)))], words.Say(f => f.Number(bar.Households, 1))));
        return chart;
    }

    private LocalizedText Name(ChangeBar bar)
    {
        bool isGain = bar.UpTo is null or > 0;
        (string nl, string en) = isGain ? ("winst", "gain") : ("verlies", "loss");
        (int? least, int? most) = isGain ? (bar.Above, bar.UpTo) : (-bar.UpTo, -bar.Above);
        return most is null ? words.Say(f => $"{nl} van meer dan {f.About(least!.Value)}", f => $"{en} of more than {f.About(least!.Value)}")
            : least is 0 or null ? words.Say(f => $"{nl} tot {f.About(most.Value)}", f => $"{en} up to {f.About(most.Value)}")
            : words.Say(f => $"{nl} van {f.About(least.Value)} tot {f.About(most.Value)}", f => $"{en} of {f.About(least.Value)} to {f.About(most.Value)}");
    }

    private ReportTable Table()
    {
        var table = new ReportTable([new("change", ReportWords.Of("verandering", "change")), new("above", ReportWords.Of("meer dan", "above"), CellKind.Money), new("up_to", ReportWords.Of("tot en met", "up to"), CellKind.Money), new("households", FigureText.Households, CellKind.Number)]);
        foreach (ChangeBar bar in result.Distribution) table.Add(ReportCell.Of($"{bar.Above}..{bar.UpTo}", Name(bar)), (decimal?)bar.Above, (decimal?)bar.UpTo, bar.Households);
        return table;
    }
}
