using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests;

/// <summary>The page about the rulebook is the one that the command writes.</summary>
public sealed partial class RulebookPageTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    [Fact]
    public void The_page_in_the_documentation_is_the_rulebook_as_it_is()
    {
        string kept = Path.Combine(Root, "docs", "rulebook.md");
        string page = Page("en");
        if (Environment.GetEnvironmentVariable("RIGHTS_WRITE_DOCS") == "1") File.WriteAllText(kept, page);
        Assert.Equal(page, File.ReadAllText(kept));
    }

    [Fact]
    public void Every_link_within_the_page_leads_to_a_right()
    {
        string page = Page("nl");
        HashSet<string> headings = [.. HeadingPattern().Matches(page).Select(m => m.Groups[1].Value.Replace(".", "", StringComparison.Ordinal))];
        string[] links = [.. LinkPattern().Matches(page).Select(m => m.Groups[1].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, headings));
        Assert.Contains("sociale toeslag", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_of_a_placeholder_is_left_in_braces() =>
        Assert.DoesNotContain('{', Page("en"));

    private static string Page(string language)
    {
        Workspace.Result result = Workspace.Run("export", "rulebook", "--rules", Path.Combine(Root, "rules"), "--lang", language);
        Assert.Equal(0, result.Code);
        return result.Output.ReplaceLineEndings("\n");
    }

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex(@"^### `(.+)`$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"\]\(#([^)]+)\)")]
    private static partial Regex LinkPattern();
}
