namespace RightsEngine.Analysis.Simulation;

/// <summary>A household as a simulation sees it.</summary>
internal struct HouseholdFigures
{
    public decimal Weight;

    public int Persons;

    /// <summary>What is known of its rights in a year, times the divisor of the plan.</summary>
    public decimal Before, After;

    /// <summary>Whether a change hangs on what is not known.</summary>
    public bool IsUnknown;

    /// <summary>Groups; -1 where it is not known.</summary>
    public int Type, Children, Age;

    /// <summary>Income and disposable income per year; null where it is not known.</summary>
    public decimal? Income, Disposable;

    public decimal? Equivalence;

    public readonly decimal Change => After - Before;
}

/// <summary>How households fare by all rights together: of all, or of a group.</summary>
internal sealed class HouseholdTally
{
    public ClassTally Gainers, Losers, Unchanged, Unknown;

    public Sum Before, After;

    public void Add(HouseholdTally other)
    {
        Gainers.Add(other.Gainers);
        Losers.Add(other.Losers);
        Unchanged.Add(other.Unchanged);
        Unknown.Add(other.Unknown);
        Before.Add(other.Before);
        After.Add(other.After);
    }

    public decimal Households => Gainers.Households.Total + Losers.Households.Total + Unchanged.Households.Total + Unknown.Households.Total;

    public decimal Persons => Gainers.Persons + Losers.Persons + Unchanged.Persons + Unknown.Persons;

    public void Add(in HouseholdFigures h, bool withSquares)
    {
        ref ClassTally own = ref Unknown;
        if (!h.IsUnknown) own = ref h.Change > 0 ? ref Gainers : ref h.Change < 0 ? ref Losers : ref Unchanged;
        own.Households.Add(h.Weight, withSquares);
        own.Persons += h.Weight * h.Persons;
        own.Amount.Add(h.Weight * h.Change, withSquares);
        Before.Add(h.Weight * h.Before, withSquares);
        After.Add(h.Weight * h.After, withSquares);
    }
}

/// <summary>Households whose change is one and the same kind.</summary>
internal struct ClassTally
{
    public Sum Households, Amount;

    public decimal Persons;

    public void Add(in ClassTally other)
    {
        Households.Add(other.Households);
        Amount.Add(other.Amount);
        Persons += other.Persons;
    }
}
