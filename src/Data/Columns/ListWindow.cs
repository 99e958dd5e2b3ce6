using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Duck;

namespace RightsEngine.Data.Columns;

/// <summary>A column of lists, which the columns of a batch cannot hold: only an empty cell is plainly good.</summary>
internal sealed class ListWindow(int column) : ColumnWindow(column)
{
    public override void Load(DuckVector cells, int at, bool[] flaws)
    {
        ReadOnlySpan<DuckText> texts = cells.Values<DuckText>();
        for (int i = 0; i < texts.Length; i++)
        {
            bool isEmpty = cells.IsNull(i) || texts[i].Length == 0;
            States[at + i] = CellState.NotDelivered;
            flaws[at + i] |= !isEmpty;
        }
    }
}
