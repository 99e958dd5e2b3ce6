using System.Globalization;
using System.Runtime.CompilerServices;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Cli.Tests.Manual;

/// <summary>
/// <c>docs/language.md</c> does what it says: every block of it is run. The comment before a block says how:
/// <c>file PATH</c> (written into the folder of the tutorial), <c>run</c> (commands with their output; … stands for
/// anything), <c>catalogue</c> (declarations), <c>right</c> (a right, or keys of one), <c>case</c> (the persons of the
/// examples), <c>tests</c> (rule tests), <c>reform</c> (a reform of the page's rulebook), <c>values DATE</c> (a table: expression, value), <c>mistake catalogue|right</c> with
/// <c>finding</c> after it.
/// </summary>
public sealed class ManualTests
{
    private static readonly string Page = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "language.md"));
    private static readonly IReadOnlyList<PageBlock> Blocks = MarkdownPage.Read(Page);
    private static readonly string[] Frames = ["file", "run", "catalogue", "right", "case", "tests", "values", "mistake", "finding", "reform"];

    public static TheoryData<int> Of(string kind) => new(Blocks.Where(b => b.Kind == kind).Select(b => b.Line));

    private static PageBlock At(int line) => Blocks.Single(b => b.Line == line);

    [Fact]
    public void Every_block_says_how_it_is_run()
    {
        Assert.DoesNotContain(Blocks, b => !Frames.Contains(b.Kind));
        foreach (string frame in Frames) Assert.Contains(Blocks, b => b.Kind == frame);
        foreach (PageBlock mistake in Blocks.Where(b => b.Kind == "mistake")) Assert.Equal("finding", Next(mistake).Kind);
        Assert.Equal(Blocks.Count(b => b.Kind == "mistake"), Blocks.Count(b => b.Kind == "finding"));
    }

    [Fact]
    public void The_page_is_one_rulebook_without_findings()
    {
        using var rulebook = new ManualRulebook(Blocks);
        foreach (PageBlock tests in Blocks.Where(b => b.Kind == "tests")) rulebook.Write("page.tests.yaml", tests.Text);
        Assert.Empty(rulebook.Load().Diagnostics.Select(d => $"{d.Location} {d.Code}: {d.Message}"));
        Workspace.Result checkedTests = Workspace.Run("check", rulebook.Folder);
        Assert.True(checkedTests.Code == 0, checkedTests.Output);
    }

    [Theory, MemberData(nameof(Of), "right")]
    public void A_fragment_of_a_right_has_no_findings(int line)
    {
        using var rulebook = new ManualRulebook(Blocks.Where(b => b.Line != line));
        Assert.Equal("", rulebook.FindingsWith("right", At(line).Text));
    }

    [Theory, MemberData(nameof(Of), "reform")]
    public void A_reform_changes_the_rulebook_of_the_page_without_findings(int line)
    {
        using var rulebook = new ManualRulebook(Blocks);
        rulebook.Write("page.reform.yaml", At(line).Text);
        Assert.Equal("", rulebook.FindingsOfReform("page.reform.yaml"));
    }

    [Theory, MemberData(nameof(Of), "mistake")]
    public void A_mistake_gives_the_finding_that_is_shown(int line)
    {
        using var rulebook = new ManualRulebook(Blocks);
        Assert.Equal(Next(At(line)).Text, rulebook.FindingsWith(At(line).Frame[1], At(line).Text));
    }

    [Theory, MemberData(nameof(Of), "tests")]
    public void The_tests_of_the_page_pass(int line)
    {
        using var rulebook = new ManualRulebook(Blocks);
        rulebook.Write("page.tests.yaml", At(line).Text);
        Workspace.Result result = Workspace.Run("test", rulebook.Folder);
        Assert.True(result.Code == 0, result.Output + result.Error);
    }

    [Theory, MemberData(nameof(Of), "values")]
    public void The_expressions_of_a_table_have_their_values(int line)
    {
        using var folder = new ManualRulebook(Blocks);
        Rulebook rulebook = folder.Load().Rulebook!;
        Case persons = Persons(rulebook);
        var date = DateOnly.Parse(At(line).Frame[1]);
        List<string[]> rows = [.. MarkdownPage.Rows(At(line)).Select(r => r.Select(MarkdownPage.Code).ToArray())];
        Assert.All(rows, r => Assert.Equal($"{r[0]} → {r[1]}", $"{r[0]} → {Shown(ExpressionEvaluator.Evaluate(rulebook, persons, r[0], date))}"));
    }

    [Fact]
    public void The_tutorial_can_be_followed_from_an_empty_folder()
    {
        Follow(Blocks, Page);
    }

    /// <summary>Writes the files of a page and runs its commands, in order, in an empty folder.</summary>
    internal static void Follow(IReadOnlyList<PageBlock> blocks, string page)
    {
        string folder = Directory.CreateTempSubdirectory("rights-tutorial").FullName;
        try
        {
            foreach (PageBlock block in blocks)
            {
                if (block.Kind == "file")
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, block.Frame[1]))!);
                    File.WriteAllText(Path.Combine(folder, block.Frame[1]), block.Text + "\n");
                }
                else if (block.Kind == "run")
                {
                    PageCommands.RunAll(page, block, folder);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As rule tests write it; a number without the zeros that a division leaves behind.</summary>
    private static string Shown(Value value) =>
        value is NumberValue n ? n.Value.ToString("0.############################", CultureInfo.InvariantCulture) : ValueComparison.Show(value);

    private static PageBlock Next(PageBlock block) => Blocks.First(b => b.Line > block.Line);

    private static Case Persons(Rulebook rulebook)
    {
        PageBlock block = Blocks.Single(b => b.Kind == "case");
        var findings = new DiagnosticBag();
        var map = (YamlMap)YamlReader.Read(new SourceFile(Page, "case: page\n" + block.Text), findings).Single();
        CaseResult read = new CaseTreeReader(rulebook.Catalogue).Read(CaseNode.FromYaml(map), Page, null);
        Assert.Empty(findings.Sorted.Select(d => d.Message).Concat(read.Problems.Select(p => $"{p.Path}: {p.Message}")));
        return read.Case!;
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
