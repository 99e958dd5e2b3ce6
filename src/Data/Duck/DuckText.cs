using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RightsEngine.Data.Duck;

/// <summary>
/// A text as the engine stores it: up to twelve bytes in place, filled up with zeros; of a longer one the first four, and where it is.
/// It counts as long as the rows it came with are kept.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct DuckText
{
    public const int InPlace = 12;

    [FieldOffset(0)]
    public int Length;

    [FieldOffset(0)]
    private readonly ulong _lengthAndStart;

    [FieldOffset(4)]
    private readonly uint _start;

    [FieldOffset(8)]
    private readonly ulong _rest;

    [FieldOffset(8)]
    private readonly byte* _elsewhere;

    [UnscopedRef]
    public ReadOnlySpan<byte> Span => Length > InPlace
        ? new ReadOnlySpan<byte>(_elsewhere, Length)
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<uint, byte>(ref Unsafe.AsRef(in _start)), Length);

    public static bool Equal(ref readonly DuckText a, ref readonly DuckText b) =>
        a._lengthAndStart == b._lengthAndStart && (a._rest == b._rest || (a.Length > InPlace && a.Span.SequenceEqual(b.Span)));

    /// <summary>By byte, which is by character.</summary>
    public static int Compare(ref readonly DuckText a, ref readonly DuckText b)
    {
        if (a._start == b._start)
        {
            if (a.Length > InPlace || b.Length > InPlace) return a.Span.SequenceCompareTo(b.Span);
            // What is filled up with zeros is less than, or as long as, what goes on.
            int c = BinaryPrimitives.ReverseEndianness(a._rest).CompareTo(BinaryPrimitives.ReverseEndianness(b._rest));
            return c != 0 ? c : a.Length.CompareTo(b.Length);
        }
        return BinaryPrimitives.ReverseEndianness(a._start) < BinaryPrimitives.ReverseEndianness(b._start) ? -1 : 1;
    }
}
