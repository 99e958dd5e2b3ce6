using System.Xml.Linq;

namespace RightsEngine.DmnTck.Reading;

/// <summary>A DMN model: its elements by name and by id, untranslated.</summary>
internal sealed class DmnModel
{
    private readonly Dictionary<string, XElement> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _types = new(StringComparer.Ordinal);

    public DmnModel(XElement root)
    {
        foreach (XElement element in root.Elements())
        {
            if (element.Attr("id") is { } id) _byId.TryAdd(id, element);
            if (element.Attr("name") is not { } name) continue;
            if (element.Is("decision")) _decisions.TryAdd(Xml.Collapsed(name), element);
            if (element.Is("itemDefinition")) _types.TryAdd(name, element);
        }
        HasImports = root.All("import").Any();
        MemberNames = [.. root.Descendants().Where(e => e.Is("itemComponent") || e.Is("output") || e.Is("column") || (e.Is("variable") && e.Parent!.Is("contextEntry")))
            .Select(e => e.Attr("name")).OfType<string>().Select(Xml.Collapsed).Distinct()];
    }

    public bool HasImports { get; }

    /// <summary>The names of components, of outputs of tables and of entries of contexts.</summary>
    public IReadOnlyList<string> MemberNames { get; }

    public XElement? Decision(string name) => _decisions.GetValueOrDefault(Xml.Collapsed(name));

    public XElement? Type(string name) => _types.GetValueOrDefault(name);

    /// <summary>The elements that a decision or a knowledge model requires; null for one of another model.</summary>
    public IEnumerable<XElement?> Required(XElement element, string kind) => element.Elements().SelectMany(r => r.All(kind))
        .Select(r => _byId.GetValueOrDefault((r.Attr("href") ?? "").Split('#')[^1]));

    /// <summary>The name under which expressions know an element.</summary>
    public static string NameOf(XElement element) => Xml.Collapsed(element.Attr("name") ?? element.One("variable")?.Attr("name") ?? "");

    /// <summary>The boxed expression of a decision, entry or branch: its first child that is none of the known others.</summary>
    public static XElement? LogicOf(XElement element) => element.Elements().FirstOrDefault(e => e.Name.LocalName is not
        ("description" or "extensionElements" or "question" or "allowedAnswers" or "variable" or "informationRequirement" or "knowledgeRequirement"
        or "authorityRequirement" or "formalParameter" or "parameter" or "supportedObjective" or "impactedPerformanceIndicator" or "decisionMaker"
        or "decisionOwner" or "usingProcess" or "usingTask" or "typeRef"));
}
