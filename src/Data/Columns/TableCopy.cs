using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Mapping;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>
/// A copy in Parquet of a table that is text, or that a mapping rewrites: each row with its cells, its place, what a mapping makes of
/// them, and why the careful reader has to look at it. Cutting lines into cells stays with the reader that costs a bad row, not a file.
/// </summary>
internal static class TableCopy
{
    public const string RowColumn = "rights_row";
    public const string FileColumn = "rights_file";
    private const string FlawColumn = "rights_flaw";

    /// <summary>Writes the copy.</summary>
    /// <param name="source">The table from its beginning.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="settings">How much of the machine writing may take.</param>
    /// <param name="withoutCase">Told of rows that belong to no case, which the copy does not have.</param>
    public static ReadyTable Write(TableSource source, string path, DuckSettings settings, Action<CaseProblem> withoutCase)
    {
        MappedCell[] mapped = [.. source.Cells.OfType<MappedCell>().Distinct()];
        int cells = source.Rows.Columns.Count;
        StoredColumn[] columns = [.. Enumerable.Range(0, cells).Select(i => new StoredColumn($"cell_{i}", DuckColumnType.Text))];
        List<string> files = [];
        DuckColumn[] written =
        [
            .. columns.Select(c => new DuckColumn(c.Name, "VARCHAR")), .. mapped.Select((_, i) => new DuckColumn($"mapped_{i}", "VARCHAR")),
            new DuckColumn(RowColumn, "BIGINT"), new DuckColumn(FileColumn, "UBIGINT"), new DuckColumn(FlawColumn, "VARCHAR"),
        ];
        using (var writer = new DuckParquetWriter(settings, written))
        {
            var scratch = new Scratch(written.Length);
            writer.Write(path, rows => Fill(rows, source, mapped, files, scratch, withoutCase));
        }
        return new ReadyTable
        {
            Source = source,
            Path = source.File,
            Files = files,
            From = ParquetTable.FromOf([path]),
            Columns = columns,
            Mapped = mapped.Select((cell, i) => KeyValuePair.Create((CellValue)cell, $"mapped_{i}")).ToDictionary(),
            RowColumn = RowColumn,
            FileColumn = FileColumn,
            FlawColumn = FlawColumn,
        };
    }

    /// <summary>The mistake of a row from what a copy says; null when only a mapping met something odd.</summary>
    public static CaseProblem? MistakeOf(string flaw, CasePlace at) =>
        flaw.Split(' ', 2) is [var code, var message] ? new CaseProblem(code, "", at.File, at.Row, at.Path.ToString(), null, null, message) : null;

    private sealed class Scratch(int columns)
    {
        public string?[][] Texts { get; } = [.. Enumerable.Range(0, columns).Select(_ => new string?[DuckRows.Capacity])];

        public long[] Rows { get; } = new long[DuckRows.Capacity];

        public ulong[] Files { get; } = new ulong[DuckRows.Capacity];

        public byte[] Bytes { get; set; } = new byte[4096];
    }

    private static int Fill(DuckRows rows, TableSource source, MappedCell[] mapped, List<string> files, Scratch scratch, Action<CaseProblem> withoutCase)
    {
        int count = 0, cells = source.Rows.Columns.Count, flaw = scratch.Texts.Length - 1;
        while (count < DuckRows.Capacity && source.Rows.Next() is { } row)
        {
            string file = row.File ?? source.File;
            if (source.CaseId.Text(row) is not { Length: > 0 })
            {
                withoutCase(row.Mistake ?? TableErrors.NoCase(new CasePlace(file, row.Number, CasePath.Root), source.CaseId.Columns.FirstOrDefault() ?? TableLayout.Case));
                continue;
            }
            if (files.Count == 0 || files[^1] != file) files.Add(file);
            for (int i = 0; i < cells; i++) scratch.Texts[i][count] = row.Cell(i);
            bool isOdd = false;
            for (int i = 0; i < mapped.Length; i++) scratch.Texts[cells + i][count] = Mapped(mapped[i], row, ref isOdd);
            (scratch.Rows[count], scratch.Files[count]) = (row.Number - 1, (ulong)files.Count - 1);
            scratch.Texts[flaw][count++] = row.Mistake is { } mistake ? $"{mistake.Code} {mistake.Message}" : isOdd ? "" : null;
        }
        for (int i = 0; i < scratch.Texts.Length; i++)
        {
            if (i == flaw - 2) scratch.Rows.AsSpan(0, count).CopyTo(rows.Values<long>(i));
            else if (i == flaw - 1) scratch.Files.AsSpan(0, count).CopyTo(rows.Values<ulong>(i));
            else Write(rows, i, scratch.Texts[i].AsSpan(0, count), scratch);
        }
        return count;
    }

    /// <summary>What a mapping makes of a row; null when it has nothing, or cannot be trusted.</summary>
    private static string? Mapped(MappedCell cell, TableRow row, ref bool isOdd)
    {
        if (row.Mistake is not null) return cell.Text(row);
        MappedValue value = cell.Apply(row);
        isOdd |= value.Mistake != MappingMistake.None;
        return value.Scalar.IsNothing ? null : value.Scalar.Text;
    }

    private static void Write(DuckRows rows, int column, ReadOnlySpan<string?> texts, Scratch scratch)
    {
        DuckTexts places = rows.Texts(column);
        Span<ulong> present = rows.NonePresent(column);
        for (int row = 0; row < texts.Length; row++)
        {
            if (texts[row] is not { } text) continue;
            int most = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (scratch.Bytes.Length < most) scratch.Bytes = new byte[most];
            places.Set(row, scratch.Bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, scratch.Bytes)));
            DuckRows.SetPresent(present, row);
        }
    }
}
