namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>Something that is done once per batch: a column, the households, a right. Steps come after those that they read.</summary>
internal abstract class LeanStep
{
    /// <summary>Its place among the steps of a plan, and the number of its column.</summary>
    public int Number { get; set; } = -1;

    /// <summary>The steps that it reads.</summary>
    public abstract IEnumerable<int> Inputs { get; }

    public abstract void Run(LeanBatch batch);
}

/// <summary>A step that gives a column.</summary>
internal abstract class LeanSource : LeanStep
{
    /// <summary>Whether a value may be absent.</summary>
    public virtual bool MayBeAbsent => false;

    /// <summary>No value is larger, whatever its sign.</summary>
    public virtual Int128 Bound => Int128.MaxValue;

    public override IEnumerable<int> Inputs => [];

    public override void Run(LeanBatch batch) => Fill(batch, batch.Columns[Number]);

    protected abstract void Fill(LeanBatch batch, LeanColumn into);
}
