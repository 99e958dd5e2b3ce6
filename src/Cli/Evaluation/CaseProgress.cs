using System.Diagnostics;
using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli.Evaluation;

/// <summary>Shows how far a long run is, with its rate and the time left, to a person who waits.</summary>
internal static class CaseProgress
{
    private const long LongInput = 2_000_000;
    private const int Every = 500;

    /// <summary>Runs work that calls its step once per case.</summary>
    /// <param name="terminal">Where progress may be shown.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="showsNothingElse">Whether the work itself writes nothing to the terminal.</param>
    /// <param name="work">The work.</param>
    public static void Run(Terminal terminal, IReadOnlyList<string> inputs, bool showsNothingElse, Action<Action> work)
    {
        if (!terminal.ErrorIsTerminal || !showsNothingElse || Size(inputs) < LongInput)
        {
            work(() => { });
            return;
        }
        long? total = Lines(inputs);
        terminal.Progress().Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(Steps(context.AddTask("reading", maxValue: total ?? 1), total)));
    }

    private static Action Steps(ProgressTask task, long? total)
    {
        long start = Stopwatch.GetTimestamp();
        long done = 0;
        task.IsIndeterminate = total is null;
        return () =>
        {
            if (++done % Every != 0) return;
            double rate = done / Stopwatch.GetElapsedTime(start).TotalSeconds;
            task.Description = $"{done:N0} cases, {rate:N0} per second";
            if (total is not null) task.Value = done;
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
