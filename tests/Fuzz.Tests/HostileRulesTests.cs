using System.Text;

namespace RightsEngine.Fuzz.Tests;

/// <summary>Rule files made to break a reader: each gets a finding with its place, or an answer.</summary>
public sealed class HostileRulesTests : IDisposable
{
    private const string Head = "right: x.y\ntitle: {en: t}\nholder: person\nin_force: {from: 2020-01-01}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("rights-hostile").FullName;

    public HostileRulesTests()
    {
        Write("rulebook.yaml", "rulebook: t\nversion: 1.0.0\nlanguages: [en]\ncurrency: EUR\n");
        Write("a.concepts.yaml", """
            record: birth
            title: {en: birth}
            source: {authority: Register}
            of: person
            per: once
            absent_record: unknown
            fields:
              birth_date: {type: date, title: {en: born}, absent: unknown, role: birth_date}
              n: {type: number, title: {en: n}, absent: unknown}
            """);
        Write("case.json", """{"case":"c","persons":{"p":{"birth":{"birth_date":"1990-01-01","n":0}}}}""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_alias_bomb_is_refused() => Refused("RE1009", "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(
        Enumerable.Range(1, 9).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n")));

    [Fact]
    public void Twenty_thousand_brackets_in_YAML_are_too_deep() => Refused("RE1008", "right: " + new string('[', 20_000) + new string(']', 20_000));

    [Fact]
    public void Twenty_thousand_brackets_in_an_expression_are_too_deep() =>
        Refused("RE2011", Head + "definitions:\n  d: \"" + new string('(', 20_000) + "1" + new string(')', 20_000) + "\"\n");

    [Fact]
    public void Ten_megabytes_of_random_bytes_are_no_rules()
    {
        var bytes = new byte[10_000_000];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(_folder, "b.right.yaml"), bytes);
        Refused("RE1001", null);
    }

    [Fact]
    public void A_text_of_five_megabytes_is_a_text() => Accepted(Head.Replace("{en: t}", "{en: \"" + new string('x', 5_000_000) + "\"}", StringComparison.Ordinal));

    [Fact]
    public void An_expression_of_five_megabytes_is_too_long() => Refused("RE2012", Head + "definitions:\n  d: \"" + string.Concat(Enumerable.Repeat("1+", 2_500_000)) + "1\"\n");

    [Fact]
    public void Invalid_UTF_8_is_named()
    {
        File.WriteAllBytes(Path.Combine(_folder, "b.right.yaml"), [.. Encoding.UTF8.GetBytes(Head), 0xFF, 0xFE, (byte)'\n']);
        Refused("RE1001", null);
    }

    [Fact]
    public void A_table_of_a_hundred_thousand_figures_is_read()
    {
        string rows = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"          - [{i}, {i}.50]\n"));
        Accepted(Head + "parameters:\n  p:\n    title: {en: p}\n    keys: {k: number}\n    columns: {v: money}\n    values:\n      2020-01-01:\n        status: verified\n        rows:\n"
            + rows + "amount: {value: p(person.birth.n).v, round: half up to 0.01, zero: granted}\n");
    }

    [Fact]
    public void Five_thousand_rights_are_read()
    {
        for (int i = 0; i < 5000; i++) Write($"r{i}.right.yaml", Head.Replace("x.y", $"x.y{i}", StringComparison.Ordinal) + "conditions:\n  - {id: c, text: {en: c}, require: person.birth.n > 3}\n");
        Accepted(null);
    }

    [Fact]
    public void A_circle_through_forty_concepts_is_shown()
    {
        Write("c.concepts.yaml", string.Join("\n---\n", Enumerable.Range(0, 40).Select(i => $"concept: c{i}\ntitle: {{en: c}}\nof: person\ntype: number\nvalue: person.c{(i + 1) % 40} + 1")));
        RightsRun run = Refused("RE4002", null);
        Assert.Contains("`c39`", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_other_scripts_are_refused() => Refused("RE4007", Head + "definitions:\n  прайс: 1\n");

    [Fact]
    public void Marks_that_turn_the_direction_of_writing_are_refused_and_shown()
    {
        RightsRun run = Refused("RE2003", Head + "definitions:\n  d: \"per\u202Eson.birth.n\"\n");
        Assert.Contains("U+202E", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_two_thousand_rows_is_checked() => Accepted(Head + "definitions:\n  t:\n    table:\n      hit: unique\n      inputs: [person.birth.n, person.birth.n]\n      rows:\n"
        + string.Concat(Enumerable.Range(0, 2000).Select(i => $"        - [\"[{i}..{i + 1})\", \"< {i + 100}\", \"{i}\"]\n")) + "      otherwise: 0\namount: {value: t, type: number, zero: granted}\n");

    [Fact]
    public void Ten_thousand_conditions_are_decided() => Accepted(Head + "conditions:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  - {{id: c{i}, text: {{en: c}}, require: person.birth.n > {i}}}\n")));

    [Fact]
    public void A_chain_of_five_thousand_definitions_is_too_long() =>
        Refused("RE4014", Head + "definitions:\n  d0: person.birth.n\n" + string.Concat(Enumerable.Range(1, 4999).Select(i => $"  d{i}: d{i - 1} + 1\n")));

    [Fact]
    public void Definitions_that_double_sixty_times_are_computed_once_each() =>
        Accepted(Head + "definitions:\n  d0: person.birth.n\n" + string.Concat(Enumerable.Range(1, 59).Select(i => $"  d{i}: d{i - 1} + d{i - 1}\n")) + "amount: {value: d59, type: number, zero: granted}\n");

    [Fact]
    public void An_iteration_that_runs_away_is_a_fault()
    {
        RightsRun run = Accepted(Head + "definitions:\n  d: \"sum(for a in 1..9999 return sum(for b in 1..9999 return sum(for c in 1..9999 return a + b + c)))\"\namount: {value: d, type: number}\n");
        Assert.Contains("an iteration of more than 10000000 steps", run.Out, StringComparison.Ordinal);
    }

    private RightsRun Refused(string code, string? right)
    {
        if (right is not null) Write("b.right.yaml", right);
        RightsRun run = RightsProcess.Run("check", _folder);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"error {code}", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"\.yaml:\d+:\d+: error", run.Out);
        return run;
    }

    private RightsRun Accepted(string? right)
    {
        if (right is not null) Write("b.right.yaml", right);
        RightsRun run = RightsProcess.Run("evaluate", Path.Combine(_folder, "case.json"), "--rules", _folder, "--on", "2024-01-01");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\"case\":\"c\"", run.Out, StringComparison.Ordinal);
        return run;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
