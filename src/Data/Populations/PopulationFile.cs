using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Populations;

/// <summary>Finds and reads the files that describe synthetic populations.</summary>
internal static class PopulationFile
{
    public const string Extension = RuleFiles.Population;

    /// <summary>The population files under the folder of a rulebook, in the ordinal order of their paths.</summary>
    public static IReadOnlyList<string> In(string folder) => FolderFiles.Ending(folder, Extension);

    /// <summary>The populations of a file; what is wrong with one is reported, and it is left out.</summary>
    public static IReadOnlyList<PopulationDefinition> Read(string path, ConceptCatalogue catalogue, DiagnosticBag diagnostics)
    {
        if (SourceFileReader.Read(path, path, diagnostics) is not { } file) return [];
        var vocabulary = new CaseVocabulary(catalogue);
        List<PopulationDefinition> populations = [];
        foreach (YamlNode node in YamlReader.Read(file, diagnostics))
            if (node is not YamlMap { Entries: [{ Key.Text: "population", Value: YamlScalar }, ..] } map)
                diagnostics.Add(SourceErrors.WrongShape(node, "population", "a mapping that starts with `population:` and its name"));
            else if (new PopulationReader(vocabulary, diagnostics).Read(map) is { } population) populations.Add(population);
        return populations;
    }
}
