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
    public override IEnumerable<int> Inputs => [households.Number, item.Number];

    public override Int128 Bound => kind != AggregateKind.Sum ? 1 : item.Bound <= long.MaxValue ? item.Bound * Concepts.Batches.CaseBatch.MaximumPersons : Int128.MaxValue;

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        LeanHouseholds homes = batch.Households[households.Number]!;
        LeanColumn items = batch.Columns[item.Number];
        // One more: where persons without a household go.
        into.Start(homes.Count + 1);
        if (homes.AreCases)
        {
            FillByCase(batch, items.Values.AsSpan(0, batch.Persons), into.Values.AsSpan(0, homes.Count));
            FillOpen(items, homes.Of.AsSpan(0, batch.Persons), into);
            return;
        }
        Span<long> totals = into.Values.AsSpan(0, homes.Count + 1);
        totals.Fill(kind == AggregateKind.Every ? 1 : 0);
        ReadOnlySpan<int> of = homes.Of.AsSpan(0, batch.Persons);
        ReadOnlySpan<long> values = items.Values.AsSpan(0, of.Length);
        switch (kind)
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
        FillOpen(items, of, into);
    }

    /// <summary>Where members stand together: a running total, of which each household has a part. Nothing in it hangs on how many they are.</summary>
    private void FillByCase(LeanBatch batch, ReadOnlySpan<long> values, Span<long> totals)
    {
        Span<long> running = batch.Scratch(values.Length + 1);
        long total = 0;
        running[0] = 0;
        for (int p = 0; p < values.Length; p++) running[p + 1] = total = unchecked(total + values[p]);
        ReadOnlySpan<int> starts = batch.PersonStarts.AsSpan(0, totals.Length + 1);
        long before = 0;
        for (int h = 0; h < totals.Length; h++)
        {
            long until = running[starts[h + 1]], part = unchecked(until - before);
            before = until;
            totals[h] = kind switch
            {
                AggregateKind.Sum => part,
                AggregateKind.Any => part != 0 ? 1 : 0,
                _ => part == starts[h + 1] - starts[h] ? 1 : 0,
            };
        }
    }

    private static void FillOpen(LeanColumn items, ReadOnlySpan<int> of, LeanColumn into)
    {
        if (!items.HasOther) return;
        // Something absent in a sum is a fault.
        for (int p = 0; p < of.Length; p++)
            if (items.States[p] != LeanState.Known) into.SetOther(of[p], LeanState.Open);
    }
}
