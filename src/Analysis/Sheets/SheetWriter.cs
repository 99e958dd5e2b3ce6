using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace RightsEngine.Analysis.Sheets;

/// <summary>Writes sheets as CSV, Markdown or JSON.</summary>
internal static class SheetWriter
{
    /// <summary>One sheet as CSV, below a row of names.</summary>
    public static void Csv(TextWriter output, Sheet sheet)
    {
        using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (SheetColumn column in sheet.Columns) csv.WriteField(Safe(column.Name));
        csv.NextRecord();
        Rows(csv, sheet);
    }

    /// <summary>The rows of a sheet as CSV, without the row of names: for a file that gets them part by part.</summary>
    public static void CsvRows(TextWriter output, Sheet sheet)
    {
        using var csv = new CsvWriter(output, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        Rows(csv, sheet);
    }

    private static void Rows(CsvWriter csv, Sheet sheet)
    {
        foreach (string[] row in sheet.Rows)
        {
            for (int i = 0; i < row.Length; i++) csv.WriteField(IsNumber(row[i]) ? row[i] : Safe(row[i]));
            csv.NextRecord();
        }
    }

    /// <summary>Sheets as tables of Markdown, one below the other.</summary>
    public static void Markdown(TextWriter output, IEnumerable<Sheet> sheets, string? language)
    {
        bool isFirst = true;
        foreach (Sheet sheet in sheets)
        {
            if (!isFirst) output.WriteLine();
            isFirst = false;
            output.WriteLine($"**{Cell(SheetWords.In(language, sheet.Caption))}**");
            output.WriteLine();
            output.WriteLine($"| {string.Join(" | ", sheet.Columns.Select(c => Cell(SheetWords.Heading(language, c))))} |");
            output.WriteLine($"|{string.Concat(sheet.Columns.Select(c => c.IsNumber ? "---:|" : "---|"))}");
            foreach (string[] row in sheet.Rows) output.WriteLine($"| {string.Join(" | ", row.Select((cell, i) => Cell(SheetWords.Cell(language, sheet.Columns[i], cell))))} |");
            foreach (FormattableString note in sheet.Notes)
            {
                output.WriteLine();
                output.WriteLine(Cell(SheetWords.In(language, note)));
            }
        }
    }

    /// <summary>Sheets as one JSON object: a list of rows per name, each row an object.</summary>
    public static void Json(TextWriter output, IEnumerable<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            json.WriteStartObject();
            foreach (Sheet sheet in sheets)
            {
                json.WriteStartArray(sheet.Name);
                foreach (string[] row in sheet.Rows)
                {
                    json.WriteStartObject();
                    for (int i = 0; i < row.Length; i++)
                    {
                        string name = Key(sheet.Columns[i].Name);
                        if (sheet.Columns[i].IsNumber && Number(row[i]) is { } number) json.WriteNumber(name, number);
                        else json.WriteString(name, row[i]);
                    }
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>A number as people write it here: <c>1,234.5</c> is not one, <c>1234.5</c> is.</summary>
    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static bool IsNumber(string text) => Number(text) is not null;

    private static string Key(string name) => name.ToLowerInvariant().Replace(' ', '_');

    /// <summary>A spreadsheet runs a text that starts like a formula; an apostrophe keeps it a text.</summary>
    private static string Safe(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
