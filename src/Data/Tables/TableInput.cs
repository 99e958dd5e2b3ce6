using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>How tables of one run are read, and what reading them says besides the cases.</summary>
internal sealed class TableInput
{
    /// <summary>The rules of mapping files.</summary>
    public IReadOnlyList<TableRule> Rules { get; init; } = [];

    /// <summary>Rows that belong to no case.</summary>
    public Action<CaseProblem> OnRowWithoutCase { get; init; } = _ => { };

    /// <summary>What is odd about a table as a whole; each is told once.</summary>
    public Action<CaseProblem> OnWarning { get; init; } = _ => { };

    /// <summary>Whether any table was read.</summary>
    public bool Any { get; set; }

    public long RowsRead { get; set; }

    /// <summary>Rows of accepted cases.</summary>
    public long RowsUsed { get; set; }

    /// <summary>Rows of rejected cases, and of no case.</summary>
    public long RowsRejected { get; set; }

    /// <summary>Rows of no case.</summary>
    public long RowsWithoutCase { get; set; }

    /// <summary>Ends the run when a row was lost: that cannot be, and must not stay unseen if it is.</summary>
    public void Check()
    {
        if (RowsRead != RowsUsed + RowsRejected) throw new InvalidOperationException($"{RowsRead} rows were read, but {RowsUsed} used and {RowsRejected} rejected");
    }
}
