using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace RightsEngine.Data.Duck;

/// <summary>How much of the machine the file engine may take.</summary>
internal sealed record DuckSettings
{
    /// <summary>The threads that work besides those that ask; with one, whoever asks does the work.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The most memory in bytes; null for the engine's own limit.</summary>
    public long? Memory { get; init; }

    /// <summary>Where it puts aside what does not fit into memory; null for nowhere.</summary>
    public string? TemporaryFolder { get; init; }
}

/// <summary>The file engine (DuckDB) within this process. It holds no data of its own and reaches no network.</summary>
internal sealed class DuckDatabase : IDisposable
{
    private readonly DuckDBDatabase _database;

    private DuckDatabase(DuckDBDatabase database) => _database = database;

    public static DuckDatabase Open(DuckSettings settings)
    {
        Configuration.DuckDBCreateConfig(out DuckDBConfig config);
        using (config)
        {
            Set(config, "threads", settings.Threads.ToString());
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            if (settings.Memory is { } memory) Set(config, "memory_limit", $"{Math.Max(memory, 64L << 20) >> 10}KiB");
            if (settings.TemporaryFolder is { } folder) Set(config, "temp_directory", folder);
            if (Startup.DuckDBOpen(":memory:", out DuckDBDatabase database, config, out string error) == DuckDBState.Success) return new DuckDatabase(database);
            throw new DuckException(error, DuckDBErrorType.Internal);
        }
    }

    public DuckConnection Connect()
    {
        if (Startup.DuckDBConnect(_database, out DuckDBNativeConnection connection) != DuckDBState.Success) throw new DuckException("no connection", DuckDBErrorType.Internal);
        var opened = new DuckConnection(connection);
        // The same files are asked for range by range.
        opened.Execute("SET parquet_metadata_cache = true");
        return opened;
    }

    public void Dispose() => _database.Dispose();

    private static void Set(DuckDBConfig config, string name, string value)
    {
        if (Configuration.DuckDBSetConfig(config, name, value) != DuckDBState.Success) throw new DuckException($"setting {name}", DuckDBErrorType.Settings);
    }
}

/// <summary>One line of work with the file engine; for one thread, and one query at a time.</summary>
internal sealed class DuckConnection(DuckDBNativeConnection connection) : IDisposable
{
    public void Execute(string sql)
    {
        DuckDBState state = NativeMethods.Query.DuckDBQuery(connection, sql, out DuckDBResult result);
        try
        {
            if (state != DuckDBState.Success) throw DuckQuery.Failure(ref result);
        }
        finally
        {
            NativeMethods.Query.DuckDBDestroyResult(ref result);
        }
    }

    /// <summary>The result of a query, computed while it is read.</summary>
    public DuckQuery Query(string sql) => DuckQuery.Run(connection, sql);

    /// <summary>Makes a table function known by its name.</summary>
    internal void Register(IntPtr function)
    {
        if (TableFunction.DuckDBRegisterTableFunction(connection, function) != DuckDBState.Success) throw new DuckException("a table function", DuckDBErrorType.Internal);
    }

    /// <summary>A text in SQL.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>A name in SQL.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    public void Dispose() => connection.Dispose();
}
