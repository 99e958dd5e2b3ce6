using System.CommandLine;
using System.Text;
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
        var on = new Option<string?>("--on") { Description = "Also look for yearly figures that are too old on this day: 2026-01-01", HelpName = "DATE" };
        var fix = new Option<bool>("--fix") { Description = "Remove what nothing uses (RE4301, RE4302, RE4307), where no comment stands above it; then check again" };
        var dryRun = new Option<bool>("--dry-run") { Description = "With --fix: change nothing, show what would change" };
        var strict = new Option<bool>("--strict") { Description = "Fail on warnings too" };
        var command = new Command("check", "Check a rulebook with its tests and reforms; all findings in one run") { rules, reform, format, on, strict, fix, dryRun };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(rules);
            DateOnly? day = CommonOptions.Date(parsed.GetValue(on), "--on");
            if (parsed.GetValue(dryRun) && !parsed.GetValue(fix)) throw new UsageException("--dry-run shows what --fix would change: write --fix --dry-run");
            if (parsed.GetValue(fix) && RulebookFix.Run(terminal, folder, parsed.GetValue(dryRun)) is { } ended) return (int)ended;
            return (int)Run(terminal, folder, parsed.GetValue(reform) ?? [], parsed.GetRequiredValue(format), day, parsed.GetValue(strict) ? Severity.Warning : Severity.Error);
        });
        return Examples.AddTo(command, "rights check rules", "rights check rules --on 2026-01-01", "rights check rules --reform samples/reforms/wider_supplement.reform.yaml", "rights check rules --format sarif > findings.sarif", "rights check rules --fix --dry-run");
    }

    private static ExitCode Run(Terminal terminal, string folder, IReadOnlyList<string> reforms, string format, DateOnly? on, Severity failing)
    {
        DiagnosticBag findings = Rulebooks.Check(folder, reforms, on);
        IReadOnlyList<Diagnostic> all = findings.Sorted;

        if (format == "human") HumanRenderer.Write(terminal.Out, all, terminal.OutHasColour);
        else terminal.Out.Write(Machine(all, format));
        int files = RuleFiles.In(folder).Count + reforms.Count;
        terminal.Error.WriteLine($"{files} files checked: {Summary(all)}");
        return all.Any(f => f.Severity >= failing) ? ExitCode.RulesInvalid : ExitCode.Done;
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
