using System.Text.Encodings.Web;
using RightsEngine.Analysis.Pages;

namespace RightsEngine.Analysis.Sheets;

/// <summary>
/// Writes sheets as one HTML page that needs nothing else: no script, no network. Rows and columns have their heads, also
/// for who hears the page; wide tables scroll by themselves, also with the keyboard.
/// </summary>
internal static class SheetPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="language">The language of the page, as in <c>lang</c>.</param>
    /// <param name="title">Its title.</param>
    /// <param name="about">What it is about, a paragraph each.</param>
    /// <param name="sheets">The tables.</param>
    public static void Write(TextWriter output, string language, string title, IEnumerable<string> about, IEnumerable<Sheet> sheets)
    {
        output.WriteLine("<!doctype html>");
        output.WriteLine($"<html lang=\"{Text(language)}\">");
        output.WriteLine("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        output.WriteLine($"<title>{Text(title)}</title>");
        output.WriteLine($"<style>\n{PageStyle.Of("sheets.css")}</style></head>");
        output.WriteLine($"<body><main><h1>{Text(title)}</h1>");
        foreach (string paragraph in about) output.WriteLine($"<p>{Text(paragraph)}</p>");
        foreach (Sheet sheet in sheets) Write(output, sheet, language);
        output.WriteLine("</main></body></html>");
    }

    private static void Write(TextWriter output, Sheet sheet, string language)
    {
        string id = sheet.Name.Replace('_', '-');
        output.WriteLine($"<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{Text(SheetWords.In(language, sheet.Caption))}</h2>");
        foreach (FormattableString note in sheet.Notes) output.WriteLine($"<p class=\"note\">{Text(SheetWords.In(language, note))}</p>");
        output.WriteLine($"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\"><table>");
        output.WriteLine($"<thead><tr>{string.Concat(sheet.Columns.Select(c => $"<th scope=\"col\">{Breakable(SheetWords.Heading(language, c))}</th>"))}</tr></thead><tbody>");
        foreach (string[] row in sheet.Rows)
        {
            output.Write("<tr>");
            for (int i = 0; i < row.Length; i++)
                output.Write(i < sheet.HeadColumns ? $"<th scope=\"row\">{Breakable(SheetWords.Cell(language, sheet.Columns[i], row[i]))}</th>"
                    : sheet.Columns[i].IsNumber ? $"<td class=\"number\">{Text(row[i])}</td>" : $"<td>{Breakable(SheetWords.Cell(language, sheet.Columns[i], row[i]))}</td>");
            output.WriteLine("</tr>");
        }
        output.WriteLine("</tbody></table></div></section>");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Long names may break after their dots and underscores.</summary>
    private static string Breakable(string text) => Text(text).Replace("_", "_<wbr>", StringComparison.Ordinal).Replace(".", ".<wbr>", StringComparison.Ordinal);
}
