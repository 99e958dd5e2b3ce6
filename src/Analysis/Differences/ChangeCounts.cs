using RightsEngine.Rules.Decisions;

namespace RightsEngine.Analysis.Differences;

/// <summary>How many decisions changed in which direction, per right and in all, and what is granted before and after.</summary>
internal sealed class ChangeCounts
{
    private static readonly int Directions = Enum.GetValues<ChangeDirection>().Length;
    private readonly SortedDictionary<string, int[]> _changes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AmountSums> _amounts = new(StringComparer.Ordinal);

    /// <summary>Cases that both rulebooks could read.</summary>
    public long Compared { get; private set; }

    /// <summary>Cases that the old rulebook could not read.</summary>
    public long RejectedBefore { get; private set; }

    /// <summary>Cases that the new rulebook cannot read.</summary>
    public long RejectedAfter { get; private set; }

    /// <summary>The rights of which a decision changed.</summary>
    public IEnumerable<string> Rights => _changes.Keys;

    /// <summary>What the rights grant of which a decision changed.</summary>
    public AmountSums Amounts => new(Rights.Sum(r => AmountsOf(r).Before), Rights.Sum(r => AmountsOf(r).After));

    public int this[ChangeDirection direction] => _changes.Values.Sum(r => r[(int)direction]);

    public int Of(string right, ChangeDirection direction) => _changes.TryGetValue(right, out int[]? counts) ? counts[(int)direction] : 0;

    /// <summary>What a right grants over all cases that are compared, also where nothing changed.</summary>
    public AmountSums AmountsOf(string right) => _amounts.GetValueOrDefault(right);

    public void AddCase(bool readBefore, bool readAfter)
    {
        if (readBefore && readAfter) Compared++;
        if (!readBefore) RejectedBefore++;
        if (!readAfter) RejectedAfter++;
    }

    public void AddBefore(Decision decision)
    {
        if (DecisionChange.Paid(decision) is var paid and not 0) _amounts[decision.Right] = AmountsOf(decision.Right) with { Before = AmountsOf(decision.Right).Before + paid };
    }

    public void AddAfter(Decision decision)
    {
        if (DecisionChange.Paid(decision) is var paid and not 0) _amounts[decision.Right] = AmountsOf(decision.Right) with { After = AmountsOf(decision.Right).After + paid };
    }

    public void Add(DecisionChange change)
    {
        string right = change.Any.Right;
        if (!_changes.TryGetValue(right, out int[]? counts)) _changes[right] = counts = new int[Directions];
        counts[(int)change.Direction]++;
    }
}

/// <summary>The sum of the amounts that are granted, in the currency of the rulebook and for the period of each decision; an amount that is not known counts as nothing.</summary>
/// <param name="Before">By the old rules.</param>
/// <param name="After">By the new rules.</param>
internal readonly record struct AmountSums(decimal Before, decimal After)
{
    public decimal Difference => After - Before;
}
