using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Tables;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Columns;

/// <summary>
/// The rows of a table that are at hand: those of the cases of a batch, and the next ones. Columns are converted when rows
/// come in; the rows themselves are kept in the engine's memory as long as somebody may ask for their text.
/// </summary>
internal sealed class TableWindow : IDisposable
{
    private readonly ReadyTable _table;
    private readonly DuckConnection _connection;
    private readonly string _select;
    private readonly List<(DuckChunk Rows, int Start)> _chunks = [];
    private readonly (int Cell, int Column, DuckColumnType Type)[] _cells;
    private readonly int _rowColumn;
    private readonly List<ColumnWindow> _loaded = [];
    private readonly Dictionary<string, ColumnWindow?> _fields = new(StringComparer.Ordinal);
    private readonly NumberWindow[] _keys = [];
    private readonly NumberWindow? _from, _to;
    private DuckQuery? _query;

    /// <param name="table">The table.</param>
    /// <param name="vocabulary">The codes of the catalogue.</param>
    /// <param name="connection">A connection for these rows alone.</param>
    /// <param name="fields">The fields that are wanted as columns; the others are only checked.</param>
    public TableWindow(ReadyTable table, CaseVocabulary vocabulary, DuckConnection connection, IReadOnlyCollection<string> fields)
    {
        (_table, _connection) = (table, connection);
        var columns = new WindowColumns(table, vocabulary);
        Target = table.Source.Target;
        Case = columns.Ids(table.Source.CaseId)!;
        Person = columns.Ids(Target.Person);
        IReadOnlyList<KeyValuePair<string, CellValue>> values = [];
        if (Target is RecordTarget record)
        {
            _keys = [.. record.Keys.Select((k, i) => columns.Key(k, KeyOf(record.Record.Per, i, record.Keys.Count)))];
            values = record.Values;
        }
        else if (Target is RelationTarget relation)
        {
            Other = columns.Ids(relation.Other);
            values = relation.Values;
        }
        else if (Target is CaseTarget about)
        {
            RequestedOn = columns.Date(about.RequestedOn);
            KnownFrom = columns.Date(about.KnownFrom);
        }
        else if (Target is UnknownTarget unknown)
        {
            UnknownRecord = columns.Ids(unknown.Record);
            UnknownKey = columns.Ids(unknown.Key);
            UnknownField = columns.Ids(unknown.Field);
        }
        foreach ((string name, CellValue cell) in values)
        {
            if (FieldOf(name) is { } field) _fields[name] = columns.Field(cell, field.Type, fields.Contains(name));
            else if (name == "from") _from = columns.Date(cell);
            else if (name == "to") _to = columns.Date(cell);
            else if (name == "held") Held = columns.Field(cell, RightsType.Boolean, true) as NumberWindow;
            else if (name == "on") NotHeldOn = columns.Date(cell);
            else Kind = columns.Kind(cell, ((RelationTarget)Target).Relation);
        }
        _loaded.AddRange(columns.Loaded);
        _cells = [.. columns.Cells];
        _rowColumn = columns.Expressions.Count;
        _select = $"SELECT {string.Concat(columns.Expressions.Select(e => $"{e}, "))}{table.RowColumn}, {table.FileColumn}, {table.FlawColumn ?? "NULL"} FROM {table.From} ";
    }

    public TableTarget Target { get; }

    public TableSource Source => _table.Source;

    /// <summary>The rows at hand; those before <see cref="Next"/> belong to cases of the batch.</summary>
    public int Count { get; private set; }

    /// <summary>The first row whose case did not come yet.</summary>
    public int Next { get; set; }

    /// <summary>Whether all rows of the range are at hand.</summary>
    public bool IsAtEnd { get; private set; }

    public TextWindow Case { get; }

    public TextWindow? Person { get; }

    public TextWindow? Other { get; }

    public TextWindow? Kind { get; }

    public NumberWindow? Held { get; }

    public NumberWindow? NotHeldOn { get; }

    public NumberWindow? RequestedOn { get; }

    public NumberWindow? KnownFrom { get; }

    /// <summary>The record of which something is not known, and the part of it.</summary>
    public TextWindow? UnknownRecord { get; }

    public TextWindow? UnknownKey { get; }

    public TextWindow? UnknownField { get; }

