using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>Rows that lie together in a file, as its index describes them.</summary>
/// <param name="Rows">How many.</param>
/// <param name="First">No case comes before it; null when the index does not say.</param>
/// <param name="Last">No case comes after it; null when the index does not say.</param>
/// <param name="Nulls">How many have no case; null when the index does not say.</param>
internal sealed record RowGroup(long Rows, string? First, string? Last, long? Nulls);

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">As what its values are stored.</param>
internal readonly record struct StoredColumn(string Name, DuckColumnType Type)
{
    /// <summary>Its values as text, in SQL.</summary>
    public string AsText => Type.IsText ? DuckConnection.Name(Name) : $"CAST({DuckConnection.Name(Name)} AS VARCHAR)";
}

/// <summary>A table in Parquet (its own files, or a copy) that is read in ranges of cases.</summary>
internal sealed record ReadyTable
{
    /// <summary>What the rows mean.</summary>
    public required TableSource Source { get; init; }

    /// <summary>The table and its files as the user named them.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Where to read, in SQL.</summary>
    public required string From { get; init; }

    /// <summary>The columns of the table.</summary>
    public required IReadOnlyList<StoredColumn> Columns { get; init; }

    /// <summary>Columns of a copy with what a mapping makes of others.</summary>
    public IReadOnlyDictionary<CellValue, string> Mapped { get; init; } = new Dictionary<CellValue, string>();

    /// <summary>The number of the row in its file, in SQL.</summary>
    public string RowColumn { get; init; } = ParquetTable.RowColumn;

    /// <summary>The number of the file of a row, in SQL.</summary>
    public string FileColumn { get; init; } = ParquetTable.FileColumn;

    /// <summary>A column of a copy that says why a row is for the careful reader; null where rows are as they were stored.</summary>
    public string? FlawColumn { get; init; }

    /// <summary>The groups of rows, in order; empty until they are asked for.</summary>
    public IReadOnlyList<RowGroup> Groups { get; init; } = [];

    public StoredColumn Case => Of(Source.CaseId);

    public static ReadyTable InPlace(TableSource source)
    {
        ParquetTable table = ((ParquetRows)source.Rows).Table;
        return new ReadyTable { Source = source, Path = table.Path, Files = table.Files, From = table.From, Columns = [.. table.Columns.Zip(table.Types, (name, type) => new StoredColumn(name, type))] };
    }

    public StoredColumn Of(CellValue cell) => cell is PlainCell plain ? Columns[plain.Index] : new StoredColumn(Mapped[cell], DuckColumnType.Text);

    /// <summary>The condition in SQL that a row has a case in a range.</summary>
    /// <param name="first">The first case, or null for the first of all.</param>
    /// <param name="end">The case after the last, or null.</param>
    public string Range(string? first, string? end) =>
        $"WHERE {Case.AsText} {(first is null ? "> ''" : $">= {DuckConnection.Quote(first)}")}{(end is null ? "" : $" AND {Case.AsText} < {DuckConnection.Quote(end)}")}";
}
