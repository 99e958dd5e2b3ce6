using RightsEngine.Rules.Decisions;

namespace RightsEngine.Data.Decisions;

/// <summary>Writes decisions, one row each, in the order in which they come. The caller owns what is written to.</summary>
public abstract class DecisionWriter : IDisposable
{
    /// <summary>Writes a decision.</summary>
    public abstract void Write(Decision decision);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Flushes what is buffered.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
