using RightsEngine.Analysis.Lint;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>What <c>check --fix</c> does: mends a copy, looks whether it is better, and only then writes the files.</summary>
internal static class RulebookFix
{
    /// <summary>What goes may have been the only user of something else, which is found in the next round.</summary>
    private const int MostRounds = 10;

    /// <summary>Mends the rules; null when the command should go on and tell what is left.</summary>
    public static ExitCode? Run(Terminal terminal, string folder, bool dryRun)
    {
        if (Rulebooks.Check(folder, [], null).HasErrors)
        {
            terminal.Error.WriteLine("nothing is mended while the rules have errors");
            return null;
        }
        string copy = Directory.CreateTempSubdirectory("rights-fix").FullName;
        try
        {
            foreach (string file in RuleFiles.In(folder).Concat(FolderFiles.Ending(folder, ".csv")))
            {
                string target = Path.Combine(copy, Path.GetRelativePath(folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
            int mended = Mend(copy);
            if (mended < 0)
            {
                terminal.Error.WriteLine("nothing is mended: without what nothing uses, the rules would have errors");
                return null;
            }
            int files = Write(terminal, copy, folder, dryRun);
            terminal.Error.WriteLine(mended == 0 ? "nothing can be mended safely" : $"{mended} {(mended == 1 ? "finding" : "findings")} in {files} {(files == 1 ? "file" : "files")} {(dryRun ? "could be mended" : "mended")}");
            return dryRun ? ExitCode.Done : null;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>How many findings were mended; below zero when the result has errors.</summary>
    private static int Mend(string copy)
    {
        int mended = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            IReadOnlyList<Diagnostic> findings = Rulebooks.Check(copy, [], null).Sorted;
            int before = mended;
            foreach (SourceFile file in findings.Select(f => f.Location?.File).OfType<SourceFile>().DistinctBy(f => f.Path).ToList())
            {
                string text = RuleFixes.Mend(file, findings, out int here);
                if (here == 0) continue;
                File.WriteAllText(file.Path, text);
                mended += here;
            }
            if (mended == before) break;
            if (Rulebooks.Check(copy, [], null).HasErrors) return -1;
        }
        return mended;
    }

    private static int Write(Terminal terminal, string copy, string folder, bool dryRun)
    {
        int files = 0;
        foreach (string path in RuleFiles.In(folder))
        {
            string before = File.ReadAllText(path), after = File.ReadAllText(Path.Combine(copy, Path.GetRelativePath(folder, path)));
            if (before == after) continue;
            files++;
            if (dryRun)
            {
                UnifiedDiff.Write(terminal, path, before, after);
                continue;
            }
            using var output = new OutputFile(path);
            output.Writer.Write(after);
            output.Complete();
        }
        return files;
    }
}
