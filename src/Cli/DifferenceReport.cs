using System.Globalization;
using RightsEngine.Analysis.Differences;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Cli;

/// <summary>What <c>rights diff</c> writes: text for a terminal, or Markdown for a pull request.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="markdown">Whether it is for a page.</param>
/// <param name="language">The language of its words: en or nl.</param>
/// <param name="title">What a right or declaration is called in that language, or null.</param>
internal sealed class DifferenceReport(TextWriter output, bool markdown, string language, Func<string, string?> title) : IDifferenceReport
{
    private static readonly Dictionary<string, string> Dutch = new(StringComparer.Ordinal)
    {
        ["Rules"] = "Regels",
        ["Decisions"] = "Beslissingen",
        ["the rules say the same"] = "de regels zeggen hetzelfde",
        ["added"] = "toegevoegd",
        ["removed"] = "geschrapt",
        ["changed"] = "gewijzigd",
        ["before"] = "voordien",
        ["after"] = "nadien",
        ["right"] = "recht",
        ["gained"] = "gewonnen",
        ["lost"] = "verloren",
        ["more"] = "meer",
        ["less"] = "minder",
        ["undecided"] = "onbeslist",
        ["error"] = "fout",
        ["other"] = "anders",
        ["difference"] = "verschil",
        ["amounts"] = "bedragen",
        ["in all"] = "samen",
        ["cases compared"] = "dossiers vergeleken",
        ["rejected before"] = "voordien geweigerd",
        ["rejected after"] = "nadien geweigerd",
        ["no decision changes"] = "geen beslissing verandert",
        ["no decision"] = "geen beslissing",
        ["and more"] = "en nog",
        ["declaration"] = "aangifte",
        ["figure"] = "cijfer",
        ["condition"] = "voorwaarde",
        ["text"] = "tekst",
        ["definition"] = "definitie",
        ["amount"] = "bedrag",
        ["title"] = "titel",
        ["holder"] = "houder",
        ["period"] = "periode",
        ["grant"] = "toekenning",
        ["in_force"] = "van kracht",
        ["candidates"] = "kandidaten",
        ["one_per"] = "één per",
        ["first_by"] = "eerste volgens",
        ["award"] = "toekenningsduur",
        ["component"] = "onderdeel",
        ["members"] = "leden",
        ["value"] = "waarde",
        [" from "] = " vanaf ",
        [" to "] = " tot en met ",
        ["gate holds"] = "grens gehaald",
        ["gate exceeded"] = "grens overschreden",
    };

    private static readonly ChangeDirection[] Directions = Enum.GetValues<ChangeDirection>();

    public void Rules(IReadOnlyList<RuleChange> changes)
    {
        Heading("Rules");
        if (changes.Count == 0) output.WriteLine(Word("the rules say the same"));
        foreach (IGrouping<string, RuleChange> owner in changes.GroupBy(c => c.Owner))
        {
            string called = title(owner.Key) is { } name ? $": {name}" : "";
            output.WriteLine(markdown ? $"- `{owner.Key}`{called}" : owner.Key + called);
            foreach (RuleChange change in owner)
            {
                string what = string.Join(' ', new[] { Word(change.Part), change.Name.Replace(" from ", Word(" from "), StringComparison.Ordinal).Replace(" to ", Word(" to "), StringComparison.Ordinal) }.Where(s => s.Length > 0));
                output.WriteLine($"  {(markdown ? "- " : "")}{Code(what)}{(what.Length > 0 ? " " : "")}{Word(change.Kind.ToString().ToLowerInvariant())}{(markdown ? "" : $" ({change.Location})")}");
                if (change.Before is { Length: > 0 } before) output.WriteLine($"    {(markdown ? "- " : "")}{Word("before")}: {Code(before)}");
                if (change.After is { Length: > 0 } after) output.WriteLine($"    {(markdown ? "- " : "")}{Word("after")}: {Code(after)}");
            }
        }
    }

