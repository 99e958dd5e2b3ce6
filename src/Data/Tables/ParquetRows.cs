using System.Text;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Tables;

/// <summary>Reads a table in Parquet row by row, each value as the text that stands for it in CSV.</summary>
internal sealed class ParquetRows : TableRows
{
    private readonly ParquetTable _table;
    private readonly DuckConnection _connection;
    private readonly string _where;
    private DuckQuery? _query;
    private string _file;
    private int _fileIndex;
    private int _next;
    private bool _isAtEnd;

    /// <summary>The rows; reading starts with the first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">A connection for these rows alone.</param>
    /// <param name="where">A condition in SQL on the rows; empty for all.</param>
    public ParquetRows(ParquetTable table, DuckConnection connection, string where = "")
    {
        _table = table;
        _connection = connection;
        _file = table.Files[0];
        _where = where;
    }

    public ParquetTable Table => _table;

    public override string File => _table.Path;

    public override IReadOnlyList<string> Columns => _table.Columns;

    public override int? HeaderRow => null;

    public override DuckColumnType TypeOf(int column) => _table.Types[column];

    public override TableRow? Next()
    {
        try
        {
            _query ??= Start();
            while (_next >= _query.Count)
            {
                if (_isAtEnd || !_query.Next())
                {
                    _isAtEnd = true;
                    return null;
                }
                _next = 0;
            }
        }
        catch (DuckException problem)
        {
            throw ParquetTable.Failure(_file, problem);
        }
        string[] cells = new string[_table.Columns.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            DuckVector column = _query.Column(i);
            cells[i] = column.IsNull(_next) ? "" : Encoding.UTF8.GetString(column.Text(_next));
        }
        long row = _query.Column(cells.Length).Values<long>()[_next];
        int file = (int)_query.Column(cells.Length + 1).Values<ulong>()[_next];
        if (file != _fileIndex) (_fileIndex, _file) = (file, _table.Files[file]);
        _next++;
        return new TableRow((int)Math.Min(row + 1, int.MaxValue), cells, null) { File = _file };
    }

    private DuckQuery Start()
    {
        string columns = string.Concat(Enumerable.Range(0, _table.Columns.Count).Select(c => $"{_table.TextOf(c)}, "));
        return _connection.Query($"SELECT {columns}{ParquetTable.RowColumn}, {ParquetTable.FileColumn} FROM {_table.From} {_where}");
    }

    public override void Dispose()
    {
        _query?.Dispose();
        _connection.Dispose();
    }
}
