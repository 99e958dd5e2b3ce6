using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>Whether each person holds a status on some day of a span.</summary>
internal sealed class StatusSource(KernelPlan plan, int status, int from, int to) : LeanSource
{
    private readonly StatusLeaf[] _leaves = plan.Statuses[status].Leaves;

    public override Int128 Bound => 1;

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        into.Start(batch.Persons);
        into.Values.AsSpan(0, batch.Persons).Clear();
        foreach (StatusLeaf leaf in _leaves)
        {
            if (IsPlain(batch.X, leaf)) continue;
            FillAny(batch, into);
            return;
        }
        foreach (StatusLeaf leaf in _leaves)
        {
            RecordColumns record = batch.X.RecordOf(leaf.Record);
            long[] codes = batch.X.Columns[leaf.CodeColumn].Values;
            for (int row = 0; row < record.Rows; row++)
                if (codes[row] == leaf.Code && record.From[row] <= to && from <= record.To[row]) into.Values[record.Owner[row]] = 1;
        }
    }

    private static bool IsPlain(KernelContext x, StatusLeaf leaf) =>
        !leaf.SilenceIsUnknown && !x.RecordOf(leaf.Record).IsPartial && !x.Columns[leaf.CodeColumn].HasGaps;

    private void FillAny(LeanBatch batch, LeanColumn into)
    {
        KernelContext x = batch.X;
        for (int index = 0; index < batch.Cases; index++)
        {
            x.MoveTo(index);
            for (int person = 0; person < x.PersonCount; person++)
            {
                x.Bail = false;
                int held = x.HeldIn(status, person, from, to);
                if (held is 0 or 1 && !x.Bail) into.Values[x.First + person] = held;
                else into.SetOther(x.First + person, LeanState.Open);
            }
        }
    }
}

/// <summary>What a method of the context gives for each person.</summary>
/// <param name="ask">Asks it of the case that the context is at; leaves the value in the result and gives the state.</param>
/// <param name="mayBeAbsent">Whether there may be none.</param>
internal sealed class AskedSource(Func<KernelContext, int, int> ask, bool mayBeAbsent) : LeanSource
{
    public override bool MayBeAbsent => mayBeAbsent;

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        into.Start(batch.Persons);
        KernelContext x = batch.X;
        for (int index = 0; index < batch.Cases; index++)
        {
            x.MoveTo(index);
            // Persons beyond the bits of a mask are in no column.
            int count = Math.Min(x.PersonCount, CaseBatch.MaximumPersons);
            for (int person = 0; person < count; person++)
            {
                x.Bail = false;
                int state = ask(x, person);
                into.Values[x.First + person] = x.Result;
                if (x.Bail) into.SetOther(x.First + person, LeanState.Open);
                else if (state != 0) into.SetOther(x.First + person, state == 1 && mayBeAbsent ? LeanState.Absent : LeanState.Open);
            }
        }
    }
}

/// <summary>The persons on the other side of a relation of each person, as masks, where silence means that there is none.</summary>
internal sealed class FollowSource(int relation, int day, bool inverse) : LeanSource
{
    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        into.Start(batch.Persons);
        into.Values.AsSpan(0, batch.Persons).Clear();
        RelationColumns columns = batch.X.RelationOf(relation);
        bool symmetric = columns.Relation.Symmetric;
        if (columns.Links == 0) return;
        for (int index = 0; index < batch.Cases; index++)
        {
            int first = batch.PersonStarts[index];
            for (int link = columns.LinkStart[index]; link < columns.LinkStart[index + 1]; link++)
            {
                if (columns.From[link] > day || day > columns.To[link]) continue;
                int person = inverse ? columns.ToPerson[link] : columns.FromPerson[link], other = inverse ? columns.FromPerson[link] : columns.ToPerson[link];
                into.Values[first + person] |= Masks.Bit(other);
                if (symmetric) into.Values[first + other] |= Masks.Bit(person);
            }
        }
    }
}
