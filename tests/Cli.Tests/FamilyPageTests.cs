using System.Runtime.CompilerServices;

namespace RightsEngine.Cli.Tests;

/// <summary>
/// The pages about sample families are those that <c>explain</c> writes; with <c>RIGHTS_WRITE_DOCS=1</c> they are written
/// anew. A family has a page when there is a file for it.
/// </summary>
public sealed class FamilyPageTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
    private static readonly string Pages = Path.Combine(Root, "samples", "pages");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Pages, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_says_what_is_decided(string name)
    {
        string kept = Path.Combine(Pages, name + ".md");
        Workspace.Result result = Workspace.Run("explain", Path.Combine(Root, "samples", "families", name + ".json"), "--case", "fam" + name[..2],
            "--on", "2024-10-01", "--rules", Path.Combine(Root, "rules"), "--lang", "en", "--format", "markdown");
        Assert.Equal(0, result.Code);
        string page = result.Output.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("RIGHTS_WRITE_DOCS") == "1") File.WriteAllText(kept, page);
        Assert.Equal(page, File.ReadAllText(kept));
    }

    [Fact]
    public void At_least_twelve_families_have_a_page_and_the_index_leads_to_each()
    {
        string index = File.ReadAllText(Path.Combine(Root, "samples", "README.md"));
        string[] names = [.. Directory.EnumerateFiles(Pages, "*.md").Select(f => Path.GetFileName(f))];
        Assert.True(names.Length >= 12);
        Assert.All(names, n => Assert.Contains($"(pages/{n})", index, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
