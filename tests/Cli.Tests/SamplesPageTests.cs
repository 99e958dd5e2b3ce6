using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RightsEngine.Cli.Tests;

/// <summary>
/// The index of the sample families says what is decided about them. The columns with decisions are checked, and written
/// anew with <c>RIGHTS_WRITE_DOCS=1</c>; who the families are and what they show is written by hand.
/// </summary>
public sealed class SamplesPageTests
{
    private const string Supplement = "growth_package.social_supplement";
    private const string Tariff = "water.social_tariff";
    private const string Compensation = "water.compensation";
    private const string NotShown = "–";
    private static readonly string Samples = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "samples");

    private sealed record Line(string Right, string[] Holder, string Outcome, string? Amount);

    [Fact]
    public void Every_decision_on_the_index_page_is_the_one_that_is_made()
    {
        string page = Path.Combine(Samples, "README.md");
        ILookup<string, Line> on2024 = Decide("2024-10-01"), on2025 = Decide("2025-01-01");
        string[] written = File.ReadAllLines(page);
        string[] expected = [.. written.Select(line => Family(line) is { } family ? Expected(line, on2024[family], on2025[family]) : line)];
        if (Environment.GetEnvironmentVariable("RIGHTS_WRITE_DOCS") == "1") File.WriteAllText(page, string.Join('\n', expected) + "\n");
        Assert.Equal(expected, File.ReadAllLines(page));
    }

    [Fact]
    public void Every_family_has_a_line_and_there_are_at_least_twenty_five()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Samples, "families"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        string[] lines = [.. File.ReadAllLines(Path.Combine(Samples, "README.md")).Where(l => Family(l) is not null)];
        Assert.True(files.Length >= 25);
        Assert.Equal(files.Select(f => $"[{f[..^5]}](families/{f})"), lines.Select(l => Cells(l)[0]));
        Assert.All(files, f => Assert.Contains($"\"case\": \"fam{f[..2]}\"", File.ReadAllText(Path.Combine(Samples, "families", f)), StringComparison.Ordinal));
    }

    [Fact]
    public void The_families_show_every_outcome_of_every_right()
    {
        Line[] all = [.. Decide("2024-10-01").SelectMany(g => g)];
        foreach (string right in (string[])[Supplement, Tariff, Compensation])
            Assert.Equal(["granted", "refused", "undetermined"], all.Where(l => l.Right == right).Select(l => l.Outcome).Distinct().Order(StringComparer.Ordinal));
    }

    private static string? Family(string line) => line.StartsWith("| [", StringComparison.Ordinal) && line.Contains("](families/", StringComparison.Ordinal) ? $"fam{line[3..5]}" : null;

    private static string[] Cells(string line) => [.. line.Trim('|', ' ').Split('|').Select(c => c.Trim())];

    private static string Expected(string line, IEnumerable<Line> on2024, IEnumerable<Line> on2025)
    {
        string[] cells = Cells(line);
        Assert.True(cells.Length == 6, line);
        string next = cells[5] == NotShown ? NotShown : Water([.. on2025]);
        return $"| {cells[0]} | {cells[1]} | {cells[2]} | {OfChildren([.. on2024])} | {Water([.. on2024])} | {next} |";
    }

    /// <summary><c>Noor: granted 71.91</c>; with whom, where a child has decisions in two families.</summary>
    private static string OfChildren(Line[] lines)
    {
        Line[] found = [.. lines.Where(l => l.Right == Supplement)];
        var texts = found.Select(l => (Child: l.Holder[1] + (found.Count(o => o.Holder[1] == l.Holder[1]) > 1 ? $" with {l.Holder[0]}" : ""), Text: Outcome(l, true)));
        return Joined(texts.GroupBy(t => t.Text).Select(g => $"{string.Join(", ", g.Select(t => t.Child))}: {g.Key}"));
    }

    /// <summary><c>tariff</c>, <c>compensation 184.00</c>, <c>neither</c>; of whom, where there are several households.</summary>
    private static string Water(Line[] lines)
    {
        var households = lines.Where(l => l.Right is Tariff or Compensation).GroupBy(l => string.Join(", ", l.Holder)).ToArray();
        return Joined(households.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => (households.Length > 1 ? $"{h.Key}: " : "") + OfHousehold([.. h])));
    }

    private static string OfHousehold(Line[] lines)
    {
        string[] texts = [.. lines.OrderByDescending(l => l.Right, StringComparer.Ordinal).Where(l => l.Outcome != "refused")
            .Select(l => $"{(l.Right == Tariff ? "tariff" : "compensation")} {(l.Outcome == "granted" && l.Right == Tariff ? "" : Outcome(l, false))}".Trim())];
        return texts.Length == 0 ? "neither" : string.Join(", ", texts);
    }

    private static string Outcome(Line line, bool named) => line switch
    {
        { Outcome: "granted", Amount: null } => named ? "granted, amount undetermined" : "of an amount not yet known",
        { Outcome: "granted" } => (named ? "granted " : "") + line.Amount,
        _ => line.Outcome,
    };

    private static string Joined(IEnumerable<string> texts) => string.Join("; ", texts) is { Length: > 0 } text ? text : "no decision";

    private static ILookup<string, Line> Decide(string date) => SampleFamilies.On(date).Rows.ToLookup(d => d.GetProperty("case").GetString()!, d => new Line(
        d.GetProperty("right").GetString()!, Persons(d.GetProperty("holder")), d.GetProperty("outcome").GetString()!,
        d.GetProperty("amount") is { ValueKind: JsonValueKind.Number } amount ? amount.GetDecimal().ToString(CultureInfo.InvariantCulture) : null));

    private static string[] Persons(JsonElement holder) => holder.ValueKind == JsonValueKind.Array
        ? [.. holder.EnumerateArray().Select(p => p.GetString()!)]
        : [.. holder.EnumerateObject().Select(role => role.Value.GetString()!)];

    private static string Here([CallerFilePath] string here = "") => here;
}
