using System.Runtime.ExceptionServices;
using ParquetSharp;

namespace RightsEngine.Data.Parquet;

/// <summary>A stream that keeps why it failed, for of what happens below it the library only passes on a text.</summary>
internal sealed class WatchedStream(FileStream file) : Stream
{
    private ExceptionDispatchInfo? _failure;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    /// <summary>Does something with the library; what failed in the file comes out as it was.</summary>
    public void Watch(Action action)
    {
        try
        {
            action();
        }
        catch (ParquetException)
        {
            _failure?.Throw();
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception problem)
        {
            _failure ??= ExceptionDispatchInfo.Capture(problem);
            throw;
        }
    }

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
