using RightsEngine.Rules.Decisions;

namespace RightsEngine.Analysis.Profiles;

/// <summary>What a right gives one holder.</summary>
/// <param name="Holder">The persons with their roles: who it is, at any income.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="PerYear">The amount as that of a year, less than 0 where the holder pays; 0 where nothing is given, null where it is not known.</param>
/// <param name="IsKnown">Whether it is known what the right gives.</param>
internal readonly record struct GivenToHolder(string Holder, Outcome Outcome, decimal? PerYear, bool IsKnown);

/// <summary>What a right gives a family at an income: its holders, in the order of the decisions.</summary>
internal sealed class GivenRight(IReadOnlyList<GivenToHolder> holders)
{
    public IReadOnlyList<GivenToHolder> Holders { get; } = holders;

    /// <summary>What is granted and known, in a year.</summary>
    public decimal PerYear { get; } = holders.Sum(h => h.PerYear ?? 0);

    /// <summary>Whether what some holder gets is not known.</summary>
    public bool IsOpen { get; } = holders.Any(h => !h.IsKnown);

    public int Granted { get; } = holders.Count(h => h.Outcome == Outcome.Granted);

    /// <summary>One word for all holders: what is not known comes first, then what is granted.</summary>
    public string Word => IsOpen ? Holders.Any(h => h.Outcome == Outcome.Error) ? "error" : "undetermined" : Granted > 0 ? "granted" : Holders.Count > 0 ? "refused" : "no decision";

    /// <summary>Whether nothing but amounts differs.</summary>
    public bool IsDecidedLike(GivenRight other) => Holders.Count == other.Holders.Count && Holders.Zip(other.Holders).All(p => p.First.Holder == p.Second.Holder && p.First.Outcome == p.Second.Outcome && p.First.IsKnown == p.Second.IsKnown);

    public bool IsLike(GivenRight other) => IsDecidedLike(other) && Holders.Zip(other.Holders).All(p => p.First.PerYear == p.Second.PerYear);

    /// <summary>What holders have less than before, in a year; of those about whom both are known. What is gained counts against it.</summary>
    public decimal FallFrom(GivenRight before) => Pairs(before).Sum(p => p.Before.PerYear!.Value - p.After.PerYear!.Value);

    /// <summary>How many holders lose a right, where both are known.</summary>
    public int LostFrom(GivenRight before) => Pairs(before).Count(p => p.Before.Outcome == Outcome.Granted && p.After.Outcome != Outcome.Granted) - Pairs(before).Count(p => p.After.Outcome == Outcome.Granted && p.Before.Outcome != Outcome.Granted);

    /// <summary>The holders about whom is known what they have on both sides; who is decided about on one side only has nothing on the other.</summary>
    private IEnumerable<(GivenToHolder Before, GivenToHolder After)> Pairs(GivenRight before)
    {
        foreach (GivenToHolder was in before.Holders)
        {
            GivenToHolder now = Holders.FirstOrDefault(h => h.Holder == was.Holder, new GivenToHolder(was.Holder, Outcome.Refused, 0, true));
            if (was.IsKnown && now.IsKnown) yield return (was, now);
        }
        foreach (GivenToHolder now in Holders)
            if (now.IsKnown && !before.Holders.Any(h => h.Holder == now.Holder)) yield return (new GivenToHolder(now.Holder, Outcome.Refused, 0, true), now);
    }

    /// <summary>What a decision gives its holder.</summary>
    /// <param name="holder">Who that is.</param>
    /// <param name="outcome">What was decided.</param>
    /// <param name="amount">The amount, or null.</param>
    /// <param name="perYear">What makes of an amount that of a year: see <see cref="Simulation.YearlyAmount"/>.</param>
    public static GivenToHolder Of(string holder, Outcome outcome, decimal? amount, int perYear)
    {
        bool isGranted = outcome == Outcome.Granted;
        bool isKnown = outcome is Outcome.Granted or Outcome.Refused && (!isGranted || perYear == 0 || amount is not null);
        return new GivenToHolder(holder, outcome, isKnown ? (isGranted && perYear != 0 ? amount!.Value * perYear : 0) : null, isKnown);
    }
}
