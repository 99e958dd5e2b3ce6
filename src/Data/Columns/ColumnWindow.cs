using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Columns;

/// <summary>The cells of one column for the rows at hand, converted; what does not convert marks its row.</summary>
/// <param name="column">The number of the column in the query.</param>
internal abstract class ColumnWindow(int column)
{
    /// <summary>The number of the column in the query.</summary>
    public int Column { get; } = column;

    /// <summary>What each cell holds; an empty one is <see cref="CellState.NotDelivered"/>.</summary>
    public CellState[] States = [];

    /// <summary>Makes room for so many rows.</summary>
    public virtual void Resize(int rows) => Array.Resize(ref States, rows);

    /// <summary>Takes cells over.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="at">Where they go.</param>
    /// <param name="flaws">Set for each row with a cell that is not plainly good.</param>
    public abstract void Load(DuckVector cells, int at, bool[] flaws);

    /// <summary>Moves rows to the front.</summary>
    public virtual void Shift(int from, int count) => Array.Copy(States, from, States, 0, count);
}
