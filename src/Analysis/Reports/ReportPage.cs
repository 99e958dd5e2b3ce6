using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Reports;

/// <summary>
/// Writes a report as one HTML page that asks nothing of the network: style, script and numbers are in it, and its policy forbids
/// the browser everything else. Texts stand in it in every language and the style shows one; without script the page is
/// complete but for its charts.
/// </summary>
internal sealed class ReportPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    private readonly TextWriter _output;
    private readonly ReportWords _words;
    private readonly string _language;

    private ReportPage(TextWriter output, ReportWords words, string language)
    {
        (_output, _words) = (output, words);
        _language = ReportWords.Languages.Contains(language) ? language : "en";
    }

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">What it says.</param>
    /// <param name="words">How numbers are written.</param>
    /// <param name="language">The language that it opens in; a reader may switch.</param>
    public static void Write(TextWriter output, Report report, ReportWords words, string language) => new ReportPage(output, words, language).Write(report);

    private void Write(Report report)
    {
        string[] scripts = [ReportAssets.D3, ReportAssets.Plot, ReportAssets.Script];
        string hashes = string.Join(' ', scripts.Select(s => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s)))}'"));
        Line("<!doctype html>");
        Line($"<html lang=\"{_language}\" data-written=\"{_language}\">");
        Line("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src {hashes}; base-uri 'none'; form-action 'none'\">");
        Line($"<title{string.Concat(ReportWords.Languages.Select(l => $" data-{l}=\"{Text(report.Title.In(l))}\""))}>{Text(report.Title.In(_language))}</title>");
        Line($"<style>\n{ReportAssets.Style}</style></head><body>");
        Line($"<a class=\"skip\" href=\"#figures\">{Both("Naar de figuren", "To the figures")}</a>");
        Line(ReportAssets.Patterns);
        Line("<header>");
        Line($"<div class=\"languages\" role=\"group\" aria-label=\"taal / language\"><button type=\"button\" data-language=\"nl\" lang=\"nl\">Nederlands</button><button type=\"button\" data-language=\"en\" lang=\"en\">English</button></div>");
        Line($"<h1>{Both(report.Title)}</h1>");
        foreach (LocalizedText about in report.About) Line($"<p class=\"about\">{Both(about)}</p>");
        Line("</header><main>");
        Facts(report.Facts);
        Line($"<nav aria-labelledby=\"contents\"><h2 id=\"contents\">{Both("In dit rapport", "In this report")}</h2><ul>{string.Concat(report.Figures.Select(f => $"<li><a href=\"#{Id(f)}\">{Both(f.Title)}</a></li>"))}</ul></nav>");
        Line($"<noscript><p class=\"note\">{Both("De grafieken hebben JavaScript nodig. De tabellen bevatten alle cijfers.", "The charts need JavaScript. The tables have all figures.")}</p></noscript>");
        Line("<div id=\"figures\">");
        foreach (Figure figure in report.Figures) Write(figure);
        Line("</div>");
        if (report.Method.Count > 0)
        {
            Line($"<section class=\"method\" aria-labelledby=\"method\"><h2 id=\"method\">{Both("Hoe er geteld is", "How it was counted")}</h2>");
            foreach (LocalizedText paragraph in report.Method) Line($"<p>{Both(paragraph)}</p>");
            Line("</section>");
        }
        Line("</main>");
        Line($"<!-- The charts are drawn with d3 and Observable Plot, which are in this page.\n\n{ReportAssets.Licences.Replace("--", "- -", StringComparison.Ordinal)}-->");
        foreach (string script in scripts) Line($"<script>{script}</script>");
        Line("</body></html>");
    }

    private void Facts(IReadOnlyList<ReportFact> facts)
    {
        if (facts.Count == 0) return;
        Line("<dl class=\"facts\">");
        foreach (ReportFact fact in facts) Line($"<div><dt>{Both(fact.Label)}</dt><dd>{Both(fact.Value)}{(fact.Note is { } note ? $"<small>{Both(note)}</small>" : "")}</dd></div>");
        Line("</dl>");
    }

    private void Write(Figure figure)
    {
        string id = Id(figure);
        Line($"<section class=\"figure\" id=\"{id}\" data-name=\"{figure.Name}\" aria-labelledby=\"{id}-title\"><h2 id=\"{id}-title\">{Both(figure.Title)}</h2>");
        Line($"<p class=\"point\" id=\"{id}-point\">{Both(figure.Point)}</p>");
        foreach (Chart chart in figure.Charts)
        {
            if (chart.Series.Count > 1) Line($"<ul class=\"legend\">{string.Concat(chart.Series.Select(s => $"<li><i class=\"swatch {s.Colour}\" aria-hidden=\"true\"></i>{Both(s.Title)}</li>"))}</ul>");
            Line($"<div class=\"chart\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-point\"></div>");
            Line($"<script type=\"application/json\">{ChartJson.Of(chart, _words.Currency)}</script>");
        }
        foreach (LocalizedText note in figure.Notes) Line($"<p class=\"note\">{Both(note)}</p>");
        Table(figure, id);
        Line("</section>");
    }

    private void Table(Figure figure, string id)
    {
        ReportTable table = figure.Table;
        if (table.Rows.Count == 0) return;
        Line($"<details{(figure.Charts.Count == 0 ? " open" : "")}><summary><span id=\"{id}-table\">{Both("Tabel", "Table")}</span> <span class=\"quiet\">({table.Rows.Count} {Both(table.Rows.Count == 1 ? "rij" : "rijen", table.Rows.Count == 1 ? "row" : "rows")})</span></summary>");
        Line($"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}-table {id}-title\"><table><thead><tr>");
        foreach (ReportColumn column in table.Columns) Line($"<th scope=\"col\" data-key=\"{column.Key}\"{(column.IsNumber ? " class=\"number\"" : "")}>{Both(column.Title)}</th>");
        Line("</tr></thead><tbody>");
        foreach (ReportCell[] row in table.Rows)
        {
            _output.Write("<tr>");
            for (int i = 0; i < row.Length; i++) _output.Write(Cell(row[i], table.Columns[i], isHead: i < table.HeadColumns));
            Line("</tr>");
        }
        Line("</tbody></table></div>");
        Line($"<p class=\"downloads\"><button type=\"button\" data-download=\"csv\">{Both("Download als CSV", "Download as CSV")}</button><button type=\"button\" data-download=\"json\">{Both("Download als JSON", "Download as JSON")}</button></p></details>");
    }

    private string Cell(in ReportCell cell, ReportColumn column, bool isHead)
    {
        string tag = isHead ? "th scope=\"row\"" : "td", end = isHead ? "</th>" : "</td>";
        if (cell.Number is { } number)
        {
            // The page swaps the marks of numbers when the language is switched, so each stands here once.
            string shown = column.Kind switch
            {
                CellKind.Money => _words.Format(_language).Amount(number),
                CellKind.Share => _words.Format(_language).Percent(number),
                _ => _words.Format(_language).Number(number),
            };
            return $"<{tag} class=\"number\" data-value=\"{ReportNumbers.Plain(number)}\">{shown}{end}";
        }
        if (cell.Date is { } date) return $"<{tag} data-value=\"{date:yyyy-MM-dd}\"><time datetime=\"{date:yyyy-MM-dd}\">{Both(_words.Say(f => f.Date(date)))}</time>{end}";
        if (cell.Key is not { Length: > 0 } key) return "<td></td>";
        return cell.Title is { } title ? $"<{tag} data-value=\"{Text(key)}\" data-titled>{Both(title)}{end}" : $"<{tag} data-value=\"{Text(key)}\">{Breakable(key)}{end}";
    }

    private static string Id(Figure figure) => figure.Name.Replace('_', '-');

    private static string Both(LocalizedText text)
    {
        string nl = text.In("nl"), en = text.In("en");
        return nl == en ? Text(nl) : $"<span lang=\"nl\">{Text(nl)}</span><span lang=\"en\">{Text(en)}</span>";
    }

    private static string Both(string nl, string en) => Both(ReportWords.Of(nl, en));

    private static string Text(string text) => Encoder.Encode(text);

    /// <summary>Long names may break after their dots and underscores.</summary>
    private static string Breakable(string text) => Text(text).Replace("_", "_<wbr>", StringComparison.Ordinal).Replace(".", ".<wbr>", StringComparison.Ordinal);

    private void Line(string text)
    {
        _output.Write(text);
        _output.Write('\n');
    }
}
