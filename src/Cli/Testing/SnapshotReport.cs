using RightsEngine.Analysis.Snapshots;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli.Testing;

/// <summary>What <c>rights test --snapshot</c> shows and keeps.</summary>
internal sealed class SnapshotReport(Terminal terminal, string rules)
{
    private const int MostShown = 50;

    /// <summary>Compares what is decided with one snapshot or with all of a folder, or keeps it.</summary>
    /// <param name="path">A file, or a folder.</param>
    /// <param name="accept">Whether what is decided now is kept.</param>
    /// <param name="cases">The cases of a new snapshot, or null.</param>
    /// <param name="on">The dates of a new snapshot.</param>
    public ExitCode Run(string path, bool accept, string? cases, IReadOnlyList<string> on)
    {
        if ((cases is not null || on.Count > 0) && !accept) throw new UsageException("--cases and --on make a new snapshot: add --accept");
        if ((cases is null) != (on.Count == 0)) throw new UsageException("a new snapshot needs both --cases and --on: --cases samples/families --on 2024-10-01");
        if (cases is null && !File.Exists(path) && !Directory.Exists(path))
            throw new UsageException($"there is no snapshot `{path}`: make one with --accept --cases INPUT --on DATE");
        Rulebook rulebook = Rulebooks.Load(rules, terminal);
        if (cases is not null) return Make(rulebook, path, cases, [.. on.Select(d => CommonOptions.Date(d, "--on")!.Value)]);
        IReadOnlyList<string> files = Directory.Exists(path) ? FolderFiles.Ending(path, Snapshot.Extension) : [path];
        if (files.Count == 0) throw new UsageException($"`{path}` has no file that ends in {Snapshot.Extension}");
        bool same = true;
        foreach (string file in files) same &= Compare(rulebook, file, accept);
        return same ? ExitCode.Done : ExitCode.TestFailed;
    }

    private ExitCode Make(Rulebook rulebook, string path, string cases, IReadOnlyList<DateOnly> dates)
    {
        if (!path.EndsWith(Snapshot.Extension, StringComparison.Ordinal)) throw new UsageException($"the name of a snapshot ends in {Snapshot.Extension}: {path}{Snapshot.Extension}");
        string kept = Path.GetRelativePath(Folder(path), Path.GetFullPath(cases)).Replace('\\', '/');
        Snapshot now = Snapshot.Take(rulebook, kept, cases, rules, dates);
        Write(path, now);
        terminal.Out.WriteLine($"{path}: {now.Lines.Count} decisions kept");
        return ExitCode.Done;
    }

    private bool Compare(Rulebook rulebook, string path, bool accept)
    {
        Snapshot before = Snapshot.Parse(File.ReadAllText(path)) ?? throw new UsageException($"`{path}` is no snapshot: make it with --accept --cases INPUT --on DATE");
        Snapshot now = Snapshot.Take(rulebook, before.Cases, Path.Combine(Path.GetRelativePath(".", Folder(path)), before.Cases), rules, before.Dates);
        (string Name, string? Was, string? Is)[] drift = [.. before.Drift(now)];
        foreach ((string name, string? was, string? isNow) in drift.Take(MostShown))
        {
            terminal.Out.WriteLine($"{path}: {name}");
            if (was is not null) terminal.Out.WriteLine($"  - {was}");
            if (isNow is not null) terminal.Out.WriteLine($"  + {isNow}");
        }
        if (drift.Length > MostShown) terminal.Out.WriteLine($"… and {drift.Length - MostShown} more");
        int gone = drift.Count(d => d.Is is null), added = drift.Count(d => d.Was is null), changed = drift.Length - gone - added;
        string counts = drift.Length == 0 ? "as before" : $"{changed} changed, {added} new, {gone} gone";
        string kept = drift.Length == 0 ? "" : accept ? "; kept as they are now" : "; --accept keeps them as they are now";
        terminal.Out.WriteLine($"{path}: {now.Lines.Count} decisions on {string.Join(", ", now.Dates.Select(DecisionText.Of))}: {counts}{kept}");
        if (accept && drift.Length > 0) Write(path, now);
        return accept || drift.Length == 0;
    }

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static void Write(string path, Snapshot snapshot)
    {
        using var file = new OutputFile(path);
        snapshot.Write(file.Writer);
        file.Complete();
    }
}
