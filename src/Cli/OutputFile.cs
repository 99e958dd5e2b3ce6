using System.Text;

namespace RightsEngine.Cli;

/// <summary>A file that appears when it is complete, or not at all.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private bool _completed;

    public OutputFile(string path)
    {
        _path = path;
        RefuseFolder(path);
        try
        {
            _stream = new FileStream(Aside, FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot write `{path}`: {(problem is DirectoryNotFoundException ? "there is no such folder" : "the system does not allow it")}");
        }
        Writer = new StreamWriter(_stream, new UTF8Encoding(false), 1 << 16);
    }

    public StreamWriter Writer { get; }

    public Stream Stream => _stream;

    private string Aside => _path + ".part";

    /// <summary>Ends the command when a folder stands where a file is to be written.</summary>
    public static void RefuseFolder(string? path)
    {
        if (path is not null && (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))) throw new UsageException($"cannot write `{path}`: it is a folder");
    }

    /// <summary>Puts the file in its place, over an earlier one.</summary>
    public void Complete()
    {
        Writer.Flush();
        _stream.Flush(flushToDisk: true);
        Writer.Dispose();
        File.Move(Aside, _path, overwrite: true);
        _completed = true;
    }

    public void Dispose()
    {
        if (_completed) return;
        Writer.Dispose();
        File.Delete(Aside);
        _completed = true;
    }
}
