using System.Globalization;
using System.Text.Json;
using RightsEngine.Data.Duck;

namespace RightsEngine.Cli.Tests;

/// <summary><c>rights simulate</c> over tables of an invented town.</summary>
public sealed class SimulateTests : IDisposable
{
    private static readonly string Rules = RepositoryFiles.PathOf("tests", "corpus", "town");

    private readonly string _folder = Directory.CreateTempSubdirectory("rights-simulate").FullName;

    private string Population => Path.Combine(_folder, "population");

    public SimulateTests()
    {
        TownPopulation.Write(Population);
        Write("wider.reform.yaml", TownPopulation.Wider);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The tenths of weighted households, their change in cost and who gains, against SQL over the decisions that <c>evaluate</c> writes.</summary>
    [Fact]
    public void Tenths_agree_with_SQL_over_the_decisions()
    {
        string[] before = ["evaluate", Population, "--rules", Rules, "--on", "2024-06-01", "--output", Path.Combine(_folder, "before.csv")];
        string[] after = ["evaluate", Population, "--rules", Rules, "--on", "2024-06-01", "--output", Path.Combine(_folder, "after.csv"), "--reform", Path.Combine(_folder, "wider.reform.yaml")];
        foreach (string[] command in new[] { before, after }) Assert.Equal(0, Workspace.Run(command).Code);
        using (DuckDatabase database = DuckDatabase.Open(new DuckSettings()))
        using (DuckConnection connection = database.Connect())
            connection.Execute($"""
                COPY (
                    WITH changes AS (
                        SELECT "case" AS id, 12 * sum(CASE WHEN side = 'before' THEN -amount::DECIMAL(18,2) ELSE amount::DECIMAL(18,2) END) AS change
                        FROM (SELECT *, 'before' AS side FROM read_csv('{_folder}/before.csv', all_varchar = true) UNION ALL SELECT *, 'after' AS side FROM read_csv('{_folder}/after.csv', all_varchar = true))
                        WHERE outcome = 'granted' AND amount IS NOT NULL GROUP BY 1),
                    households AS (
                        SELECT w.case_id AS id, w.wages::DECIMAL(18,2) AS income, s.weight::BIGINT AS weight, coalesce(c.change, 0) AS change
                        FROM read_csv('{Population}/wage_sheet.csv', all_varchar = true) w JOIN read_csv('{Population}/survey.csv', all_varchar = true) s USING (case_id) LEFT JOIN changes c ON c.id = w.case_id),
                    tenths AS (
                        SELECT *, 1 + (10 * (sum(weight) OVER (ORDER BY income RANGE UNBOUNDED PRECEDING) - sum(weight) OVER (PARTITION BY income))) // sum(weight) OVER () AS tenth FROM households)
                    SELECT tenth::INTEGER, sum(weight)::INTEGER, sum(weight * change)::DECIMAL(18,2), sum(CASE WHEN change > 0 THEN weight ELSE 0 END)::INTEGER, sum(CASE WHEN change < 0 THEN weight ELSE 0 END)::INTEGER FROM tenths GROUP BY 1 ORDER BY 1
                ) TO '{_folder}/tenths.csv' (HEADER false)
                """);
        JsonElement result = Json("--weights", "survey.weight");
        string[] simulated = [.. Breakdown(result, "decile").Select(g => string.Create(CultureInfo.InvariantCulture,
            $"{Text(g, "key")},{Number(g, "households"):0},{Number(g.GetProperty("cost"), "change"):0.00},{Number(g.GetProperty("gainers"), "households"):0},{Number(g.GetProperty("losers"), "households"):0}"))];
        Assert.Equal(File.ReadAllLines(Path.Combine(_folder, "tenths.csv")), simulated);
        Assert.True(simulated.Length >= 8 && simulated.Any(l => !l.EndsWith(",0", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_table_in_CSV_has_the_figures_of_the_JSON_and_threads_do_not_show()
    {
        JsonElement result = Json();
        Workspace.Result csv = Run("--format", "csv", "--threads", "2");
        string[] lines = csv.Output.Split('\n');
        Assert.Equal("section,key,figure,before,after,change,standard_error", lines[0]);
        foreach (JsonElement group in Breakdown(result, "children"))
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"children,{Text(group, "key")},cost,{Number(group.GetProperty("cost"), "before"):0.####},{Number(group.GetProperty("cost"), "after"):0.####},{Number(group.GetProperty("cost"), "change"):0.####},"), lines);
        Assert.Equal(Run("--format", "json", "--threads", "1").Output, Run("--format", "json", "--threads", "2").Output);
        Assert.Contains("60 cases read: 60 accepted, 0 rejected; 60 households", csv.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void People_see_tables_with_the_losers_and_why()
    {
        Workspace.Result result = Run("--losers", Path.Combine(_folder, "losers.csv"), "--first", "1");
        Assert.Equal(0, result.Code);
        Assert.Contains("town.rent_help: means: true → false", result.Output, StringComparison.Ordinal);
        int losers = File.ReadAllLines(Path.Combine(_folder, "losers.csv")).Length - 1;
        Assert.Contains($"… and {losers - 1} more: --losers FILE has them all", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void In_Dutch_headings_numbers_and_the_report_are_Dutch()
    {
        string report = Path.Combine(_folder, "report.html");
        Workspace.Result result = Workspace.Run("simulate", "--reform", RepositoryFiles.PathOf("samples", "reforms", "wider_supplement.reform.yaml"), "--population", RepositoryFiles.PathOf("samples", "families", "03-three-children-over-the-lower-limit.json"),
            "--rules", RepositoryFiles.PathOf("rules"), "--on", "2024-10-01", "--rights", "growth_package.social_supplement", "--lang", "nl", "--report", report);
        Assert.Equal(0, result.Code);
        Assert.Contains("ruimere sociale toeslag (voorbeeld) (vanaf 2024-10-01); beslist voor 2024-10-01", result.Output, StringComparison.Ordinal);
        Assert.Matches("rechthebbenden voor +na +kosten voor", result.Output);
        Assert.Matches("growth_package.social_supplement +3 +3 +2\\.994,12 +3\\.804,84 +810,72 ", result.Output);
        string page = File.ReadAllText(report);
        Assert.Contains("<html lang=\"nl\"", page, StringComparison.Ordinal);
        Assert.Contains("<span lang=\"nl\">Groeipakket – sociale toeslag</span>", page, StringComparison.Ordinal);
        Assert.Contains("data-value=\"3804.84\">3.804,84</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_goes_to_no_folder()
    {
        Says(1, "it is a folder", "--report", _folder);
        Assert.False(File.Exists(Path.Combine(_folder, "report.html")));
    }

    [Fact]
    public void A_reform_of_a_right_that_is_not_there_is_a_finding_in_its_file()
    {
        Write("wider.reform.yaml", "reform: wider\ntitle: {en: wider}\nfrom: 2024-01-01\nchanges:\n  - change: right town.child_allowanse\n    set_parameters: {limit: 1}");
        Workspace.Result result = Run();
        Assert.Equal(3, result.Code);
        Assert.Contains("wider.reform.yaml:5:13: error RE4402: unknown right `town.child_allowanse`", result.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean `town.child_allowance`?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_below_zero_ends_the_command_with_the_case()
    {
        string file = Path.Combine(Population, "survey.csv");
        File.WriteAllText(file, File.ReadAllText(file).Replace("f07,a,4", "f07,a,-4", StringComparison.Ordinal));
        Says(1, "rights: case `f07` has the weight -4: `survey.weight` is 0 or more", "--weights", "survey.weight");
    }

    [Fact]
    public void A_population_without_the_record_of_a_measure_ends_the_command()
    {
        File.Delete(Path.Combine(Population, "wage_sheet.csv"));
        Says(1, "has no table `wage_sheet`, and `income` of households cannot be measured without it");
    }

    [Fact]
    public void A_population_without_the_record_of_a_changed_right_is_warned_about()
    {
        File.Delete(Path.Combine(Population, "raises.csv"));
        Says(0, "warning: the population has no table `raises`, which `town.child_allowance` may ask for: it is not known for anybody");
    }

    [Theory]
    [InlineData("--weights", "survey.wait", 3, "`survey.wait` cannot be a weight")]
    [InlineData("--weights", "surveys.weight", 3, "unknown record with a weight `surveys`")]
    [InlineData("--household", "house", 3, "`house` cannot hold a right")]
    [InlineData("--income", "yearly_incom", 3, "unknown name `yearly_incom`")]
    [InlineData("--rights", "town.nothing", 1, "the rulebook has no right `town.nothing`")]
    [InlineData("--reform", "gone.reform.yaml", 1, "there is no reform `gone.reform.yaml`")]
    public void What_is_asked_for_and_is_not_there_is_named(string option, string value, int code, string message) => Says(code, message, option, value);

    private void Says(int code, string message, params string[] more)
    {
        Workspace.Result result = Run(more);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(code, result.Code);
    }

    private JsonElement Json(params string[] more)
    {
        Workspace.Result result = Run([.. more, "--format", "json"]);
        Assert.True(result.Code == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private Workspace.Result Run(params string[] more) =>
        Workspace.Run(["simulate", .. more.Contains("--reform") ? Array.Empty<string>() : ["--reform", Path.Combine(_folder, "wider.reform.yaml")], "--population", Population, "--rules", Rules, "--on", "2024-06-01", .. more]);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text + "\n");

    private static IEnumerable<JsonElement> Breakdown(JsonElement result, string by) =>
        result.GetProperty("breakdowns").EnumerateArray().Single(b => Text(b, "by") == by).GetProperty("groups").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement element, string name) => element.GetProperty(name).GetDecimal();
}
