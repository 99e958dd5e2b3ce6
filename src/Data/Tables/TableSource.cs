using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>One table with what its rows mean, seen row by row.</summary>
internal sealed class TableSource(TableRows rows, CellValue caseId, TableTarget target, bool isOfCases) : IDisposable
{
    private TableRow? _head;

    public TableRows Rows => rows;

    public CellValue CaseId { get; } = caseId;

    public string File => rows.File;

    /// <summary>All that is read of a row.</summary>
    public IEnumerable<CellValue> Cells => [CaseId, .. Target.Cells];

    /// <summary>Whether a mapping says what stands where.</summary>
    public bool IsMapped => CaseId is MappedCell;

    /// <summary>The record or relation that it fills, or null.</summary>
    public object? Fills => (Target as RecordTarget)?.Record ?? (object?)(Target as RelationTarget)?.Relation;

    /// <summary>Whether it has one row per case.</summary>
    public bool IsOfCases => isOfCases;

    public TableTarget Target => target;

    /// <summary>The case of the next row; null at the end.</summary>
    public string? Case { get; private set; }

    /// <summary>The next row that belongs to a case.</summary>
    public TableRow Row => _head!;

    /// <summary>Goes to the next row; those of no case are told and passed by.</summary>
    public void Advance(TableInput input)
    {
        Case = null;
        while ((_head = rows.Next()) is not null)
        {
            input.RowsRead++;
            if (CaseId.Text(_head) is { Length: > 0 } id)
            {
                Case = id;
                return;
            }
            input.RowsRejected++;
            input.RowsWithoutCase++;
            input.OnRowWithoutCase(_head.Mistake ?? TableErrors.NoCase(new CasePlace(_head.File ?? File, _head.Number, CasePath.Root), CaseId.Columns.FirstOrDefault() ?? TableLayout.Case));
        }
    }

    /// <summary>Whether the cases come in order. Reads all rows.</summary>
    public bool IsOrdered()
    {
        string last = "";
        while (rows.Next() is { } row)
        {
            if (CaseId.Text(row) is not { Length: > 0 } id) continue;
            if (CaseOrder.Instance.Compare(id, last) < 0) return false;
            last = id;
        }
        return true;
    }

    public void Dispose() => rows.Dispose();
}
