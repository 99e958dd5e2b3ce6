using System.Text.Json;
using System.Text.RegularExpressions;
using RightsEngine.Data.Duck;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>Output in Parquet, read by the engine that others read it with.</summary>
internal static class ParquetFolder
{
    public static List<JsonElement> Decisions(string folder) => Rows($"SELECT * FROM read_parquet('{folder}/decisions/*.parquet', file_row_number = true, filename = true) ORDER BY filename, file_row_number");

    public static List<JsonElement> Rights(string folder) => Rows($"SELECT * FROM read_parquet('{folder}/rights.parquet')");

    /// <summary>The bytes of all files of a folder but what says how long it took.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(f => (Path.GetRelativePath(folder, f), f.EndsWith("run.json", StringComparison.Ordinal) ? WithoutTime(f) : File.ReadAllBytes(f)));

    /// <summary>A report without what differs between two runs of the same.</summary>
    public static byte[] WithoutTime(string report) => System.Text.Encoding.UTF8.GetBytes(Regex.Replace(Regex.Replace(File.ReadAllText(report), @"""took"": \{[^}]*\}", "", RegexOptions.Singleline), @"""output"": ""[^""]*""", ""));

    private static List<JsonElement> Rows(string sql)
    {
        string file = Path.GetTempFileName();
        try
        {
            using DuckDatabase database = DuckDatabase.Open(new DuckSettings());
            using DuckConnection connection = database.Connect();
            connection.Execute($"COPY ({sql}) TO {DuckConnection.Quote(file)} (FORMAT json)");
            return [.. File.ReadLines(file).Select(l => JsonDocument.Parse(l).RootElement)];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