    /// <summary>Whether a row has a cell that only the careful reader can judge.</summary>
    public bool[] Flaws = [];

    /// <summary>Whether a row starts a case.</summary>
    public bool[] Starts = [];

    /// <summary>The year, quarter or month of a row as the columns of a batch have it.</summary>
    public int[] Keys = [];

    /// <summary>The person of a row, or the case of a link, by number in the batch.</summary>
    public int[] Owners = [];

    /// <summary>The persons of a link by number in the case.</summary>
    public int[] Ends = [];

    public int[] Others = [];

    /// <summary>The rows that go into the batch, in the order in which they go.</summary>
    public List<int> Order { get; } = [];

    /// <summary>A field that the batch wants; null when the table does not have it.</summary>
    public ColumnWindow? Field(string name) => _fields.GetValueOrDefault(name);

    public int From(int row) => _from is null || _from.States[row] == CellState.NotDelivered ? int.MinValue : (int)_from.Values[row];

    public int To(int row) => _to is null || _to.States[row] == CellState.NotDelivered ? RecordColumns.Open : (int)_to.Values[row];

    /// <summary>Starts with the first row of a range of cases.</summary>
    /// <param name="first">The first case, or null for the first of all.</param>
    /// <param name="end">The case after the last, or null.</param>
    public void Open(string? first, string? end) => Start(_table.Range(first, end));

    /// <summary>Starts with the first row of a case.</summary>
    public void Open(string id) => Start($"WHERE {_table.Case.AsText} = {DuckConnection.Quote(id)}");

    private void Start(string where)
    {
        Close();
        (Count, Next, IsAtEnd) = (0, 0, false);
        try
        {
            _query = _connection.Query(_select + where);
        }
        catch (DuckException problem)
        {
            throw ParquetTable.Failure(_table.Path, problem);
        }
    }

    /// <summary>Lets go of the rows of the last batch.</summary>
    public void Advance()
    {
        Order.Clear();
        int kept = Count - Next;
        if (Next > 0)
        {
            int gone = _chunks.FindLastIndex(c => c.Start + c.Rows.Count <= Next) + 1;
            for (int i = 0; i < gone; i++) _chunks[i].Rows.Dispose();
            _chunks.RemoveRange(0, gone);
            for (int i = 0; i < _chunks.Count; i++) _chunks[i] = (_chunks[i].Rows, _chunks[i].Start - Next);
            foreach (ColumnWindow column in _loaded) column.Shift(Next, kept);
            Array.Copy(Flaws, Next, Flaws, 0, kept);
            Array.Copy(Starts, Next, Starts, 0, kept);
            if (Keys.Length > 0) Array.Copy(Keys, Next, Keys, 0, kept);
        }
        foreach (ColumnWindow column in _loaded) (column as TextWindow)?.Forget();
        (Count, Next) = (kept, 0);
    }

    /// <summary>Whether there is a case that did not come yet.</summary>
    public bool HasNext() => Next < Count || (!IsAtEnd && Fill());

    /// <summary>The row after the last of the next case.</summary>
    public int EndOfCase()
    {
        int end = Next + 1;
        while (true)
        {
            while (end < Count && !Starts[end]) end++;
            if (end < Count || IsAtEnd || !Fill()) return end;
        }
    }

    /// <summary>A row as the careful reader wants it.</summary>
    public CaseRow Row(int row)
    {
        (DuckChunk rows, int start) = _chunks.FindLast(c => c.Start <= row);
        int at = row - start;
        string file = _table.Files[(int)rows.Column(_rowColumn + 1).Values<ulong>()[at]];
        int number = (int)Math.Min(rows.Column(_rowColumn).Values<long>()[at] + 1, int.MaxValue);
        string[] cells = new string[_table.Columns.Count];
        Array.Fill(cells, "");
        int there = cells.Length;
        foreach ((int cell, int column, DuckColumnType type) in _cells)
        {
            cells[cell] = CellText.Of(rows.Column(column), type, at);
            // Of a row that could not be cut, a copy has the cells before the mistake.
            if (_table.FlawColumn is not null && rows.Column(column).IsNull(at)) there = Math.Min(there, cell);
        }
        CaseProblem? mistake = _table.FlawColumn is not null && !rows.Column(_rowColumn + 2).IsNull(at)
            ? TableCopy.MistakeOf(CellText.Of(rows.Column(_rowColumn + 2), DuckColumnType.Text, at), new CasePlace(file, number, CasePath.Root))
            : null;
        return new CaseRow(Source, new TableRow(number, there < cells.Length ? cells[..there] : cells, mistake) { File = file });
    }

