using System.CommandLine;
using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Generation;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Cli.Testing;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights test generate</c>.</summary>
internal static class TestGenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> rules = CommonOptions.RulesArgument();
        Option<string?> filter = TestCommand.Filter();
        filter.Description = "Start from the tests whose name or file contains this, and look only at what they are about";
        var output = new Option<string?>("--output") { Description = "The tests file to write (standard output when not given)", HelpName = "FILE" };
        var max = new Option<int?>("--max") { Description = "Stop after this many cases", HelpName = "N" };
        var command = new Command("generate", "Make cases that see what no test sees, for somebody to confirm") { rules, filter, output, max };
        command.SetAction(parsed => (int)Run(terminal, parsed.GetRequiredValue(rules), parsed.GetValue(filter), parsed.GetValue(output), parsed.GetValue(max)));
        return Examples.AddTo(command, "rights test generate rules --filter compensation --max 5");
    }

    private static ExitCode Run(Terminal terminal, string folder, string? filter, string? output, int? max)
    {
        if (max is < 1) throw new UsageException($"--max {max}: at least one case");
        OutputFile.RefuseFolder(output);
        Rulebook rulebook = Rulebooks.Load(folder, terminal);
        var findings = new DiagnosticBag();
        RuleTestSet set = RuleTestFiles.ReadSet(folder, rulebook, findings);
        if (findings.Count > 0) terminal.Findings(findings.Sorted);
        if (findings.HasErrors) return ExitCode.RulesInvalid;
        IReadOnlyList<RuleTest> tests = filter is null ? set.Tests : TestRun.Filtered(set.Tests, filter);
        CoverageProbe[] probes = [.. tests.Select(_ => new CoverageProbe())];
        WorkProgress.Run(terminal, "tests", onTest => Parallel.For(0, tests.Count, i =>
        {
            RuleTestRunner.Run(rulebook, tests[i], probes[i]);
            onTest(tests.Count);
        }));
        IReadOnlyList<CoverageGoal> all = CoverageGoals.Of(rulebook);
        var coverage = new RuleCoverage(filter is null ? all : new TestedParts(rulebook, tests, probes).Of(all), probes, set.Accepted);
        CoverageGoal[] gaps = [.. coverage.NotSeen];
        GeneratedCase[] made = Search(terminal, new CaseSearch(rulebook, tests, probes), gaps, max);
        if (made.Length > 0) Write(terminal, output, made);
        int seen = made.Sum(m => m.Goals.Count);
        terminal.Error.WriteLine($"{made.Length} cases see {seen} of the {gaps.Length} things that no test sees; none of them counts until it is confirmed");
        return ExitCode.Done;
    }

    private static GeneratedCase[] Search(Terminal terminal, CaseSearch search, CoverageGoal[] gaps, int? max)
    {
        if (!terminal.ErrorIsTerminal) return [.. search.For(gaps, _ => { }).Take(max ?? int.MaxValue)];
        GeneratedCase[] made = [];
        terminal.Progress().Start(context =>
        {
            ProgressTask task = context.AddTask("looking for cases", maxValue: gaps.Length);
            int seen = 0;
            made = [.. search.For(gaps, isSeen =>
            {
                if (isSeen) seen++;
                task.Description = $"looking for cases: {seen:N0} of {task.Value + 1:N0} things seen";
                task.Increment(1);
            }).Take(max ?? int.MaxValue)];
        });
        return made;
    }

    private static void Write(Terminal terminal, string? output, GeneratedCase[] made)
    {
        if (output is null)
        {
            GeneratedTestWriter.Write(terminal.Out, made);
            return;
        }
        using var file = new OutputFile(output);
        GeneratedTestWriter.Write(file.Writer, made);
        file.Complete();
    }
}
