using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace RightsEngine.Data.Duck;

/// <summary>A column to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL.</param>
internal sealed record DuckColumn(string Name, string Type);

/// <summary>
/// Writes Parquet from columns: the engine asks for rows when it has room for them, and whoever wants them written works on
/// the thread that waits for the file. For one thread at a time.
/// </summary>
internal sealed unsafe class DuckParquetWriter : IDisposable
{
    private const string Rows = "rows_to_write";

    // A dictionary only pays for the few values of a column such as the right; looking for more of them takes a third of the time.
    private const string Options = "FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000";

    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private readonly List<(string Name, DuckDBLogicalType Type)> _columns = [];
    private GCHandle _self;
    private Func<DuckRows, int>? _fill;
    private ExceptionDispatchInfo? _failure;

    public DuckParquetWriter(DuckSettings settings, IReadOnlyList<DuckColumn> columns)
    {
        _database = DuckDatabase.Open(settings);
        _connection = _database.Connect();
        _self = GCHandle.Alloc(this);
        using (DuckQuery types = _connection.Query($"SELECT {string.Join(", ", columns.Select(c => $"NULL::{c.Type}"))} LIMIT 0"))
        {
            for (int i = 0; i < columns.Count; i++) _columns.Add((columns[i].Name, types.LogicalTypeOf(i)));
            // A result that is not read to its end keeps a transaction open, and what is registered in it goes with it.
            while (types.Next())
            {
            }
        }
        IntPtr function = TableFunction.DuckDBCreateTableFunction();
        TableFunction.DuckDBTableFunctionSetName(function, Rows);
        TableFunction.DuckDBTableFunctionSetExtraInfo(function, GCHandle.ToIntPtr(_self), null);
        TableFunction.DuckDBTableFunctionSetBind(function, &Bind);
        TableFunction.DuckDBTableFunctionSetInit(function, &Start);
        TableFunction.DuckDBTableFunctionSetFunction(function, &Fill);
        _connection.Register(function);
        TableFunction.DuckDBDestroyTableFunction(ref function);
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="fill">Fills in rows and gives their number; 0 when there are no more.</param>
    public void Write(string path, Func<DuckRows, int> fill)
    {
        (_fill, _failure) = (fill, null);
        try
        {
            _connection.Execute($"COPY (SELECT * FROM {Rows}()) TO {DuckConnection.Quote(path)} ({Options})");
        }
        catch (DuckException)
        {
            _failure?.Throw();
            throw;
        }
        finally
        {
            _fill = null;
        }
    }

    /// <summary>Writes the result of a query to a file.</summary>
    public void Write(string path, string query) => _connection.Execute($"COPY ({query}) TO {DuckConnection.Quote(path)} ({Options})");

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        foreach ((_, DuckDBLogicalType type) in _columns) type.Dispose();
        if (_self.IsAllocated) _self.Free();
    }

    private static DuckParquetWriter Of(IntPtr handle) => (DuckParquetWriter)GCHandle.FromIntPtr(handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(IntPtr info)
    {
        foreach ((string name, DuckDBLogicalType type) in Of(TableFunction.DuckDBBindGetExtraInfo(info))._columns) TableFunction.DuckDBBindAddResultColumn(info, name, type);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Start(IntPtr info)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(IntPtr info, IntPtr chunk)
    {
        DuckParquetWriter writer = Of(TableFunction.DuckDBFunctionGetExtraInfo(info));
        var rows = new DuckRows(chunk);
        try
        {
            rows.SetCount(writer._fill!(rows));
        }
        catch (Exception problem)
        {
            // The engine knows no exceptions; it stops, and the one who waits is told.
            writer._failure = ExceptionDispatchInfo.Capture(problem);
            TableFunction.DuckDBFunctionSetError(info, "stopped");
        }
    }
}
