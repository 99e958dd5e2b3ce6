namespace RightsEngine.Concepts.Batches;

/// <summary>What a cell of a column holds.</summary>
internal enum CellState : byte
{
    /// <summary>A value.</summary>
    Known,

    /// <summary>The source delivered the record without the field.</summary>
    NotDelivered,

    /// <summary>The source could not tell.</summary>
    Unknown,

    /// <summary>The source said that there is none.</summary>
    Absent,
}

/// <summary>
/// A field as a column of 64-bit numbers: scaled decimals, day numbers, 0 and 1, numbers of texts.
/// </summary>
internal sealed class FieldColumn
{
    private int _count;

    public long[] Values = [];

    public CellState[] States = [];

    /// <summary>Whether some cell does not hold a value.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>All values are smaller than the power of two after the highest bit of this, whatever their sign.</summary>
    public long Magnitude { get; private set; }

    public void Clear()
    {
        (_count, Magnitude, HasGaps) = (0, 0, false);
    }

    public void Add(CellState state, long value)
    {
        if (_count == Values.Length)
        {
            int size = Math.Max(256, _count * 2);
            Array.Resize(ref Values, size);
            Array.Resize(ref States, size);
        }
        Magnitude |= value ^ (value >> 63);
        HasGaps |= state != CellState.Known;
        Values[_count] = value;
        States[_count++] = state;
    }
}
