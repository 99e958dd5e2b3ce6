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
    private const int WidthOfAllColumns = 130;
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

    /// <summary>A column for each kind of thing; where they do not fit beside the names, the kinds after the first two share one.</summary>
    private static void Table(Terminal terminal, RuleCoverage coverage)
    {
        IAnsiConsole console = terminal.Tables();
        CoverageKind[] kinds = Enum.GetValues<CoverageKind>();
        bool wide = console.Profile.Width >= WidthOfAllColumns;
        CoverageKind[][] columns = wide ? [.. kinds.Select(k => new[] { k })] : [[kinds[0]], [kinds[1]], kinds[2..]];
        string[] headings = wide ? ["conditions", "boundaries", "rows", "branches", "figures", "accepted", "seen"] : ["conditions", "boundaries", "others", "seen"];
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(wide ? new TableColumn("right or concept").NoWrap() : new TableColumn("right or concept").PadLeft(0));
        foreach (string heading in headings) table.AddColumn(new TableColumn(heading).RightAligned().NoWrap().PadLeft(wide ? 1 : 0));
        foreach (CoverageCount count in coverage.ByOwner.Append(coverage.Total))
            table.AddRow([Markup.Escape(count.Name), .. columns.Select(c => Sum(count, c)), .. wide ? [count.Accepted > 0 ? $"{count.Accepted}" : ""] : Array.Empty<string>(), $"{count.Percent} %"]);
        console.Write(table);
    }

    private static string Sum(CoverageCount count, CoverageKind[] kinds)
    {
        (int seen, int all) = kinds.Select(k => count[k]).Aggregate((Seen: 0, All: 0), (sum, one) => (sum.Seen + one.Seen, sum.All + one.All));
        return all > 0 ? $"{seen}/{all}" : "";
    }

    private static void WriteFile(string path, RuleCoverage coverage, string rulebook)
    {
        using var file = new OutputFile(path);
        if (Path.GetExtension(path) == ".html") CoveragePage.Write(file.Writer, coverage, rulebook);
        else LcovWriter.Write(file.Writer, coverage);
        file.Complete();
    }
}
