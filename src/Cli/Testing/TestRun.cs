using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Cli.Testing;

/// <summary>One run of the rule tests, with what is shown and written of it.</summary>
internal sealed class TestRun(Terminal terminal, string folder)
{
    private const int LongestSide = 400;

    public string? Filter { get; init; }

    /// <summary>Files of reforms by which the rules are changed before they are tested.</summary>
    public IReadOnlyList<string> Reforms { get; init; } = [];

    /// <summary>The JUnit file to write, or null.</summary>
    public string? Junit { get; init; }

    public CoverageReport? Coverage { get; init; }

    public MutationReport? Mutation { get; init; }

    /// <summary>Whether tests that nobody confirmed count for coverage and mutation.</summary>
    public bool CountsUnconfirmed { get; init; }

    public ExitCode Run() => Run(Load());

    /// <summary>The rules, as the reforms make them.</summary>
    public Rulebook Load() => Rulebooks.Load(folder, terminal, Reforms);

    /// <summary>Runs the tests of rules that are loaded.</summary>
    /// <param name="rulebook">The rules.</param>
    /// <param name="files">The tests files to run, or null for all.</param>
    public ExitCode Run(Rulebook rulebook, IReadOnlySet<string>? files = null)
    {
        var findings = new DiagnosticBag();
        RuleTestSet set = RuleTestFiles.ReadSet(folder, rulebook, findings);
        if (findings.Count > 0) terminal.Findings(findings.Sorted);
        if (findings.HasErrors) return ExitCode.RulesInvalid;
        if (files is not null) set = set with { Tests = [.. set.Tests.Where(t => files.Contains(t.Location.File.Path))] };
        if (Filter is not null) set = set with { Tests = Filtered(set.Tests, Filter) };
        bool watched = Coverage is not null || Mutation is not null;
        CoverageProbe[] probes = watched ? [.. set.Tests.Select(_ => new CoverageProbe())] : [];
        IReadOnlyList<RuleTestResult> results = WorkProgress.Run(terminal, counter =>
            RuleTestRunner.Run(rulebook, set.Tests, watched ? i => probes[i] : null, counter("tests"), counter("decisions compared")));
        results = [.. results.Select((r, i) => RuleTestRunner.Explained(rulebook, set.Tests[i], r))];
        int failed = Show(results);
        if (Junit is not null) WriteJunit(Junit, results);
        return (Report(rulebook, set, probes, failed) && failed == 0) ? ExitCode.Done : ExitCode.TestFailed;
    }

    /// <summary>The tests whose name or file contains a text.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static IReadOnlyList<RuleTest> Filtered(IReadOnlyList<RuleTest> tests, string filter)
    {
        tests = [.. tests.Where(t => t.Name.Contains(filter, StringComparison.OrdinalIgnoreCase) || t.Location.File.Path.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        return tests.Count > 0 ? tests : throw new UsageException($"no rule test has `{filter}` in its name or file");
    }

    /// <summary>Shows what failed, and the counts; gives the number of confirmed tests that failed.</summary>
    private int Show(IReadOnlyList<RuleTestResult> results)
    {
        foreach (RuleTestResult result in results.Where(r => !r.Passed)) Show(result);
        RuleTestResult[] confirmed = [.. results.Where(r => r.IsConfirmed)], others = [.. results.Where(r => !r.IsConfirmed)];
        int failed = confirmed.Count(r => !r.Passed), changed = others.Count(r => !r.Passed);
        string apart = others.Length == 0 ? "" : $", {others.Length} not confirmed{(changed > 0 ? $" ({changed} of them not as expected)" : "")}";
        terminal.Out.WriteLine(terminal.InColour($"{confirmed.Length - failed} rule tests passed, {failed} failed", failed > 0 ? ConsoleColour.Red : ConsoleColour.Green) + apart);
        return failed;
    }

    private void Show(RuleTestResult result)
    {
        string what = result.IsConfirmed ? terminal.InColour("failed", ConsoleColour.Red) : terminal.InColour("not confirmed and not as expected", ConsoleColour.Yellow);
        terminal.Out.WriteLine($"{result.Location}: {what}: {result.Name}");
        foreach (Difference difference in result.Differences)
        {
            if (difference.Sides is not var (subject, expected, found))
            {
                terminal.Out.WriteLine($"  line {difference.Location.Position.Line}: {difference.Text}");
            }
            else
            {
                terminal.Out.WriteLine($"  line {difference.Location.Position.Line}: {subject}");
                terminal.Out.WriteLine("    " + terminal.InColour($"- expected {Shortened(expected)}", ConsoleColour.Red));
                terminal.Out.WriteLine("    " + terminal.InColour($"+ found {Shortened(found)}", ConsoleColour.Green));
            }
            foreach (string reason in difference.Because) terminal.Out.WriteLine($"      {Shortened(reason)}");
        }
    }

    private bool Report(Rulebook rulebook, RuleTestSet set, CoverageProbe[] probes, int failed)
    {
        if (Coverage is null && Mutation is null) return true;
        if (!CountsUnconfirmed)
        {
            probes = [.. probes.Where((_, i) => set.Tests[i].IsConfirmed)];
            set = set with { Tests = [.. set.Tests.Where(t => t.IsConfirmed)] };
        }
        TestedParts? only = Filter is null ? null : new TestedParts(rulebook, set.Tests, probes);
        bool enough = Coverage?.Write(terminal, rulebook, set, probes, only) ?? true;
        if (Mutation is not null && failed > 0) terminal.Error.WriteLine("the rules are not mutated while tests fail");
        else if (Mutation is not null) enough &= Mutation.Write(terminal, rulebook, set, probes, only);
        return enough;
    }

    private static string Shortened(string text) => text.Length <= LongestSide ? text : text[..LongestSide] + "…";

    private static void WriteJunit(string path, IReadOnlyList<RuleTestResult> results)
    {
        using var file = new OutputFile(path);
        JunitWriter.Write(file.Stream, results);
        file.Complete();
    }
}
