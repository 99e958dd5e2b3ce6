using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RightsEngine.Analysis.Reports;

namespace RightsEngine.Analysis.Tests.Reports;

/// <summary>Pages of reports: exact, in two languages, and with nothing from elsewhere. What a browser makes of them is tested with the command.</summary>
public sealed partial class ReportPageTests
{
    private static readonly ReportWords Words = new("EUR");

    [Fact]
    public void Numbers_keep_their_digits_and_are_written_as_the_language_does()
    {
        string dutch = Page("nl"), english = Page("en");
        Assert.Contains("<td class=\"number\" data-value=\"1234567890123.456789\">1.234.567.890.123,456789</td>", dutch, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\" data-value=\"1234567890123.456789\">1,234,567,890,123.456789</td>", english, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\" data-value=\"-0.5\">-0,50</td>", dutch, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\" data-value=\"0.123456\">12,3456\u00a0%</td>", dutch, StringComparison.Ordinal);
        Assert.Contains("<time datetime=\"2024-03-01\"><span lang=\"nl\">1 maart 2024</span><span lang=\"en\">1 March 2024</span></time>", dutch, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_no_markup_and_charts_end_no_script()
    {
        string page = Page("nl");
        Assert.Contains("<h1>&lt;/script&gt;&lt;b&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("\\u003C/script\\u003E", page, StringComparison.Ordinal);
        Assert.Equal(3 + 1, Regex.Count(page, "</script>"));
    }

    /// <summary>The policy of the page allows the scripts that are in it, by their hashes, and nothing else.</summary>
    [Fact]
    public void The_policy_of_the_page_allows_its_own_scripts_only()
    {
        string page = Page("nl");
        string policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-", policy, StringComparison.Ordinal);
        string[] hashes = [.. Script().Matches(page).Select(m => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(m.Groups[1].Value)))}'")];
        Assert.Equal(3, hashes.Length);
        Assert.Contains($"script-src {string.Join(' ', hashes)}; base-uri", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
    }

    [Fact]
    public void A_chart_has_its_numbers_as_they_are()
    {
        using JsonDocument chart = JsonDocument.Parse(Regex.Match(Page("nl"), "<script type=\"application/json\">(.*?)</script>").Groups[1].Value);
        JsonElement bar = chart.RootElement.GetProperty("rows")[0].GetProperty("bars")[0];
        Assert.Equal((0.25m, 1234567890123.456789m), (bar.GetProperty("from").GetDecimal(), bar.GetProperty("to").GetDecimal()));
    }

    [Fact]
    public void A_row_has_a_cell_for_each_column() => Assert.Throws<ArgumentException>(() => new ReportTable([new("a", ReportWords.Of("a"))]).Add(1m, 2m));

    private static string Page(string language)
    {
        var table = new ReportTable([new("what", ReportWords.Of("wat", "what")), new("money", ReportWords.Of("geld", "money"), CellKind.Money), new("share", ReportWords.Of("deel", "share"), CellKind.Share), new("day", ReportWords.Of("dag", "day"), CellKind.Date)]);
        table.Add(ReportCell.Of("one", ReportWords.Of("een", "one")), 1234567890123.456789m, 0.123456m, new DateOnly(2024, 3, 1));
        table.Add("</script>", -0.50m, 0m, default);
        var chart = new RowChart(ReportWords.Of("as", "axis"), ChartUnit.Money, [new("gain", ReportWords.Of("wint", "gains"))]);
        chart.Rows.Add(new ChartRow(ReportWords.Of("</script>"), [new ChartBar(0, 0.25m, 1234567890123.456789m, ReportWords.Of("x"))]));
        var report = new Report
        {
            Title = ReportWords.Of("</script><b>"),
            About = [],
            Figures = [new Figure { Name = "one", Title = ReportWords.Of("Een", "One"), Point = ReportWords.Of("p"), Charts = [chart], Table = table }],
        };
        using var output = new StringWriter();
        ReportPage.Write(output, report, Words, language);
        return output.ToString();
    }

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
