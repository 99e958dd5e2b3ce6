using System.Runtime.InteropServices;
using System.Text;

namespace RightsEngine.Concepts.Batches;

/// <summary>
/// Gives each text a number, so that columns of texts, identifiers and codes are columns of numbers. Equal texts, equal numbers.
/// The pool of a layout holds the texts that rules name (from 1); a batch has a pool of its own for all others (below 0),
/// emptied with the batch, so that a register with millions of addresses does not fill memory.
/// </summary>
/// <param name="named">The pool that is asked first, and no longer changes; null for the pool of a layout.</param>
internal sealed class TextPool(TextPool? named = null)
{
    private readonly Utf8Column _texts = new();
    private int[] _slots = new int[256];
    private byte[] _scratch = new byte[256];

    public long NumberOf(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_scratch.Length < most) _scratch = new byte[most];
        return NumberOf(_scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, _scratch)));
    }

    /// <summary>The number of a text in UTF-8.</summary>
    public long NumberOf(ReadOnlySpan<byte> text)
    {
        uint hash = Hash(text);
        if (named is not null && named.Find(text, hash) is > 0 and var known) return known;
        int found = Find(text, hash);
        if (found == 0) found = Add(text, hash);
        return named is null ? found : -found;
    }

    public void Clear()
    {
        if (_texts.Count == 0) return;
        _texts.Clear();
        Array.Clear(_slots);
    }

    private int Find(ReadOnlySpan<byte> text, uint hash)
    {
        int[] slots = _slots;
        for (int slot = (int)(hash & (uint)(slots.Length - 1)); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
            if (text.SequenceEqual(_texts[slots[slot] - 1])) return slots[slot];
        return 0;
    }

    private int Add(ReadOnlySpan<byte> text, uint hash)
    {
        if (_texts.Count * 2 >= _slots.Length) Grow();
        _texts.Add(text);
        Put(hash, _texts.Count);
        return _texts.Count;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < _texts.Count; i++) Put(Hash(_texts[i]), i + 1);
    }

    private void Put(uint hash, int number)
    {
        int slot = (int)(hash & (uint)(_slots.Length - 1));
        while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = number;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = (ulong)text.Length;
        unchecked
        {
            for (; text.Length >= 8; text = text[8..]) hash = (hash ^ MemoryMarshal.Read<ulong>(text)) * 0x9E3779B97F4A7C15;
            foreach (byte b in text) hash = (hash ^ b) * 0x9E3779B97F4A7C15;
            return (uint)(hash >> 32);
        }
    }
}
