using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>Reads a CSV file row by row with bounded memory; a bad row is a row with a mistake, and the next one is read as ever.</summary>
internal sealed class CsvRows : TableRows
{
    /// <summary>The most bytes of a row; no register has as much to say about one person.</summary>
    public const int MaximumRow = 1024 * 1024;

    private readonly Utf8Lines _lines;
    private readonly CsvFormat _format;
    private readonly Stack<Utf8Line> _putBack = new();
    private string[] _columns = [];

    private CsvRows(string file, CsvFormat format, Stream stream)
    {
        File = file;
        _format = format;
        _lines = new Utf8Lines(stream, file, MaximumRow);
    }

    public override string File { get; }

    public override IReadOnlyList<string> Columns => _columns;

    /// <summary>Opens a file and reads its names of columns; null with problems when they cannot be read.</summary>
    public static CsvRows? Open(string path, CsvFormat format, List<CaseProblem> problems)
    {
        var rows = new CsvRows(path, format, CaseReader.Open(path));
        if (rows.Header() is not { } problem) return rows;
        problems.Add(problem);
        rows.Dispose();
        return null;
    }

    public override TableRow? Next()
    {
        while (NextLine() is { } line)
            if (!line.IsBlank) return Row(line);
        return null;
    }

    private Utf8Line? NextLine() => _putBack.Count > 0 ? _putBack.Pop() : _lines.Next();

    public override void Dispose() => _lines.Dispose();

    private CaseProblem? Header()
    {
        TableRow? row = Next();
        if (row is null) return TableErrors.NoHeader(new CasePlace(File, 1, CasePath.Root));
        if (row.Mistake is not null) return row.Mistake;
        _columns = [.. row.Cells.Select(c => c.Trim())];
        return null;
    }

    private TableRow Row(Utf8Line line)
    {
        var at = new CasePlace(File, line.Number, CasePath.Root);
        (string text, int? invalid) = _format.Decode(line.Bytes.Span);
        List<string> cells = new(_columns.Length);
        if (line.IsTooLong)
        {
            CsvCells.Split(text, _format.Separator, cells);
            // The last cell is cut off where the line was.
            if (cells.Count > 0) cells.RemoveAt(cells.Count - 1);
            return new TableRow(line.Number, Trusted(cells), TableErrors.RowTooLong(at, MaximumRow));
        }
        (QuoteMistake mistake, int column) = CsvCells.Split(text, _format.Separator, cells);
        if (mistake == QuoteMistake.Unclosed && _format.LineBreaks && invalid is null) (mistake, column) = ReadOn(text, cells);
        if (invalid is { } bad) return new TableRow(line.Number, Trusted(cells), TableErrors.Encoding(at, bad, _format.IsWindows1252));
        if (mistake == QuoteMistake.Unclosed) return new TableRow(line.Number, cells, TableErrors.UnclosedQuote(at, column, _format.LineBreaks));
        if (mistake == QuoteMistake.Misplaced) return new TableRow(line.Number, cells, TableErrors.MisplacedQuote(at, column));
        bool fits = _columns.Length == 0 || cells.Count == _columns.Length;
        return new TableRow(line.Number, cells, fits ? null : TableErrors.CellCount(at, cells.Count, _columns.Length));
    }

    /// <summary>Joins lines until the quote is closed; where it never is, the lines are read again as rows.</summary>
    private (QuoteMistake Mistake, int Column) ReadOn(string text, List<string> cells)
    {
        (QuoteMistake Mistake, int Column) found = CsvCells.Split(text, _format.Separator, []);
        string[] before = [.. cells];
        List<Utf8Line> joined = [];
        while (text.Length <= MaximumRow && NextLine() is { } next)
        {
            joined.Add(next with { Bytes = next.Bytes.ToArray() });
            if (next.IsTooLong) break;
            (string more, int? invalid) = _format.Decode(next.Bytes.Span);
            text = $"{text}\n{more}";
            cells.Clear();
            (QuoteMistake Mistake, int Column) now = CsvCells.Split(text, _format.Separator, cells);
            if (now.Mistake == QuoteMistake.None && invalid is null) return now;
            if (now.Mistake != QuoteMistake.Unclosed) break;
        }
        for (int i = joined.Count - 1; i >= 0; i--) _putBack.Push(joined[i]);
        cells.Clear();
        cells.AddRange(before);
        return found;
    }

    private static string[] Trusted(List<string> cells) => [.. cells.TakeWhile(c => !c.Contains('\uFFFD'))];
}
