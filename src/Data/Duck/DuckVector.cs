namespace RightsEngine.Data.Duck;

/// <summary>A column of some thousand rows in the engine's memory; it counts until the next rows are asked for.</summary>
internal readonly unsafe ref struct DuckVector(void* data, ulong* validity, int count)
{
    public int Count => count;

    /// <summary>Whether no row is NULL.</summary>
    public bool HasAll => validity == null;

    public bool IsNull(int row) => validity != null && (validity[row >> 6] >> (row & 63) & 1) == 0;

    /// <summary>The values as they are stored; where a row is NULL the value says nothing.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => new(data, count);

    public ReadOnlySpan<byte> Text(int row) => ((DuckText*)data)[row].Span;
}
