using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests.Manual;

/// <summary>The blocks of README.md, CONTRIBUTING.md and docs/data.md do what they say.</summary>
public sealed partial class PagesTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));
    private static readonly string Rules = Path.Combine(Root, "rules");

    /// <summary>README's first command is run by <see cref="RepositoryTests"/>; the others are those that continuous integration runs.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void A_command_of_a_page_is_one_that_continuous_integration_runs(string page)
    {
        string ci = File.ReadAllText(Path.Combine(Root, ".ci", "run"));
        string[] commands = [.. Blocks(page, "sh").SelectMany(b => b.Text.Split('\n'))];
        Assert.NotEmpty(commands);
        Assert.All(commands, c => Assert.True(c == ".ci/run" || ci.Contains(c, StringComparison.Ordinal) || c.Contains(" -- evaluate samples/families", StringComparison.Ordinal), c));
    }

    [Fact]
    public void The_program_of_the_readme_is_the_one_below()
    {
        PageBlock program = Assert.Single(Blocks("README.md", "csharp"));
        Assert.Contains(Squeezed(program.Text.Replace("\"rules\"", "Rules", StringComparison.Ordinal).Replace("\"samples/families\"", "Families", StringComparison.Ordinal)),
            Squeezed(File.ReadAllText(Here())), StringComparison.Ordinal);
        Program();
    }

    private static readonly string Families = Path.Combine(Root, "samples", "families");

    private static void Program()
    {
        RulebookResult loaded = RulebookLoader.Load(Rules);                       // findings, and the rulebook unless there are errors
        var evaluator = new CaseEvaluator(loaded.Rulebook!, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] });
        foreach (CaseResult read in CaseFile.Read(Families, loaded.Rulebook!))
            if (read.Case is { } accepted)                                           // else read.Problems says why it was rejected
                foreach (Decision decision in evaluator.Evaluate(accepted)) { /* … */ }
    }

    [Fact]
    public void The_right_in_contributing_can_be_added_to_the_rules()
    {
        string folder = Directory.CreateTempSubdirectory("rights-contributing").FullName;
        try
        {
            foreach (string file in Directory.EnumerateFiles(Rules, "*", SearchOption.AllDirectories))
                if (!file.EndsWith(".tests.yaml", StringComparison.Ordinal)) Put(folder, Path.GetRelativePath(Root, file), File.ReadAllText(file));
            string[] lines = File.ReadAllLines(Path.Combine(Root, "CONTRIBUTING.md"));
            PageBlock[] files = [.. Blocks("CONTRIBUTING.md", "yaml")];
            Assert.Equal(2, files.Length);
            foreach (PageBlock block in files)
            {
                Match path = PathPattern().Match(lines[block.Line - 3]);
                Assert.True(path.Success, $"no file name two lines above line {block.Line}");
                Put(folder, path.Groups[1].Value, block.Text);
            }
            Workspace.Result found = Workspace.Run("check", Path.Combine(folder, "rules"));
            Assert.True(found is { Code: 0, Output: "" }, found.Output);
            Workspace.Result tested = Workspace.Run("test", Path.Combine(folder, "rules"));
            Assert.Equal((0, "1 rule tests passed, 0 failed"), (tested.Code, tested.Output.Trim()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_case_of_the_data_page_is_decided_as_it_says()
    {
        PageBlock json = Assert.Single(Blocks(Path.Combine("docs", "data.md"), "json"));
        Workspace.Result result = Workspace.RunWith(json.Text, "evaluate", "-", "--on", "2024-10-01", "--rules", Rules, "--format", "ndjson", "--rights", "growth_package.social_supplement");
        Assert.True(result.Code == 0, result.Error);
        var decision = Assert.Single(result.Rows);
        Assert.Equal("undetermined", decision.GetProperty("outcome").GetString());
        Assert.Equal("cleo", decision.GetProperty("holder").GetProperty("child").GetString());
        Assert.Contains("bram.tax_assessment(2022)", decision.GetProperty("missing").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md", "sh csharp")]
    [InlineData("CONTRIBUTING.md", "sh yaml")]
    [InlineData("docs/data.md", "json yaml csv")]
    public void A_page_has_no_other_blocks(string page, string languages) =>
        Assert.All(MarkdownPage.Read(Path.Combine(Root, page)), b => Assert.Contains(b.Language, languages.Split(' ')));

    private static IEnumerable<PageBlock> Blocks(string page, string language) =>
        MarkdownPage.Read(Path.Combine(Root, page)).Where(b => b.Language == language);

    private static void Put(string folder, string path, string text)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text + "\n");
    }

    private static string Squeezed(string text) => Space().Replace(text, " ").Trim();

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex(@"^`(rules/[a-z_./-]+)`$")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
