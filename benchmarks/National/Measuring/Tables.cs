using DuckDB.NET.Data;
using RightsEngine.Data.Populations;

namespace RightsEngine.National.Measuring;

/// <summary>The tables that contestants read, and what they write.</summary>
internal static class Tables
{
    /// <summary>The synthetic population of a folder of rules, made unless it is there.</summary>
    public static string Population(string rules, string name, int households, Options options)
    {
        string definition = string.Concat(PopulationFile.In(rules).Select(File.ReadAllText));
        string folder = Path.Combine(options.Work, $"{name}-{households}-{options.Seed}-{Fingerprint(definition)}");
        if (Directory.Exists(folder)) return folder;
        Console.Error.WriteLine($"drawing {households:N0} households of {name}");
        Directory.CreateDirectory(options.Work);
        PopulationGenerator.Write(new PopulationRequest(BenchmarkRules.Population(rules), households, options.Seed, folder) { Threads = Environment.ProcessorCount });
        return folder;
    }

    /// <summary>The same tables with their rows in no order.</summary>
    public static string Unsorted(string folder, Options options)
    {
        string unsorted = folder + "-unsorted";
        if (Directory.Exists(unsorted)) return unsorted;
        string aside = unsorted + ".part";
        if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside);
        Console.Error.WriteLine("shuffling them");
        using DuckDBConnection connection = Open(Environment.ProcessorCount);
        foreach (string file in Directory.GetFiles(folder, "*.parquet"))
            Run(connection, $"COPY (SELECT * FROM read_parquet('{file}', file_row_number = true) ORDER BY hash(file_row_number, {options.Seed})) TO '{Path.Combine(aside, Path.GetFileName(file))}' (FORMAT parquet, COMPRESSION zstd)".Replace("SELECT *", "SELECT * EXCLUDE (file_row_number)", StringComparison.Ordinal));
        Directory.Move(aside, unsorted);
        return unsorted;
    }

    /// <summary>Runs the hand-written SQL.</summary>
    public static void Decide(string data, string output, int threads)
    {
        using DuckDBConnection connection = Open(threads);
        // Rows may come out in any order, which is faster.
        Run(connection, "SET preserve_insertion_order = false");
        Run(connection, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contestants", "five_rights.sql"))
            .Replace("{data}", data, StringComparison.Ordinal).Replace("{output}", output, StringComparison.Ordinal));
    }

    /// <summary>What a file or folder of decisions says about each household.</summary>
    public static Answers Answers(string output, int households)
    {
        using DuckDBConnection connection = Open(Environment.ProcessorCount);
        string bit = $"1::BIGINT << (list_position(['{string.Join("', '", Right.Names)}'], \"right\") - 1)::INTEGER";
        string cents = "coalesce(CAST(sum(amount) FILTER (\"right\" = '{0}') * 100 AS BIGINT), 0)";
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT CAST(substr("case", 2) AS INTEGER), count(*), coalesce(sum({bit}) FILTER (outcome = 'granted'), 0)::INTEGER,
              coalesce(sum(({bit}) * 256) FILTER (outcome NOT IN ('granted', 'refused')), 0)::INTEGER,
              {string.Format(null, cents, Right.Names[Right.SocialSupplement])}, {string.Format(null, cents, Right.Names[Right.SchoolAllowance])}
            FROM read_parquet('{Files(output)}') GROUP BY ALL
            """;
        command.UseStreamingMode = true;
        var answers = new Answers(households);
        int found = 0;
        using DuckDBDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            int household = row.GetInt32(0);
            if (row.GetInt64(1) != Right.Names.Length) throw new InvalidOperationException($"{output} has {row.GetInt64(1)} decisions about household {household}: {Right.Names.Length} were expected");
            answers.Granted[household] = (ushort)(row.GetInt32(2) | row.GetInt32(3));
            (answers.Supplement[household], answers.School[household]) = (row.GetInt64(4), row.GetInt64(5));
            found++;
        }
        return found == households ? answers : throw new InvalidOperationException($"{output} has decisions about {found} households: {households} were expected");
    }

    /// <summary>The first rows in which two outputs differ in any column; null when they have the same rows, in whatever order.</summary>
    public static string? Difference(string one, string other)
    {
        using DuckDBConnection connection = Open(Environment.ProcessorCount);
        // Rows are numbers made of all their columns, so that nothing has to be sorted; only if the sums differ it is asked which.
        string Sum(string output) => Text(connection, $"SELECT count(*)::VARCHAR || ' ' || coalesce(sum(hash(({Columns}))::HUGEINT), 0)::VARCHAR FROM read_parquet('{Files(output)}')");
        string Rows(string output) => $"SELECT {Columns} FROM read_parquet('{Files(output)}')";
        if (Sum(one) == Sum(other)) return null;
        return Text(connection, $"SELECT string_agg(t::VARCHAR, ' against ') FROM ((({Rows(one)}) EXCEPT ALL ({Rows(other)}) LIMIT 1) UNION ALL (({Rows(other)}) EXCEPT ALL ({Rows(one)}) LIMIT 1)) AS t");
    }

    public static string Version()
    {
        using DuckDBConnection connection = Open(1);
        return connection.ServerVersion;
    }

    private const string Columns = "\"case\", holder, members, \"right\", period_start, outcome, amount, amount_low, amount_high, automatic, conditions_true, conditions_false, missing, fault";

    // A run of the engine is a folder; its decisions are in parts.
    private static string Files(string output) => Directory.Exists(output) ? Path.Combine(output, "decisions", "*.parquet") : output;

    private static string Text(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString() ?? "";
    }

    private static DuckDBConnection Open(int threads)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run(connection, $"SET threads = {threads}");
        return connection;
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Fingerprint(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..8];
}
