using System.Diagnostics;
using System.Text.Json;
using RightsEngine.Analysis.Differences;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests;

/// <summary><c>rights diff</c>: what a change of rules says and does, and the gate on it.</summary>
public sealed class DiffTests
{
    [Fact]
    public void The_same_rules_differ_in_nothing_also_with_another_layout()
    {
        using var space = new Workspace();
        string other = CopyOf(space, text => "# a comment\n" + text.Replace("holder: person", "holder:   person", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("diff", space.Rules, other, "--input", space.Cases, "--on", "2024-05-01");
        Assert.Equal(0, result.Code);
        Assert.Contains("the rules say the same", result.Output, StringComparison.Ordinal);
        Assert.Contains("no decision changes", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_condition_is_told_with_its_text_before_and_after_and_what_it_does()
    {
        using var space = new Workspace();
        string other = CopyOf(space, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("diff", space.Rules, other, "--input", space.Cases, "--on", "2024-05-01", "--fail-on", "lost > 0", "--fail-on", "bonus: gained > 0");
        Assert.Equal(4, result.Code);
        Assert.Contains("old changed", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"before: .*>= 65", result.Output);
        Assert.Matches(@"after: .*>= 90", result.Output);
        Assert.Matches(@"lost: c1, bonus, person=anna, 2024-05-01: granted [0-9.]+ → refused; old: true → false", result.Output);
        Assert.Contains("gate exceeded: lost > 0 (1)", result.Output, StringComparison.Ordinal);
        Assert.Contains("gate holds: bonus: gained > 0 (0)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Back_and_forth_are_opposites()
    {
        using var space = new Workspace();
        InMoney(space);
        string other = CopyOf(space, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        string cases = space.Cases;
        Assert.Equal(4, Workspace.Run("diff", other, space.Rules, "--input", cases, "--on", "2024-05-01", "--fail-on", "gained = 1").Code);
        string there = Difference(Workspace.Run("diff", space.Rules, other, "--input", cases, "--on", "2024-05-01").Output);
        string back = Difference(Workspace.Run("diff", other, space.Rules, "--input", cases, "--on", "2024-05-01").Output);
        Assert.Equal("-" + back, there);
    }

    [Fact]
    public void Markdown_has_a_table_and_Dutch_headings()
    {
        using var space = new Workspace();
        string other = CopyOf(space, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("diff", space.Rules, other, "--input", space.Cases, "--on", "2024-05-01", "--format", "markdown", "--lang", "nl");
        Assert.Contains("## Beslissingen", result.Output, StringComparison.Ordinal);
        Assert.Contains("| recht | gewonnen | verloren |", result.Output, StringComparison.Ordinal);
        Assert.Contains("- `bonus`: premie", result.Output, StringComparison.Ordinal);
        Assert.Contains("- `voorwaarde old` gewijzigd", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_before_and_after_count_every_case_of_a_right_that_changed()
    {
        using var space = new Workspace();
        InMoney(space);
        space.Write("cases.json", """
            [
              {"case": "c1", "persons": {"anna": {"birth": {"birth_date": "1950-02-03"}}}},
              {"case": "c2", "persons": {"bert": {"birth": {"birth_date": "1920-02-03"}}}},
              {"case": "c3", "persons": {"carl": {}}}
            ]
            """);
        string other = CopyOf(space, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        string[] command = ["diff", space.Rules, other, "--input", space.Cases, "--on", "2024-05-01", "--fail-on", "cost > 0"];
        Assert.Contains("amounts  before  after  difference\nbonus     85.72  42.86      -42.86\nin all    85.72  42.86      -42.86\n", Workspace.Run(command).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("| bonus | 85.72 | 42.86 | -42.86 |", Workspace.Run([.. command, "--format", "markdown"]).Output, StringComparison.Ordinal);

        JsonElement json = JsonDocument.Parse(Workspace.Run([.. command, "--format", "json"]).Output).RootElement;
        JsonElement decisions = json.GetProperty("decisions"), row = Assert.Single(decisions.GetProperty("rights").EnumerateArray()), change = Assert.Single(decisions.GetProperty("changes").EnumerateArray());
        Assert.Equal((85.72m, 42.86m, -42.86m), (row.GetProperty("amounts").GetProperty("before").GetDecimal(), row.GetProperty("amounts").GetProperty("after").GetDecimal(), decisions.GetProperty("in_all").GetProperty("amounts").GetProperty("difference").GetDecimal()));
        Assert.Equal((3, 1, 1), (decisions.GetProperty("compared").GetInt32(), decisions.GetProperty("changed").GetInt32(), row.GetProperty("changes").GetProperty("lost").GetInt32()));
        Assert.Equal(("c1", "anna", "granted", "refused", "old: true → false"), (change.GetProperty("case").GetString(), change.GetProperty("holder").GetProperty("person").GetString(), change.GetProperty("before").GetProperty("outcome").GetString(), change.GetProperty("after").GetProperty("outcome").GetString(), change.GetProperty("condition").GetString()));
        Assert.Equal(("bonus", "condition", "old", "changed"), Rule(Assert.Single(json.GetProperty("rules").EnumerateArray())));
        JsonElement gate = Assert.Single(json.GetProperty("gates").EnumerateArray());
        Assert.Equal(("cost > 0", -42.86m, false), (gate.GetProperty("gate").GetString(), gate.GetProperty("measured").GetDecimal(), gate.GetProperty("exceeded").GetBoolean()));
    }

    [Fact]
    public void A_right_is_decided_anew_when_anything_changed_that_it_asks_or_that_cases_are_read_by()
    {
        using var space = new Workspace();
        string right = File.ReadAllText(Path.Combine(space.Rules, "bonus.right.yaml"));
        space.Write("rules/extra.right.yaml", right.Replace("right: bonus", "right: extra", StringComparison.Ordinal).Replace("age on(person, reference_date) >= 65", "granted(bonus, person)", StringComparison.Ordinal));
        space.Write("rules/other.right.yaml", right.Replace("right: bonus", "right: other", StringComparison.Ordinal));
        string other = CopyOf(space, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        Rulebook before = RulebookLoader.Load(space.Rules).Rulebook!;
        Assert.Equal(["other"], UnchangedRights.Of(before, RulebookLoader.Load(other).Rulebook!));
        Assert.Equal(["bonus", "extra", "other"], UnchangedRights.Of(before, RulebookLoader.Load(space.Rules).Rulebook!).Order(StringComparer.Ordinal));
        string output = Workspace.Run("diff", space.Rules, other, "--input", space.Cases, "--on", "2024-05-01").Output;
        Assert.Contains("lost: c1, bonus", output, StringComparison.Ordinal);
        Assert.Contains("lost: c1, extra", output, StringComparison.Ordinal);
        Assert.DoesNotContain("other ", output.Split("Decisions")[1].Replace("error  other", "", StringComparison.Ordinal), StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(other, "small.concepts.yaml"), "---\ncodes: colour\ntitle: {nl: kleur, en: colour}\nvalues:\n  red: {title: {nl: rood, en: red}}\n");
        RulebookResult changed = RulebookLoader.Load(other);
        Assert.Empty(changed.Diagnostics.Select(d => d.Message));
        Assert.Empty(UnchangedRights.Of(before, changed.Rulebook!));
    }

    private static (string?, string?, string?, string?) Rule(JsonElement rule) =>
        (rule.GetProperty("owner").GetString(), rule.GetProperty("part").GetString(), rule.GetProperty("name").GetString(), rule.GetProperty("change").GetString());

    [Fact]
    public void A_new_right_and_a_figure_that_went_are_told_once()
    {
        using var space = new Workspace();
        string other = CopyOf(space, text => text);
        File.WriteAllText(Path.Combine(other, "second.right.yaml"), File.ReadAllText(Path.Combine(other, "bonus.right.yaml")).Replace("right: bonus", "right: second", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("diff", space.Rules, other);
        Assert.Contains("second: bonus\n  added", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("condition", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_git_revision_stands_for_the_rules_as_they_were()
    {
        using var space = new Workspace();
        string folder = space.PathOf("repository");
        Directory.CreateDirectory(folder);
        string rules = Path.Combine(folder, "rules");
        Copy(space.Rules, rules, text => text);
        Git(folder, "init", "-q");
        Git(folder, "add", ".");
        Git(folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "one");
        Copy(space.Rules, rules, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        string here = Directory.GetCurrentDirectory();
        using (RulesAt before = RulesAt.Find("HEAD", rules))
            Assert.Contains(">= 65", File.ReadAllText(Path.Combine(before.Folder, "bonus.right.yaml")), StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => RulesAt.Find("no-such-revision", rules));
        Assert.Throws<UsageException>(() => RulesAt.Find("--output=x", rules));
        Assert.Equal(here, Directory.GetCurrentDirectory());
    }

    [Theory]
    [InlineData("lots > 0", "is no gate")]
    [InlineData("lost >", "is no gate")]
    [InlineData("lost > 1,5", "is no gate")]
    public void A_gate_that_says_nothing_is_refused(string gate, string message)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("diff", space.Rules, space.Rules, "--input", space.Cases, "--on", "2024-05-01", "--fail-on", gate);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Gates_of_a_budget_file_count_too()
    {
        using var space = new Workspace();
        string other = CopyOf(space, text => text.Replace(">= 65", ">= 90", StringComparison.Ordinal));
        space.Write("budget.txt", "# what this year allows\ncost > 0\nlost > 0   # nobody may lose\n");
        Assert.Equal(4, Workspace.Run("diff", space.Rules, other, "--input", space.Cases, "--on", "2024-05-01", "--budget", space.PathOf("budget.txt")).Code);
        Assert.Equal(1, Workspace.Run("diff", space.Rules, other, "--budget", space.PathOf("budget.txt")).Code);
    }

    /// <summary>Only money is added up: the right of the workspace gives a number.</summary>
    private static void InMoney(Workspace space) =>
        space.Write("rules/bonus.right.yaml", File.ReadAllText(Path.Combine(space.Rules, "bonus.right.yaml")).Replace("value: 300 / 7, round: half up to 0.01", "type: money per month, value: 42.86", StringComparison.Ordinal));

    private static string Difference(string output) => output.ReplaceLineEndings("\n").Split('\n').Last(l => l.StartsWith("in all", StringComparison.Ordinal)).Split(' ')[^1];

    private static string CopyOf(Workspace space, Func<string, string> change)
    {
        string target = space.PathOf("other");
        Copy(space.Rules, target, change);
        return target;
    }

    private static void Copy(string source, string target, Func<string, string> change)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(source)) File.WriteAllText(Path.Combine(target, Path.GetFileName(file)), Path.GetFileName(file) == "bonus.right.yaml" ? change(File.ReadAllText(file)) : File.ReadAllText(file));
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
