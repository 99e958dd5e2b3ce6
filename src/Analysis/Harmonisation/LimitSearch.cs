namespace RightsEngine.Analysis.Harmonisation;

/// <summary>What counts as best.</summary>
/// <param name="ExclusionWeight">How much worse it is to lose somebody than to win somebody by mistake.</param>
/// <param name="IsBudgetNeutral">Whether it may not cost more than today.</param>
/// <param name="HasSupplements">Whether a supplement per further member may be tried.</param>
internal sealed record SearchGoal(decimal ExclusionWeight, bool IsBudgetNeutral, bool HasSupplements);

/// <summary>A change of limits with what it does.</summary>
internal sealed record FoundChange(LimitChange Change, Misclassified Counts);

/// <summary>
/// Looks for the change of limits with the least weighted misclassification. The best factor without supplement is exact. With
/// supplements factor and supplement are swept in turn, from several beginnings, until neither gets better: each sweep is exact, the
/// pair need not be the best of all pairs, but it is never worse than the best factor alone.
/// </summary>
internal sealed class LimitSearch(IReadOnlyList<SweptHolder> holders, SearchGoal goal)
{
    private const int Beginnings = 8;
    private const int MostRounds = 20;

    /// <summary>The best factor without supplement.</summary>
    public FoundChange BestFactor()
    {
        IReadOnlyList<SweepStretch> stretches = LimitSweep.OverFactors(holders, 0);
        return Best(stretches, value => new LimitChange(value, 0)) ?? throw new NotHandledException("every change of its limits would cost more than today");
    }

    /// <summary>The best change.</summary>
    public FoundChange Best()
    {
        FoundChange best = BestFactor();
        if (!goal.HasSupplements) return best;
        foreach (decimal beginning in FactorsToTry(best.Change.Factor))
        {
            FoundChange? now = null;
            decimal factor = beginning;
            for (int round = 0; round < MostRounds; round++)
            {
                decimal kept = factor;
                if (Best(LimitSweep.OverSupplements(holders, kept), value => new LimitChange(kept, value)) is not { } next) break;
                decimal supplement = next.Change.Supplement;
                FoundChange? then = Best(LimitSweep.OverFactors(holders, supplement), value => new LimitChange(value, supplement));
                if (then is not null && IsBetter(then.Counts, next.Counts)) next = then;
                if (now is not null && !IsBetter(next.Counts, now.Counts)) break;
                (now, factor) = (next, next.Change.Factor);
            }
            if (now is not null && IsBetter(now.Counts, best.Counts)) best = now;
        }
        return best;
    }

    /// <summary>The counts of a change, one holder after another.</summary>
    public Misclassified Count(LimitChange change) => holders.Aggregate(default(Misclassified), (sum, h) => sum + Misclassified.Of(h, h.With(change)));

    /// <summary>For what a policy maker may weigh otherwise: the best factor for each number of people excluded, thinned out.</summary>
    public IReadOnlyList<FoundChange> Curve(int points)
    {
        var frontier = new List<FoundChange>();
        foreach (SweepStretch stretch in LimitSweep.OverFactors(holders, 0))
            if (RoundNumber.In(stretch) is { } factor) frontier.Add(new FoundChange(new LimitChange(factor, 0), stretch.Counts));
        FoundChange[] best = Frontier(frontier);
        return best.Length <= points ? best : [.. Enumerable.Range(0, points).Select(i => best[(int)((long)i * (best.Length - 1) / (points - 1))]).Distinct()];
    }

    /// <summary>From the fewest excluded on, only what includes fewer than all before.</summary>
    private static FoundChange[] Frontier(IEnumerable<FoundChange> all)
    {
        var best = new List<FoundChange>();
        foreach (FoundChange next in all.OrderBy(f => f.Counts.Excluded).ThenBy(f => f.Counts.Included))
            if (best.Count == 0 || next.Counts.Included < best[^1].Counts.Included) best.Add(next);
        return [.. best.OrderBy(f => f.Change.Factor)];
    }

    private FoundChange? Best(IEnumerable<SweepStretch> stretches, Func<decimal, LimitChange> change)
    {
        SweepStretch? best = null;
        decimal found = 0;
        foreach (SweepStretch stretch in stretches)
        {
            if (goal.IsBudgetNeutral && stretch.Counts.Cost > 0) continue;
            if (best is not null && !IsBetter(stretch.Counts, best.Counts)) continue;
            if (RoundNumber.In(stretch) is not { } value || value < 0) continue;
            (best, found) = (stretch, value);
        }
        return best is null ? null : new FoundChange(change(found), best.Counts);
    }

    /// <summary>Least weighted misclassification; on a tie the fewest excluded, then the lowest cost; else the first found, which has the lowest limits.</summary>
    private bool IsBetter(Misclassified a, Misclassified b)
    {
        int c = a.Weighted(goal.ExclusionWeight).CompareTo(b.Weighted(goal.ExclusionWeight));
        if (c == 0) c = a.Excluded.CompareTo(b.Excluded);
        if (c == 0) c = a.Cost.CompareTo(b.Cost);
        return c < 0;
    }

    /// <summary>The best factor of all, and that of each of the most frequent sizes of household by itself: the supplement has to make up for what they differ.</summary>
    private IEnumerable<decimal> FactorsToTry(decimal best)
    {
        yield return best;
        foreach (var size in holders.GroupBy(h => h.Further).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(Beginnings))
            yield return new LimitSearch([.. size], goal with { HasSupplements = false, IsBudgetNeutral = false }).BestFactor().Change.Factor;
    }
}
