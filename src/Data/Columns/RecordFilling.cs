using System.Runtime.InteropServices;
using RightsEngine.Concepts.Batches;

namespace RightsEngine.Data.Columns;

/// <summary>Fills the columns of one record: entries of its table, and what a source could not tell.</summary>
/// <param name="columns">What is filled.</param>
/// <param name="window">The rows; null when there is no table.</param>
/// <param name="isUnknown">Whether nobody asked about the record.</param>
internal sealed class RecordFilling(RecordColumns columns, TableWindow? window, bool isUnknown)
{
    // INVARIANT: persons come in ascending order.
    private readonly List<int> _unknown = [];
    private readonly List<(int Person, int Key)> _unknownKeys = [];
    private readonly List<int> _merged = [];

    /// <summary>A source could not tell about a key (or, with 0, all) of a person.</summary>
    public void Mark(int person, int key)
    {
        if (key == 0) _unknown.Add(person);
        else _unknownKeys.Add((person, key));
    }

    /// <summary>Puts in what came since the last time.</summary>
    /// <param name="person">The first person.</param>
    /// <param name="end">The number after the last.</param>
    /// <param name="texts">The numbers of texts.</param>
    public void Fill(int person, int end, TextPool texts)
    {
        ReadOnlySpan<int> order = Order();
        int known = 0, key = 0;
        foreach (int row in order)
        {
            int owner = row < 0 ? _unknownKeys[key].Person : window!.Owners[row];
            for (; person <= owner; person++) Next(person, ref known);
            if (row < 0) columns.AddRow(RowKind.UnknownKey, _unknownKeys[key++].Key, 0, 0);
            else columns.AddRow(RowKind.Entry, window!.Keys[row], window.From(row), window.To(row));
        }
        for (; person < end; person++) Next(person, ref known);
        FieldFilling.Fields(columns.Fields, window, order, texts);
        _unknown.Clear();
        _unknownKeys.Clear();
    }

    private void Next(int person, ref int known)
    {
        bool marked = known < _unknown.Count && _unknown[known] == person;
        if (marked) known++;
        columns.NextPerson(isUnknown || marked);
    }

    /// <summary>The rows in order, with -1 where a key that is not known goes, before the entries of the person.</summary>
    private ReadOnlySpan<int> Order()
    {
        ReadOnlySpan<int> rows = window is null ? [] : CollectionsMarshal.AsSpan(window.Order);
        if (_unknownKeys.Count == 0) return rows;
        _merged.Clear();
        int row = 0;
        foreach ((int person, _) in _unknownKeys)
        {
            for (; row < rows.Length && window!.Owners[rows[row]] < person; row++) _merged.Add(rows[row]);
            _merged.Add(-1);
        }
        _merged.AddRange(rows[row..]);
        return CollectionsMarshal.AsSpan(_merged);
    }
}
