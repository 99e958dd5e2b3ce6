using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>Rows that lie together in a file, as its index describes them.</summary>
/// <param name="Rows">How many.</param>
/// <param name="First">No case comes before it; null when the index does not say.</param>
/// <param name="Last">No case comes after it; null when the index does not say.</param>
/// <param name="Nulls">How many have no case; null when the index does not say.</param>
internal sealed record RowGroup(long Rows, string? First, string? Last, long? Nulls);

/// <summary>A table whose rows can be read range by range in the order of their cases.</summary>
internal sealed class ReadyTable(TableSource source, ParquetTable table, string from, IReadOnlyList<RowGroup> groups)
{
    /// <summary>What the rows mean.</summary>
    public TableSource Source { get; } = source;

    /// <summary>The table as it was given; its files are what findings name.</summary>
    public ParquetTable Table { get; } = table;

    /// <summary>Where to read, in SQL: the files themselves, or a sorted copy that has the same columns and names.</summary>
    public string From { get; } = from;

    public IReadOnlyList<RowGroup> Groups { get; } = groups;

    /// <summary>Whether the rows are read from a sorted copy.</summary>
    public bool IsCopy => From != Table.From;

    /// <summary>The number of the row in its file, in SQL.</summary>
    public string RowColumn { get; init; } = ParquetTable.RowColumn;

    /// <summary>The number of the file of a row, in SQL.</summary>
    public string FileColumn { get; init; } = ParquetTable.FileColumn;

    /// <summary>The id of the case, as text, in SQL.</summary>
    public string CaseColumn => CaseOf(Source, Table);

    public static string CaseOf(TableSource source, ParquetTable table) => table.TextOf(((PlainCell)source.CaseId).Index);

    /// <summary>The condition in SQL that a row has a case at all, and one in a range.</summary>
    /// <param name="first">The first case, or null for the first of all.</param>
    /// <param name="end">The case after the last, or null.</param>
    public string Range(string? first, string? end) =>
        $"WHERE {CaseColumn} {(first is null ? "> ''" : $">= {DuckConnection.Quote(first)}")}{(end is null ? "" : $" AND {CaseColumn} < {DuckConnection.Quote(end)}")}";
}
