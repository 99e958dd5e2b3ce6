using System.Globalization;
using CsvHelper;
using PuppeteerSharp;

namespace RightsEngine.Cli.Tests.Pages;

/// <summary>A report on families of the invented town, the CSV of the same run, and a browser; nothing of it without a browser.</summary>
public sealed class SimulationPageFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rights-page").FullName;

    internal string Report => Path.Combine(_folder, "report.html");

    internal List<string[]> Csv { get; } = [];

    internal IBrowser? Browser { get; private set; }

    public async Task InitializeAsync()
    {
        if (Chromium.Program is null) return;
        TownPopulation.Write(Path.Combine(_folder, "population"));
        string reform = Path.Combine(_folder, "wider.reform.yaml");
        await File.WriteAllTextAsync(reform, TownPopulation.Wider + "\n");
        Workspace.Result result = Workspace.Run("simulate", "--reform", reform, "--population", Path.Combine(_folder, "population"), "--rules", RepositoryFiles.PathOf("tests", "corpus", "town"),
            "--on", "2024-06-01", "--weights", "survey.weight", "--format", "csv", "--report", Report);
        Assert.True(result.Code == 0, result.Error);
        using var csv = new CsvParser(new StringReader(result.Output), CultureInfo.InvariantCulture);
        while (csv.Read()) Csv.Add(csv.Record!);
        Browser = await Chromium.Launch();
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The page of <c>rights simulate --report</c> in a browser, from a file as somebody opens it.</summary>
[Trait("Category", "Browser")]
public sealed class SimulationPageTests(SimulationPageFixture fixture) : IClassFixture<SimulationPageFixture>
{
    private static readonly string[] Groups = ["decile", "household_type", "children", "age"];

    private readonly List<string[]> _csv = fixture.Csv;

    [BrowserFact]
    public async Task Every_chart_has_marks_and_nothing_is_asked_of_the_network()
    {
        await using OpenPage page = await OpenPage.Open(fixture.Browser!, fixture.Report);
        int[] marks = await page.Marks();
        Assert.True(marks.Length >= 12, $"{marks.Length} charts");
        Assert.DoesNotContain(0, marks);
        // Ten tenths, each with at least one bar, and a title for each.
        Assert.True(await page.Get<int>("document.querySelectorAll('section[data-name=decile] .chart')[0].querySelectorAll('.bars rect').length") >= 8);
        await page.FitsTheWindow();
        page.AsksForNothing();
        await page.Picture("simulation-wide");
    }

    /// <summary>Cell by cell and in sum; what a button hands out has them too.</summary>
    [BrowserFact]
    public async Task The_tables_have_the_figures_of_the_CSV()
    {
        await using OpenPage page = await OpenPage.Open(fixture.Browser!, fixture.Report);
        foreach (string by in Groups)
        {
            List<Dictionary<string, string>> table = await page.Table(by);
            Assert.Equal(_csv.Where(r => r[0] == by && r[2] == "cost").Select(r => r[1]), table.Select(r => r[by]));
            foreach (Dictionary<string, string> row in table)
            {
                foreach (string figure in new[] { "gainers", "losers", "unchanged", "unknown", "gainers_amount", "losers_amount" }) Assert.Equal(Row(by, row[by], figure)[5], row[figure]);
                string[] cost = Row(by, row[by], "cost");
                Assert.Equal<IEnumerable<string>>(cost[3..7], [row["cost_before"], row["cost_after"], row["cost_change"], row["cost_change_standard_error"]]);
            }
            Assert.Equal(Number(Row("total", "all", "cost")[5]), table.Sum(r => Number(r["cost_change"])));
            using var download = new CsvReader(new StringReader(await page.Download(by, "csv")), CultureInfo.InvariantCulture);
            IDictionary<string, object>[] handedOut = [.. download.GetRecords<dynamic>().Cast<IDictionary<string, object>>()];
            Assert.Equal(table.Count, handedOut.Length);
            Assert.Equal(_csv.Where(r => r[0] == by && r[2] == "losers_amount").Sum(r => Number(r[5])), handedOut.Sum(r => Number((string)r["losers_amount"])));
        }
        List<Dictionary<string, string>> costs = await page.Table("cost");
        foreach (Dictionary<string, string> right in costs.Where(r => r["right"] != "all")) Assert.Equal<IEnumerable<string>>(Row("right", right["right"], "cost")[3..7], [right["before"], right["after"], right["change"], right["standard_error"]]);
        Assert.Equal(Number(costs[^1]["change"]), costs.SkipLast(1).Sum(r => Number(r["change"])));
        Assert.Equal(_csv.Where(r => r[0] == "distribution").Select(r => r[5]), (await page.Table("distribution")).Select(r => r["households"]));
        Assert.Equal(_csv.Where(r => r[0].EndsWith("_reason", StringComparison.Ordinal) && r[2] == "decisions").Select(r => r[5]), (await page.Table("reasons")).Select(r => r["decisions"]));
        Assert.Equal(Row("inequality", "all", "gini")[3..6], (await page.Table("inequality"))[0].Values.Skip(1));
        Assert.Contains("\"gainers_amount\": ", await page.Download("decile", "json"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task By_keyboard_the_language_changes_and_a_table_opens()
    {
        await using OpenPage page = await OpenPage.Open(fixture.Browser!, fixture.Report);
        Assert.Equal(("en", "What changes: wider"), (await page.Get<string>("document.documentElement.lang"), await page.Get<string>("document.title")));
        string bars = await page.Get<string>("document.querySelector('.chart').textContent"), number = await Number("losers_amount");
        await page.TabTo(".skip");
        await page.TabTo("[data-language=nl]");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(("nl", "Wat verandert: wider"), (await page.Get<string>("document.documentElement.lang"), await page.Get<string>("document.title")));
        Assert.Equal("true", await page.Get<string>("document.querySelector('[data-language=nl]').getAttribute('aria-pressed')"));
        Assert.StartsWith("Kosten per jaar", await page.Get<string>("document.querySelector('section[data-name=cost] h2').innerText"), StringComparison.Ordinal);
        Assert.NotEqual(bars, await page.Get<string>("document.querySelector('.chart').textContent"));
        string dutch = await Number("losers_amount");
        Assert.Matches("^-[0-9.]+,[0-9]{2}$", dutch);
        Assert.Equal(number, dutch.Replace('.', ';').Replace(',', '.').Replace(';', ','));
        await page.TabTo("section[data-name=cost] summary");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Get<bool>("document.querySelector('section[data-name=cost] details').open"));
        await page.TabTo("section[data-name=cost] .wide");
        await page.TabTo("section[data-name=cost] [data-download=csv]");
        page.AsksForNothing();

        Task<string> Number(string column) => page.Get<string>($"(() => {{ const t = document.querySelector('section[data-name=total] table'); return t.tBodies[0].rows[0].cells[[...t.tHead.rows[0].cells].findIndex(c => c.dataset.key === '{column}')].textContent; }})()");
    }

    [BrowserFact]
    public async Task It_fits_a_phone_and_paper()
    {
        await using OpenPage page = await OpenPage.Open(fixture.Browser!, fixture.Report, width: 390);
        await page.FitsTheWindow();
        Assert.DoesNotContain(0, await page.Marks());
        await page.Picture("simulation-narrow");
        Assert.True(await page.Print("simulation") > 20_000);
        await page.Get<bool>("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await page.Get<int>("document.querySelectorAll('details:not([open])').length"));
    }

    [BrowserFact]
    public async Task Who_does_not_see_or_sees_badly_meets_no_barrier()
    {
        foreach (bool isDark in new[] { false, true })
        {
            await using OpenPage page = await OpenPage.Open(fixture.Browser!, fixture.Report, isDark: isDark);
            string barriers = await page.Barriers();
            Assert.True(barriers.Length == 0, barriers);
        }
    }

    private string[] Row(string section, string key, string figure) => _csv.Single(r => r[0] == section && r[1] == key && r[2] == figure);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
