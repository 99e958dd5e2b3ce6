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
}

/// <summary>One thing that is not as expected.</summary>
/// <param name="Location">Where the expectation is written.</param>
/// <param name="Text"><c>… expected granted 81.60, found refused: cadastral_test false</c>.</param>
internal sealed record Difference(Location Location, string Text);
