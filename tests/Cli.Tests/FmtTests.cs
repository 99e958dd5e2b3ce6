using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests;

/// <summary><c>rights fmt</c>.</summary>
public sealed class FmtTests
{
    private const string Untidy = "tests:\n- name:   old enough  # a comment\n  reference_date: 2024-05-01\n  persons: {anna: {birth: {birth_date: 1950-02-03}}}\n  expect: {bonus: {anna: {outcome: granted}}}";

    [Fact]
    public void A_check_names_files_of_another_layout_and_changes_nothing()
    {
        using var space = new Workspace();
        Assert.Equal((0, ""), Outcome(Workspace.Run("fmt", space.Rules, "--check")));
        space.Write("rules/bonus.tests.yaml", Untidy);
        string file = space.PathOf("rules/bonus.tests.yaml");
        Workspace.Result result = Workspace.Run("fmt", space.Rules, "--check");
        Assert.Equal((4, file), Outcome(result));
        Assert.Equal("4 files: 1 in another layout; `rights fmt` changes them", result.Error.Trim());
        Assert.Equal(Untidy + "\n", File.ReadAllText(file));
        Workspace.Result diff = Workspace.Run("fmt", file, "--diff");
        Assert.Equal(0, diff.Code);
        Assert.Contains("\n-- name:   old enough  # a comment\n", diff.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n+  - name: old enough # a comment\n", diff.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_laid_out_and_the_rules_say_the_same()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.tests.yaml", Untidy);
        string before = Version(space);
        string right = File.ReadAllText(space.PathOf("rules/bonus.right.yaml"));
        space.Write("rules/bonus.right.yaml", right.Replace("holder: person", "holder:    person", StringComparison.Ordinal).Replace("  - id", "- id", StringComparison.Ordinal).Replace("    text", "  text", StringComparison.Ordinal).Replace("    require", "  require", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("fmt", space.Rules);
        Assert.Equal(0, result.Code);
        Assert.Equal("4 files: 2 changed", result.Error.Trim());
        Assert.Equal(right, File.ReadAllText(space.PathOf("rules/bonus.right.yaml")));
        Assert.Equal(before, Version(space));
        Assert.Equal((0, ""), Outcome(Workspace.Run("fmt", space.Rules, "--check")));
        Assert.Equal(0, Workspace.Run("test", space.Rules).Code);
    }

    [Fact]
    public void A_file_goes_through_standard_input_and_output()
    {
        Workspace.Result result = Workspace.RunWith("a:    1\n", "fmt", "-");
        Assert.Equal((0, "a: 1"), Outcome(result));
        Workspace.Result wrong = Workspace.RunWith("a: [1\n", "fmt", "-");
        Assert.Equal((3, "a: [1"), Outcome(wrong));
        Assert.Contains("RE1002", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_errors_is_told_and_left_and_the_others_are_laid_out()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.tests.yaml", Untidy);
        space.Write("rules/bad.right.yaml", "right: [x");
        Workspace.Result result = Workspace.Run("fmt", space.Rules);
        Assert.Equal(3, result.Code);
        Assert.Contains("bad.right.yaml", result.Error, StringComparison.Ordinal);
        Assert.Equal("right: [x\n", File.ReadAllText(space.PathOf("rules/bad.right.yaml")));
        Assert.StartsWith("tests:\n  - name: old", File.ReadAllText(space.PathOf("rules/bonus.tests.yaml")), StringComparison.Ordinal);
        Assert.Equal(1, Workspace.Run("fmt", space.PathOf("nowhere")).Code);
    }

    private static (int, string) Outcome(Workspace.Result result) => (result.Code, result.Output.Trim());

    private static string Version(Workspace space) => RulebookLoader.Load(space.Rules).Rulebook!.Hash;
}
