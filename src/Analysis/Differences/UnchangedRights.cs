using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Differences;

/// <summary>
/// The rights that two rulebooks cannot decide differently, because everything that their decisions depend on is written
/// alike. What they decide need not be computed to be compared.
/// </summary>
internal static class UnchangedRights
{
    /// <param name="before">The old rulebook.</param>
    /// <param name="after">The new rulebook.</param>
    public static IReadOnlySet<string> Of(Rulebook before, Rulebook after)
    {
        // Code lists say which cases can be read, and no right names them.
        if (before.Currency != after.Currency || !Codes(before).SequenceEqual(Codes(after))) return new HashSet<string>();
        return after.Rights.Where(r => before.Find(r.Name) is { } was && Versions(was).SequenceEqual(Versions(r))).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Versions(RightDefinition right) => right.OtherVersions.Prepend(right).Select(v => v.Version);

    private static IEnumerable<string> Codes(Rulebook rulebook) => rulebook.Catalogue.All.OfType<CodeList>().Select(c => c.DigestText).Order(StringComparer.Ordinal);
}
