using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Mutation;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Gaps;

/// <summary>Everything that somebody accepted to be left open by the tests of a rulebook.</summary>
internal sealed class AcceptedGaps
{
    public static readonly AcceptedGaps None = new([]);

    private readonly ILookup<(GapKind, string), AcceptedGap> _byOwner;

    public AcceptedGaps(IReadOnlyList<AcceptedGap> gaps)
    {
        All = gaps;
        _byOwner = gaps.ToLookup(g => (g.Kind, g.In));
    }

    public IReadOnlyList<AcceptedGap> All { get; }

    /// <summary>What accepts that a goal is not seen, or null.</summary>
    public AcceptedGap? For(CoverageGoal goal) => Fitting(GapKind.Unseen, goal.Owner, goal.Text, goal.Location).FirstOrDefault();

    /// <summary>What accepts that a mutant survives, or null.</summary>
    public AcceptedGap? For(Mutant mutant) => Fitting(GapKind.Survives, mutant.Owner, mutant.Text, mutant.Location).FirstOrDefault();

    /// <summary>Reports what accepts nothing that the rules have.</summary>
    public void ReportUnfit(Rulebook rulebook, DiagnosticBag findings)
    {
        if (All.Any(g => g.Kind == GapKind.Unseen)) ReportUnfit(GapKind.Unseen, CoverageGoals.Of(rulebook).Select(g => (g.Owner, g.Text, g.Location)), findings);
        if (All.Any(g => g.Kind == GapKind.Survives)) ReportUnfit(GapKind.Survives, Mutants.Of(rulebook).Select(m => (m.Owner, m.Text, m.Location)), findings);
    }

    /// <summary>What is accepted although a test sees it, with what that is.</summary>
    public IEnumerable<(AcceptedGap Gap, string Text)> Closed(RuleCoverage coverage) =>
        coverage.Goals.Where(coverage.IsSeen).SelectMany(g => Fitting(GapKind.Unseen, g.Owner, g.Text, g.Location).Select(gap => (gap, g.Text)));

    /// <summary>What is accepted although a test notices it, with what that is.</summary>
    public IEnumerable<(AcceptedGap Gap, string Text)> Closed(IEnumerable<MutantResult> results) =>
        results.Where(r => r.KilledBy is not null).SelectMany(r => Fitting(GapKind.Survives, r.Mutant.Owner, r.Mutant.Text, r.Mutant.Location).Select(gap => (gap, r.Mutant.Text)));

    private IEnumerable<AcceptedGap> Fitting(GapKind kind, string owner, string text, Location place) => _byOwner[(kind, owner)].Where(g => g.Fits(owner, text, place));

    private void ReportUnfit(GapKind kind, IEnumerable<(string Owner, string Text, Location Place)> all, DiagnosticBag findings)
    {
        ILookup<string, (string Owner, string Text, Location Place)> byOwner = all.ToLookup(g => g.Owner, StringComparer.Ordinal);
        foreach (AcceptedGap gap in All.Where(g => g.Kind == kind && !byOwner[g.In].Any(o => g.Fits(o.Owner, o.Text, o.Place))))
        {
            findings.Add(byOwner.Contains(gap.In)
                ? TestErrors.AcceptsNothing(gap.Location, gap.In, gap.Text, gap.At, [.. byOwner[gap.In].Select(o => o.Text).Distinct()])
                : TestErrors.AcceptsNowhere(gap.Location, gap.In, byOwner.Select(o => o.Key)));
        }
    }
}
