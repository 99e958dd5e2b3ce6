using System.CommandLine;
using RightsEngine.Analysis.Coverage;
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
        var coverage = new Option<string?>("--coverage") { Description = "Show what the tests saw of the rules; with a file, write it as HTML page (.html) or LCOV (.info)", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
        var failUnder = new Option<decimal?>("--fail-under") { Description = "Fail when the tests see less than this share of the rules, in percent", HelpName = "PERCENT" };
        var mutate = new Option<bool>("--mutate") { Description = "Change the rules in every small wrong way and show what no test notices" };
        var maxSurvivors = new Option<decimal?>("--max-survivors") { Description = "With --mutate: fail when more of the changes than this stay unnoticed, in percent", HelpName = "PERCENT" };
        var command = new Command("test", "Run the rule tests: the *.tests.yaml files next to the rules") { rules, filter, junit, coverage, failUnder, mutate, maxSurvivors };
        command.SetAction(parsed =>
        {
            bool covered = parsed.GetResult(coverage) is not null || parsed.GetValue(failUnder) is not null;
            var report = covered ? new CoverageReport(parsed.GetValue(coverage), parsed.GetValue(failUnder)) : null;
            return (int)Run(terminal, parsed.GetRequiredValue(rules), parsed.GetValue(filter), parsed.GetValue(junit), report,
                parsed.GetValue(mutate) || parsed.GetValue(maxSurvivors) is not null ? new MutationReport(parsed.GetValue(maxSurvivors)) : null);
        });
        return Examples.AddTo(command, "rights test rules", "rights test rules --filter supplement --junit results.xml", "rights test rules --coverage coverage.html --fail-under 50",
            "rights test rules --mutate --filter compensation");
    }

    private static ExitCode Run(Terminal terminal, string folder, string? filter, string? junit, CoverageReport? coverage, MutationReport? mutation)
    {
        Rulebook rulebook = Rulebooks.Load(folder, terminal);
        var findings = new DiagnosticBag();
        RuleTestSet set = RuleTestFiles.ReadSet(folder, rulebook, findings);
        IReadOnlyList<RuleTest> tests = set.Tests;
        if (findings.Count > 0) terminal.Findings(findings.Sorted);
        if (findings.HasErrors) return ExitCode.RulesInvalid;
        if (filter is not null)
        {
            tests = [.. tests.Where(t => t.Name.Contains(filter, StringComparison.OrdinalIgnoreCase) || t.Location.File.Path.Contains(filter, StringComparison.OrdinalIgnoreCase))];
            if (tests.Count == 0) throw new UsageException($"no rule test has `{filter}` in its name or file");
        }
        bool watched = coverage is not null || mutation is not null;
        CoverageProbe[] probes = !watched ? [] : [.. tests.Select(_ => new CoverageProbe())];
        IReadOnlyList<RuleTestResult> results = RuleTestRunner.Run(rulebook, tests, !watched ? null : i => probes[i]);
        foreach (RuleTestResult result in results.Where(r => !r.Passed))
        {
            terminal.Out.WriteLine($"{result.Location}: failed: {result.Name}");
            foreach (Difference difference in result.Differences) terminal.Out.WriteLine($"  line {difference.Location.Position.Line}: {difference.Text}");
        }
        if (junit is not null) WriteJunit(junit, results);
        int failed = results.Count(r => !r.Passed);
        terminal.Out.WriteLine($"{results.Count - failed} rule tests passed, {failed} failed");
        TestedParts? only = filter is null || !watched ? null : new TestedParts(rulebook, tests, probes);
        set = set with { Tests = tests };
        bool enough = coverage?.Write(terminal, rulebook, set, probes, only) ?? true;
        if (mutation is not null && failed > 0) terminal.Error.WriteLine("the rules are not mutated while tests fail");
        else if (mutation is not null) enough &= mutation.Write(terminal, rulebook, set, probes, only);
        return failed > 0 || !enough ? ExitCode.TestFailed : ExitCode.Done;
    }

    private static void WriteJunit(string path, IReadOnlyList<RuleTestResult> results)
    {
        using var file = new OutputFile(path);
        JunitWriter.Write(file.Stream, results);
        file.Complete();
    }
}
