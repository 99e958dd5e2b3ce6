using System.CommandLine;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights fmt</c>.</summary>
internal static class FmtCommand
{
    /// <summary>Stands for standard input, as an editor uses it.</summary>
    private const string StandardInput = "-";

    /// <summary>Why a file is not laid out.</summary>
    private const string Kept = "in a form such as a comment behind a lone `-`, or a block with an indentation number, blanks carry meaning";

    public static Command Create(Terminal terminal)
    {
        var rules = new Argument<string>("RULES") { Description = "The folder with the rulebook, one rule file, or - to read a file from standard input and write it to standard output", DefaultValueFactory = _ => CommonOptions.DefaultRules };
        var check = new Option<bool>("--check") { Description = "Change nothing; name the files whose layout is another, and fail if there are any" };
        var diff = new Option<bool>("--diff") { Description = "Change nothing; show what would change" };
        var command = new Command("fmt", "Give rule files the canonical layout; only blanks change, comments stay") { rules, check, diff };
        command.SetAction(parsed =>
        {
            string place = parsed.GetRequiredValue(rules);
            return (int)(place == StandardInput ? Through(terminal) : Run(terminal, place, parsed.GetValue(check), parsed.GetValue(diff)));
        });
        return Examples.AddTo(command, "rights fmt rules --check", "rights fmt rules --diff", "rights fmt - < rules/rulebook.yaml");
    }

    private static ExitCode Through(Terminal terminal)
    {
        var findings = new DiagnosticBag();
        var file = new SourceFile("<input>", terminal.In.ReadToEnd());
        string? text = YamlLayout.Format(file, findings);
        terminal.Findings(findings.Sorted);
        if (text is null && !findings.HasErrors) terminal.Error.WriteLine($"left as it is: {Kept}");
        // What cannot be laid out goes out as it came in, so that an editor loses nothing.
        terminal.Out.Write(text ?? file.Text);
        return findings.HasErrors ? ExitCode.RulesInvalid : ExitCode.Done;
    }

    private static ExitCode Run(Terminal terminal, string place, bool check, bool diff)
    {
        IReadOnlyList<string> paths = File.Exists(place) ? [place] : Directory.Exists(place) ? RuleFiles.In(place)
            : throw new UsageException($"there is no file or folder `{place}`: name the folder of the rulebook, or run in the folder that has `rules`");
        if (paths.Count == 0) throw new UsageException($"`{place}` has no rule files");
        var findings = new DiagnosticBag();
        int changed = 0, left = 0;
        foreach (string path in paths)
        {
            if (SourceFileReader.Read(path, path, findings) is not { } file) continue;
            var own = new DiagnosticBag();
            string? text = YamlLayout.Format(file, own);
            foreach (Diagnostic finding in own.Sorted.Where(f => f.Severity == Severity.Error)) findings.Add(finding);
            if (text is null && !own.HasErrors)
            {
                left++;
                terminal.Error.WriteLine($"{path}: left as it is: {Kept}");
            }
            if (text is null || text == file.Text) continue;
            changed++;
            if (diff) UnifiedDiff.Write(terminal, path, file.Text, text);
            else terminal.Out.WriteLine(path);
            if (!check && !diff) Write(path, text);
        }
        terminal.Findings(findings.Sorted);
        string outcome = changed == 0 ? "all in canonical layout" : check || diff ? $"{changed} in another layout; `rights fmt` changes them" : $"{changed} changed";
        terminal.Error.WriteLine($"{paths.Count} files: {outcome}{(left > 0 ? $", {left} left as they are" : "")}");
        return findings.HasErrors ? ExitCode.RulesInvalid : check && changed > 0 ? ExitCode.TestFailed : ExitCode.Done;
    }

    private static void Write(string path, string text)
    {
        using var output = new OutputFile(path);
        output.Writer.Write(text);
        output.Complete();
    }
}
