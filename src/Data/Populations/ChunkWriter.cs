using System.Runtime.CompilerServices;
using DuckDB.NET.Native;

namespace RightsEngine.Data.Populations;

/// <summary>The rows of a chunk of DuckDB while it is being filled, column by column in the memory of DuckDB itself.</summary>
internal sealed unsafe class ChunkWriter
{
    /// <summary>The most rows that a chunk can have.</summary>
    public const int Capacity = 2048;

    // A text of at most so many bytes stands in the column itself: its length, then its bytes.
    private const int Inlined = 12;

    private readonly ColumnKind[] _kinds;
    private readonly nint[] _vectors;
    private readonly byte*[] _data;
    private readonly ulong*[] _validity;

    public ChunkWriter(IReadOnlyList<ColumnKind> kinds)
    {
        _kinds = [.. kinds];
        _vectors = new nint[_kinds.Length];
        _data = new byte*[_kinds.Length];
        _validity = new ulong*[_kinds.Length];
    }

    /// <summary>The rows written so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Starts with an empty chunk of DuckDB.</summary>
    public void Begin(DuckDBDataChunk chunk)
    {
        Rows = 0;
        for (int column = 0; column < _kinds.Length; column++)
        {
            _vectors[column] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
            _data[column] = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[column]);
            _validity[column] = null;
        }
    }

    public void Text(int column, ReadOnlySpan<byte> text)
    {
        byte* cell = _data[column] + Rows * 16;
        if (text.Length <= Inlined)
        {
            new Span<byte>(cell, 16).Clear();
            Unsafe.WriteUnaligned(cell, text.Length);
            text.CopyTo(new Span<byte>(cell + 4, Inlined));
        }
        else
        {
            fixed (byte* bytes = text) NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(_vectors[column], (ulong)Rows, bytes, text.Length);
        }
    }

    /// <summary>A day number, a year, a scaled amount, 0 or 1.</summary>
    public void Number(int column, long value)
    {
        switch (_kinds[column])
        {
            case ColumnKind.Date:
                ((int*)_data[column])[Rows] = (int)value - UnixDay;
                break;
            case ColumnKind.Part:
                ((int*)_data[column])[Rows] = (int)value;
                break;
            case ColumnKind.Boolean:
                _data[column][Rows] = (byte)value;
                break;
            default:
                ((long*)_data[column])[Rows] = value;
                break;
        }
    }

    public void Nothing(int column)
    {
        if (_validity[column] == null)
        {
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[column]);
            _validity[column] = NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[column]);
        }
        _validity[column][Rows / 64] &= ~(1UL << (Rows % 64));
    }

    public void Cell(int column, CellDraw cell)
    {
        if (cell.IsNothing) Nothing(column);
        else if (_kinds[column] == ColumnKind.Text) Text(column, cell.Text);
        else Number(column, cell.Number);
    }

    public void EndRow() => Rows++;

    private static readonly int UnixDay = new DateOnly(1970, 1, 1).DayNumber;
}
