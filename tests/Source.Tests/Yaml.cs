using RightsEngine.Source.Yaml;

namespace RightsEngine.Source.Tests;

/// <summary>Short ways to read YAML in tests.</summary>
internal static class Yaml
{
    public static (IReadOnlyList<YamlNode> Documents, IReadOnlyList<Diagnostic> Findings) Read(string text)
    {
        var bag = new DiagnosticBag();
        IReadOnlyList<YamlNode> documents = YamlReader.Read(new SourceFile("t.yaml", text), bag);
        return (documents, bag.Sorted);
    }

    public static YamlMap Map(string text)
    {
        (IReadOnlyList<YamlNode> documents, IReadOnlyList<Diagnostic> findings) = Read(text);
        Assert.Empty(findings);
        return Assert.IsType<YamlMap>(Assert.Single(documents));
    }

    public static string Shown(IEnumerable<Diagnostic> findings)
    {
        var writer = new StringWriter();
        HumanRenderer.Write(writer, findings);
        return writer.ToString();
    }

    public static string Findings(string text) => Shown(Read(text).Findings);

    public static int Offset(MappedText text, int index) => text.At(index, 0).Span.Start;
}
