using System.Globalization;
using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>
/// Makes tables ready to be read in ranges of cases. The index of a file (the least and greatest case of each group of rows) tells
/// whether it is in order; if not, the file engine sorts it into a copy, with what does not fit into memory on disk.
/// </summary>
internal sealed class TablePreparation(DuckDatabase database, ColumnSettings settings) : IDisposable
{
    // As many rows as the groups of a copy have; a file of fewer groups than this is looked through, for its index tells little.
    private const int RowsPerGroup = 122_880;
    private const int FewGroups = 4;
    private const string CopiedRow = "rights_row";
    private const string CopiedFile = "rights_file";

    private string? _folder;

    public ReadyTable Prepare(TableSource source, ParquetTable table)
    {
        using DuckConnection connection = database.Connect();
        try
        {
            IReadOnlyList<RowGroup> groups = Groups(connection, table.From, table, source);
            if (IsOrdered(connection, table, source, groups)) return new ReadyTable(source, table, table.From, groups);
            settings.OnWarning(TableErrors.Sorting(new CasePlace(table.Path, null, CasePath.Root)));
            return Sorted(connection, source, table);
        }
        catch (DuckException problem)
        {
            throw ParquetTable.Failure(table.Path, problem);
        }
    }

    public void Dispose()
    {
        if (_folder is null) return;
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            // A copy that stays costs room, but no result depends on it.
        }
    }

    private ReadyTable Sorted(DuckConnection connection, TableSource source, ParquetTable table)
    {
        _folder ??= Directory.CreateTempSubdirectory("rights-").FullName;
        string copy = Path.Combine(_folder, $"{Directory.EnumerateFiles(_folder).Count()}.parquet");
        string subject = DuckConnection.Name(table.Columns[((PlainCell)source.CaseId).Index]), text = ReadyTable.CaseOf(source, table);
        connection.Execute($"SET threads = {Math.Max(1, settings.Threads)}");
        try
        {
            connection.Execute($"COPY (SELECT * REPLACE ({text} AS {subject}), {ParquetTable.RowColumn} AS {CopiedRow}, {ParquetTable.FileColumn} AS {CopiedFile} FROM {table.From} WHERE {text} > '' ORDER BY {text}, {ParquetTable.FileColumn}, {ParquetTable.RowColumn}) TO {DuckConnection.Quote(copy)} (FORMAT parquet, ROW_GROUP_SIZE {RowsPerGroup})");
        }
        finally
        {
            connection.Execute("SET threads = 1");
        }
        string from = ParquetTable.FromOf([copy]);
        return new ReadyTable(source, table, from, Groups(connection, from, table, source)) { RowColumn = CopiedRow, FileColumn = CopiedFile };
    }

    private static List<RowGroup> Groups(DuckConnection connection, string from, ParquetTable table, TableSource source)
    {
        string column = table.Columns[((PlainCell)source.CaseId).Index];
        using DuckQuery query = connection.Query($"""
            SELECT row_group_num_rows, stats_min_value, stats_max_value, stats_null_count
            FROM {from.Replace("read_parquet", "parquet_metadata", StringComparison.Ordinal)} WHERE path_in_schema = {DuckConnection.Quote(column)}
            """);
        List<RowGroup> groups = [];
        while (query.Next())
            for (int i = 0; i < query.Count; i++)
                groups.Add(new RowGroup(query.Column(0).Values<long>()[i], Text(query.Column(1), i), Text(query.Column(2), i), query.Column(3).IsNull(i) ? null : query.Column(3).Values<long>()[i]));
        return groups;
    }

    private static string? Text(DuckVector column, int row) => column.IsNull(row) ? null : Encoding.UTF8.GetString(column.Text(row));

    private static bool IsOrdered(DuckConnection connection, ParquetTable table, TableSource source, IReadOnlyList<RowGroup> groups)
    {
        // Numbers are in another order than the texts that they are.
        if (!table.Types[((PlainCell)source.CaseId).Index].IsText) return groups.Sum(g => g.Rows) == 0;
        RowGroup[] filled = [.. groups.Where(g => g.Rows > 0 && g.Nulls != g.Rows)];
        if (filled.Length > 1 && Array.Exists(filled, g => g.First is null || g.Last is null)) return false;
        for (int i = 1; i < filled.Length; i++)
            if (CaseOrder.Instance.Compare(filled[i - 1].Last, filled[i].First) > 0) return false;
        return IsOrderedWithin(connection, table, source, filled.Length <= FewGroups ? "" : $"WHERE {ParquetTable.FileColumn} = 0 AND {ParquetTable.RowColumn} < {groups[0].Rows.ToString(CultureInfo.InvariantCulture)}");
    }

    private static bool IsOrderedWithin(DuckConnection connection, ParquetTable table, TableSource source, string where)
    {
        using DuckQuery query = connection.Query($"SELECT {ReadyTable.CaseOf(source, table)} FROM {table.From} {where}");
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
