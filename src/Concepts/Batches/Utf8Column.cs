using System.Text;

namespace RightsEngine.Concepts.Batches;

/// <summary>A column of texts, kept as UTF-8 one behind the other: what comes from a file goes to a file without becoming strings.</summary>
internal sealed class Utf8Column
{
    private byte[] _bytes = Pinned(1024);
    private int[] _starts = new int[256];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index], _starts[index + 1] - _starts[index]);

    public string Text(int index) => Encoding.UTF8.GetString(this[index]);

    public void Clear() => Count = 0;

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _starts[++Count] = _starts[Count - 1] + text.Length;
    }

    public void Add(string text)
    {
        int length = Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _starts[++Count] = _starts[Count - 1] + length;
    }

    private Span<byte> Room(int length)
    {
        if (Count + 1 >= _starts.Length) Array.Resize(ref _starts, _starts.Length * 2);
        int start = _starts[Count];
        if (start + length > _bytes.Length)
        {
            byte[] larger = Pinned(Math.Max(_bytes.Length * 2, start + length));
            _bytes.AsSpan(0, start).CopyTo(larger);
            _bytes = larger;
        }
        return _bytes.AsSpan(start);
    }

    // Whoever writes files is given addresses, so the bytes do not move.
    private static byte[] Pinned(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);
}
