namespace RightsEngine.Data.Cases;

/// <summary>A line of a stream of bytes; its bytes are valid until the next is read.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without the line break; of a line that is too long the first bytes, so that one can tell what it is about.</param>
/// <param name="IsTooLong">Whether the line was skipped because of its length.</param>
internal readonly record struct Utf8Line(int Number, ReadOnlyMemory<byte> Bytes, bool IsTooLong)
{
    public bool IsBlank => !IsTooLong && Bytes.Span.Trim(" \t\r"u8).IsEmpty;
}

/// <summary>Reads a stream line by line with bounded memory: a line beyond the limit is skipped, not held.</summary>
internal sealed class Utf8Lines(Stream stream, string shownPath, int maximumLength = Utf8Lines.MaximumLength) : IDisposable
{
    public const int MaximumLength = 64 * 1024 * 1024;

    private const int KeptOfLongLine = 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _number;
    private bool _atEnd;
    private byte[] _firstBytes = [];

    /// <summary>The next line, or null at the end.</summary>
    public Utf8Line? Next()
    {
        int scanned = 0;
        bool tooLong = false;
        while (true)
        {
            int at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0) return Take(scanned + at, 1, tooLong);
            scanned = _end - _start;
            if (scanned > maximumLength)
            {
                if (!tooLong) _firstBytes = _buffer.AsSpan(_start, Math.Min(scanned, KeptOfLongLine)).ToArray();
                tooLong = true;
                _start = _end;
                scanned = 0;
            }
            if (Fill()) continue;
            return scanned == 0 && !tooLong ? null : Take(scanned, 0, tooLong);
        }
    }

    /// <summary>Everything that was not yet read.</summary>
    public byte[] Rest()
    {
        try
        {
            using var rest = new MemoryStream();
            rest.Write(_buffer, _start, _end - _start);
            stream.CopyTo(rest);
            return rest.ToArray();
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(shownPath, problem);
        }
    }

    public void Dispose() => stream.Dispose();

    private Utf8Line Take(int length, int lineBreak, bool tooLong)
    {
        ReadOnlyMemory<byte> bytes = _buffer.AsMemory(_start, length);
        _start += length + lineBreak;
        _number++;
        if (tooLong) return new Utf8Line(_number, _firstBytes, true);
        if (length > maximumLength) return new Utf8Line(_number, bytes[..Math.Min(length, KeptOfLongLine)], true);
        if (_number == 1 && bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.Span.EndsWith("\r"u8)) bytes = bytes[..^1];
        return new Utf8Line(_number, bytes, false);
    }

    private bool Fill()
    {
        if (_atEnd) return false;
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _atEnd = read == 0;
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(shownPath, problem);
        }
        return !_atEnd;
    }
}

/// <summary>What the system reports while reading, as a sentence.</summary>
internal static class InputFailure
{
    public static bool IsOfSystem(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException;

    public static InputException Of(string shownPath, Exception problem) => new($"cannot read `{Shown.Short(shownPath)}`: {Reason(problem)}", problem);

    private static string Reason(Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "access is denied",
        InvalidDataException => "the compressed data are damaged",
        ArgumentException => "the text is not valid Unicode",
        _ => "the system reports an error while reading",
    };
}
