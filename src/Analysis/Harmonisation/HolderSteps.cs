namespace RightsEngine.Analysis.Harmonisation;

/// <summary>What a right says to a holder. The order counts: more is better for the holder.</summary>
internal enum Standing : byte
{
    /// <summary>It is refused.</summary>
    Out,

    /// <summary>It waits for facts that have nothing to do with the income.</summary>
    Open,

    /// <summary>It is granted.</summary>
    In,
}

/// <summary>What a right says to one holder for every income: it changes at limits and nowhere else.</summary>
/// <param name="Limits">The limits, rising, each once.</param>
/// <param name="At">The standing at each limit.</param>
/// <param name="Between">The standing below the first limit, between each and the next, and above the last.</param>
internal sealed record HolderSteps(decimal[] Limits, Standing[] At, Standing[] Between)
{
    /// <summary>Whether the income makes no difference.</summary>
    public bool IsConstant => Between.Concat(At).Distinct().Count() == 1;

    /// <summary>The highest income with the standing that the lowest has; null when every income has it.</summary>
    public decimal? Limit
    {
        get
        {
            for (int i = 0; i < Limits.Length; i++)
                if (Between[i + 1] != Between[0]) return Limits[i];
            return null;
        }
    }

    /// <summary>The standing with an income.</summary>
    public Standing With(decimal income)
    {
        int place = Array.BinarySearch(Limits, income);
        return place >= 0 ? At[place] : Between[~place];
    }

    /// <summary>Puts together what was asked at and above each limit, which may come in any order and more than once.</summary>
    public static HolderSteps Of(Standing below, IEnumerable<(decimal Limit, Standing At, Standing Above)> asked)
    {
        (decimal Limit, Standing At, Standing Above)[] sorted = [.. asked.OrderBy(a => a.Limit).DistinctBy(a => a.Limit)];
        return new HolderSteps([.. sorted.Select(a => a.Limit)], [.. sorted.Select(a => a.At)], [below, .. sorted.Select(a => a.Above)]);
    }
}
