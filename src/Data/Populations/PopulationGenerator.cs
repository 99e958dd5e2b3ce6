using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Populations;

/// <summary>What to generate.</summary>
/// <param name="Population">What the population looks like.</param>
/// <param name="Households">How many households.</param>
/// <param name="Seed">Another seed draws another population.</param>
/// <param name="Folder">The folder to make.</param>
internal sealed record PopulationRequest(PopulationDefinition Population, long Households, ulong Seed, string Folder)
{
    public bool AsCsv { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>Told now and then which share is done; from several threads.</summary>
    public Action<double> OnProgress { get; init; } = _ => { };
}

/// <param name="Persons">The persons of all households.</param>
/// <param name="Tables">The tables with their rows, by name.</param>
internal sealed record PopulationResult(long Persons, IReadOnlyList<(string Table, long Rows)> Tables);

/// <summary>
/// Writes a synthetic population as a folder of tables. A table is the unit of threads: each is one query of DuckDB on one thread,
/// so its bytes depend on the population, the number of households and the seed alone.
/// </summary>
internal static class PopulationGenerator
{
    private const string Function = "synthetic_rows";
    private const string Note = "synthetic.txt";

    /// <exception cref="InputException">The folder cannot be made or is not empty, or the disk is full.</exception>
    public static PopulationResult Write(PopulationRequest request)
    {
        string folder = Path.TrimEndingDirectorySeparator(request.Folder), aside = folder + ".part";
        IReadOnlyList<SyntheticTable> tables = SyntheticTable.Of(request.Population, request.Seed, request.Households);
        if (tables.FirstOrDefault(t => t.MaximumRows > ChunkWriter.Capacity) is { } large)
            throw new InputException($"the table `{large.Name}` would have up to {large.MaximumRows} rows for one person: at most {ChunkWriter.Capacity} are possible");
        try
        {
            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
                throw new InputException($"`{Shown.Short(folder)}` is there already: name a folder that is new or empty");
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
            Directory.CreateDirectory(aside);
            WriteAll(tables, aside, request);
            var result = new PopulationResult(tables[0].Persons, [.. tables.Select(t => (t.Name, t.Rows)).OrderBy(t => t.Name, StringComparer.Ordinal)]);
            File.WriteAllText(Path.Combine(aside, Note), Describe(request, result), new UTF8Encoding(false));
            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(aside, folder);
            return result;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DuckDBException)
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
            throw new InputException($"cannot write `{Shown.Short(folder)}`: {problem.Message.Split('\n')[0]}");
        }
    }

    private static void WriteAll(IReadOnlyList<SyntheticTable> tables, string folder, PopulationRequest request)
    {
        double all = Math.Max(1, (double)request.Households * tables.Count);
        long done = 0;
        void Count(long households) => request.OnProgress(Interlocked.Add(ref done, households) / all);
        try
        {
            Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(tables, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = request.Threads }, table => Write(table, folder, request.AsCsv, Count));
        }
        catch (AggregateException problems)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problems.Flatten().InnerExceptions[0]);
        }
    }

    private static void Write(SyntheticTable table, string folder, bool asCsv, Action<long> count)
    {
        string file = Path.Combine(folder, $"{table.Name}.{(asCsv ? "csv" : "parquet")}").Replace("'", "''", StringComparison.Ordinal);
        long counted = 0;
        void Fill(ChunkWriter chunk)
        {
            table.Fill(chunk);
            count(table.Households - counted);
            counted = table.Households;
        }
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run(connection, "SET threads = 1; SET preserve_insertion_order = true; SET memory_limit = '512MB'");
        using var rows = new ChunkFunction(connection, Function, table.Columns, Fill);
        Run(connection, $"COPY (SELECT * FROM {Function}()) TO '{file}' ({(asCsv ? "FORMAT csv, HEADER" : "FORMAT parquet, COMPRESSION zstd")})");
        connection.Close();
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Describe(PopulationRequest request, PopulationResult result)
    {
        var text = new StringBuilder("These households and persons are synthetic: they were drawn at random and nobody among them exists.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"population: {request.Population.Name}\nday: {request.Population.Day:yyyy-MM-dd}\nseed: {request.Seed}\nhouseholds: {request.Households}\npersons: {result.Persons}\n");
        foreach ((string table, long rows) in result.Tables) text.Append(CultureInfo.InvariantCulture, $"rows of {table}: {rows}\n");
        return text.ToString();
    }
}
