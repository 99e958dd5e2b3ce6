using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Reports;

/// <summary>Findings for people who decide about rules: figures in words, charts and tables. Written as one page by <see cref="ReportPage"/>.</summary>
internal sealed record Report
{
    public required LocalizedText Title { get; init; }

    /// <summary>What was looked at, a sentence each.</summary>
    public required IReadOnlyList<LocalizedText> About { get; init; }

    /// <summary>The findings to remember, above everything else.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>How it was counted, a paragraph each.</summary>
    public IReadOnlyList<LocalizedText> Method { get; init; } = [];
}

/// <summary>A finding in a few words.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Value">The figure.</param>
/// <param name="Note">What it was before, or how sure it is; null when there is nothing to add.</param>
internal sealed record ReportFact(LocalizedText Label, LocalizedText Value, LocalizedText? Note = null);

/// <summary>A figure: what it says in words, perhaps a chart, and the table of its numbers.</summary>
internal sealed record Figure
{
    /// <summary>Its name in links and downloads: English <c>snake_case</c>.</summary>
    public required string Name { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>What it says, for who does not see the chart and for who has no time.</summary>
    public required LocalizedText Point { get; init; }

    /// <summary>The charts, one below the other; none where the table says it best.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    public required ReportTable Table { get; init; }

    /// <summary>What a reader needs to understand chart and table.</summary>
    public IReadOnlyList<LocalizedText> Notes { get; init; } = [];
}
