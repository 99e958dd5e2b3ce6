using System.Globalization;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests;

/// <summary>Synthetic populations, through the command line.</summary>
public sealed class PopulationTests : IDisposable
{
    private const string Village = """
        population: village
        title: {nl: dorp, en: village}
        day: 2025-01-01
        households:
          - {type: alone, weight: 1, source: assumed, persons: [{role: head, age: {18 to 90: 1}}]}
        records:
          - {record: birth, source: assumed, fields: {birth_date: {take: born}}}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("population").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_synthetic_population_of_the_repository_is_accepted_and_like_the_published_one()
    {
        const int households = 3_000;
        string rules = Path.Combine(RepositoryFiles.Root, "rules"), tables = Path.Combine(_folder, "tables");
        Workspace.Result result = Workspace.Run("population", "generate", "--rules", rules, "--households", $"{households}", "--seed", "3", "--output", tables, "--format", "csv");
        Assert.True(result.Code == 0, result.Error);
        Match summary = Regex.Match(result.Error, @"3000 synthetic households with (\d+) persons");
        Assert.True(summary.Success, result.Error);

        int[] ages = [.. File.ReadLines(Path.Combine(tables, "birth.csv")).Skip(1).Select(line => Age(line.Split(',')[2]))];
        Assert.Equal(int.Parse(summary.Groups[1].Value, CultureInfo.InvariantCulture), ages.Length);
        // Statbel, 1 January 2025: 2.25 persons to a household, 19.6 % under 18, 20.3 % of 65 and more.
        Assert.InRange((double)ages.Length / households, 2.15, 2.35);
        Assert.InRange((double)ages.Count(a => a < 18) / ages.Length, 0.176, 0.216);
        Assert.InRange((double)ages.Count(a => a >= 65) / ages.Length, 0.183, 0.223);

        // Whether a case is accepted hangs on no right.
        string decisions = Path.Combine(_folder, "decisions.ndjson");
        result = Workspace.Run("evaluate", tables, "--rules", rules, "--on", "2025-01-15", "--rights", "growth_package.basic_amount", "--output", decisions);
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("3,000 cases read: 3,000 accepted, 0 rejected; ", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"([\d,]+) rows read: \1 used, 0 rejected", result.Error);
    }

    [Fact]
    public void All_rights_of_the_repository_are_decided_for_a_synthetic_population_without_an_error()
    {
        string rules = Path.Combine(RepositoryFiles.Root, "rules"), tables = Path.Combine(_folder, "tables");
        Assert.Equal(0, Workspace.Run("population", "generate", "--rules", rules, "--households", "80", "--seed", "3", "--output", tables).Code);
        Workspace.Result result = Workspace.Run("evaluate", tables, "--rules", rules, "--on", "2025-01-15", "--output", Path.Combine(_folder, "decisions.ndjson"));
        Assert.True(result.Code == 0, result.Error);
        Assert.Matches(@"80 cases read: 80 accepted, 0 rejected; [\d,]+ decisions: [\d,]+ granted, [\d,]+ refused, [\d,]+ undetermined(\n|;|$)", result.Error);
    }

    [Fact]
    public void The_population_of_a_rulebook_is_the_one_that_is_drawn()
    {
        using var space = new Workspace();
        space.Write("rules/village.population.yaml", Village);
        Assert.Equal("5 files checked: no findings", Workspace.Run("check", space.Rules).Error.Trim());
        Assert.Equal(0, Workspace.Run("population", "generate", "--rules", space.Rules, "--households", "50", "--output", space.PathOf("people")).Code);
        Assert.Equal(["birth.parquet", "synthetic.txt"], Directory.GetFiles(space.PathOf("people")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(Path.Combine(space.PathOf("people"), "birth.parquet"))[..4]);
    }

    [Fact]
    public void Check_and_generate_find_a_mistake_in_the_file()
    {
        using var space = new Workspace();
        space.Write("rules/village.population.yaml", Village.Replace("record: birth", "record: brith", StringComparison.Ordinal));
        Workspace.Result check = Workspace.Run("check", space.Rules), generate = Workspace.Run("population", "generate", "--rules", space.Rules, "--households", "50", "--output", space.PathOf("people"));
        Assert.Equal((3, 3), (check.Code, generate.Code));
        Assert.Contains("village.population.yaml:7:14: error RE4004: unknown record `brith`", check.Output, StringComparison.Ordinal);
        Assert.Contains("unknown record `brith`", generate.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(space.PathOf("people")));
    }

    [Fact]
    public void The_description_on_the_page_is_drawn_and_accepted()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "population.md")), rules = Path.Combine(RepositoryFiles.Root, "rules");
        string file = Path.Combine(_folder, "page.population.yaml"), tables = Path.Combine(_folder, "tables");
        File.WriteAllText(file, Assert.Single(Regex.Matches(page, "^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)).Groups[1].Value);
        Workspace.Result result = Workspace.Run("population", "generate", "--rules", rules, "--population", file, "--households", "300", "--output", tables, "--format", "csv");
        Assert.True(result.Code == 0, result.Error);
        Assert.DoesNotContain("error", result.Error, StringComparison.Ordinal);
        result = Workspace.Run("evaluate", tables, "--rules", rules, "--on", "2025-01-15", "--rights", "growth_package.basic_amount", "--output", Path.Combine(_folder, "decisions.ndjson"));
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("300 accepted, 0 rejected", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "has no files `*.population.yaml`: name one with --population", "--households 50")]
    [InlineData("1", "--households is 0: write a number from 1 to 99999999", "--households 0")]
    [InlineData("1", "--threads is 0: write a number from 1 to 1024", "--households 50 --threads 0")]
    [InlineData("2", "describes 2 populations: one is needed", "--households 50")]
    public void What_cannot_be_drawn_is_told(string populations, string message, string options)
    {
        using var space = new Workspace();
        if (populations != "0") space.Write("rules/village.population.yaml", populations == "1" ? Village : $"{Village}\n---\n{Village}");
        Workspace.Result result = Workspace.Run(["population", "generate", "--rules", space.Rules, "--output", space.PathOf("people"), .. options.Split(' ')]);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static int Age(string birthDate)
    {
        DateOnly born = DateOnly.ParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture), day = new(2025, 1, 1);
        int years = day.Year - born.Year;
        return born.AddYears(years) > day ? years - 1 : years;
    }
}
