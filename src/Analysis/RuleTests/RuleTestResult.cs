using RightsEngine.Source;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>How a rule test came out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Differences">What is not as expected, each with its place; empty when it passed.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record RuleTestResult(string Name, Location Location, IReadOnlyList<Difference> Differences, TimeSpan Duration)
{
    public bool Passed => Differences.Count == 0;

    /// <summary>Whether somebody says that what is expected is what the law wants.</summary>
    public bool IsConfirmed { get; init; } = true;
}

/// <summary>One thing that is not as expected.</summary>
/// <param name="Location">Where the expectation is written.</param>
/// <param name="Text"><c>… expected granted 81.60, found refused: cadastral_test false</c>.</param>
internal sealed record Difference(Location Location, string Text)
{
    /// <summary>What it is about, with what was expected and found; null when the text says it all.</summary>
    public (string Subject, string Expected, string Found)? Sides { get; init; }

    /// <summary>The conditions that decided, each with the figures that it compared.</summary>
    public IReadOnlyList<string> Because { get; init; } = [];
}
