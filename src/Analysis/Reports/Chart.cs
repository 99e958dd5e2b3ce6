using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Reports;

/// <summary>What an axis counts.</summary>
internal enum ChartUnit
{
    /// <summary>Things, as households.</summary>
    Number,

    /// <summary>Money.</summary>
    Money,

    /// <summary>Shares of 1, shown in percent.</summary>
    Share,
}

/// <summary>What is drawn in one colour.</summary>
/// <param name="Colour">The name of the colour in the style sheet: <c>gain</c>, <c>lose</c>, <c>same</c>, <c>unknown</c>, <c>before</c>, <c>after</c>, or <c>c1</c> to <c>c12</c>.</param>
/// <param name="Title">What the legend says.</param>
internal sealed record ChartSeries(string Colour, LocalizedText Title);

/// <summary>A chart, in numbers that are drawn as they are: what is stacked on what is decided here and not in the page.</summary>
/// <param name="Axis">What the numbers along the axis are.</param>
/// <param name="Unit">In what they are counted.</param>
/// <param name="Series">The series, in the order of the legend.</param>
internal abstract record Chart(LocalizedText Axis, ChartUnit Unit, IReadOnlyList<ChartSeries> Series);

/// <summary>Bars that lie in rows: stacked, side by side, to both sides, or one behind the other as in a waterfall.</summary>
internal sealed record RowChart(LocalizedText Axis, ChartUnit Unit, IReadOnlyList<ChartSeries> Series) : Chart(Axis, Unit, Series)
{
    public List<ChartRow> Rows { get; } = [];

    /// <summary>The ends of the axis; where the bars end when not given.</summary>
    public (decimal From, decimal To)? Domain { get; init; }

    /// <summary>Whether what is left of 0 counts as much as what is right of it: the axis has no minus then.</summary>
    public bool IsTwoSided { get; init; }
}

/// <summary>A row of a chart.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Bars">Its bars.</param>
/// <param name="Label">What stands behind the last bar; null for nothing.</param>
internal sealed record ChartRow(LocalizedText Title, IReadOnlyList<ChartBar> Bars, LocalizedText? Label = null);

/// <summary>A bar.</summary>
/// <param name="Series">The number of its series.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Text">What it says when it is pointed at.</param>
/// <param name="Lane">Which part of the height of its row it has, counted from above.</param>
/// <param name="Inside">What stands in it if there is room; null for nothing.</param>
internal sealed record ChartBar(int Series, decimal From, decimal To, LocalizedText Text, int Lane = 0, LocalizedText? Inside = null);

/// <summary>Curves along an axis, stacked as areas or drawn as lines.</summary>
/// <param name="Across">What goes from left to right.</param>
/// <param name="AcrossUnit">In what that is counted.</param>
/// <param name="Axis">What goes up.</param>
/// <param name="Unit">In what that is counted.</param>
/// <param name="Series">The curves, of stacked ones the lowest first.</param>
internal sealed record CurveChart(LocalizedText Across, ChartUnit AcrossUnit, LocalizedText Axis, ChartUnit Unit, IReadOnlyList<ChartSeries> Series) : Chart(Axis, Unit, Series)
{
    /// <summary>Whether each curve lies on those before it.</summary>
    public bool IsStacked { get; init; }

    /// <summary>Whether a value holds until the next one, instead of going there in a straight line.</summary>
    public bool IsStepped { get; init; }

    /// <summary>The points: what is across, and the value of each series; null where there is none.</summary>
    public List<(decimal At, decimal?[] Values)> Points { get; } = [];

    /// <summary>Places to point out, with a short text: cliffs, limits.</summary>
    public List<(decimal At, LocalizedText Text)> Marks { get; } = [];

    /// <summary>The ends of the axis that goes up; values beyond are cut off. Where the curves end when not given.</summary>
    public (decimal From, decimal To)? Domain { get; init; }
}
