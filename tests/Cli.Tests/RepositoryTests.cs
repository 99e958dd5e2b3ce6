using System.Text.Json;
using System.Text.RegularExpressions;
using Snapshooter.Xunit;

namespace RightsEngine.Cli.Tests;

/// <summary>The rulebook, samples and pages of this repository do what they say.</summary>
public sealed class RepositoryTests
{
    private static readonly string Root = RepositoryFiles.Root;
    private static readonly string Rules = Path.Combine(Root, "rules");
    private static readonly string Families = Path.Combine(Root, "samples", "families");

    [Fact]
    public void The_first_command_of_the_readme_decides_at_least_twelve_families_with_reasons()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Match command = Regex.Match(readme, @"^dotnet run --project src/Cli -c Release -- (evaluate .+)$", RegexOptions.Multiline);
        Assert.True(command.Success, "README.md has no command that evaluates");
        string[] arguments = [.. command.Groups[1].Value.Split(' ').Select(a => a.StartsWith("samples/", StringComparison.Ordinal) ? Path.Combine(Root, a) : a), "--rules", Rules];
        Workspace.Result result = Workspace.Run(arguments);
        Assert.True(result.Code == 0, result.Error);
        Assert.True(Regex.Matches(result.Output, @"fam\d\d").Select(m => m.Value).Distinct().Count() >= 12);
        Assert.Contains("granted", result.Output, StringComparison.Ordinal);
        Assert.Contains("refused", result.Output, StringComparison.Ordinal);
        Assert.Contains("undetermined", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Dirty_cases_are_rejected_and_nothing_is_lost()
    {
        string dirty = Path.Combine(Root, "samples", "dirty.ndjson");
        Workspace.Result result = Workspace.Run("evaluate", dirty, "--on", "2024-10-01", "--rules", Rules, "--format", "ndjson");
        Assert.Equal(2, result.Code);
        Match counts = Regex.Match(result.Error, @"(\d+) cases read: (\d+) accepted, (\d+) rejected");
        Assert.True(counts.Success, result.Error);
        int[] numbers = [.. Enumerable.Range(1, 3).Select(i => int.Parse(counts.Groups[i].Value))];
        Assert.Equal(File.ReadLines(dirty).Count(), numbers[0]);
        Assert.Equal(numbers[0], numbers[1] + numbers[2]);
        Assert.All(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).Dispose());
    }

    [Theory]
    [InlineData("fam06", "growth_package.social_supplement", "Hanne", "en")]
    [InlineData("fam08", "growth_package.social_supplement", "Otis", "nl")]
    [InlineData("fam17", "water.compensation", "Aicha", "nl")]
    [InlineData("fam21", "water.social_tariff", "Amal", "en")]
    public void An_explanation_is_a_page_that_can_be_sent_on(string family, string right, string holder, string language)
    {
        Workspace.Result result = Workspace.Run(
            "explain", Families, "--rules", Rules, "--case", family, "--right", right, "--holder", holder, "--on", "2024-10-01", "--lang", language);
        Assert.Equal(0, result.Code);
        // The version is a hash over rule files; it changes with every rule and is not what this page is about.
        Snapshot.Match(Regex.Replace(result.Output, @"(social_supplement|social_tariff|compensation) [0-9a-f]{12}", "$1 VERSION"), $"explain_{family}_{language}");
    }
}
