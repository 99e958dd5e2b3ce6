using RightsEngine.Analysis.Sheets;
using Spectre.Console;

namespace RightsEngine.Cli;

/// <summary>The forms in which a command writes sheets.</summary>
internal static class SheetTable
{
    private const string Csv = "csv";
    public const string Html = "html";

    /// <summary>The option that chooses a form.</summary>
    public static System.CommandLine.Option<string> Format(bool page = false) =>
        CommonOptions.Choice("--format", $"How to write it{(page ? "; html is one file that needs no network" : "")}", ["table", Csv, "markdown", "json", .. page ? [Html] : Array.Empty<string>()]);

    /// <summary>Writes sheets to standard output or to a file.</summary>
    /// <param name="terminal">Where results go.</param>
    /// <param name="path">The file, or null.</param>
    /// <param name="format">The form.</param>
    /// <param name="chosen">The name of the only sheet to write, or null for all; CSV holds one.</param>
    /// <param name="sheets">The sheets.</param>
    /// <param name="page">The language, the title and what is said above the tables of a page.</param>
    public static void Write(Terminal terminal, string? path, string format, string? chosen, IReadOnlyList<Sheet> sheets, (string Language, string Title, string[] About) page)
    {
        IReadOnlyList<Sheet> wanted = chosen is null ? sheets : [.. sheets.Where(s => s.Name == chosen)];
        if (wanted.Count == 0) throw new UsageException($"there is no table `{chosen}`: choose {string.Join(", ", sheets.Select(s => s.Name))}");
        if (format == Csv && wanted.Count > 1)
        {
            terminal.Error.WriteLine($"csv holds one table: this is {wanted[0].Name}; --sheet chooses among {string.Join(", ", wanted.Select(s => s.Name))}");
            wanted = [wanted[0]];
        }
        using OutputFile? file = path is null ? null : new OutputFile(path);
        TextWriter output = file?.Writer ?? terminal.Out;
        switch (format)
        {
            case Csv: SheetWriter.Csv(output, wanted[0]); break;
            case "markdown": SheetWriter.Markdown(output, wanted, page.Language); break;
            case "json": SheetWriter.Json(output, wanted); break;
            case Html: SheetPage.Write(output, page.Language, page.Title, page.About, wanted); break;
            default: Show(file is null ? terminal : terminal with { Out = file.Writer, OutIsTerminal = false }, wanted, page.Language); break;
        }
        file?.Complete();
    }

    /// <summary>The form that the name of a file asks for, where none was asked for.</summary>
    public static string FormatOf(System.CommandLine.ParseResult parsed, System.CommandLine.Option<string> format, string? path)
    {
        if (parsed.GetResult(format) is { Implicit: false } || path is null) return parsed.GetRequiredValue(format);
        return Path.GetExtension(path).ToLowerInvariant() switch { ".csv" => Csv, ".md" => "markdown", ".json" => "json", ".html" or ".htm" => Html, _ => "table" };
    }

    private static void Show(Terminal terminal, IReadOnlyList<Sheet> sheets, string? language)
    {
        IAnsiConsole console = terminal.Tables();
        foreach (Sheet sheet in sheets)
        {
            terminal.Out.WriteLine(SheetWords.In(language, sheet.Caption));
            foreach (Sheet part in Parts(sheet, console.Profile.Width, language))
            {
                var table = new Table { Border = TableBorder.Simple };
                for (int i = 0; i < part.Columns.Count; i++)
                {
                    var column = new TableColumn(new Text(SheetWords.Heading(language, part.Columns[i])));
                    if (part.Columns[i].IsNumber) column = column.RightAligned();
                    table.AddColumn(column);
                }
                foreach (string[] row in part.Rows) table.AddRow([.. row.Select((c, i) => new Text(SheetWords.Cell(language, part.Columns[i], c)))]);
                console.Write(table);
            }
            foreach (FormattableString note in sheet.Notes) terminal.Out.WriteLine(SheetWords.In(language, note));
            terminal.Out.WriteLine();
        }
    }

    /// <summary>A sheet in pieces that fit beside each other, each with the heads of its rows.</summary>
    private static IEnumerable<Sheet> Parts(Sheet sheet, int width, string? language)
    {
        const int between = 3, widest = 40;
        int[] widths = [.. Enumerable.Range(0, sheet.Columns.Count).Select(i => between + Math.Min(widest, sheet.Rows.Select(r => SheetWords.Cell(language, sheet.Columns[i], r[i]).Length).Append(LongestWord(SheetWords.Heading(language, sheet.Columns[i]))).Max()))];
        int heads = widths.Take(sheet.HeadColumns).Sum();
        for (int next = sheet.HeadColumns; next < sheet.Columns.Count || next == sheet.HeadColumns;)
        {
            int first = next;
            for (int used = heads; next < sheet.Columns.Count && (next == first || used + widths[next] <= width); next++) used += widths[next];
            int[] columns = [.. Enumerable.Range(0, sheet.HeadColumns), .. Enumerable.Range(first, next - first)];
            var part = new Sheet { Name = sheet.Name, Caption = sheet.Caption, Columns = [.. columns.Select(c => sheet.Columns[c])], HeadColumns = sheet.HeadColumns };
            foreach (string[] row in sheet.Rows) part.Add([.. columns.Select(c => row[c])]);
            yield return part;
            if (first == next) yield break;
        }
    }

    // A head may break where it has a space, a dot or an underscore, and no further.
    private static int LongestWord(string name) => name.Split(' ').Max(w => w.Length);
}
