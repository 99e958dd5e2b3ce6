using RightsEngine.Concepts.Batches;
using RightsEngine.Rules.Evaluation.Reference;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Relations and statuses of the case being decided.</summary>
internal sealed partial class KernelContext
{
    /// <summary>Whether there are cases of which nobody could tell the links of a relation.</summary>
    public bool HasUnknownRelations => Array.Exists(_relations, r => r.HasWhollyUnknown);

    /// <summary>Whether nobody could tell the links of a relation of a case.</summary>
    public bool HasUnknownRelation(int index) => Array.Exists(_relations, r => r.WhollyUnknown[index]);

    /// <summary>The persons on the other side of a relation, as a mask.</summary>
    public int Follow(int relation, int person, int day, bool inverse)
    {
        RelationColumns columns = _relations[relation];
        if (columns.WhollyUnknown[Case]) return Facts.Of(_plan.RelationKind(relation), person);
        bool symmetric = columns.Relation.Symmetric;
        if (columns.Relation.SilenceIsUnknown && !inverse && IsSilent(columns, person, symmetric)) return Facts.Of(_plan.RelationKind(relation), person);
        long mask = 0;
        for (int link = columns.LinkStart[Case]; link < columns.LinkStart[Case + 1]; link++)
        {
            if (columns.From[link] > day || day > columns.To[link]) continue;
            int from = columns.FromPerson[link], to = columns.ToPerson[link];
            if ((inverse ? to : from) == person) mask |= 1L << (inverse ? from : to);
            else if (symmetric && (inverse ? from : to) == person) mask |= 1L << (inverse ? to : from);
        }
        Result = mask;
        // Someone else, of whom nothing is known, may be linked to this person.
        return columns.Relation.SilenceIsUnknown && (symmetric || inverse) ? Possible.Settle(AddSilent(relation, person, symmetric), mask) : 0;
    }

    private int AddSilent(int relation, int person, bool symmetric)
    {
        int state = 0;
        for (int other = 0; other < PersonCount; other++)
            if (other != person && IsSilent(_relations[relation], other, symmetric)) state = Possible.Add(state, other, Facts.Of(_plan.RelationKind(relation), other));
        return state;
    }

    /// <summary>The links of a person, as a mask over the links of the case.</summary>
    public int Links(int relation, int person, int day)
    {
        RelationColumns columns = _relations[relation];
        if (columns.WhollyUnknown[Case]) return Facts.Of(_plan.RelationKind(relation), person);
        if (columns.Relation.SilenceIsUnknown)
        {
            if (IsSilent(columns, person, columns.Relation.Symmetric)) return Facts.Of(_plan.RelationKind(relation), person);
            if (HasSilent(columns, person, columns.Relation.Symmetric, inverse: true)) GiveUp("a relation that others may have with a person");
        }
        long mask = 0;
        int start = columns.LinkStart[Case];
        for (int link = start; link < columns.LinkStart[Case + 1]; link++)
            if (columns.From[link] <= day && day <= columns.To[link] && (columns.FromPerson[link] == person || columns.ToPerson[link] == person)) mask |= 1L << (link - start);
        Result = mask;
        return 0;
    }

    /// <summary>The only person on the other side of a relation that allows one.</summary>
    public int FollowOne(int relation, int person, int day)
    {
        int state = Follow(relation, person, day, inverse: false);
        if (state <= PossibleMembers.First) return Possible.FactsOfAll(state, Result);
        if (state != 0) return state;
        long mask = Result;
        if (mask == 0) return 1;
        Result = System.Numerics.BitOperations.TrailingZeroCount(mask);
        return (mask & (mask - 1)) == 0 ? 0 : -1;
    }

    public int LinkCount(int relation)
    {
        RelationColumns columns = _relations[relation];
        if (columns.Relation.SilenceIsUnknown || (columns.WhollyUnknown[Case] && PersonCount > 1)) GiveUp("holders who are only possible");
        return columns.LinkStart[Case + 1] - columns.LinkStart[Case];
    }

    public bool LinkHolds(int relation, int link, int day)
    {
        int row = LinkRow(relation, link);
        return _relations[relation].From[row] <= day && day <= _relations[relation].To[row];
    }

    private bool IsSilent(RelationColumns columns, int person, bool symmetric)
    {
        for (int link = columns.LinkStart[Case]; link < columns.LinkStart[Case + 1]; link++)
            if (columns.FromPerson[link] == person || (symmetric && columns.ToPerson[link] == person)) return false;
        return true;
    }

    private bool HasSilent(RelationColumns columns, int person, bool symmetric, bool inverse)
    {
        if (!symmetric && !inverse) return false;
        for (int other = 0; other < PersonCount; other++)
            if (other != person && IsSilent(columns, other, symmetric)) return true;
        return false;
    }

