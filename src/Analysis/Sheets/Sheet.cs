namespace RightsEngine.Analysis.Sheets;

/// <summary>A column of a sheet.</summary>
/// <param name="Name">What stands above it.</param>
/// <param name="IsNumber">Whether its cells are numbers, which stand to the right.</param>
internal sealed record SheetColumn(string Name, bool IsNumber = false);

/// <summary>A table of findings for people and for programs: written to the console, as CSV, Markdown, JSON or a page.</summary>
internal sealed class Sheet
{
    /// <summary>The word that names the table in CSV and JSON: English <c>snake_case</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence above the table.</summary>
    public required FormattableString Caption { get; init; }

    public required IReadOnlyList<SheetColumn> Columns { get; init; }

    /// <summary>How many columns, from the left, say what a row is about.</summary>
    public int HeadColumns { get; init; } = 1;

    /// <summary>The rows: a text per column, empty where there is nothing to say.</summary>
    public List<string[]> Rows { get; } = [];

    /// <summary>What a reader needs to understand the cells.</summary>
    public List<FormattableString> Notes { get; init; } = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A text per column.</param>
    public void Add(params string[] cells)
    {
        if (cells.Length != Columns.Count) throw new ArgumentException($"a row of {cells.Length} cells does not fit the {Columns.Count} columns of {Name}", nameof(cells));
        Rows.Add(cells);
    }
}
