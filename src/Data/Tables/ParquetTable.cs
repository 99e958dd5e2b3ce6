using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Tables;

/// <summary>A table in Parquet: a file, or a folder of files with the same columns.</summary>
internal sealed class ParquetTable
{
    /// <summary>The number of a row in its file, from 0.</summary>
    public const string RowColumn = "file_row_number";

    /// <summary>The number of the file in the list of files.</summary>
    public const string FileColumn = "file_index";

    private ParquetTable(string path, IReadOnlyList<string> files, IReadOnlyList<string> columns, IReadOnlyList<DuckColumnType> types)
    {
        Path = path;
        Files = files;
        Columns = columns;
        Types = types;
    }

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<DuckColumnType> Types { get; }

    /// <summary>The rows for a query; the engine adds <see cref="RowColumn"/> and <see cref="FileColumn"/> to the columns.</summary>
    public string From => FromOf(Files);

    /// <summary>Reads which columns there are.</summary>
    /// <exception cref="InputException">It is no Parquet file, or a damaged one.</exception>
    public static ParquetTable Open(string path, DuckConnection connection)
    {
        try
        {
            string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Where(TableFiles.IsParquet).Order(StringComparer.Ordinal)] : [path];
            if (files.Length == 0) throw new InputException($"the folder `{Shown.Short(path)}` has no .parquet files");
            // The system knows better why a file cannot be opened.
            foreach (string file in files) System.IO.File.OpenRead(file).Dispose();
            using DuckQuery query = connection.Query($"SELECT * FROM {FromOf(files)} LIMIT 0");
            return new ParquetTable(path, files, [.. Enumerable.Range(0, query.ColumnCount).Select(query.NameOf)], [.. Enumerable.Range(0, query.ColumnCount).Select(query.TypeOf)]);
        }
        catch (DuckException problem)
        {
            throw Failure(path, problem);
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(path, problem);
        }
    }

    /// <summary>A column as the text that stands for its value in the other forms of tables; NULL stays NULL.</summary>
    public string TextOf(int column) => Types[column].IsText ? DuckConnection.Name(Columns[column]) : $"CAST({DuckConnection.Name(Columns[column])} AS VARCHAR)";

    public static InputException Failure(string path, DuckException problem) => new($"cannot read `{Shown.Short(path)}`: {problem.Reason}", problem);

    public static string FromOf(IReadOnlyList<string> files) =>
        $"read_parquet([{string.Join(", ", files.Select(DuckConnection.Quote))}])";
}
