using System.IO.Enumeration;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>The files of a folder of tables: which there are, and which table the name of each says that it is.</summary>
internal static class TableFiles
{
    private const string Csv = ".csv";
    private const string Parquet = ".parquet";

    /// <summary>The tables that a path names, in the order of their names: all of a folder, one file, or what fits <c>*</c> in the last part of the path.</summary>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> In(string path)
    {
        try
        {
            if (Directory.Exists(path) && !IsParquet(path)) return [.. Entries(path).Order(StringComparer.Ordinal)];
            if (!IsPattern(path)) return (File.Exists(path) || Directory.Exists(path)) && IsTable(path) ? [path] : [];
            string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
            if (!Directory.Exists(folder)) return [];
            return [.. Entries(folder).Where(f => FileSystemName.MatchesSimpleExpression(Path.GetFileName(path), Path.GetFileName(f), ignoreCase: false)).Order(StringComparer.Ordinal)];
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(path, problem);
        }
    }

    /// <summary>Whether a path stands for the files that fit it rather than for one.</summary>
    public static bool IsPattern(string path) => Path.GetFileName(path).AsSpan().ContainsAny('*', '?') && !File.Exists(path) && !Directory.Exists(path);

    public static bool IsParquet(string file) => file.EndsWith(Parquet, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of the table: the name of the file without its ending.</summary>
    public static string NameOf(string file)
    {
        string name = Path.GetFileName(file);
        return name[..name.LastIndexOf(IsParquet(file) ? Parquet : Csv, StringComparison.OrdinalIgnoreCase)];
    }

    // A table in Parquet may itself be a folder of files, as those who write in parallel leave it.
    private static IEnumerable<string> Entries(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsTable).Concat(Directory.EnumerateDirectories(folder).Where(IsParquet));

    private static bool IsTable(string file) =>
        file.EndsWith(Csv, StringComparison.OrdinalIgnoreCase) || file.EndsWith(Csv + ".gz", StringComparison.OrdinalIgnoreCase) || IsParquet(file);
}
