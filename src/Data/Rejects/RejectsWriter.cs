using System.Text.Json;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Rejects;

/// <summary>Writes problems as NDJSON, one line each. The file appears when it is complete, or not at all.</summary>
public sealed class RejectsWriter : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Utf8JsonWriter _json;
    private bool _completed;

    /// <summary>Starts a file of rejects.</summary>
    /// <param name="path">Where it will stand.</param>
    /// <exception cref="InputException">It cannot be written there.</exception>
    public RejectsWriter(string path)
    {
        _path = path;
        try
        {
            _stream = new FileStream(Aside, FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"cannot write `{Shown.Short(path)}`: {(problem is DirectoryNotFoundException ? "there is no such folder" : "the system does not allow it")}", problem);
        }
        _json = new Utf8JsonWriter(_stream, ProblemLine.Options);
    }

    private string Aside => _path + ".part";

    /// <summary>Writes the problems of a case.</summary>
    public void Write(IEnumerable<CaseProblem> problems)
    {
        foreach (CaseProblem problem in problems) Write(problem);
    }

    /// <summary>Writes a problem.</summary>
    public void Write(CaseProblem problem)
    {
        ProblemLine.Write(_json, problem);
        _stream.WriteByte((byte)'\n');
    }

    /// <summary>Puts the file in its place, over an earlier one.</summary>
    public void Complete()
    {
        _json.Dispose();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(Aside, _path, overwrite: true);
        _completed = true;
    }

    /// <summary>Drops what was written, unless it was completed.</summary>
    public void Dispose()
    {
        if (_completed) return;
        _json.Dispose();
        _stream.Dispose();
        File.Delete(Aside);
        _completed = true;
    }
}
