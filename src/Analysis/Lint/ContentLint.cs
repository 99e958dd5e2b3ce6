using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Concepts and households of the catalogue, and definitions of rights, that say what another says already.</summary>
internal static class ContentLint
{
    /// <summary>Fewer expressions than these say little: two rights may both ask for the age.</summary>
    private const int LeastContent = 8;

    public static IEnumerable<(string Owner, Diagnostic Finding)> Find(Rulebook rulebook)
    {
        var keys = new ContentKeys();
        var first = new Dictionary<string, (string Name, Location At)>(StringComparer.Ordinal);
        foreach ((string owner, string name, Location at, IReadOnlyList<CoreExpression> contents) in Named(rulebook))
        {
            // What is only asked of a concept has its name already.
            if (contents is [Call { Symbol: ConceptSymbol }]) continue;
            if (contents.Sum(c => CoreParts.SelfAndDescendants(c).Count()) < LeastContent) continue;
            string key = string.Join('\n', contents.Select(keys.Of));
            if (!first.TryAdd(key, (name, at))) yield return (owner, LintErrors.SameContent(at, name, first[key].Name, first[key].At));
        }
    }

    private static IEnumerable<(string Owner, string Name, Location At, IReadOnlyList<CoreExpression> Contents)> Named(Rulebook rulebook)
    {
        foreach (HouseholdDefinition h in rulebook.Catalogue.Households.Values) yield return (RulebookParts.Owner(h), $"household `{h.Name}`", h.Location, [.. h.Versions.Select(v => v.Members)]);
        foreach (ConceptDefinition c in rulebook.Catalogue.Concepts.Values) yield return (RulebookParts.Owner(c), $"concept `{c.Name}`", c.Location, [.. c.Versions.Select(v => v.Value)]);
        foreach (RightDefinition right in rulebook.Rights)
            foreach (DefinitionSymbol d in right.Definitions.Values)
                if (d.Body is { } body) yield return (right.Name, $"definition `{d.Name}` of right `{right.Name}`", d.Declared ?? right.Location, [body]);
    }
}
