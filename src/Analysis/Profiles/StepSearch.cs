namespace RightsEngine.Analysis.Profiles;

/// <summary>
/// Finds to the cent where what a right gives jumps, by halving: between two places where it gives something else, until one cent is
/// left. A piece on which amounts lie on a straight line is no jump. What changes inside a piece and is undone in it is not seen.
/// </summary>
/// <param name="at">What the right gives at a place, in cents.</param>
/// <param name="least">The least jump of amounts that counts, in a year.</param>
internal sealed class StepSearch(Func<long, GivenRight> at, decimal least)
{
    // Inner places where a piece is held against a straight line: at no regular distances, so that regular steps do not hide.
    private static readonly int[] PerThousand = [290, 500, 770];

    private readonly List<long> _steps = [];

    /// <summary>The first places of what holds from there on, between two places, in order.</summary>
    public IReadOnlyList<long> Between(long low, long high)
    {
        _steps.Clear();
        Look(low, at(low), high, at(high));
        return [.. _steps];
    }

    private void Look(long low, GivenRight below, long high, GivenRight above)
    {
        if (below.IsLike(above)) return;
        bool sameDecisions = below.IsDecidedLike(above);
        if (sameDecisions && Math.Abs(above.PerYear - below.PerYear) <= least) return;
        if (high - low == 1)
        {
            _steps.Add(high);
            return;
        }
        if (sameDecisions && IsStraight(low, below, high, above)) return;
        long middle = low + (high - low) / 2;
        GivenRight between = at(middle);
        Look(low, below, middle, between);
        Look(middle, between, high, above);
    }

    private bool IsStraight(long low, GivenRight below, long high, GivenRight above)
    {
        // Both ends and the place between may be rounded, each holder's amount by a cent of its period.
        decimal noise = 0.12m * Math.Max(1, below.Holders.Count);
        if (high - low < 1000) return false;
        foreach (int part in PerThousand)
        {
            long place = low + (high - low) * part / 1000;
            GivenRight there = at(place);
            if (!there.IsDecidedLike(below)) return false;
            decimal straight = below.PerYear + (above.PerYear - below.PerYear) * (place - low) / (high - low);
            if (Math.Abs(there.PerYear - straight) > noise) return false;
        }
        return true;
    }
}
