using System.Diagnostics;
using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli.Evaluation;

/// <summary>Shows how far a long run is, with its rate and the time left, to a person who waits.</summary>
internal static class CaseProgress
{
    private const long LongInput = 2_000_000;

    /// <summary>Runs work whose threads call its step with the number of cases that they did.</summary>
    /// <param name="terminal">Where progress may be shown.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="showsNothingElse">Whether the work itself writes nothing to the terminal.</param>
    /// <param name="work">The work.</param>
    /// <returns>What the work gives.</returns>
    public static T Run<T>(Terminal terminal, IReadOnlyList<string> inputs, bool showsNothingElse, Func<Action<long>, T> work)
    {
        if (!terminal.ErrorIsTerminal || !showsNothingElse || Size(inputs) < LongInput) return work(_ => { });
        long? total = Lines(inputs);
        return terminal.Progress()
            .Start(context => work(Steps(context.AddTask("reading", maxValue: total ?? 1), total)));
    }

    private static Action<long> Steps(ProgressTask task, long? total)
    {
        long start = Stopwatch.GetTimestamp();
        long done = 0;
        task.IsIndeterminate = total is null;
        return cases =>
        {
            long now = Interlocked.Add(ref done, cases);
            double rate = now / Stopwatch.GetElapsedTime(start).TotalSeconds;
            task.Description = $"{now:N0} cases, {rate:N0} per second";
            if (total is not null) task.Value = now;
        };
    }

    private static long Size(IEnumerable<string> inputs) => inputs.Sum(i =>
        File.Exists(i) ? new FileInfo(i).Length
        : Directory.Exists(i) ? FolderFiles.Where(i, _ => true).Select(f => new FileInfo(f)).Sum(f => f.Exists ? f.Length : 0)
        : i == "-" ? long.MaxValue / 1000 : 0);

    /// <summary>The number of cases when every input has one per line; counting lines is quick compared with deciding.</summary>
    private static long? Lines(IReadOnlyList<string> inputs)
    {
        if (!inputs.All(i => File.Exists(i) && (i.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || i.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)))) return null;
        long lines = 0;
        var buffer = new byte[1 << 20];
        foreach (string input in inputs)
        {
            using FileStream stream = File.OpenRead(input);
            for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer)) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }
        return lines;
    }
}
