using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>Reads a table of figures from CSV: the columns from, the keys, the columns, source, status.</summary>
internal static class ParameterFileReader
{
    public static IEnumerable<ParameterVersion> Read(string path, YamlScalar at, ParameterKey[] keys, IReadOnlyDictionary<string, MemberSymbol> columns,
        ReadingContext context, ConceptCatalogue catalogue, out string text)
    {
        text = "";
        if (!File.Exists(path))
        {
            context.Diagnostics.Add(ConceptErrors.Csv(at.Location, $"there is no file `{at.Text}` beside this one", "the path is relative to the folder of this file"));
            return [];
        }
        if (SourceFileReader.Read(path, path, context.Diagnostics) is not { } file) return [];
        text = file.Text;
        var rows = new List<(DateOnly From, ParameterRow Row)>();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim };
        using var csv = new CsvReader(new StringReader(file.Text), configuration);
        try
        {
            if (!csv.Read() || !csv.ReadHeader()) return [];
            string[] expected = ["from", .. keys.Select(k => k.Name), .. columns.Keys, "source", "status"];
            string[] header = csv.HeaderRecord ?? [];
            foreach (string missing in expected.Except(header))
                context.Diagnostics.Add(ConceptErrors.Csv(LineOf(file, 1), $"column `{missing}` is missing in `{path}`", $"the columns are {string.Join(", ", expected)}"));
            foreach (string extra in header.Except(expected))
                context.Diagnostics.Add(ConceptErrors.Csv(LineOf(file, 1), $"unknown column `{extra}` in `{path}`", Suggestions.DidYouMeanOrOneOf(extra, expected, "the columns are")));
            if (expected.Except(header).Any()) return [];
            while (csv.Read())
            {
                Location line = LineOf(file, csv.Parser.RawRow);
                if (DateBuiltins.ParseDate(csv.GetField("from") ?? "") is not { } from)
                {
                    context.Diagnostics.Add(ConceptErrors.Csv(CellOf(csv, line, "from"), $"`{csv.GetField("from")}` is not a date", "write year-month-day: 2019-01-01"));
                    continue;
                }
                if (Row(csv, line, keys, columns, context, catalogue) is { } row) rows.Add((from, row));
            }
        }
        catch (CsvHelperException problem)
        {
            context.Diagnostics.Add(ConceptErrors.Csv(at.Location, $"`{path}` is not valid CSV: {problem.Message.Split('\n')[0].Trim()}"));
            return [];
        }
        return rows.GroupBy(r => r.From).Select(g => new ParameterVersion(g.Key, null, [.. g.Select(r => r.Row)],
            g.Max(r => r.Row.Status), g.First().Row.Source, g.First().Row.Location)).ToList();
    }

    private static ParameterRow? Row(CsvReader csv, Location line, ParameterKey[] keys, IReadOnlyDictionary<string, MemberSymbol> columns, ReadingContext context, ConceptCatalogue catalogue)
    {
        var cells = new List<KeyCell>();
        foreach (ParameterKey key in keys)
        {
            string text = csv.GetField(key.Name) ?? "";
            if (ParameterReader.ParseKey(text, key.Type, catalogue) is { } cell) cells.Add(cell);
            else context.Diagnostics.Add(ConceptErrors.Csv(CellOf(csv, line, key.Name), $"`{text}` is not a value of type {key.Type} for key `{key.Name}`", ReadingContext.HelpForConstant(text, key.Type, catalogue)));
        }
        var values = new Dictionary<string, Value?>();
        foreach (MemberSymbol column in columns.Values)
        {
            string text = csv.GetField(column.Name) ?? "";
            values[column.Name] = text == "missing" ? null : ReadingContext.ParseConstant(text, column.Type, catalogue);
            if (text != "missing" && values[column.Name] is null)
                context.Diagnostics.Add(ConceptErrors.Csv(CellOf(csv, line, column.Name), $"`{text}` is not a value of type {column.Type} for column `{column.Name}`", ReadingContext.HelpForConstant(text, column.Type, catalogue)));
        }
        string source = csv.GetField("source") ?? "";
        if (context.Sources is { } known && !known.Contains(source))
            context.Diagnostics.Add(ConceptErrors.UnknownReference(CellOf(csv, line, "source"), "source", source, known));
        ParameterStatus? status = ParameterReader.ParseStatus(csv.GetField("status") ?? "");
        if (status is null)
            context.Diagnostics.Add(ConceptErrors.Csv(CellOf(csv, line, "status"), $"`{csv.GetField("status")}` is not a status: expected verified, secondary or derived",
                "`verified` is read in an official publication, `secondary` elsewhere, `derived` is computed"));
        return cells.Count == keys.Length ? new ParameterRow(cells, values, status ?? ParameterStatus.Derived, source, line) : null;
    }

    /// <summary>Where the cell of a column stands in its line; the whole line when a quote hides it.</summary>
    private static Location CellOf(CsvReader csv, Location line, string column)
    {
        string raw = line.Text, text = csv.GetField(column) ?? "";
        int index = csv.GetFieldIndex(column), start = 0;
        if (raw.Contains('"')) return line;
        for (int i = 0; i < index; i++) start = raw.IndexOf(',', start) + 1;
        int at = raw.IndexOf(text, start, StringComparison.Ordinal);
        return text.Length == 0 || at < 0 ? line : new Location(line.File, new TextSpan(line.Span.Start + at, text.Length));
    }

    private static Location LineOf(SourceFile file, int line)
    {
        int at = Math.Clamp(line, 1, file.LineCount);
        return new Location(file, new TextSpan(file.StartOfLine(at), file.LineText(at).Length));
    }
}
