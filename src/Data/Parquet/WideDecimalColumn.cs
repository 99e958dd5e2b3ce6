using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParquetSharp;

namespace RightsEngine.Data.Parquet;

/// <summary>Decimals of more digits than 64 bits hold: sixteen bytes, the first the highest.</summary>
internal sealed unsafe class WideDecimalColumn(string name, int digits, int scale)
    : SparseColumn<FixedLenByteArray>(name, LogicalType.Decimal(digits, scale), PhysicalType.FixedLenByteArray, Size)
{
    private const int Size = 16;

    private byte[] _bytes = [];

    public override void Start(int rows)
    {
        base.Start(rows);
        // The file writer is given addresses, so the bytes must stay where they are.
        if (_bytes.Length < Values.Length * Size) _bytes = GC.AllocateUninitializedArray<byte>(Values.Length * Size, pinned: true);
    }

    public void Add(Int128 value)
    {
        Span<byte> place = _bytes.AsSpan(Count * Size, Size);
        BinaryPrimitives.WriteInt128BigEndian(place, value);
        Add(new FixedLenByteArray((IntPtr)Unsafe.AsPointer(ref MemoryMarshal.GetReference(place))));
    }
}
