using System.IO.Enumeration;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Mapping;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Tables;

/// <summary>How the files of a register fill one record or relation.</summary>
/// <param name="File">The name of the files, <c>*</c> for anything.</param>
/// <param name="Format">How they are written.</param>
/// <param name="Case">The id of the case.</param>
/// <param name="Person">The id of the person.</param>
/// <param name="Target">What is filled.</param>
internal sealed record TableRule(string File, CsvFormat Format, ValueMapping Case, ValueMapping Person, TargetMapping Target)
{
    public bool Fits(string fileName) =>
        FileSystemName.MatchesSimpleExpression(File, fileName, ignoreCase: false)
        || (fileName.EndsWith(".gz", StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(File, fileName.AsSpan()[..^3], ignoreCase: false));
}

/// <summary>Reads mapping files of tables: documents that start with <c>mapping: tables</c>.</summary>
internal sealed class TableMappingReader(CaseVocabulary vocabulary, DiagnosticBag diagnostics)
{
    public const string Format = "tables";

    private readonly TargetMappingReader _targets = new(vocabulary, diagnostics);

    /// <summary>The rules of the mapping files, in the order in which they are written.</summary>
    public static IReadOnlyList<TableRule> Read(IEnumerable<string> files, ConceptCatalogue catalogue, DiagnosticBag diagnostics)
    {
        var reader = new TableMappingReader(new CaseVocabulary(catalogue), diagnostics);
        return [.. files.SelectMany(f => MappingFile.Read(f, ["magda", Format], diagnostics)).Where(d => d.Format == Format).SelectMany(d => reader.Document(d.Map))];
    }

    private List<TableRule> Document(YamlMap map)
    {
        var reader = new MapReader(map, "mapping", diagnostics);
        reader.RequiredScalar("mapping");
        var format = new CsvFormat(Separator(reader.OptionalScalar("separator")), reader.OptionalChoice("encoding", "utf-8", "windows-1252") == "windows-1252", reader.OptionalBoolean("line_breaks"));
        bool decimalComma = reader.OptionalBoolean("decimal_comma");
        string? date = _targets.DateFormat(reader.OptionalScalar("date"));
        List<TableRule> rules = [];
        foreach (YamlNode node in reader.RequiredList("tables")?.Items ?? [])
            if (node is not YamlMap table) diagnostics.Add(SourceErrors.WrongShape(node, "tables", "a mapping with `file:`"));
            else if (Rule(table, format, decimalComma, date) is { } rule) rules.Add(rule);
        reader.Finish();
        return rules;
    }

    private TableRule? Rule(YamlMap map, CsvFormat format, bool decimalComma, string? date)
    {
        var reader = new MapReader(map, "table", diagnostics);
        YamlScalar? file = reader.RequiredScalar("file");
        ValueMapping? subject = _targets.Value(reader.Required("case"), RightsType.Identifier, "`case`");
        ValueMapping? person = _targets.Value(reader.Required("person"), RightsType.Identifier, "`person`");
        TargetMapping? target = _targets.Read(reader);
        reader.Finish();
        if (file is null || subject is null || person is null || target is null) return null;
        target = target with { Members = target.Members.ToDictionary(m => m.Key, m => m.Value.WithDefaults(decimalComma, date)) };
        return new TableRule(file.Text, format, subject, person, target);
    }

    private char Separator(YamlScalar? scalar)
    {
        if (scalar is null) return CsvFormat.Canonical.Separator;
        if (scalar.Text is "," or ";" or "|" or "\t") return scalar.Text[0];
        if (scalar.Text == "tab") return '\t';
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`separator` is `{scalar.Text}`: expected \",\", \";\", \"|\" or tab"));
        return CsvFormat.Canonical.Separator;
    }
}
