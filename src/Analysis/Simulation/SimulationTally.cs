namespace RightsEngine.Analysis.Simulation;

/// <summary>A sum over households with the sum of squares, from which a sampling error follows.</summary>
internal struct Sum
{
    public decimal Total;

    public decimal Squares;

    /// <summary>Adds what a household stands for, its weight included.</summary>
    public void Add(decimal value, bool withSquares)
    {
        Total += value;
        if (withSquares) Squares += value * value;
    }

    public void Add(Sum other)
    {
        Total += other.Total;
        Squares += other.Squares;
    }
}

/// <summary>What became of a holder of a right, or of a household.</summary>
internal enum Move
{
    /// <summary>Granted, and was not.</summary>
    Gained,

    /// <summary>Not granted any more.</summary>
    Lost,

    /// <summary>A higher amount.</summary>
    More,

    /// <summary>A lower amount.</summary>
    Less,

    /// <summary>No difference.</summary>
    Same,

    /// <summary>Undetermined before or after, or granted with an amount that is not known: what changes is not known.</summary>
    Unknown,
}

/// <summary>Decisions on a right by one set of rules, weighted.</summary>
internal struct Outcomes
{
    public decimal Granted, Automatic, OnRequest, Undetermined, Refused, Errors, AmountUnknown;

    public void Add(in Outcomes o)
    {
        Granted += o.Granted;
        Automatic += o.Automatic;
        OnRequest += o.OnRequest;
        Undetermined += o.Undetermined;
        Refused += o.Refused;
        Errors += o.Errors;
        AmountUnknown += o.AmountUnknown;
    }
}

/// <summary>What a right gives by one set of rules.</summary>
internal struct Side
{
    public Outcomes Outcomes;

    /// <summary>Holders, and households with a holder.</summary>
    public Sum Holders, Households;

    public Sum Cost;

    public void Add(in Side other)
    {
        Outcomes.Add(other.Outcomes);
        Holders.Add(other.Holders);
        Households.Add(other.Households);
        Cost.Add(other.Cost);
    }
}

/// <summary>What was counted for a right.</summary>
internal sealed class RightTally
{
    public Side Before, After;

    /// <summary>The change in cost.</summary>
    public Sum Change;

    /// <summary>Holders by <see cref="Move"/>, and what they gain or lose in a year.</summary>
    public readonly decimal[] Moves = new decimal[6], Amounts = new decimal[6];

