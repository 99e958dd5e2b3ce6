using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Gaps;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Model;
using Spectre.Console;

namespace RightsEngine.Cli.Testing;

/// <summary>What <c>rights test --coverage</c> shows and writes.</summary>
internal sealed class CoverageReport
{
    private const int ShownGaps = 20;
    private readonly string? _path;
    private readonly decimal? _failUnder;

    /// <param name="path">The file to write, or null.</param>
    /// <param name="failUnder">The share in percent below which the command fails, or null.</param>
    /// <exception cref="UsageException">The file has an ending that names no format, or the share is none.</exception>
    public CoverageReport(string? path, decimal? failUnder)
    {
        if (path is not null && Path.GetExtension(path) is not (".html" or ".info"))
            throw new UsageException($"cannot write coverage to `{path}`: the file must end in .html (a page) or .info (LCOV)");
        if (failUnder is < 0 or > 100) throw new UsageException($"--fail-under {failUnder}: a share is between 0 and 100 percent");
        OutputFile.RefuseFolder(path);
        (_path, _failUnder) = (path, failUnder);
    }

    /// <summary>Shows and writes the coverage; false when it is less than was asked for.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="rulebook">The rules.</param>
    /// <param name="tests">The tests, with what is accepted.</param>
    /// <param name="probes">What each test saw.</param>
    /// <param name="only">What the tests are about, or null for all rules.</param>
    public bool Write(Terminal terminal, Rulebook rulebook, RuleTestSet tests, IEnumerable<CoverageProbe> probes, TestedParts? only)
    {
        IReadOnlyList<CoverageGoal> goals = CoverageGoals.Of(rulebook);
        var coverage = new RuleCoverage(only?.Of(goals) ?? goals, probes, tests.Accepted);
        Table(terminal, coverage);
        CoverageGoal[] gaps = [.. coverage.NotSeen];
        foreach (CoverageGoal gap in gaps.Take(ShownGaps)) terminal.Out.WriteLine($"{gap.Location}: not seen: {gap.Text}");
        if (gaps.Length > ShownGaps) terminal.Out.WriteLine($"… and {gaps.Length - ShownGaps} more{(_path is null ? "; `--coverage coverage.html` shows them all in the rules" : "")}");
        if (_path is not null) WriteFile(_path, coverage, rulebook.Name);
        AcceptedReport.Write(terminal, coverage.Goals.Select(coverage.Accepted).OfType<AcceptedGap>(), tests.Accepted.Closed(coverage), noticed: false);
        decimal percent = coverage.Total.Percent;
        bool enough = percent >= (_failUnder ?? 0);
        string apart = coverage.Total.Accepted == 0 ? "" : $", {coverage.Total.Accepted} accepted with a reason";
        terminal.Out.WriteLine($"coverage {percent} %{apart}{(enough ? "" : $": less than the {_failUnder} % asked for")}");
        return enough;
    }

    private static void Table(Terminal terminal, RuleCoverage coverage)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("right or concept").NoWrap());
        foreach (string heading in new[] { "conditions", "boundaries", "rows", "branches", "figures", "accepted", "seen" }) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (CoverageCount count in coverage.ByOwner.Append(coverage.Total))
            table.AddRow([Markup.Escape(count.Name), .. Enum.GetValues<CoverageKind>().Select(k => count[k] is var (seen, all) && all > 0 ? $"{seen}/{all}" : ""), count.Accepted > 0 ? $"{count.Accepted}" : "", $"{count.Percent} %"]);
        terminal.Tables().Write(table);
    }

    private static void WriteFile(string path, RuleCoverage coverage, string rulebook)
    {
        using var file = new OutputFile(path);
        if (Path.GetExtension(path) == ".html") CoveragePage.Write(file.Writer, coverage, rulebook);
        else LcovWriter.Write(file.Writer, coverage);
        file.Complete();
    }
}
