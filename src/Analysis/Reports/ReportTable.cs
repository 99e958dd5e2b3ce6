using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Reports;

/// <summary>What the cells of a column are.</summary>
internal enum CellKind
{
    /// <summary>Text, in one or all languages.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An amount of money.</summary>
    Money,

    /// <summary>A share of 1, shown in percent.</summary>
    Share,

    /// <summary>A date.</summary>
    Date,
}

/// <summary>A column of a table.</summary>
/// <param name="Key">Its name in downloads: English <c>snake_case</c>.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="Kind">What its cells are.</param>
internal sealed record ReportColumn(string Key, LocalizedText Title, CellKind Kind = CellKind.Text)
{
    public bool IsNumber => Kind is CellKind.Number or CellKind.Money or CellKind.Share;
}

/// <summary>A cell: a text, a number or a date. One without any is empty.</summary>
internal readonly record struct ReportCell
{
    /// <summary>The text or key that downloads have.</summary>
    public string? Key { get; private init; }

    /// <summary>What people read in its place, when that is something else.</summary>
    public LocalizedText? Title { get; private init; }

    public decimal? Number { get; private init; }

    public DateOnly? Date { get; private init; }

    /// <summary>A name that people know by something else.</summary>
    public static ReportCell Of(string key, LocalizedText? title) => new() { Key = key, Title = title };

    public static implicit operator ReportCell(string? text) => new() { Key = text };

    public static implicit operator ReportCell(decimal? number) => new() { Number = number };

    public static implicit operator ReportCell(decimal number) => new() { Number = number };

    public static implicit operator ReportCell(DateOnly date) => new() { Date = date };
}

/// <summary>The numbers of a figure. They are exact: what downloads have is what was counted, and what people read are the same digits.</summary>
/// <param name="Columns">The columns.</param>
internal sealed record ReportTable(IReadOnlyList<ReportColumn> Columns)
{
    /// <summary>How many columns, from the left, say what a row is about.</summary>
    public int HeadColumns { get; init; } = 1;

    public List<ReportCell[]> Rows { get; } = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A cell per column.</param>
    public void Add(params ReportCell[] cells)
    {
        if (cells.Length != Columns.Count) throw new ArgumentException($"a row of {cells.Length} cells does not fit {Columns.Count} columns", nameof(cells));
        Rows.Add(cells);
    }
}
