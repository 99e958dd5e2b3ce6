using RightsEngine.Data.Cases;
using RightsEngine.Data.Pseudonyms;

namespace RightsEngine.Data.Columns;

/// <summary>How tables are read as columns.</summary>
internal sealed record ColumnSettings
{
    /// <summary>How many threads may sort; reading is done by whoever asks for a part.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The most memory of the file engine in bytes; null for its own limit.</summary>
    public long? Memory { get; init; }

    /// <summary>Where sorted copies and what does not fit into memory are put aside; the system's folder when null.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>
    /// How many rows of the largest table a part has at least, unless the table is so small that it would make few parts. Groups of rows on which two parts border are read by both, so parts
    /// should have several.
    /// </summary>
    public long RowsPerPart { get; init; } = 500_000;

    /// <summary>How many bytes of text are worth the copy that reading them as columns needs.</summary>
    public long LeastText { get; init; } = 64L << 20;

    public Pseudonymiser? Pseudonyms { get; init; }

    /// <summary>What is odd about a table as a whole; each is told once.</summary>
    public Action<CaseProblem> OnWarning { get; init; } = _ => { };
}
