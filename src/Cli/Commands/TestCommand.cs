using System.CommandLine;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights test</c>.</summary>
internal static class TestCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> rules = CommonOptions.RulesArgument();
        var filter = new Option<string?>("--filter") { Description = "Run the tests whose name or file contains this", HelpName = "TEXT" };
        var junit = new Option<string?>("--junit") { Description = "Write the results as JUnit XML as well", HelpName = "FILE" };
        var command = new Command("test", "Run the rule tests: the *.tests.yaml files next to the rules") { rules, filter, junit };
        command.SetAction(parsed => (int)Run(terminal, parsed.GetRequiredValue(rules), parsed.GetValue(filter), parsed.GetValue(junit)));
        return Examples.AddTo(command, "rights test rules", "rights test rules --filter supplement --junit results.xml");
    }

    private static ExitCode Run(Terminal terminal, string folder, string? filter, string? junit)
    {
        Rulebook rulebook = Rulebooks.Load(folder, terminal);
        var findings = new DiagnosticBag();
        IReadOnlyList<RuleTest> tests = RuleTestFiles.Read(folder, rulebook, findings);
        if (findings.Count > 0) terminal.Findings(findings.Sorted);
        if (findings.HasErrors) return ExitCode.RulesInvalid;
        if (filter is not null)
        {
            tests = [.. tests.Where(t => t.Name.Contains(filter, StringComparison.OrdinalIgnoreCase) || t.Location.File.Path.Contains(filter, StringComparison.OrdinalIgnoreCase))];
            if (tests.Count == 0) throw new UsageException($"no rule test has `{filter}` in its name or file");
        }
        IReadOnlyList<RuleTestResult> results = RuleTestRunner.Run(rulebook, tests);
        foreach (RuleTestResult result in results.Where(r => !r.Passed))
        {
            terminal.Out.WriteLine($"{result.Location}: failed: {result.Name}");
            foreach (Difference difference in result.Differences) terminal.Out.WriteLine($"  line {difference.Location.Position.Line}: {difference.Text}");
        }
        if (junit is not null) WriteJunit(junit, results);
        int failed = results.Count(r => !r.Passed);
        terminal.Out.WriteLine($"{results.Count - failed} rule tests passed, {failed} failed");
        return failed > 0 ? ExitCode.TestFailed : ExitCode.Done;
    }

    private static void WriteJunit(string path, IReadOnlyList<RuleTestResult> results)
    {
        using var file = new OutputFile(path);
        JunitWriter.Write(file.Stream, results);
        file.Complete();
    }
}
