using System.Net;
using RightsEngine.Analysis.Pages;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Coverage;

/// <summary>Coverage as one HTML page that needs nothing else: a table, and the rules with each line marked.</summary>
internal static class CoveragePage
{
    private static readonly (CoverageKind Kind, string Heading)[] Columns =
        [(CoverageKind.Condition, "conditions"), (CoverageKind.Boundary, "boundaries"), (CoverageKind.Row, "rows"), (CoverageKind.Branch, "branches"), (CoverageKind.Figure, "figures")];

    public static void Write(TextWriter output, RuleCoverage coverage, string rulebook)
    {
        output.NewLine = "\n";
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine($"<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Coverage of {Text(rulebook)}</title><style>");
        output.Write(PageStyle.Of("coverage.css"));
        output.WriteLine("</style></head><body>");
        output.WriteLine($"<h1>Coverage of {Text(rulebook)}: {coverage.Total.Percent} %</h1>");
        output.WriteLine("<p>What the rule tests saw of the rules. <span class=\"ok\">✓ all seen</span> <span class=\"part\">~ in part</span> <span class=\"no\">✗ not at all</span>; behind a line stands what no test saw. What is accepted with a reason does not count.</p>");
        Table(output, coverage);
        foreach (IGrouping<SourceFile, CoverageGoal> file in coverage.Goals.GroupBy(g => g.Location.File).OrderBy(g => g.Key.Path, StringComparer.Ordinal)) File(output, coverage, file.Key, [.. file]);
        output.WriteLine("</body></html>");
    }

    private static void Table(TextWriter output, RuleCoverage coverage)
    {
        output.WriteLine($"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"coverage by right or concept\"><table><thead><tr><th scope=\"col\">right or concept</th>{string.Concat(Columns.Select(c => $"<th scope=\"col\" class=\"number\">{c.Heading}</th>"))}<th scope=\"col\" class=\"number\">accepted</th><th scope=\"col\" class=\"number\">seen</th></tr></thead><tbody>");
        foreach (CoverageCount count in coverage.ByOwner.Append(coverage.Total))
            output.WriteLine($"<tr><th scope=\"row\">{Text(count.Name)}</th>{string.Concat(Columns.Select(c => $"<td class=\"number\">{Cell(count[c.Kind])}</td>"))}<td class=\"number\">{(count.Accepted > 0 ? $"{count.Accepted}" : "")}</td><td class=\"number\">{count.Percent} %</td></tr>");
        output.WriteLine("</tbody></table></div>");
    }

    private static string Cell((int Seen, int All) count) => count.All == 0 ? "" : $"{count.Seen}/{count.All}";

    private static void File(TextWriter output, RuleCoverage coverage, SourceFile file, IReadOnlyList<CoverageGoal> goals)
    {
        ILookup<int, CoverageGoal> byLine = goals.ToLookup(g => g.Location.Position.Line);
        int seen = goals.Count(coverage.IsSeen), all = goals.Count(g => coverage.Accepted(g) is null);
        output.WriteLine($"<details{(seen < all ? " open" : "")}><summary>{Text(file.Path)}: {seen} of {all}</summary><pre tabindex=\"0\">");
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
