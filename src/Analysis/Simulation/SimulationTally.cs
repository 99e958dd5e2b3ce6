namespace RightsEngine.Analysis.Simulation;

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

    public static HouseholdTally Of(SortedDictionary<int, HouseholdTally> groups, int key)
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
