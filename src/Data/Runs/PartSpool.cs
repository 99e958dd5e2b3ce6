using System.Collections.Concurrent;

namespace RightsEngine.Data.Runs;

/// <summary>
/// What a thread writes for a part before it is the turn of that part. Beyond a limit it waits for its turn and writes through.
/// </summary>
/// <param name="chunks">Where memory comes from and goes back to.</param>
/// <param name="limit">How many bytes may wait.</param>
/// <param name="takeTurn">Waits until the part may be written, and gives where to.</param>
internal sealed class PartSpool(ConcurrentBag<byte[]> chunks, long limit, Func<IByteTarget> takeTurn) : Stream
{
    private const int ChunkSize = 1 << 20;

    private readonly List<byte[]> _held = [];
    private int _used = ChunkSize;
    private IByteTarget? _through;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_used == ChunkSize) Next();
            int part = Math.Min(buffer.Length, ChunkSize - _used);
            buffer[..part].CopyTo(_held[^1].AsSpan(_used));
            _used += part;
            buffer = buffer[part..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what waits, in its turn.</summary>
    public void CopyTo(IByteTarget target)
    {
        for (int i = 0; i < _held.Count; i++)
        {
            target.Write(_held[i].AsSpan(0, i == _held.Count - 1 ? _used : ChunkSize));
            chunks.Add(_held[i]);
        }
        _held.Clear();
        _used = ChunkSize;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Next()
    {
        if (_held.Count > 0 && (_through is not null || (long)_held.Count * ChunkSize >= limit)) CopyTo(_through ??= takeTurn());
        _held.Add(chunks.TryTake(out byte[]? chunk) ? chunk : new byte[ChunkSize]);
        _used = 0;
    }
}

/// <summary>Where bytes go in the order of the parts.</summary>
internal interface IByteTarget
{
    void Write(ReadOnlySpan<byte> bytes);
}
