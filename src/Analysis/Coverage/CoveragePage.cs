using System.Net;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Coverage;

/// <summary>Coverage as one HTML page that needs nothing else: a table, and the rules with each line marked.</summary>
internal static class CoveragePage
{
    private static readonly (CoverageKind Kind, string Heading)[] Columns =
        [(CoverageKind.Condition, "conditions"), (CoverageKind.Boundary, "boundaries"), (CoverageKind.Row, "rows"), (CoverageKind.Branch, "branches"), (CoverageKind.Figure, "figures")];

    private const string Style = """
        :root{color-scheme:light dark;--ok:#d7f0dd;--part:#fff0c2;--no:#fbd5d5;--ink:#1c1c1c;--paper:#fff;--line:#ccc}
        @media (prefers-color-scheme:dark){:root{--ok:#12401f;--part:#4d3b00;--no:#5a1818;--ink:#eee;--paper:#161616;--line:#555}}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:75rem;padding:1rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:right;padding:.15rem .6rem;border-bottom:1px solid var(--line)}th:first-child,td:first-child{text-align:left}
        pre{font:13px/1.45 ui-monospace,monospace;overflow-x:auto;border:1px solid var(--line);margin:.5rem 0}
        pre span{display:block;padding:0 .5rem;white-space:pre}.ok{background:var(--ok)}.part{background:var(--part)}.no{background:var(--no)}
        .gap{font-style:italic;white-space:pre-wrap;padding-left:7rem}details{margin:.5rem 0}summary{cursor:pointer}
        """;

    public static void Write(TextWriter output, RuleCoverage coverage, string rulebook)
    {
        output.NewLine = "\n";
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine($"<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Coverage of {Text(rulebook)}</title><style>");
        output.WriteLine(Style);
        output.WriteLine("</style></head><body>");
        output.WriteLine($"<h1>Coverage of {Text(rulebook)}: {coverage.Total.Percent} %</h1>");
        output.WriteLine("<p>What the rule tests saw of the rules. <span class=\"ok\">✓ all seen</span> <span class=\"part\">~ in part</span> <span class=\"no\">✗ not at all</span>; behind a line stands what no test saw. What is accepted with a reason does not count.</p>");
        Table(output, coverage);
        foreach (IGrouping<SourceFile, CoverageGoal> file in coverage.Goals.GroupBy(g => g.Location.File).OrderBy(g => g.Key.Path, StringComparer.Ordinal)) File(output, coverage, file.Key, [.. file]);
        output.WriteLine("</body></html>");
    }

    private static void Table(TextWriter output, RuleCoverage coverage)
    {
        output.WriteLine($"<table><thead><tr><th scope=\"col\">right or concept</th>{string.Concat(Columns.Select(c => $"<th scope=\"col\">{c.Heading}</th>"))}<th scope=\"col\">accepted</th><th scope=\"col\">seen</th></tr></thead><tbody>");
        foreach (CoverageCount count in coverage.ByOwner.Append(coverage.Total))
            output.WriteLine($"<tr><td>{Text(count.Name)}</td>{string.Concat(Columns.Select(c => $"<td>{Cell(count[c.Kind])}</td>"))}<td>{(count.Accepted > 0 ? $"{count.Accepted}" : "")}</td><td>{count.Percent} %</td></tr>");
        output.WriteLine("</tbody></table>");
    }

    private static string Cell((int Seen, int All) count) => count.All == 0 ? "" : $"{count.Seen}/{count.All}";

    private static void File(TextWriter output, RuleCoverage coverage, SourceFile file, IReadOnlyList<CoverageGoal> goals)
    {
        ILookup<int, CoverageGoal> byLine = goals.ToLookup(g => g.Location.Position.Line);
        int seen = goals.Count(coverage.IsSeen), all = goals.Count(g => coverage.Accepted(g) is null);
        output.WriteLine($"<details{(seen < all ? " open" : "")}><summary>{Text(file.Path)}: {seen} of {all}</summary><pre>");
        for (int line = 1; line <= file.LineCount; line++)
        {
            CoverageGoal[] here = [.. byLine[line]];
            CoverageGoal[] gaps = [.. here.Where(g => !coverage.IsSeen(g) && coverage.Accepted(g) is null)];
            (string style, string mark) = here.Length == 0 ? ("", " ") : gaps.Length == 0 ? ("ok", "✓") : gaps.Length < here.Length ? ("part", "~") : ("no", "✗");
            output.WriteLine($"<span class=\"{style}\">{mark} {line,4}  {Text(file.LineText(line))}</span>");
            foreach (CoverageGoal gap in gaps) output.WriteLine($"<span class=\"{style} gap\">not seen: {Text(gap.Text)}</span>");
            foreach (CoverageGoal goal in here)
                if (coverage.Accepted(goal) is { } accepted) output.WriteLine($"<span class=\"gap\">not seen, accepted: {Text(goal.Text)}: {Text(accepted.Reason)}</span>");
        }
        output.WriteLine("</pre></details>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
