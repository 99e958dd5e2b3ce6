using System.CommandLine;
using System.Text;
using RightsEngine.Analysis.Lint;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights check</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> rules = CommonOptions.RulesArgument();
        Option<string[]> reform = CommonOptions.Reform();
        Option<string> format = CommonOptions.Choice("--format", "How to write the findings", "human", "json", "sarif");
        var command = new Command("check", "Check a rulebook with its tests and reforms; all findings in one run") { rules, reform, format };
        command.SetAction(parsed => (int)Run(terminal, parsed.GetRequiredValue(rules), parsed.GetValue(reform) ?? [], parsed.GetRequiredValue(format)));
        return Examples.AddTo(command, "rights check rules", "rights check rules --reform samples/reforms/wider_supplement.reform.yaml", "rights check rules --format sarif > findings.sarif");
    }

    private static ExitCode Run(Terminal terminal, string folder, IReadOnlyList<string> reforms, string format)
    {
        RulebookResult result = Rulebooks.Read(folder);
        var findings = new DiagnosticBag();
        foreach (Diagnostic finding in result.Diagnostics) findings.Add(finding);
        if (result.Rulebook is { } rulebook)
        {
            RuleTestFiles.Read(folder, rulebook, findings);
            Rulebooks.CheckMappings(folder, rulebook, findings);
            Rulebooks.CheckPopulations(folder, rulebook, findings);
            RuleLint.Check(rulebook, findings);
            Rulebooks.CheckReforms(folder, reforms, findings);
        }
        IReadOnlyList<Diagnostic> all = findings.Sorted;

        if (format == "human") HumanRenderer.Write(terminal.Out, all, terminal.OutHasColour);
        else terminal.Out.Write(Machine(all, format));
        int files = RuleFiles.In(folder).Count + reforms.Count;
        terminal.Error.WriteLine($"{files} files checked: {Summary(all)}");
        return findings.HasErrors ? ExitCode.RulesInvalid : ExitCode.Done;
    }

    private static string Machine(IReadOnlyList<Diagnostic> findings, string format)
    {
        using var stream = new MemoryStream();
        if (format == "json") JsonRenderer.Write(stream, findings);
        else SarifRenderer.Write(stream, findings, DiagnosticPages.Find);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Summary(IReadOnlyList<Diagnostic> findings)
    {
        if (findings.Count == 0) return "no findings";
        string[] parts = [.. findings.GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => Count(g.Count(), g.Key))];
        return string.Join(", ", parts);
    }

    private static string Count(int count, Severity severity) => severity switch
    {
        Severity.Error => count == 1 ? "1 error" : $"{count} errors",
        Severity.Warning => count == 1 ? "1 warning" : $"{count} warnings",
        _ => $"{count} for information",
    };
}
