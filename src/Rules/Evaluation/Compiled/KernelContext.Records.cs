using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Rows of records, their cells, and links.</summary>
internal sealed partial class KernelContext
{
    /// <summary>The row of a record with a key: -1 when there is none, -2 when not known.</summary>
    public int RowOfKey(int record, int person, int key)
    {
        RecordColumns columns = _records[record];
        int p = First + person;
        if (columns.WhollyUnknown[p]) return UnknownRow;
        for (int row = columns.RowStart[p]; row < columns.RowStart[p + 1]; row++)
            if (columns.Keys[row] == key && columns.Kinds[row] != RowKind.NotHeld) return columns.Kinds[row] == RowKind.Entry ? row : UnknownRow;
        return NoRow;
    }

    /// <summary>The row of a record that holds on a day.</summary>
    public int RowOfDay(int record, int person, int day)
    {
        RecordColumns columns = _records[record];
        int p = First + person;
        if (columns.WhollyUnknown[p]) return UnknownRow;
        for (int row = columns.RowStart[p]; row < columns.RowStart[p + 1]; row++)
            if (columns.Kinds[row] == RowKind.Entry && columns.From[row] <= day && day <= columns.To[row]) return row;
        return NoRow;
    }

    /// <summary>The rows of a record with a key, on a day (or -1), as a mask: -1 when there are none, -2 when not known.</summary>
    public int Rows(int record, int person, int key, int day)
    {
        RecordColumns columns = _records[record];
        int p = First + person;
        Result = 0;
        if (columns.WhollyUnknown[p]) return UnknownRow;
        long mask = 0;
        int start = columns.RowStart[p], end = columns.RowStart[p + 1];
        if (end - start > CaseBatch.MaximumPersons) GiveUp("more rows of a record than there are bits");
        for (int row = start; row < end; row++)
        {
            if (columns.Kinds[row] == RowKind.UnknownKey && columns.Keys[row] == key) return UnknownRow;
            if (columns.Kinds[row] == RowKind.Entry && columns.Keys[row] == key && (day < 0 || (columns.From[row] <= day && day <= columns.To[row]))) mask |= 1L << (row - start);
        }
        Result = mask;
        return mask == 0 ? NoRow : 0;
    }

    /// <summary>The row behind a bit of such a mask; none behind the first or last bit of an empty one.</summary>
    public int RowOf(int record, int person, int bit) => bit is < 0 or >= CaseBatch.MaximumPersons ? NoRow : _records[record].RowStart[First + person] + bit;

    /// <summary>The first or last day of a row; absent when open.</summary>
    public int Boundary(int record, int row, bool last)
    {
        Result = row == NilRow ? 0 : last ? _records[record].To[row] : _records[record].From[row];
        return row == NilRow || Result is int.MinValue or RecordColumns.Open ? 1 : 0;
    }

    public int LinkBoundary(int relation, int link, bool last)
    {
        Result = last ? _relations[relation].To[LinkRow(relation, link)] : _relations[relation].From[LinkRow(relation, link)];
        return Result is int.MinValue or RecordColumns.Open ? 1 : 0;
    }

    /// <summary>A cell that is not known: what the field says instead.</summary>
    public int CellOther(int column, int row, int absentState, long absentValue, int kind, int person)
    {
        switch (row == NilRow ? CellState.NotDelivered : Columns[column].States[row])
        {
            case CellState.Absent: return 1;
            case CellState.NotDelivered when absentState >= 0:
                Result = absentValue;
                return absentState;
            default: return Facts.Of(kind, person);
        }
    }

    public int LinkCell(int column, int relation, int link, int absentState, long absentValue, int kind)
    {
        FieldColumn cells = LinkColumns[column];
        int row = LinkRow(relation, link);
        Result = cells.Values[row];
        switch (cells.States[row])
        {
            case CellState.Known: return 0;
            case CellState.Absent: return 1;
            case CellState.NotDelivered when absentState >= 0:
                Result = absentValue;
                return absentState;
            default: return Facts.Of(kind, _relations[relation].FromPerson[row], _relations[relation].ToPerson[row]);
        }
    }

    public int LinkKind(int relation, int link, int kind)
    {
        int row = LinkRow(relation, link);
        Result = _relations[relation].Kinds[row];
        return Result != 0 ? 0 : Facts.Of(kind, _relations[relation].FromPerson[row], _relations[relation].ToPerson[row]);
    }

    public int LinkFrom(int relation, int link) => _relations[relation].FromPerson[LinkRow(relation, link)];

    public int LinkTo(int relation, int link) => _relations[relation].ToPerson[LinkRow(relation, link)];

    private int LinkRow(int relation, int link) => _relations[relation].LinkStart[Case] + link;

    public int RequestedOn(int kind)
    {
        Result = Batch.RequestedOn(Case) is >= 0 and var day ? day : _requestedOn ?? -1;
        return Result >= 0 ? 0 : Facts.Of(kind);
    }
}
