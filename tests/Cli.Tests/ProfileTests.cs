using System.Text.Json;
using RightsEngine.Cli.Tests.Manual;

namespace RightsEngine.Cli.Tests;

/// <summary><c>rights profile</c> and <c>rights test --reform</c> on the rules of the repository.</summary>
public sealed class ProfileTests
{
    private static readonly string Rules = RepositoryFiles.PathOf("rules");
    private static readonly string Wages = RepositoryFiles.PathOf("samples", "profiles", "wages.profile.yaml");
    private static readonly string Reform = RepositoryFiles.PathOf("samples", "reforms", "wider_supplement.reform.yaml");

    private static Workspace.Result Run(params string[] options) => Workspace.Run(["profile", Wages, "--rules", Rules, "--rights", "growth_package.social_supplement", .. options]);

    [Fact]
    public void The_page_about_profiles_does_what_it_says()
    {
        IReadOnlyList<PageBlock> blocks = MarkdownPage.Read(RepositoryFiles.PathOf("docs", "profile.md"));
        Assert.Equal(["run", "profile", "run"], blocks.Select(b => b.Kind));
        foreach (PageBlock block in blocks.Where(b => b.Kind == "run")) PageCommands.RunAll("docs/profile.md", block, RepositoryFiles.PathOf());
        string folder = Directory.CreateTempSubdirectory("rights-profile").FullName;
        try
        {
            string file = Path.Combine(folder, "page.profile.yaml");
            File.WriteAllText(file, blocks.Single(b => b.Kind == "profile").Text + "\n");
            Workspace.Result result = Workspace.Run("profile", file, "--rules", Rules, "--sheet", "totals", "--format", "csv");
            Assert.Equal((0, ""), (result.Code, result.Error));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_reform_moves_a_cliff_to_its_limit()
    {
        Workspace.Result result = Run("--reform", Reform, "--format", "json", "--lang", "en");
        Assert.Equal((0, ""), (result.Code, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        decimal[] At(string rules) => [.. json.RootElement.GetProperty("cliffs").EnumerateArray().Where(c => c.GetProperty("rules").GetString() == rules && c.GetProperty("family").GetString() == "couple_two").Select(c => c.GetProperty("income").GetDecimal())];
        // The lower limit of 40,187.19 becomes 42,000 and the middle one of 46,885.06 becomes 49,000.
        Assert.Equal([40_187.20m, 46_885.07m], At("today"));
        Assert.Equal([42_000.01m, 49_000.01m], At("reform"));
    }

    [Fact]
    public void The_page_has_what_the_tables_have_and_asks_for_nothing()
    {
        Workspace.Result result = Run("--reform", Reform, "--format", "html", "--lang", "nl");
        Assert.Equal((0, ""), (result.Code, result.Error));
        foreach (string text in (string[])["lang=\"nl\"", "data-value=\"42000.01\"", "data-value=\"40187.2\"", "data-name=\"family_couple_four\"", "Content-Security-Policy"])
            Assert.Contains(text, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no profile `none.profile.yaml`", "profile", "none.profile.yaml")]
    [InlineData("--cliffs and --population belong together", "profile", "WAGES", "--cliffs")]
    [InlineData("--cliffs and --population belong together", "profile", "WAGES", "--population", "samples")]
    [InlineData("--within 0 is not possible", "profile", "WAGES", "--cliffs", "--population", "samples", "--within", "0")]
    [InlineData("--least -1 is not possible", "profile", "WAGES", "--least", "-1")]
    [InlineData("the rulebook has no right `growth_package.social_suplement`", "profile", "WAGES", "--rights", "growth_package.social_suplement")]
    [InlineData("a snapshot is of the rules as they are", "test", "RULES", "--reform", "REFORM", "--snapshot", "x.snapshot")]
    public void What_cannot_be_run_is_said(string message, params string[] args)
    {
        args = [.. args.Select(a => a switch { "WAGES" => Wages, "RULES" => Rules, "REFORM" => Reform, _ => a })];
        Workspace.Result result = Workspace.Run(args[0] == "test" ? args : [.. args, "--rules", Rules]);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rule_tests_run_on_the_rules_as_a_reform_makes_them()
    {
        // The reform raises a limit that tests stand at: they pass by the rules of today, and fail by the reform.
        string[] args = ["test", Rules, "--filter", "social_supplement.tests.yaml"];
        Assert.Equal(0, Workspace.Run(args).Code);
        Workspace.Result reformed = Workspace.Run([.. args, "--reform", Reform]);
        Assert.Equal((int)ExitCode.TestFailed, reformed.Code);
        Assert.Contains("+ found", reformed.Output, StringComparison.Ordinal);
    }
}
