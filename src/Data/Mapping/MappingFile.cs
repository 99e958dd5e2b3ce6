using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Mapping;

/// <summary>A document of a mapping file: <c>mapping:</c> and the word for the format that it is about.</summary>
/// <param name="Format">The format: <c>magda</c>, <c>tables</c>.</param>
/// <param name="Map">The whole document.</param>
internal sealed record MappingDocument(string Format, YamlMap Map);

/// <summary>Finds and reads mapping files.</summary>
internal static class MappingFile
{
    public const string Extension = RuleFiles.Mapping;

    /// <summary>The mapping files under the folder of a rulebook, in the ordinal order of their paths.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        FolderFiles.Ending(folder, Extension);

    /// <summary>The documents of a file; one that does not say its format is reported.</summary>
    public static IReadOnlyList<MappingDocument> Read(string path, IReadOnlyCollection<string> formats, DiagnosticBag diagnostics)
    {
        if (SourceFileReader.Read(path, path, diagnostics) is not { } file) return [];
        List<MappingDocument> documents = [];
        foreach (YamlNode node in YamlReader.Read(file, diagnostics))
        {
            if (node is not YamlMap { Entries: [{ Key.Text: "mapping", Value: YamlScalar format }, ..] } map)
                diagnostics.Add(SourceErrors.WrongShape(node, "mapping", "a mapping that starts with `mapping:` and its format"));
            else if (!formats.Contains(format.Text))
                diagnostics.Add(SourceErrors.InvalidValue(format, $"`mapping` is `{format.Text}`: expected {string.Join(" or ", formats)}", Suggestions.DidYouMean(format.Text, formats)));
            else documents.Add(new MappingDocument(format.Text, map));
        }
        return documents;
    }
}
