using System.Runtime.InteropServices;
using RightsEngine.Concepts.Batches;

namespace RightsEngine.Data.Columns;

/// <summary>Puts ordered rows into the columns of a batch, column by column.</summary>
internal static class FieldFilling
{
    /// <summary>The links of a relation.</summary>
    /// <param name="columns">Where they go.</param>
    /// <param name="window">The rows; null when there is no table.</param>
    /// <param name="index">The first case.</param>
    /// <param name="end">The number after the last.</param>
    /// <param name="texts">The numbers of texts.</param>
    public static void Links(RelationColumns columns, TableWindow? window, int index, int end, TextPool texts)
    {
        if (window is not null)
        {
            ReadOnlySpan<int> order = CollectionsMarshal.AsSpan(window.Order);
            foreach (int row in order)
            {
                for (; index <= window.Owners[row]; index++) columns.NextCase();
                long kind = window.Kind is { } kinds && kinds.States[row] == CellState.Known ? kinds.NumberOf(row, texts) : 0;
                columns.AddLink(window.Ends[row], window.Others[row], kind, window.From(row), window.To(row));
            }
            Fields(columns.Fields, window, order, texts);
        }
        for (; index < end; index++) columns.NextCase();
    }

    /// <summary>The fields of rows.</summary>
    /// <param name="fields">Where they go.</param>
    /// <param name="window">The rows; null when there is no table.</param>
    /// <param name="order">The rows in their order; below 0 what is not known.</param>
    /// <param name="texts">The numbers of texts.</param>
    public static void Fields(Dictionary<string, FieldColumn> fields, TableWindow? window, ReadOnlySpan<int> order, TextPool texts)
    {
        foreach ((string name, FieldColumn column) in fields)
        {
            switch (window?.Field(name))
            {
                case NumberWindow numbers:
                    foreach (int row in order) column.Add(row < 0 ? CellState.Unknown : numbers.States[row], row < 0 ? 0 : numbers.Values[row]);
                    break;
                case TextWindow values:
                    foreach (int row in order)
                    {
                        CellState state = row < 0 ? CellState.Unknown : values.States[row];
                        column.Add(state, state == CellState.Known ? values.NumberOf(row, texts) : 0);
                    }
                    break;
                case ListWindow:
                    foreach (int row in order) column.Add(row < 0 ? CellState.Unknown : CellState.NotDelivered, 0);
                    break;
                default:
                    // A column that nobody delivered.
                    foreach (int _ in order) column.Add(CellState.Unknown, 0);
                    break;
            }
        }
    }
}
