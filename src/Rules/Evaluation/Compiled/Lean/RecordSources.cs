using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>Which row of a record is meant.</summary>
/// <param name="Record">The number of the record.</param>
/// <param name="Key">The year, quarter or month as a number; 0 where there is none.</param>
/// <param name="Day">The day of a record that holds over spans, or -1.</param>
internal readonly record struct RowChoice(int Record, int Key, int Day);

/// <summary>What it means that a record is not there.</summary>
internal enum Silence
{
    Absent,
    Open,

    /// <summary>The record exists, and its fields have the values they have when nothing is said.</summary>
    Nil,

    /// <summary>A rule says it.</summary>
    Rule,
}

/// <summary>The row of a record of each person.</summary>
internal sealed class RowSource(RowChoice choice, Silence silence) : LeanSource
{
    public override bool MayBeAbsent => silence == Silence.Absent;

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        into.Start(batch.Persons + 1);
        RecordColumns record = batch.X.RecordOf(choice.Record);
        into.Values.AsSpan(0, batch.Persons).Fill(silence == Silence.Nil ? KernelContext.NilRow : 0);
        RecordRows.Silent(record, batch.Persons, into, silence);
        // From the last to the first: of several rows the first counts.
        for (int row = record.Rows - 1; row >= 0; row--)
        {
            if (!RecordRows.IsMeant(record, row, choice)) continue;
            int owner = record.Owner[row];
            if (record.Kinds[row] == RowKind.Entry) (into.Values[owner], into.States[owner]) = (row, LeanState.Known);
            else into.SetOther(owner, LeanState.Open);
        }
        RecordRows.Unknown(record, batch.Persons, into);
    }
}

/// <summary>A field of a record of each person.</summary>
/// <param name="choice">The row.</param>
/// <param name="silence">What it means that there is none.</param>
/// <param name="column">The number of the field.</param>
/// <param name="absentState">What it means that the field was not delivered: known, absent or open.</param>
/// <param name="absentValue">Its value then.</param>
/// <param name="isZero">Whether what is absent counts as 0.</param>
internal sealed class CellSource(RowChoice choice, Silence silence, int column, byte absentState, long absentValue, bool isZero) : LeanSource
{
    /// <summary>Larger numbers are for the general lane.</summary>
    public const long Limit = 1L << 44;

    public override bool MayBeAbsent => !isZero;

    public override Int128 Bound => Limit;

    protected override void Fill(LeanBatch batch, LeanColumn into)
    {
        RecordColumns record = batch.X.RecordOf(choice.Record);
        FieldColumn cells = batch.X.Columns[column];
        bool isPlain = !cells.HasGaps && cells.Magnitude < Limit;
        if (isPlain && record.IsOneEach && !record.IsPartial && choice is { Key: 0, Day: -1 })
        {
            into.Alias(cells.Values, batch.Persons);
            return;
        }
        // One more: where rows of another key go.
        into.Start(batch.Persons + 1);
        into.Values.AsSpan(0, batch.Persons).Fill(silence == Silence.Nil && absentState == LeanState.Known ? absentValue : 0);
        Silence silent = silence != Silence.Nil ? silence : absentState switch { LeanState.Known => Silence.Nil, LeanState.Absent => Silence.Absent, _ => Silence.Open };
        if (!isZero || silent != Silence.Absent) RecordRows.Silent(record, batch.Persons, into, silent);
        if (!isPlain || record.IsPartial || choice.Day >= 0) FillAny(record, cells, into);
        else if (into.HasOther) FillPlain(record, cells, into, batch.Persons);
        else FillKnown(record, cells, into, batch.Persons);
        RecordRows.Unknown(record, batch.Persons, into);
    }

    private void FillPlain(RecordColumns record, FieldColumn cells, LeanColumn into, int elsewhere)
    {
        int key = choice.Key;
        ReadOnlySpan<int> keys = record.Keys.AsSpan(0, record.Rows), owners = record.Owner.AsSpan(0, record.Rows);
        ReadOnlySpan<long> values = cells.Values.AsSpan(0, record.Rows);
        Span<long> to = into.Values.AsSpan(0, elsewhere + 1);
        Span<byte> states = into.States.AsSpan(0, elsewhere + 1);
        for (int row = keys.Length - 1; row >= 0; row--)
        {
            // All bits where the key is another one: no branch to guess wrong.
            int other = ((keys[row] ^ key) | -(keys[row] ^ key)) >> 31;
            int owner = (owners[row] & ~other) | (elsewhere & other);
            to[owner] = values[row];
            states[owner] = LeanState.Known;
        }
    }

    /// <summary>The same where there are no states.</summary>
    private void FillKnown(RecordColumns record, FieldColumn cells, LeanColumn into, int elsewhere)
    {
        int key = choice.Key;
        ReadOnlySpan<int> keys = record.Keys.AsSpan(0, record.Rows), owners = record.Owner.AsSpan(0, record.Rows);
        ReadOnlySpan<long> values = cells.Values.AsSpan(0, record.Rows);
        Span<long> to = into.Values.AsSpan(0, elsewhere + 1);
        for (int row = keys.Length - 1; row >= 0; row--)
        {
            int other = ((keys[row] ^ key) | -(keys[row] ^ key)) >> 31;
            to[(owners[row] & ~other) | (elsewhere & other)] = values[row];
        }
    }

    private void FillAny(RecordColumns record, FieldColumn cells, LeanColumn into)
    {
        for (int row = record.Rows - 1; row >= 0; row--)
        {
            if (!RecordRows.IsMeant(record, row, choice)) continue;
            int owner = record.Owner[row];
            into.States[owner] = LeanState.Known;
            into.Values[owner] = cells.Values[row];
            if (record.Kinds[row] != RowKind.Entry) into.SetOther(owner, LeanState.Open);
            else if (cells.States[row] == CellState.Absent) SetAbsent(into, owner);
            else if (cells.States[row] == CellState.NotDelivered)
            {
                into.Values[owner] = absentValue;
                if (absentState == LeanState.Absent) SetAbsent(into, owner);
                else into.SetOther(owner, absentState);
            }
            else if (cells.States[row] == CellState.Unknown || cells.Values[row] is >= Limit or <= -Limit) into.SetOther(owner, LeanState.Open);
        }
    }

    private void SetAbsent(LeanColumn into, int owner)
    {
        if (isZero) into.Values[owner] = 0;
        else into.SetOther(owner, LeanState.Absent);
    }
}

/// <summary>What columns of rows and of cells have in common.</summary>
internal static class RecordRows
{
    public static bool IsMeant(RecordColumns record, int row, RowChoice choice) => choice.Day < 0
        ? record.Keys[row] == choice.Key && record.Kinds[row] != RowKind.NotHeld
        : record.Kinds[row] == RowKind.Entry && record.From[row] <= choice.Day && choice.Day <= record.To[row];

    /// <summary>The state of everybody who has no row.</summary>
    public static void Silent(RecordColumns record, int persons, LeanColumn into, Silence silence)
    {
        if (silence == Silence.Nil || persons == 0) return;
        into.HasOther = true;
        into.States.AsSpan(0, persons).Fill(silence switch { Silence.Absent => LeanState.Absent, Silence.Rule => LeanState.Silent, _ => LeanState.Open });
    }

    public static void Unknown(RecordColumns record, int persons, LeanColumn into)
    {
        if (!record.IsPartial) return;
        for (int p = 0; p < persons; p++)
            if (record.WhollyUnknown[p]) into.SetOther(p, LeanState.Open);
    }
}
