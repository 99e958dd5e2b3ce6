using System.IO.Compression;

namespace RightsEngine.Data.Cases;

/// <summary>
/// Unpacks gzip and sees when the file was cut short: <see cref="GZipStream"/> then just ends, and cases would be lost in silence.
/// A member of our own is put behind the file; only behind a complete file does its content come out at the end.
/// </summary>
internal sealed class CheckedGzip(Stream file) : ForwardStream
{
    private static readonly byte[] Seal = "end of the cases"u8.ToArray();
    private static readonly byte[] PackedSeal = Pack(Seal);

    private const int MostAtOnce = 64 * 1024;

    private readonly GZipStream _unpacked = new(new Sealed(file), CompressionMode.Decompress);
    private byte[] _held = [];

    public override int Read(byte[] buffer, int offset, int count)
    {
        // A long line asks for much at once; what is held here stays small.
        count = Math.Min(count, MostAtOnce);
        // The last bytes that came out are held back: they may be the seal.
        var next = new byte[count + Seal.Length];
        _held.CopyTo(next, 0);
        int filled = _held.Length;
        while (filled <= Seal.Length)
        {
            int read = _unpacked.Read(next, filled, next.Length - filled);
            if (read == 0) return next.AsSpan(0, filled).SequenceEqual(Seal) ? 0 : throw new InvalidDataException("the compressed data end too early");
            filled += read;
        }
        int given = filled - Seal.Length;
        Buffer.BlockCopy(next, 0, buffer, offset, given);
        _held = next[given..filled];
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>The bytes of the file with the packed seal behind them.</summary>
    private sealed class Sealed(Stream file) : ForwardStream
    {
        private bool _fileHasBytes;
        private int _given = -1;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_given < 0)
            {
                int read = file.Read(buffer, offset, count);
                _fileHasBytes |= read > 0;
                if (read > 0 || count == 0) return read;
                if (!_fileHasBytes) throw new InvalidDataException("the file is empty");
                _given = 0;
            }
            int taken = Math.Min(count, PackedSeal.Length - _given);
            Buffer.BlockCopy(PackedSeal, _given, buffer, offset, taken);
            _given += taken;
            return taken;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
