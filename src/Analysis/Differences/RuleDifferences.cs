using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Differences;

/// <summary>What two rulebooks say differently, part by part; layout, comments and the division into files do not count.</summary>
internal static class RuleDifferences
{
    public static IReadOnlyList<RuleChange> Of(Rulebook before, Rulebook after)
    {
        IReadOnlyDictionary<PartKey, PartText> old = PartTexts.Of(before), now = PartTexts.Of(after);
        var changes = new List<RuleChange>();
        foreach ((PartKey key, PartText part) in now)
        {
            if (!old.TryGetValue(key, out PartText was))
            {
                if (IsTold(key, old)) changes.Add(Change(ChangeKind.Added, key, null, part.Text, part));
            }
            else if (was.Text != part.Text)
            {
                changes.Add(Change(ChangeKind.Changed, key, was.Text, part.Text, part));
            }
        }
        foreach ((PartKey key, PartText was) in old)
            if (!now.ContainsKey(key) && IsTold(key, now)) changes.Add(Change(ChangeKind.Removed, key, was.Text, null, was));
        return [.. changes.OrderBy(c => c.Owner, StringComparer.Ordinal).ThenBy(c => c.Location.File.Path, StringComparer.Ordinal).ThenBy(c => c.Location.Span.Start)];
    }

    /// <summary>What is new or gone as a whole is told once, without its parts.</summary>
    private static bool IsTold(PartKey key, IReadOnlyDictionary<PartKey, PartText> others) =>
        key.Kind.Length == 0 || others.ContainsKey(new PartKey(key.Owner, "", ""));

    private static RuleChange Change(ChangeKind kind, PartKey key, string? before, string? after, PartText at) =>
        new(kind, key.Owner, key.Kind, key.Name, before, after, at.Location);
}
