namespace RightsEngine.Data.Runs;

/// <summary>A file that is written beside its place and put there when it is complete.</summary>
internal sealed class AsideFile : IDisposable
{
    private readonly string _path;
    private FileStream? _stream;

    public AsideFile(string path) => _path = path;

    public static string PathOf(string path) => path + ".part";

    /// <summary>Starts the file, or goes on after what an interrupted run wrote of it.</summary>
    /// <param name="keep">How many bytes of an earlier run count.</param>
    public void Open(long keep)
    {
        try
        {
            _stream = new FileStream(PathOf(_path), keep == 0 ? FileMode.Create : FileMode.Open, FileAccess.Write, FileShare.None, 1 << 16);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw OutputException.AtStart(_path, problem);
        }
        _stream.SetLength(keep);
        _stream.Position = keep;
    }

    /// <summary>How many bytes an interrupted run left.</summary>
    public long Left => new FileInfo(PathOf(_path)) is { Exists: true } file ? file.Length : 0;

    /// <summary>How many bytes were written.</summary>
    public long Length => _stream!.Position;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream!.Write(bytes);
        }
        catch (Exception problem) when (OutputException.IsOfSystem(problem))
        {
            throw OutputException.Of(_path, problem);
        }
    }

    /// <summary>Sees to it that what was written outlives the process and the machine.</summary>
    public void Keep()
    {
        try
        {
            _stream!.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (OutputException.IsOfSystem(problem))
        {
            throw OutputException.Of(_path, problem);
        }
    }

    /// <summary>Puts the file in its place, over an earlier one; does nothing when an earlier run did it.</summary>
    public void PutInPlace()
    {
        Dispose();
        if (File.Exists(PathOf(_path))) File.Move(PathOf(_path), _path, overwrite: true);
    }

    public void Drop()
    {
        Dispose();
        if (File.Exists(PathOf(_path))) File.Delete(PathOf(_path));
    }

    /// <summary>Writes a whole file in one go: it is there complete, or not at all.</summary>
    public static void Write(string path, ReadOnlySpan<byte> contents)
    {
        var file = new AsideFile(path);
        file.Open(0);
        file.Write(contents);
        file.Keep();
        file.PutInPlace();
    }

    public void Dispose()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // What the buffer still held cannot be written; that was told when it mattered.
        }
        _stream = null;
    }
}
