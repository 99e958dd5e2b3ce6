using System.Runtime.CompilerServices;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.Tests;

/// <summary>What the catalogue calls things is there in Dutch, French and English: rights of all three regions share it.</summary>
public sealed class CatalogueLanguageTests
{
    private static readonly string[] Languages = ["nl", "fr", "en"];
    private static readonly string Concepts = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "rules", "concepts"));

    public static TheoryData<string> Files => new(Directory.EnumerateFiles(Concepts, "*.concepts.yaml").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Files))]
    public void Titles_and_definitions_have_all_three_languages(string name)
    {
        var findings = new DiagnosticBag();
        SourceFile file = SourceFileReader.Read(Path.Combine(Concepts, name), name, findings)!;
        YamlMap[] texts = [.. YamlReader.Read(file, findings).SelectMany(d => Texts(d))];
        Assert.Empty(findings.Sorted);
        Assert.NotEmpty(texts);
        Assert.Equal("", string.Join('\n', texts.SelectMany(t => Languages.Where(l => t.Find(l) is null).Select(l => $"{t.Location}: not in {l}"))));
    }

    /// <summary>The texts per language below a node. A citation is in the language of the law.</summary>
    private static IEnumerable<YamlMap> Texts(YamlNode node) => node switch
    {
        YamlMap map when map.Find("nl") is not null => [map],
        YamlMap map => map.Entries.Where(e => e.Key.Text is not ("cite" or "authority")).SelectMany(e => Texts(e.Value)),
        YamlList list => list.Items.SelectMany(Texts),
        _ => [],
    };

    private static string Here([CallerFilePath] string here = "") => here;
}
