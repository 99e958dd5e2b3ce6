using System.Buffers;
using System.Text.Json;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Rejects;

namespace RightsEngine.Data.Runs;

/// <summary>The file of rejects of a run, part after part.</summary>
internal sealed class RejectsTarget : IDisposable
{
    private readonly string _path;
    private readonly AsideFile _file;
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;

    public RejectsTarget(string path)
    {
        (_path, _file) = (path, new AsideFile(path));
        _json = new Utf8JsonWriter(_lines, ProblemLine.Options);
    }

    public void Open(long keep)
    {
        if (_file.Left < keep) throw new InputException($"cannot resume `{Shown.Short(_path)}`: what the interrupted run had finished is gone; leave --resume out to start again");
        _file.Open(keep);
    }

    public void Write(IEnumerable<CaseProblem> problems)
    {
        foreach (CaseProblem problem in problems)
        {
            ProblemLine.Write(_json, problem);
            _lines.Write("\n"u8);
            _file.Write(_lines.WrittenSpan);
            _lines.ResetWrittenCount();
        }
    }

    public long Keep()
    {
        _file.Keep();
        return _file.Length;
    }

    public void PutInPlace() => _file.PutInPlace();

    public void Drop() => _file.Drop();

    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }
}
