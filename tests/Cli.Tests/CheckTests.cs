namespace RightsEngine.Cli.Tests;

/// <summary><c>rights check --fix</c> and <c>--on</c>.</summary>
public sealed class CheckTests
{
    private const string Right = """
        right: bonus
        title: {nl: premie, en: bonus}
        holder: person
        grant: automatic
        parameters:
          used: {type: number, title: {nl: grens, en: limit}, values: {2020-01-01: {value: 65, status: derived}}}
          # This one has a history.
          told: {type: number, title: {nl: grens, en: limit}, values: {2020-01-01: {value: 65, status: derived}}}
          only_by_half: {type: number, title: {nl: helft, en: half}, values: {2020-01-01: {value: 2, status: derived}}}
        definitions:
          half: used / only_by_half # nobody asks
        conditions:
          # The age of a pension.
          - {id: old, text: {nl: oud genoeg, en: old enough}, require: "age on(person, reference_date) >= used"}
        """;

    private const string Mended = """
        right: bonus
        title: {nl: premie, en: bonus}
        holder: person
        grant: automatic
        parameters:
          used: {type: number, title: {nl: grens, en: limit}, values: {2020-01-01: {value: 65, status: derived}}}
          # This one has a history.
          told: {type: number, title: {nl: grens, en: limit}, values: {2020-01-01: {value: 65, status: derived}}}
        conditions:
          # The age of a pension.
          - {id: old, text: {nl: oud genoeg, en: old enough}, require: "age on(person, reference_date) >= used"}
        """;

    [Fact]
    public void A_dry_run_shows_what_a_fix_would_remove_and_changes_nothing()
    {
        using Workspace space = Space();
        Workspace.Result result = Workspace.Run("check", space.Rules, "--fix", "--dry-run");
        Assert.Equal(0, result.Code);
        Assert.Contains("\n-  half: used / only_by_half # nobody asks", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n-definitions:", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n-  told", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("2 findings in 1 file could be mended", result.Error.Trim());
        Assert.Equal(Right + "\n", File.ReadAllText(space.PathOf("rules/bonus.right.yaml")));
    }

    [Fact]
    public void A_fix_goes_on_until_nothing_more_can_go_and_keeps_what_has_a_comment()
    {
        using Workspace space = Space();
        Workspace.Result result = Workspace.Run("check", space.Rules, "--fix");
        Assert.Equal(Mended + "\n", File.ReadAllText(space.PathOf("rules/bonus.right.yaml")));
        Assert.Contains("RE4301: nothing asks for parameter `bonus.told`", result.Output, StringComparison.Ordinal);
        Assert.Equal(["2 findings in 1 file mended", "4 files checked: 1 warning"], result.Error.ReplaceLineEndings("\n").Trim().Split('\n'));
        Assert.Contains("nothing can be mended safely", Workspace.Run("check", space.Rules, "--fix").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declaration_of_the_catalogue_goes_with_its_line_between_documents()
    {
        using Workspace space = Space();
        string before = File.ReadAllText(space.PathOf("rules/small.concepts.yaml"));
        File.AppendAllText(space.PathOf("rules/small.concepts.yaml"), "---\nparameter: spare\ntitle: {nl: x, en: x}\ntype: number\nvalues:\n  2020-01-01: {value: 1, status: derived}\n");
        Workspace.Run("check", space.Rules, "--fix");
        Assert.Equal(before, File.ReadAllText(space.PathOf("rules/small.concepts.yaml")));
    }

    [Fact]
    public void Warnings_fail_a_strict_check()
    {
        using Workspace space = Space();
        Assert.Equal(0, Workspace.Run("check", space.Rules).Code);
        Assert.Equal(3, Workspace.Run("check", space.Rules, "--strict").Code);
        space.Write("rules/bonus.right.yaml", Mended.Replace("told", "used2", StringComparison.Ordinal).Replace(">= used", ">= used + used2", StringComparison.Ordinal));
        Assert.Equal(0, Workspace.Run("check", space.Rules, "--strict").Code);
    }

    [Fact]
    public void Rules_with_errors_are_not_mended()
    {
        using Workspace space = Space();
        space.Write("rules/bonus.right.yaml", Right.Replace(">= used", ">= usd", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("check", space.Rules, "--fix");
        Assert.Equal(3, result.Code);
        Assert.Contains("nothing is mended while the rules have errors", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, Workspace.Run("check", space.Rules, "--dry-run").Code);
    }

    [Fact]
    public void Old_figures_are_looked_for_on_a_day_that_is_given()
    {
        using Workspace space = Space();
        space.Write("rules/bonus.right.yaml", Right.Replace("used: {type: number, title: {nl: grens, en: limit}, values: {2020-01-01: {value: 65, status: derived}}}",
            "used: {type: number, title: {nl: grens, en: limit}, values: {2020-01-01: {value: 65, status: derived}, 2021-01-01: {value: 66, status: derived}, 2022-01-01: {value: 67, status: derived}}}", StringComparison.Ordinal));
        Assert.DoesNotContain("RE4313", Workspace.Run("check", space.Rules).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("RE4313", Workspace.Run("check", space.Rules, "--on", "2023-01-31").Output, StringComparison.Ordinal);
        Assert.Contains("RE4313: `bonus.used` changed every year, and its last value is of 2022-01-01: on 2023-06-01 it is no longer the figure of the law", Workspace.Run("check", space.Rules, "--on", "2023-06-01").Output, StringComparison.Ordinal);
    }

    private static Workspace Space()
    {
        var space = new Workspace();
        space.Write("rules/bonus.right.yaml", Right);
        return space;
    }
}
