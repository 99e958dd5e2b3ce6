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
    public override IEnumerable<int> Inputs => [households.Number, item.Number];

    public override Int128 Bound => kind != AggregateKind.Sum ? 1 : item.Bound <= long.MaxValue ? item.Bound * CaseBatch.MaximumPersons : Int128.MaxValue;

    // By person, not by household: a loop over the few members of each would end somewhere else every time.
    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        LeanHouseholds homes = batch.Households[households.Number]!;
        // One more: where persons without a household go.
        into.Start(homes.Count + 1);
        Span<long> totals = into.Values.AsSpan(0, homes.Count + 1);
        totals.Fill(kind == AggregateKind.Every ? 1 : 0);
        ReadOnlySpan<int> of = homes.Of.AsSpan(0, batch.Persons);
        ReadOnlySpan<long> values = batch.Columns[item.Number].Values.AsSpan(0, of.Length);
        switch (kind)
        {
            case AggregateKind.Sum:
                Sum(of, values, totals, into);
                break;
            case AggregateKind.Any:
                for (int p = 0; p < of.Length; p++) totals[of[p]] |= values[p];
                break;
            default:
                for (int p = 0; p < of.Length; p++) totals[of[p]] &= values[p];
                break;
        }
        LeanColumn items = batch.Columns[item.Number];
        if (!items.HasOther) return;
        // Of something that is absent, a sum is a fault.
        for (int p = 0; p < of.Length; p++)
            if (items.States[p] != LeanState.Known) into.SetOther(of[p], LeanState.Open);
    }

    /// <summary>Sums; a household whose sum does not fit into 64 bits is left open, and what persons without one add up to is never read.</summary>
    private void Sum(ReadOnlySpan<int> of, ReadOnlySpan<long> values, Span<long> totals, LeanColumn into)
    {
        unchecked
        {
            if (Bound <= long.MaxValue)
            {
                for (int p = 0; p < of.Length; p++) totals[of[p]] += values[p];
                return;
            }
            for (int p = 0; p < of.Length; p++)
            {
                ref long total = ref totals[of[p]];
                long before = total, value = values[p];
                total = before + value;
                if (((before ^ total) & (value ^ total)) < 0) into.SetOther(of[p], LeanState.Open);
            }
        }
    }
}
