using System.Text.Json;
using RightsEngine.Analysis.Sheets;

namespace RightsEngine.Analysis.Tests.Sheets;

internal static class SheetText
{
    public static string Csv(this Sheet sheet)
    {
        using var output = new StringWriter();
        SheetWriter.Csv(output, sheet);
        return output.ToString();
    }
}

/// <summary>Sheets say the same in every form, and nothing in them is run or read as markup.</summary>
public sealed class SheetTests
{
    private static readonly Sheet Example = Make();

    [Fact]
    public void A_text_like_a_formula_stays_a_text_in_csv_and_a_number_a_number() =>
        Assert.Equal("what,count\n'=1+1,-5\n\"a, b\",\n", Example.Csv());

    [Fact]
    public void Markdown_keeps_bars_in_cells()
    {
        using var output = new StringWriter();
        SheetWriter.Markdown(output, [Example], "en");
        Assert.Contains("**a \\| b**", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("|---|---:|", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_numbers_where_there_are()
    {
        using var output = new StringWriter();
        SheetWriter.Json(output, [Example]);
        using JsonDocument json = JsonDocument.Parse(output.ToString());
        JsonElement rows = json.RootElement.GetProperty("example");
        Assert.Equal((-5, ""), (rows[0].GetProperty("count").GetInt32(), rows[1].GetProperty("count").GetString()));
    }

    [Fact]
    public void A_page_needs_nothing_else_and_names_its_rows_and_columns()
    {
        using var output = new StringWriter();
        SheetPage.Write(output, "en", "<title>", ["about & more"], [Example]);
        string page = output.ToString();
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;title&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<p>about &amp; more</p>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">count</th>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">=1&#x2B;1</th><td class=\"number\">-5</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_has_a_cell_for_each_column() => Assert.Throws<ArgumentException>(() => Make().Add("alone"));

    private static Sheet Make()
    {
        var sheet = new Sheet { Name = "example", Caption = $"a | b", Columns = [new SheetColumn("what"), new SheetColumn("count", true)] };
        sheet.Add("=1+1", "-5");
        sheet.Add("a, b", "");
        return sheet;
    }
}
