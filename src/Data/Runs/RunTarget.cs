using RightsEngine.Data.Sources;

namespace RightsEngine.Data.Runs;

/// <summary>Where the decisions of a run go.</summary>
internal abstract class RunTarget : IDisposable
{
    /// <summary>How many parts that are done may wait for the ones before them.</summary>
    public virtual int PartsAhead => 2;

    /// <summary>Begins, after what an interrupted run left of the finished parts.</summary>
    /// <exception cref="Cases.InputException">It cannot be written there, or what was left is damaged.</exception>
    public abstract void Open(FinishedPart? last);

    /// <summary>Writes the decisions of a part to where they wait for their turn. Called by several threads, each with a part of its own.</summary>
    /// <param name="part">The part.</param>
    /// <param name="batches">What decides, once per batch of decisions; they are made as they are asked for.</param>
    /// <param name="waitForTurn">Waits until all parts before are out.</param>
    public abstract IWaitingPart Make(CasePart part, IEnumerable<BatchDecider> batches, Action waitForTurn);

    /// <summary>Makes what is out last, and gives its length.</summary>
    public abstract long Keep();

    /// <summary>Everything is out: adds what belongs to the whole.</summary>
    /// <param name="report">The contents of <c>run.json</c>.</param>
    public abstract void Complete(byte[] report);

    /// <summary>Puts the output in its place. Does again what an interrupted run began.</summary>
    public abstract void PutInPlace(byte[] report);

    /// <summary>Removes what was written.</summary>
    public abstract void Drop();

    public abstract void Dispose();
}

/// <summary>The decisions of a part, written and waiting for their turn.</summary>
internal interface IWaitingPart
{
    /// <summary>Lets them out.</summary>
    void LetOut();
}
