using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli;

/// <summary>The folder of a rulebook as it stands on disk, or as it was in a revision of the git repository around it.</summary>
internal sealed class RulesAt : IDisposable
{
    private readonly string? _checkedOut;

    private RulesAt(string folder, string? checkedOut) => (Folder, _checkedOut) = (folder, checkedOut);

    public string Folder { get; }

    /// <summary>The texts of the mapping files, in an order that does not depend on where they are.</summary>
    public IEnumerable<string> Mappings => Directory.GetFiles(Folder, "*" + RuleFiles.Mapping, SearchOption.AllDirectories).Select(File.ReadAllText).Order(StringComparer.Ordinal);

    /// <param name="place">A folder; or a git revision, such as <c>main</c> or <c>HEAD~1</c>.</param>
    /// <param name="rules">The folder of the rulebook, taken from the revision.</param>
    /// <exception cref="UsageException">There is no such folder or revision.</exception>
    public static RulesAt Find(string place, string rules)
    {
        if (Directory.Exists(place)) return new RulesAt(place, null);
        string target = Directory.CreateTempSubdirectory("rights-rules").FullName;
        try
        {
            Extract(place, rules, target);
            string folder = Directory.GetFiles(target, "rulebook.yaml", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).OrderBy(f => f.Length).FirstOrDefault()
                ?? throw new UsageException($"revision `{place}` has no rulebook in `{rules}`");
            return new RulesAt(folder, target);
        }
        catch
        {
            Directory.Delete(target, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        if (_checkedOut is not null) Directory.Delete(_checkedOut, recursive: true);
    }

    private static void Extract(string revision, string rules, string target)
    {
        // A revision that looks like an option would be one to git.
        if (revision.StartsWith('-')) throw new UsageException($"there is no folder or git revision `{revision}`");
        string folder = Directory.Exists(rules) ? Path.GetFullPath(rules) : throw new UsageException($"there is no folder `{revision}`; to take a git revision, the folder of the rulebook must be there: `{rules}` is not");
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "archive", "--format=tar", revision, "." }) start.ArgumentList.Add(argument);
        try
        {
            using Process git = Process.Start(start)!;
            // Both streams are read at once: git waits when one of them is full.
            Task<string> errors = git.StandardError.ReadToEndAsync();
            using var archive = new MemoryStream();
            git.StandardOutput.BaseStream.CopyTo(archive);
            git.WaitForExit();
            if (git.ExitCode != 0) throw new UsageException($"there is no folder `{revision}`, and git has no such revision of `{rules}`: {errors.Result.Trim()}");
            archive.Position = 0;
            TarFile.ExtractToDirectory(archive, target, overwriteFiles: false);
        }
        catch (Win32Exception)
        {
            throw new UsageException($"there is no folder `{revision}`, and git, which could have the revision, is not installed");
        }
    }
}