    public void Decisions(IEnumerable<DecisionChange> changes, ChangeCounts counts, int first)
    {
        output.WriteLine();
        Heading("Decisions");
        int shown = 0;
        var examples = new List<string>();
        foreach (DecisionChange change in changes)
            if (shown++ < first) examples.Add(Line(change));
        output.WriteLine($"{counts.Compared} {Word("cases compared")}{(counts.RejectedBefore > 0 ? $", {counts.RejectedBefore} {Word("rejected before")}" : "")}{(counts.RejectedAfter > 0 ? $", {counts.RejectedAfter} {Word("rejected after")}" : "")}");
        if (shown == 0)
        {
            output.WriteLine(Word("no decision changes"));
            return;
        }
        output.WriteLine();
        Changes(counts);
        output.WriteLine();
        Amounts(counts);
        foreach (string example in examples) output.WriteLine(markdown ? $"- {example}" : example);
        if (shown > first) output.WriteLine($"… {Word("and more")} {shown - first}");
    }

    public bool Gates(IReadOnlyList<ChangeGate> gates, ChangeCounts counts)
    {
        bool all = true;
        if (gates.Count > 0) output.WriteLine();
        foreach (ChangeGate gate in gates)
        {
            bool exceeded = gate.Fails(counts);
            output.WriteLine($"{(markdown ? "- " : "")}{Word(exceeded ? "gate exceeded" : "gate holds")}: {Code(gate.Text)} ({Number(gate.Measure(counts))})");
            all &= !exceeded;
        }
        return all;
    }

    private void Changes(ChangeCounts counts)
    {
        IEnumerable<string[]> rows = counts.Rights.Select(r => (string[])[r, .. Directions.Select(d => $"{counts.Of(r, d)}")]);
        Table([Word("right"), .. Directions.Select(d => Word(d.ToString().ToLowerInvariant()))], [.. rows, [Word("in all"), .. Directions.Select(d => $"{counts[d]}")]]);
    }

    /// <summary>What the rights of the table above grant over all cases; nothing when they grant no amounts.</summary>
    private void Amounts(ChangeCounts counts)
    {
        string[] Row(string name, AmountSums sums) => [name, Number(sums.Before), Number(sums.After), Number(sums.Difference)];
        List<string[]> rows = [.. counts.Rights.Where(r => counts.AmountsOf(r) != default).Select(r => Row(r, counts.AmountsOf(r)))];
        if (rows.Count == 0) return;
        Table([Word("amounts"), Word("before"), Word("after"), Word("difference")], [.. rows, Row(Word("in all"), counts.Amounts)]);
        output.WriteLine();
    }

    private void Table(string[] headings, List<string[]> rows)
    {
        int[] widths = [.. headings.Select((h, i) => Math.Max(h.Length, rows.Max(r => r[i].Length)))];
        string Row(string[] cells) => markdown ? $"| {string.Join(" | ", cells)} |" : string.Join("  ", cells.Select((c, i) => i == 0 ? c.PadRight(widths[0]) : c.PadLeft(widths[i]))).TrimEnd();
        output.WriteLine(Row(headings));
        if (markdown) output.WriteLine($"|---{string.Concat(Enumerable.Repeat("|---:", headings.Length - 1))}|");
        foreach (string[] row in rows) output.WriteLine(Row(row));
    }

    /// <summary>All is written already.</summary>
    public void End()
    {
    }

    private string Line(DecisionChange change)
    {
        Decision any = change.Any;
        string why = change.DecidingCondition is { } condition ? $"; {condition}" : "";
        return $"{Word(change.Direction.ToString().ToLowerInvariant())}: {any.Case}, {any.Right}, {DecisionText.Of(any.Holder)}, {DecisionText.Of(any.PeriodStart)}: {Said(change.Before)} → {Said(change.After)}{why}";
    }

    private string Said(Decision? decision) => decision is null ? Word("no decision") : $"{DecisionText.Of(decision.Outcome)}{(decision.Amount is { } amount ? $" {DecisionText.Of(amount)}" : "")}";

    private void Heading(string text) => output.WriteLine(markdown ? $"## {Word(text)}\n" : Word(text));

    private string Code(string text) => markdown && text.Length > 0 ? $"`{text.Replace('`', '\'')}`" : text;

    private string Word(string word) => language == "nl" && Dutch.TryGetValue(word, out string? dutch) ? dutch : word;

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
