using System.Text;

namespace RightsEngine.Data.Cases;

/// <summary>The characters of a text reader as UTF-8 bytes, so that one reader of lines serves files and standard input.</summary>
internal sealed class TextReaderStream(TextReader reader) : ForwardStream
{
    private readonly Encoder _encoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetEncoder();
    private readonly char[] _characters = new char[8192];
    private byte[] _bytes = [];
    private int _next;

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_next == _bytes.Length)
        {
            int read = reader.Read(_characters, 0, _characters.Length);
            _bytes = new byte[_encoder.GetByteCount(_characters, 0, read, flush: read == 0)];
            _encoder.GetBytes(_characters, 0, read, _bytes, 0, flush: read == 0);
            _next = 0;
            if (read == 0 && _bytes.Length == 0) return 0;
        }
        int taken = Math.Min(count, _bytes.Length - _next);
        Buffer.BlockCopy(_bytes, _next, buffer, offset, taken);
        _next += taken;
        return taken;
    }
}
