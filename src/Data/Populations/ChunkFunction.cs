using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace RightsEngine.Data.Populations;

/// <summary>A table of DuckDB whose rows are made while a query reads them, a chunk at a time.</summary>
internal sealed unsafe class ChunkFunction : IDisposable
{
    private readonly IReadOnlyList<(string Name, ColumnKind Kind)> _columns;
    private readonly Action<ChunkWriter> _fill;
    private readonly ChunkWriter _writer;
    private GCHandle _handle;

    /// <param name="connection">Where queries may name the table.</param>
    /// <param name="name">The name, to be called without arguments.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="fill">Adds the next rows; when it adds none, the table ends.</param>
    public ChunkFunction(DuckDBConnection connection, string name, IReadOnlyList<(string Name, ColumnKind Kind)> columns, Action<ChunkWriter> fill)
    {
        (_columns, _fill, _writer) = (columns, fill, new ChunkWriter([.. columns.Select(c => c.Kind)]));
        _handle = GCHandle.Alloc(this);
        nint function = NativeMethods.TableFunction.DuckDBCreateTableFunction();
        try
        {
            NativeMethods.TableFunction.DuckDBTableFunctionSetName(function, name);
            NativeMethods.TableFunction.DuckDBTableFunctionSetExtraInfo(function, GCHandle.ToIntPtr(_handle), &Ignore);
            NativeMethods.TableFunction.DuckDBTableFunctionSetBind(function, &Bind);
            NativeMethods.TableFunction.DuckDBTableFunctionSetInit(function, &Ignore);
            NativeMethods.TableFunction.DuckDBTableFunctionSetFunction(function, &Next);
            if (NativeMethods.TableFunction.DuckDBRegisterTableFunction(connection.NativeConnection, function) == DuckDBState.Error) throw new InvalidOperationException($"the table function {name} cannot be registered");
        }
        finally
        {
            NativeMethods.TableFunction.DuckDBDestroyTableFunction(ref function);
        }
    }

    /// <summary>To be called when the connection is closed.</summary>
    public void Dispose() => _handle.Free();

    private static ChunkFunction Of(nint extra) => (ChunkFunction)GCHandle.FromIntPtr(extra).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint info)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        foreach ((string name, ColumnKind kind) in Of(NativeMethods.TableFunction.DuckDBBindGetExtraInfo(info))._columns)
        {
            using DuckDBLogicalType type = kind switch
            {
                ColumnKind.Text => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar),
                ColumnKind.Date => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Date),
                ColumnKind.Boolean => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Boolean),
                ColumnKind.Part => NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Integer),
                _ => NativeMethods.LogicalType.DuckDBCreateDecimalType(ColumnKinds.Digits, ColumnKinds.Decimals(kind)),
            };
            NativeMethods.TableFunction.DuckDBBindAddResultColumn(info, name, type);
        }
    }

    // No exception may pass through DuckDB, so each becomes its error.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Next(nint info, nint output)
    {
        try
        {
            ChunkFunction table = Of(NativeMethods.TableFunction.DuckDBFunctionGetExtraInfo(info));
            var chunk = new DuckDBDataChunk(output);
            table._writer.Begin(chunk);
            table._fill(table._writer);
            NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)table._writer.Rows);
        }
        catch (Exception problem)
        {
            NativeMethods.TableFunction.DuckDBFunctionSetError(info, problem.Message);
        }
    }
}
