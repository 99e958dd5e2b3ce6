using System.Runtime.InteropServices;
using RightsEngine.Concepts.Batches;

namespace RightsEngine.Data.Columns;

/// <summary>Puts ordered rows into the columns of a batch, column by column.</summary>
internal static class BatchFilling
{
    /// <summary>The entries of a record.</summary>
    /// <param name="columns">Where they go.</param>
    /// <param name="window">The rows; null when there is no table.</param>
    /// <param name="person">The first person.</param>
    /// <param name="end">The number after the last.</param>
    /// <param name="isUnknown">Whether nobody asked about the record.</param>
    /// <param name="texts">The numbers of texts.</param>
    public static void Records(RecordColumns columns, TableWindow? window, int person, int end, bool isUnknown, TextPool texts)
    {
        if (window is not null)
        {
            ReadOnlySpan<int> order = CollectionsMarshal.AsSpan(window.Order);
            foreach (int row in order)
            {
                for (; person <= window.Owners[row]; person++) columns.NextPerson(isUnknown);
                columns.AddRow(RowKind.Entry, window.Keys[row], window.From(row), window.To(row));
            }
            Fields(columns.Fields, window, texts);
        }
        for (; person < end; person++) columns.NextPerson(isUnknown);
    }

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
            Fields(columns.Fields, window, texts);
        }
        for (; index < end; index++) columns.NextCase();
    }

    private static void Fields(Dictionary<string, FieldColumn> fields, TableWindow window, TextPool texts)
    {
        ReadOnlySpan<int> order = CollectionsMarshal.AsSpan(window.Order);
        foreach ((string name, FieldColumn column) in fields)
        {
            switch (window.Field(name))
            {
                case NumberWindow numbers:
                    foreach (int row in order) column.Add(numbers.States[row], numbers.Values[row]);
                    break;
                case TextWindow values:
                    foreach (int row in order) column.Add(values.States[row], values.States[row] == CellState.Known ? values.NumberOf(row, texts) : 0);
                    break;
                case ListWindow:
                    foreach (int _ in order) column.Add(CellState.NotDelivered, 0);
                    break;
                default:
                    // A column that nobody delivered.
                    foreach (int _ in order) column.Add(CellState.Unknown, 0);
                    break;
            }
        }
    }
}
