using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Runs;

/// <summary>A part of a run that is finished and kept.</summary>
/// <param name="Part">Its number.</param>
/// <param name="Output">Bytes of output with it.</param>
/// <param name="Rejects">Bytes of the file of rejects with it.</param>
/// <param name="Tally">What was counted in it.</param>
/// <param name="Shown">The problems in it that will be shown at the end.</param>
internal sealed record FinishedPart(int Part, long Output, long Rejects, RunTally Tally, IReadOnlyList<string> Shown);

/// <summary>
/// The file beside the output of a run that says what it is a run of and which parts are finished, so that an interrupted run
/// can be resumed. It goes when the run is complete.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    private RunJournal(string path, FileStream stream) => (_path, _stream) = (path, stream);

    public IReadOnlyList<FinishedPart> Finished { get; private init; } = [];

    /// <summary>Whether all parts are finished and only the files have to be put in their places.</summary>
    public bool IsComplete { get; private init; }

    public static string PathOf(string output) => output + ".resume";

    /// <summary>Begins the journal of a new run.</summary>
    public static RunJournal Start(string output, string manifest)
    {
        string path = PathOf(output);
        try
        {
            var journal = new RunJournal(path, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None));
            journal.Append(manifest);
            return journal;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw OutputException.AtStart(output, problem);
        }
    }

    /// <summary>Goes on with the journal of an interrupted run; null when there is none.</summary>
    /// <exception cref="InputException">It was a run of something else.</exception>
    public static RunJournal? Continue(string output, string manifest)
    {
        string path = PathOf(output);
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        // A line that was being written when the run ended does not count.
        int end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return null;
        if (lines[0] != manifest) throw new InputException($"cannot resume `{Shown.Short(output)}`: {Difference(lines[0], manifest)}; leave --resume out to start again");
        bool complete = lines[^1] == Complete;
        FinishedPart[] finished = [.. lines[1..(complete ? ^1 : ^0)].Select(l => JsonSerializer.Deserialize<FinishedPart>(l)!)];
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
        stream.SetLength(end);
        stream.Position = end;
        return new RunJournal(path, stream) { Finished = finished, IsComplete = complete };
    }

    public void Add(FinishedPart part) => Append(JsonSerializer.Serialize(part));

    /// <summary>Notes that all parts are finished.</summary>
    public void MarkComplete()
    {
        if (!IsComplete) Append(Complete);
    }

    public void Delete()
    {
        Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _stream.Dispose();

    private const string Complete = """{"complete":true}""";

    private void Append(string line)
    {
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _stream.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (OutputException.IsOfSystem(problem))
        {
            throw OutputException.Of(_path, problem);
        }
    }

    private static string Difference(string before, string now)
    {
        try
        {
            JsonObject old = JsonNode.Parse(before)!.AsObject(), current = JsonNode.Parse(now)!.AsObject();
            string[] other = [.. current.Where(p => !JsonNode.DeepEquals(p.Value, old[p.Key])).Select(p => p.Key)];
            return $"the run that was interrupted had other {string.Join(" and ", other)}";
        }
        catch (JsonException)
        {
            return "what the interrupted run left cannot be read";
        }
    }
}
