using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli.Testing;

/// <summary>Runs the tests again whenever a file of the rules changes: all of them after a change of rules, else those of the files that changed.</summary>
internal sealed class WatchedRun(Terminal terminal, string folder, TestRun run)
{
    private const int MillisecondsBetweenLooks = 200;

    private Rulebook? _rulebook;

    /// <summary>Ends when somebody presses q, when a line q is read, or with the process; the result is that of the last run.</summary>
    public ExitCode Run()
    {
        using var quit = new ManualResetEventSlim();
        new Thread(() => WaitForQuit(quit)) { IsBackground = true, Name = "keys" }.Start();
        Dictionary<string, (DateTime, long)> before = Look();
        ExitCode result = Once(null);
        while (!quit.Wait(MillisecondsBetweenLooks))
        {
            Dictionary<string, (DateTime, long)> now = Look();
            string[] changed = [.. now.Keys.Union(before.Keys).Where(f => !now.TryGetValue(f, out var a) || !before.TryGetValue(f, out var b) || a != b).Order(StringComparer.Ordinal)];
            if (changed.Length == 0) continue;
            before = now;
            terminal.Error.WriteLine($"changed: {string.Join(", ", changed.Select(f => Path.GetRelativePath(folder, f)))}");
            bool onlyTests = _rulebook is not null && changed.All(f => f.EndsWith(RuleFiles.Tests, StringComparison.Ordinal) && now.ContainsKey(f));
            result = Once(onlyTests ? changed.ToHashSet() : null);
        }
        return result;
    }

    private ExitCode Once(IReadOnlySet<string>? files)
    {
        ExitCode result;
        try
        {
            if (files is null) _rulebook = null;
            result = run.Run(_rulebook ??= run.Load(), files);
        }
        catch (InvalidRulesException)
        {
            result = ExitCode.RulesInvalid;
        }
        catch (Exception problem) when (problem is UsageException or IOException)
        {
            // A file that is being written, or a filter that fits nothing for a moment.
            terminal.Error.WriteLine($"rights: {problem.Message}");
            result = ExitCode.CouldNotRun;
        }
        terminal.Out.Flush();
        terminal.Error.WriteLine("waiting for changes; q ends");
        return result;
    }

    private Dictionary<string, (DateTime Written, long Length)> Look() =>
        FolderFiles.Where(folder, name => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".csv", StringComparison.Ordinal)).Concat(run.Reforms)
            .Select(f => new FileInfo(f)).Where(f => f.Exists).DistinctBy(f => f.ToString()).ToDictionary(f => f.ToString(), f => (f.LastWriteTimeUtc, f.Length));

    private void WaitForQuit(ManualResetEventSlim quit)
    {
        try
        {
            if (terminal.ReadKey is { } key)
            {
                while (key() is not ('q' or 'Q')) { }
                quit.Set();
                return;
            }
            // At the end of a pipe nobody can press q any more: the process is ended instead.
            while (terminal.In.ReadLine() is { } line)
                if (line.Trim() is "q" or "Q")
                {
                    quit.Set();
                    return;
                }
        }
        catch (Exception gone) when (gone is ObjectDisposedException or InvalidOperationException or IOException)
        {
            // No keys; Ctrl-C still ends it.
        }
    }
}
