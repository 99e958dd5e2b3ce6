using RightsEngine.Source;

namespace RightsEngine.Analysis.Differences;

/// <summary>What happened to a part of the rules.</summary>
internal enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>A part of the rules that two rulebooks have differently.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Owner">The right or declaration, as in <see cref="RulebookParts"/>.</param>
/// <param name="Part">The kind of part: <c>condition</c>, <c>parameter</c>, <c>amount</c>; empty for the whole.</param>
/// <param name="Name">The name of the part; a date stands behind a parameter.</param>
/// <param name="Before">What was written, on one line; null when it was not there.</param>
/// <param name="After">What is written, on one line; null when it is gone.</param>
/// <param name="Location">Where it stands, in the new rules where it is there.</param>
internal sealed record RuleChange(ChangeKind Kind, string Owner, string Part, string Name, string? Before, string? After, Location Location);
