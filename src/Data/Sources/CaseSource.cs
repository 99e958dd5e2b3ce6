using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Sources;

/// <summary>An input of a run, for <c>run.json</c>.</summary>
/// <param name="Path">As given, relative paths stay relative.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Fingerprint">A hash of its contents, or of what identifies them cheaply; the same contents give the same one.</param>
internal sealed record InputFile(string Path, long Bytes, string Fingerprint);

/// <summary>A range of cases: the unit of threads, of output files and of resuming. Parts depend on the input and on the size asked for, never on the number of threads.</summary>
/// <param name="Number">From 0, in the order of the cases.</param>
/// <param name="First">The id of the first case, or null when only reading tells.</param>
/// <param name="Last">The id of the last case, or null.</param>
/// <param name="Cases">How many cases there are, or null when only reading tells.</param>
internal sealed record CasePart(int Number, string? First, string? Last, long? Cases);

/// <summary>What reading a part tells besides its cases. Each part has its own, used by one thread.</summary>
internal sealed class PartLog
{
    public long Accepted { get; set; }

    public long Rejected { get; set; }

    /// <summary>Rows of tables that were read, and how many of them belong to rejected cases or to none.</summary>
    public long Rows { get; set; }

    public long RowsRejected { get; set; }

    /// <summary>Rows, among the rejected ones, that belong to no case.</summary>
    public long RowsWithoutCase { get; set; }

    /// <summary>What is odd in accepted cases, by number.</summary>
    public long Warnings { get; set; }

    /// <summary>Cases that were made one by one although the source gives columns.</summary>
    public long MadeOneByOne { get; set; }

    /// <summary>What is wrong with rejected cases and odd in accepted ones.</summary>
    public List<CaseProblem> Problems { get; } = [];
}

/// <summary>Where the cases of a run come from, in parts that several threads can read at once.</summary>
internal abstract class CaseSource : IDisposable
{
    public abstract IReadOnlyList<InputFile> Inputs { get; }

    /// <summary>The parts, in the order of their cases; enumerated once in a run, perhaps while earlier ones are read.</summary>
    public abstract IEnumerable<CasePart> Parts { get; }

    /// <summary>How many cases there are, as far as that can be told before reading; for people who wait.</summary>
    public virtual long? Cases => null;

    /// <summary>
    /// The accepted cases of a part, a batch at a time. A batch that was handed out is cleared and filled again when the
    /// next one is asked for. Called from one thread per part; different parts may be read at the same time.
    /// </summary>
    /// <param name="part">One of <see cref="Parts"/>.</param>
    /// <param name="batch">An empty batch of the run's layout, to be filled.</param>
    /// <param name="log">What else reading tells.</param>
    public abstract IEnumerable<CaseBatch> Read(CasePart part, CaseBatch batch, PartLog log);

    /// <summary>Passes over a part whose decisions an interrupted run has written. Called instead of <see cref="Read"/>.</summary>
    public virtual void Skip(CasePart part)
    {
    }

    /// <summary>Called when a part could not be done: readings of later parts need not wait for anything, they do not count.</summary>
    public virtual void Cancel(int number)
    {
    }

    public abstract void Dispose();
}
