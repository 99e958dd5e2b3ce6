using RightsEngine.Analysis;
using RightsEngine.Analysis.Gaps;

namespace RightsEngine.Cli.Testing;

/// <summary>Shows what somebody accepted that the tests leave open, by reason, and what need not be accepted any more.</summary>
internal static class AcceptedReport
{
    /// <param name="terminal">Where it is shown; findings go to standard error.</param>
    /// <param name="applied">What accepts something in this run, once for each time.</param>
    /// <param name="closed">What accepts something that a test sees or notices.</param>
    /// <param name="noticed">Whether this is about wrong changes that tests notice, not about what they see.</param>
    public static void Write(Terminal terminal, IEnumerable<AcceptedGap> applied, IEnumerable<(AcceptedGap Gap, string Text)> closed, bool noticed)
    {
        foreach (IGrouping<string, AcceptedGap> reason in applied.GroupBy(g => g.Reason, StringComparer.Ordinal))
            terminal.Out.WriteLine($"accepted, {reason.Count()}: {reason.Key}");
        terminal.Findings(closed.Select(c => TestErrors.GapClosed(c.Gap.Location, c.Text, noticed)));
    }
}
