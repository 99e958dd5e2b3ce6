namespace RightsEngine.Analysis.Profiles;

/// <summary>Somebody who would lose by earning a little more.</summary>
/// <param name="Case">The id of the case.</param>
/// <param name="Earner">The id of the person who earns more.</param>
/// <param name="Income">What they earn, as an income of the axis.</param>
/// <param name="Fall">What all rights of the case together fall by when they earn that little more, in a year.</param>
/// <param name="Cliffs">The cliffs on the way; the place of each is how much more is earned, in cents.</param>
internal sealed record NearCliff(string Case, string Earner, decimal Income, decimal Fall, IReadOnlyList<Cliff> Cliffs);

/// <summary>What is counted on the way over a population.</summary>
internal sealed class CliffCounts
{
    public long Cases { get; set; }

    /// <summary>Cases with somebody who earns.</summary>
    public long CasesWithEarners { get; set; }

    /// <summary>Persons who got more, one at a time.</summary>
    public long Earners { get; set; }

    /// <summary>Of them, those near a cliff.</summary>
    public long Near { get; set; }

    /// <summary>Of them, those for whom a decision on some right is not known, so that a cliff of it is not seen.</summary>
    public long NotKnown { get; set; }

    public void Add(CliffCounts part)
    {
        Cases += part.Cases;
        CasesWithEarners += part.CasesWithEarners;
        Earners += part.Earners;
        Near += part.Near;
        NotKnown += part.NotKnown;
    }
}
