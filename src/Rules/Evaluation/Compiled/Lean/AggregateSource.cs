using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>What is made of the members of a household together.</summary>
internal enum AggregateKind
{
    Sum,
    Any,
    Every,
}

/// <summary>Something about all members of each household: a sum, or whether something holds of any or of every member.</summary>
internal sealed class AggregateSource(HouseholdStep households, LeanSource item, AggregateKind kind) : LeanSource
{
    public HouseholdStep Households { get; } = households;

    public LeanSource Item { get; } = item;

    public AggregateKind Kind { get; } = kind;

    public override IEnumerable<int> Inputs => [Households.Number, Item.Number];

    public override Int128 Bound => Kind != AggregateKind.Sum ? 1 : Item.Bound <= long.MaxValue ? Item.Bound * CaseBatch.MaximumPersons : Int128.MaxValue;

    /// <summary>Whether households may be anywhere among the persons: a total for each, found by person.</summary>
    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        LeanHouseholds homes = batch.Households[Households.Number]!;
        // One more: where persons without a household go.
        into.Start(homes.Count + 1);
        Span<long> totals = into.Values.AsSpan(0, homes.Count + 1);
        totals.Fill(Kind == AggregateKind.Every ? 1 : 0);
        ReadOnlySpan<int> of = homes.Of.AsSpan(0, batch.Persons);
        ReadOnlySpan<long> values = batch.Columns[Item.Number].Values.AsSpan(0, of.Length);
        switch (Kind)
        {
            case AggregateKind.Sum:
                for (int p = 0; p < of.Length; p++) totals[of[p]] += values[p];
                break;
            case AggregateKind.Any:
                for (int p = 0; p < of.Length; p++) totals[of[p]] |= values[p];
                break;
            default:
                for (int p = 0; p < of.Length; p++) totals[of[p]] &= values[p];
                break;
        }
    }

    /// <summary>Leaves open what hangs on a member of whom something is absent, which is a fault here, or not known.</summary>
    public void LeaveOpen(LeanBatch batch)
    {
        LeanColumn items = batch.Columns[Item.Number], into = batch.Columns[Number];
        if (!items.HasOther) return;
        ReadOnlySpan<int> of = batch.Households[Households.Number]!.Of.AsSpan(0, batch.Persons);
        for (int p = 0; p < of.Length; p++)
            if (items.States[p] != LeanState.Known) into.SetOther(of[p], LeanState.Open);
    }
}

/// <summary>All that is asked about the members of the same households, in one go where members stand together.</summary>
internal sealed class AggregateGroup(HouseholdStep households, AggregateSource[] sources) : LeanStep
{
    private const int AtOnce = 4;

    public override IEnumerable<int> Inputs => sources.SelectMany(s => s.Inputs);

    public override void Run(LeanBatch batch)
    {
        LeanHouseholds homes = batch.Households[households.Number]!;
        if (homes.AreCases)
        {
            for (int i = 0; i < sources.Length; i += AtOnce) FillFour(batch, homes, i);
        }
        else
        {
            foreach (AggregateSource source in sources) source.Run(batch);
        }
        foreach (AggregateSource source in sources) source.LeaveOpen(batch);
    }

    // Where there are fewer than four, the last stands for those that are missing: it is filled more than once.
    private void FillFour(LeanBatch batch, LeanHouseholds homes, int from)
    {
        ReadOnlySpan<long> a = Items(batch, from), b = Items(batch, from + 1), c = Items(batch, from + 2), d = Items(batch, from + 3);
        Span<long> sumA = Totals(batch, homes, from), sumB = Totals(batch, homes, from + 1), sumC = Totals(batch, homes, from + 2), sumD = Totals(batch, homes, from + 3);
        ReadOnlySpan<int> starts = batch.PersonStarts.AsSpan(0, homes.Count + 1);
        int p = 0;
        for (int h = 0; h < sumA.Length; h++)
        {
            long s = 0, t = 0, u = 0, v = 0;
            for (int end = starts[h + 1]; p < end; p++)
            {
                s += a[p];
                t += b[p];
                u += c[p];
                v += d[p];
            }
            (sumA[h], sumB[h], sumC[h], sumD[h]) = (s, t, u, v);
        }
        for (int i = from; i < sources.Length && i < from + AtOnce; i++) Settle(sources[i].Kind, batch.Columns[sources[i].Number].Values.AsSpan(0, homes.Count), starts);
    }

    private ReadOnlySpan<long> Items(LeanBatch batch, int number) => batch.Columns[Source(number).Item.Number].Values.AsSpan(0, batch.Persons);

    private Span<long> Totals(LeanBatch batch, LeanHouseholds homes, int number)
    {
        LeanColumn column = batch.Columns[Source(number).Number];
        column.Start(homes.Count + 1);
        return column.Values.AsSpan(0, homes.Count);
    }

    private AggregateSource Source(int number) => sources[Math.Min(number, sources.Length - 1)];

    /// <summary>Of how many members something holds, as whether it does of any or of all.</summary>
    private static void Settle(AggregateKind kind, Span<long> totals, ReadOnlySpan<int> starts)
    {
        if (kind == AggregateKind.Any)
            for (int h = 0; h < totals.Length; h++) totals[h] = totals[h] != 0 ? 1 : 0;
        else if (kind == AggregateKind.Every)
            for (int h = 0; h < totals.Length; h++) totals[h] = totals[h] == starts[h + 1] - starts[h] ? 1 : 0;
    }
}
