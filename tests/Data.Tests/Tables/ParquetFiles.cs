using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Tests.Tables;

/// <summary>Parquet files for tests.</summary>
internal static class ParquetFiles
{
    /// <summary>Writes the result of a query.</summary>
    public static string Write(string folder, string name, string query, string options = "")
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using DuckDatabase database = DuckDatabase.Open(new DuckSettings());
        using DuckConnection connection = database.Connect();
        connection.Execute($"COPY ({query}) TO {DuckConnection.Quote(path)} (FORMAT parquet{options})");
        return path;
    }
}
