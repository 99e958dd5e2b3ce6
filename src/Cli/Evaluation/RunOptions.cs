using System.Globalization;
using RightsEngine.Data.Runs;

namespace RightsEngine.Cli.Evaluation;

/// <summary>The options that say how a run goes, not what it decides.</summary>
internal static class RunOptions
{
    private const int MaximumThreads = 256;
    private const long LeastMemory = 64L << 20;

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("G", 1L << 30), ("M", 1L << 20), ("K", 1L << 10),
    ];

    /// <summary>Settings with what was asked for; options that do not go together end the command.</summary>
    public static RunSettings Apply(RunSettings settings, int? threads, string? memory)
    {
        if (threads is < 1 or > MaximumThreads) throw new UsageException($"--threads {threads} is not possible: give a number from 1 to {MaximumThreads}");
        if (settings.Resume && settings.Output is null) throw new UsageException("--resume needs --output: only what goes to a file can be resumed");
        if (settings.Resume && settings.Format == TableSink.Format) throw new UsageException("a table cannot be resumed: choose another --format");
        if (memory is not null) settings = settings with { Memory = Size(memory) };
        return settings with { Threads = threads ?? settings.Threads };
    }

    private static long Size(string text)
    {
        foreach ((string unit, long bytes) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            if (!decimal.TryParse(text[..^unit.Length].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) || number > 1_000_000) break;
            long size = (long)(number * bytes);
            return size >= LeastMemory ? size : throw new UsageException($"--memory {text} is too little: at least 64MiB are needed");
        }
        throw new UsageException($"--memory `{text}` is not a size: write a number and a unit, as in --memory 2GiB");
    }
}
