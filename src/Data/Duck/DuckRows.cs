using System.Runtime.InteropServices;
using static DuckDB.NET.Native.NativeMethods;

namespace RightsEngine.Data.Duck;

/// <summary>Room for some thousand rows in the engine's memory, to be filled column by column.</summary>
internal readonly unsafe partial struct DuckRows
{
    /// <summary>How many rows there is room for.</summary>
    public const int Capacity = 2048;

    private const string Library = "duckdb";

    private readonly IntPtr _chunk;

    internal DuckRows(IntPtr chunk) => _chunk = chunk;

    /// <summary>The places of the values of a column.</summary>
    public Span<T> Values<T>(int column)
        where T : unmanaged => new(Vectors.DuckDBVectorGetData(Vector(column)), Capacity);

    /// <summary>A bit per row that says that it has a value, none of them set.</summary>
    public Span<ulong> NonePresent(int column)
    {
        IntPtr vector = Vector(column);
        Vectors.DuckDBVectorEnsureValidityWritable(vector);
        var present = new Span<ulong>(Vectors.DuckDBVectorGetValidity(vector), Capacity / 64);
        present.Clear();
        return present;
    }

    public static void SetPresent(Span<ulong> present, int row) => present[row >> 6] |= 1UL << (row & 63);

    public DuckTexts Texts(int column) => new(Vector(column));

    internal void SetCount(int count) => SetSize(_chunk, (ulong)count);

    private IntPtr Vector(int column) => VectorOf(_chunk, (ulong)column);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    private static partial IntPtr VectorOf(IntPtr chunk, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_set_size")]
    private static partial void SetSize(IntPtr chunk, ulong size);
}

/// <summary>The places of the texts of a column.</summary>
internal readonly unsafe ref struct DuckTexts(IntPtr vector)
{
    private readonly DuckText* _texts = (DuckText*)Vectors.DuckDBVectorGetData(vector);

    public void Set(int row, ReadOnlySpan<byte> text)
    {
        DuckText* place = _texts + row;
        if (text.Length > DuckText.InPlace)
        {
            fixed (byte* bytes = text) Vectors.DuckDBUnsafeVectorAssignStringElementLength(vector, (ulong)row, bytes, text.Length);
            return;
        }
        // The engine compares texts by all sixteen bytes, so those behind a short one are 0.
        *place = default;
        place->Length = text.Length;
        text.CopyTo(new Span<byte>((byte*)place + sizeof(int), DuckText.InPlace));
    }
}