    public void Close()
    {
        foreach ((DuckChunk rows, _) in _chunks) rows.Dispose();
        _chunks.Clear();
        Order.Clear();
        _query?.Dispose();
        _query = null;
    }

    public void Dispose()
    {
        Close();
        _connection.Dispose();
    }

    private static NumberKind KeyOf(RecordPeriod period, int part, int parts) => (period, part) switch
    {
        (RecordPeriod.Quarter, 0) when parts == 1 => NumberKind.YearAndQuarter,
        (RecordPeriod.Month, 0) when parts == 1 => NumberKind.YearAndMonth,
        (_, 0) => NumberKind.Year,
        (RecordPeriod.Quarter, _) => NumberKind.Quarter,
        _ => NumberKind.Month,
    };

    private FieldDefinition? FieldOf(string name) =>
        (Target is RecordTarget record ? record.Record.Fields : ((RelationTarget)Target).Relation.Fields).GetValueOrDefault(name);

    private bool Fill()
    {
        DuckChunk? rows;
        try
        {
            rows = _query!.Take();
        }
        catch (DuckException problem)
        {
            throw ParquetTable.Failure(_table.Path, problem);
        }
        if (rows is null)
        {
            IsAtEnd = true;
            return false;
        }
        int start = Count;
        _chunks.Add((rows, start));
        Reserve(start + rows.Count);
        Array.Clear(Flaws, start, rows.Count);
        foreach (ColumnWindow column in _loaded) column.Load(rows.Column(column.Column), start, Flaws);
        if (_table.FlawColumn is not null)
            for (int i = 0; i < rows.Count; i++) Flaws[start + i] |= !rows.Column(_rowColumn + 2).IsNull(i);
        Count = start + rows.Count;
        FindCases(start);
        FindKeys(start);
        FindReversed(start);
        return true;
    }

    private void Reserve(int rows)
    {
        if (rows <= Flaws.Length) return;
        int size = Math.Max(rows, Flaws.Length * 2);
        Array.Resize(ref Flaws, size);
        Array.Resize(ref Starts, size);
        Array.Resize(ref Owners, size);
        if (Target is RecordTarget) Array.Resize(ref Keys, size);
        if (Other is not null)
        {
            Array.Resize(ref Ends, size);
            Array.Resize(ref Others, size);
        }
        foreach (ColumnWindow column in _loaded) column.Resize(size);
    }

    private void FindCases(int start)
    {
        DuckText[] cases = Case.Values;
        // INVARIANT: rows are let go up to the start of a case, so the first at hand always starts one.
        if (start == 0) Starts[0] = true;
        for (int row = Math.Max(1, start); row < Count; row++)
        {
            bool isSame = DuckText.Equal(in cases[row - 1], in cases[row]);
            Starts[row] = !isSame;
            if (!isSame && DuckText.Compare(in cases[row - 1], in cases[row]) > 0) throw Disordered(row);
        }
    }

    private void FindKeys(int start)
    {
        if (_keys.Length == 0) return;
        for (int row = start; row < Count; row++)
        {
            int key = (int)_keys[0].Values[row];
            Keys[row] = _keys.Length == 1 ? key : key * 100 + (int)_keys[1].Values[row];
            foreach (NumberWindow part in _keys) Flaws[row] |= part.States[row] != CellState.Known;
        }
    }

    private void FindReversed(int start)
    {
        if (_from is null || _to is null) return;
        for (int row = start; row < Count; row++)
        {
            // A boundary that is not known is nothing that the columns can hold.
            Flaws[row] |= _from.States[row] == CellState.Unknown || _to.States[row] == CellState.Unknown || To(row) < From(row);
        }
    }

    private InputException Disordered(int row)
    {
        CaseRow at = Row(row);
        return new InputException($"`{Shown.Short(at.Place.File)}` is in the order of its cases from one group of rows to the next, but not within them: row {at.Place.Row} comes too late; sort it by `{Source.CaseId.Columns.First()}`");
    }
}
