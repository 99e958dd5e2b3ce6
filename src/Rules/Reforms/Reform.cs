using RightsEngine.Concepts.Catalogue;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>A set of changes to a rulebook, which hold from a date.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="From">The first reference date for which the changes hold.</param>
/// <param name="FromScalar">Where that date is written.</param>
/// <param name="Changes">The changes, in order.</param>
/// <param name="Location">Where the name stands.</param>
internal sealed record Reform(string Name, LocalizedText Title, DateOnly From, YamlScalar FromScalar, IReadOnlyList<YamlMap> Changes, Location Location);

/// <summary>The documents of a rulebook before they are given a meaning; reforms put others in their place.</summary>
internal sealed class RuleDocuments
{
    /// <summary>What stands in the files of concepts; not all of it need be a declaration.</summary>
    public List<YamlNode> Catalogue { get; } = [];

    public List<YamlMap> Rights { get; } = [];

    /// <summary>The declarations of a kind, such as <c>income</c> or <c>right</c>.</summary>
    public IEnumerable<YamlMap> Of(string kind) =>
        kind == "right" ? Rights : Catalogue.OfType<YamlMap>().Where(m => m.Entries.Count > 0 && m.Entries[0].Key.Text == kind);

    /// <summary>The name that a declaration gives itself.</summary>
    public static string NameOf(YamlMap document, string kind) => (document.Find(kind)?.Value as YamlScalar)?.Text ?? "";

    /// <summary>Puts others in the place of each declaration of a name.</summary>
    public void Replace(string kind, string name, Func<YamlMap, IEnumerable<YamlMap>> change)
    {
        if (kind == "right")
        {
            YamlMap[] rights = [.. Rights.SelectMany(IEnumerable<YamlMap> (r) => NameOf(r, kind) == name ? change(r) : [r])];
            Rights.Clear();
            Rights.AddRange(rights);
            return;
        }
        YamlNode[] documents = [.. Catalogue.SelectMany(IEnumerable<YamlNode> (d) => d is YamlMap m && m.Entries.Count > 0 && m.Entries[0].Key.Text == kind && NameOf(m, kind) == name ? change(m) : [d])];
        Catalogue.Clear();
        Catalogue.AddRange(documents);
    }
}