    public void Add(RightTally other)
    {
        Before.Add(other.Before);
        After.Add(other.After);
        Change.Add(other.Change);
        for (int i = 0; i < Moves.Length; i++)
        {
            Moves[i] += other.Moves[i];
            Amounts[i] += other.Amounts[i];
        }
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

/// <summary>Why decisions turned: a right, whether something was lost by it, and the first condition that came out otherwise.</summary>
internal readonly record struct ReasonKey(int Right, bool IsLoss, string Condition) : IComparable<ReasonKey>
{
    public int CompareTo(ReasonKey other)
    {
        int c = Right.CompareTo(other.Right);
        if (c == 0) c = IsLoss.CompareTo(other.IsLoss);
        return c != 0 ? c : string.CompareOrdinal(Condition, other.Condition);
    }
}

/// <summary>A decision by which a household loses.</summary>
internal sealed record Loss(string Case, string Household, decimal HouseholdChange, string Right, string Holder, DateOnly PeriodStart, string Before, decimal? AmountBefore, string After, decimal? AmountAfter, string Condition, decimal Weight)
{
    /// <summary>The number of the household in its case, or -1.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int HouseholdNumber { get; init; }
}

/// <summary>Everything that a part of the cases, or all of them, comes to. Parts are added in their order, so that the sum depends on nothing else.</summary>
internal sealed class SimulationTally(int rights)
{
    public RightTally[] Rights { get; } = [.. Enumerable.Range(0, rights).Select(_ => new RightTally())];

    public HouseholdTally All { get; } = new();

    public SortedDictionary<int, HouseholdTally> Types { get; } = [];

    public SortedDictionary<int, HouseholdTally> Children { get; } = [];

    public SortedDictionary<int, HouseholdTally> Ages { get; } = [];

    public SortedDictionary<ReasonKey, (decimal Count, decimal Amount)> Reasons { get; } = [];

    /// <summary>Households by what changes for them, as many as there are edges and one more.</summary>
    public decimal[] Changes { get; } = new decimal[ChangeEdges.All.Length + 1];

    /// <summary>How many households were looked at, each once whatever its weight.</summary>
    public long Households { get; set; }

    /// <summary>What is known of the change for holders in no household.</summary>
    public decimal OutsideBefore { get; set; }

    public decimal OutsideAfter { get; set; }

    public List<Loss> Losses { get; } = [];

    /// <summary>Incomes of households, where they are asked for.</summary>
    public List<IncomeRow> Incomes { get; } = [];

    public HouseholdTally Of(SortedDictionary<int, HouseholdTally> groups, int key)
    {
        if (!groups.TryGetValue(key, out HouseholdTally? group)) groups[key] = group = new HouseholdTally();
        return group;
    }

    public void AddReason(ReasonKey key, decimal count, decimal amount)
    {
        (decimal counted, decimal summed) = Reasons.GetValueOrDefault(key);
        Reasons[key] = (counted + count, summed + amount);
    }

    /// <summary>Adds another part; its losses and incomes are taken elsewhere.</summary>
    public void Add(SimulationTally other)
    {
        for (int i = 0; i < Rights.Length; i++) Rights[i].Add(other.Rights[i]);
        All.Add(other.All);
        foreach ((SortedDictionary<int, HouseholdTally> mine, SortedDictionary<int, HouseholdTally> theirs) in new[] { (Types, other.Types), (Children, other.Children), (Ages, other.Ages) })
            foreach ((int key, HouseholdTally group) in theirs) Of(mine, key).Add(group);
        foreach ((ReasonKey key, (decimal count, decimal amount)) in other.Reasons) AddReason(key, count, amount);
        for (int i = 0; i < Changes.Length; i++) Changes[i] += other.Changes[i];
        Households += other.Households;
        OutsideBefore += other.OutsideBefore;
        OutsideAfter += other.OutsideAfter;
    }
}

/// <summary>Where the bars of the distribution of changes begin and end, in units of money per year.</summary>
internal static class ChangeEdges
{
    public static readonly int[] All = [-5000, -2000, -1000, -500, -200, -100, 0, 100, 200, 500, 1000, 2000, 5000];

    /// <summary>The bar of a change: losses end at an edge, gains begin behind one, and no change is the bar after the edge 0.</summary>
    public static int BarOf(decimal change)
    {
        int bar = 0;
        while (bar < All.Length && change > All[bar]) bar++;
        return bar;
    }
}

/// <summary>The incomes of a household and what its rights give, as whole numbers: what deciles and inequality need of every household.</summary>
/// <param name="Income">The equivalised income it is ordered by, in hundredths; <see cref="NotKnown"/> when it is not known.</param>
/// <param name="DisposableBefore">The equivalised disposable income by the rules of today, in the same way.</param>
/// <param name="DisposableAfter">The same by the reform.</param>
/// <param name="Before">What its rights give, times the divisor of the plan, in ten-thousandths.</param>
/// <param name="After">The same by the reform.</param>
/// <param name="Weight">Its weight in ten-thousandths.</param>
/// <param name="Persons">How many persons; below 0 when the change is not known.</param>
internal readonly record struct IncomeRow(long Income, long DisposableBefore, long DisposableAfter, long Before, long After, long Weight, int Persons)
{
    public const long NotKnown = long.MinValue;

    private const decimal Fine = 10_000;

    public static IncomeRow Of(in HouseholdFigures h, long divisor) => new(
        Equivalised(h.Income, h.Equivalence),
        Equivalised(h.Disposable + (h.Before / divisor), h.Equivalence),
        Equivalised(h.Disposable + (h.After / divisor), h.Equivalence),
        (long)decimal.Round(h.Before * Fine), (long)decimal.Round(h.After * Fine), (long)decimal.Round(h.Weight * Fine), h.IsUnknown ? -h.Persons : h.Persons);

    public HouseholdFigures Figures => new() { Before = Before / Fine, After = After / Fine, Weight = Weight / Fine, Persons = Math.Abs(Persons), IsUnknown = Persons < 0 };

    private static long Equivalised(decimal? income, decimal? by) => income is { } i && by is > 0 and { } scale ? (long)decimal.Round(i / scale * 100) : NotKnown;
}