    /// <summary>Whether a status is held on some day of a span.</summary>
    public int HeldIn(int status, int person, int from, int to)
    {
        int any = 0;
        if (to < from) return 0;
        int p = First + person;
        foreach (HeldColumns held in _statuses[status])
        {
            int[] starts = held.Record.RowStart;
            // Most persons hold nothing.
            if (starts[p] == starts[p + 1] && !held.Leaf.SilenceIsUnknown && !held.Record.WhollyUnknown[p]) continue;
            any = Or(any, Held(held, person, from, to));
            if (any == 1) return 1;
        }
        return any;
    }

    private int Held(HeldColumns held, int person, int from, int to)
    {
        (StatusLeaf leaf, RecordColumns columns, FieldColumn codes) = held;
        int p = First + person;
        if (columns.WhollyUnknown[p]) return Facts.Of(leaf.RecordKind, person);
        bool denied = false;
        for (int row = columns.RowStart[p], end = columns.RowStart[p + 1]; row < end; row++)
        {
            if (codes.States[row] == CellState.Unknown && columns.Kinds[row] == RowKind.Entry) GiveUp("a status of an unknown code");
            if (codes.States[row] != CellState.Known || codes.Values[row] != leaf.Code) continue;
            if (columns.Kinds[row] == RowKind.NotHeld) denied |= from == to && columns.From[row] == from;
            else if (columns.From[row] <= to && from <= columns.To[row]) return 1;
        }
        return denied || !leaf.SilenceIsUnknown ? 0 : Facts.Of(leaf.CodeKind, person);
    }

    /// <summary>Whether a status is held on every day of a span.</summary>
    public int HeldThroughout(int status, int person, int from, int to)
    {
        if (to < from) return 1;
        int next = from, facts = 0;
        bool moved = true;
        HeldColumns[] leaves = _statuses[status];
        while (moved)
        {
            moved = false;
            foreach ((StatusLeaf leaf, RecordColumns columns, FieldColumn codes) in leaves)
            {
                int p = First + person;
                if (columns.WhollyUnknown[p]) continue;
                for (int row = columns.RowStart[p]; row < columns.RowStart[p + 1]; row++)
                {
                    if (columns.Kinds[row] != RowKind.Entry) continue;
                    if (codes.States[row] == CellState.Unknown) GiveUp("a status of an unknown code");
                    if (codes.States[row] != CellState.Known || codes.Values[row] != leaf.Code || columns.From[row] > next || columns.To[row] < next) continue;
                    if (columns.To[row] >= to) return 1;
                    next = columns.To[row] + 1;
                    moved = true;
                }
            }
        }
        if (DeniedIn(status, person, from, to)) return 0;
        foreach ((StatusLeaf leaf, RecordColumns columns, _) in leaves)
        {
            if (columns.WhollyUnknown[First + person]) facts = Facts.Union(facts, Facts.Of(leaf.RecordKind, person));
            else if (leaf.SilenceIsUnknown) facts = Facts.Union(facts, Facts.Of(leaf.CodeKind, person));
        }
        return facts;
    }

    /// <summary>For how many whole months up to a day a status has been held without a break.</summary>
    public int MonthsHeld(int status, int person, int day)
    {
        DateOnly date = DateOnly.FromDayNumber(day);
        for (int months = 0; months < CaseFacts.LongestMonthsInARow; months++)
        {
            Result = months;
            if (date.Year * 12 + date.Month - months - 1 < 13) return 0;
            int held = HeldThroughout(status, person, date.AddMonths(-months - 1).DayNumber, day);
            if (held == 0) return 0;
            if (held == 1) continue;
            // So many months or more.
            return held < FactArena.FirstHandle ? held : Facts.Bounded(held, months, CaseFacts.LongestMonthsInARow);
        }
        Result = CaseFacts.LongestMonthsInARow;
        return 0;
    }

    /// <summary>Whether on one day of a span a status is known not to be held.</summary>
    private bool DeniedIn(int status, int person, int from, int to)
    {
        foreach ((StatusLeaf leaf, RecordColumns columns, FieldColumn codes) in _statuses[status])
        {
            for (int row = columns.RowStart[First + person]; row < columns.RowStart[First + person + 1]; row++)
            {
                if (columns.Kinds[row] != RowKind.NotHeld || codes.States[row] != CellState.Known || codes.Values[row] != leaf.Code) continue;
                int day = columns.From[row];
                if (from <= day && day <= to && HeldIn(status, person, day, day) == 0) return true;
            }
        }
        return false;
    }
}

/// <summary>A status read from a record, with the columns of one batch.</summary>
internal sealed class HeldColumns(StatusLeaf leaf)
{
    public StatusLeaf Leaf => leaf;

    public RecordColumns Record { get; private set; } = null!;

    public FieldColumn Codes { get; private set; } = null!;

    public void Take(RecordColumns record, FieldColumn codes) => (Record, Codes) = (record, codes);

    public void Deconstruct(out StatusLeaf statusLeaf, out RecordColumns record, out FieldColumn codes) => (statusLeaf, record, codes) = (leaf, Record, Codes);
}
