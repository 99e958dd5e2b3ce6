using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Tables;

/// <summary>A row of a table as text.</summary>
/// <param name="Number">The 1-based line in the file.</param>
/// <param name="Cells">The cells, in the order of the columns; of a row with a mistake those before it.</param>
/// <param name="Mistake">Why the row cannot be used, or null.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells, CaseProblem? Mistake)
{
    /// <summary>The file of the row, where a table has several.</summary>
    public string? File { get; init; }

    /// <summary>The text in a column; null where the row has no cell that can be trusted.</summary>
    public string? Cell(int column) => column >= 0 && column < Cells.Count ? Cells[column] : null;
}

/// <summary>The rows of one table, read once from the first to the last. What they mean is for the reader of cases.</summary>
internal abstract class TableRows : IDisposable
{
    /// <summary>The file, as the user named it.</summary>
    public abstract string File { get; }

    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The line with the names of the columns; null where they are not in a line.</summary>
    public virtual int? HeaderRow => 1;

    /// <summary>As what the values of a column are stored.</summary>
    public virtual DuckColumnType TypeOf(int column) => DuckColumnType.Text;

    /// <summary>The next row, also one with a mistake, or null at the end.</summary>
    /// <exception cref="InputException">The file cannot be read any further.</exception>
    public abstract TableRow? Next();

    public abstract void Dispose();
}
