using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>
/// Makes tables ready to be read in ranges of cases. Text, and what a mapping rewrites, is copied into Parquet. The index of a file
/// (the least and greatest case of each group of rows) tells whether it is in order; if not, the file engine sorts it into a copy,
/// with what does not fit into memory on disk.
/// </summary>
/// <param name="database">What reads and sorts.</param>
/// <param name="settings">How to read.</param>
/// <param name="folder">Where copies go; it is made when there are some, and goes away with them.</param>
internal sealed class TablePreparation(DuckDatabase database, ColumnSettings settings, string folder) : IDisposable
{
    // As many rows as the groups of a sorted copy have; a file of few groups is looked through, for its index tells little.
    private const int RowsPerGroup = 122_880;
    private const int FewGroups = 4;

    private readonly List<CaseProblem> _withoutCase = [];
    private int _copies;

    /// <summary>The rows that belong to no case, of the tables prepared so far.</summary>
    public IReadOnlyList<CaseProblem> WithoutCase => _withoutCase;

    public ReadyTable Prepare(TableSource source)
    {
        using DuckConnection connection = database.Connect();
        try
        {
            bool isInPlace = source is { Rows: ParquetRows, IsMapped: false };
            ReadyTable table = isInPlace ? ReadyTable.InPlace(source) : TableCopy.Write(source, NextCopy(), new DuckSettings { Memory = settings.Memory / 4 }, _withoutCase.Add);
            table = table with { Groups = Groups(connection, table) };
            if (isInPlace && table.Groups.Any(g => g.Nulls != 0 || g.First is null or "")) FindWithoutCase(source);
            if (IsOrdered(connection, table)) return table;
            settings.OnWarning(TableErrors.Sorting(new CasePlace(table.Path, null, CasePath.Root)));
            return Sorted(connection, table);
        }
        catch (DuckException problem)
        {
            throw ParquetTable.Failure(source.File, problem);
        }
    }

    public void Dispose()
    {
        if (!Directory.Exists(folder)) return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            // A copy that stays costs room, but no result depends on it.
        }
    }

    private string NextCopy()
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{_copies++}.parquet");
    }

    private ReadyTable Sorted(DuckConnection connection, ReadyTable table)
    {
        string copy = NextCopy(), subject = DuckConnection.Name(table.Case.Name);
        string places = table.FlawColumn is null ? $", {table.RowColumn} AS {TableCopy.RowColumn}, {table.FileColumn} AS {TableCopy.FileColumn}" : "";
        connection.Execute($"SET threads = {Math.Max(1, settings.Threads)}");
        try
        {
            connection.Execute($"COPY (SELECT * REPLACE ({table.Case.AsText} AS {subject}){places} FROM {table.From} WHERE {table.Case.AsText} > '' ORDER BY {table.Case.AsText}, {table.FileColumn}, {table.RowColumn}) TO {DuckConnection.Quote(copy)} (FORMAT parquet, ROW_GROUP_SIZE {RowsPerGroup})");
        }
        finally
        {
            connection.Execute("SET threads = 1");
        }
        table = table with
        {
            From = ParquetTable.FromOf([copy]),
            Columns = [.. table.Columns.Select(c => c == table.Case ? c with { Type = DuckColumnType.Text } : c)],
            RowColumn = TableCopy.RowColumn,
            FileColumn = TableCopy.FileColumn,
        };
        return table with { Groups = Groups(connection, table) };
    }

    /// <summary>The rows of Parquet that belong to no case.</summary>
    private void FindWithoutCase(TableSource source)
    {
        ParquetTable table = ((ParquetRows)source.Rows).Table;
        string subject = ReadyTable.InPlace(source).Case.AsText;
        using var rows = new ParquetRows(table, database.Connect(), $"WHERE {subject} IS NULL OR {subject} = ''");
        while (rows.Next() is { } row) _withoutCase.Add(TableErrors.NoCase(new CasePlace(row.File ?? table.Path, row.Number, CasePath.Root), source.CaseId.Columns.First()));
    }

    private static List<RowGroup> Groups(DuckConnection connection, ReadyTable table)
    {
        using DuckQuery query = connection.Query($"""
            SELECT row_group_num_rows, stats_min_value, stats_max_value, stats_null_count
            FROM {table.From.Replace("read_parquet", "parquet_metadata", StringComparison.Ordinal)} WHERE path_in_schema = {DuckConnection.Quote(table.Case.Name)}
            """);
        List<RowGroup> groups = [];
        while (query.Next())
            for (int i = 0; i < query.Count; i++)
                groups.Add(new RowGroup(query.Column(0).Values<long>()[i], Text(query.Column(1), i), Text(query.Column(2), i), query.Column(3).IsNull(i) ? null : query.Column(3).Values<long>()[i]));
        return groups;
    }

    private static string? Text(DuckVector column, int row) => column.IsNull(row) ? null : Encoding.UTF8.GetString(column.Text(row));

    private static bool IsOrdered(DuckConnection connection, ReadyTable table)
    {
        // Numbers are in another order than the texts that they are.
        if (!table.Case.Type.IsText) return table.Groups.Sum(g => g.Rows) == 0;
        RowGroup[] filled = [.. table.Groups.Where(g => g.Rows > 0 && g.Nulls != g.Rows)];
        if (filled.Length > 1 && Array.Exists(filled, g => g.First is null || g.Last is null)) return false;
        for (int i = 1; i < filled.Length; i++)
            if (CaseOrder.Instance.Compare(filled[i - 1].Last, filled[i].First) > 0) return false;
        // What was written as it was read is known row by row only when it is looked at.
        bool looksThrough = filled.Length <= FewGroups || table.FlawColumn is not null;
        return IsOrderedWithin(connection, table, looksThrough ? "" : $"WHERE {table.FileColumn} = 0 AND {table.RowColumn} < {table.Groups[0].Rows}");
    }

    private static bool IsOrderedWithin(DuckConnection connection, ReadyTable table, string where)
    {
        using DuckQuery query = connection.Query($"SELECT {table.Case.AsText} FROM {table.From} {where}");
        byte[] last = [];
        while (query.Next())
        {
            DuckVector column = query.Column(0);
            ReadOnlySpan<DuckText> cases = column.Values<DuckText>();
            int before = -1;
            for (int i = 0; i < query.Count; i++)
            {
                if (column.IsNull(i)) continue;
                if (before < 0 ? last.AsSpan().SequenceCompareTo(cases[i].Span) > 0 : DuckText.Compare(in cases[before], in cases[i]) > 0) return false;
                before = i;
            }
            if (before >= 0) last = cases[before].Span.ToArray();
        }
        return true;
    }
}
