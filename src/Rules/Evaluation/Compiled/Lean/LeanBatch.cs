using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>What the steps of the lean lane work on in one context: the columns of a batch and what was made of them.</summary>
internal sealed class LeanBatch
{
    private readonly LeanPlan _plan;
    private bool[] _exotic = [];

    public LeanBatch(LeanPlan plan, KernelContext context)
    {
        (_plan, X) = (plan, context);
        Columns = [.. plan.Steps.Select(_ => new LeanColumn())];
        Households = [.. plan.Steps.Select(s => s is HouseholdStep ? new LeanHouseholds() : null)];
        Answers = [.. plan.Steps.Select(s => s is LeanRight right ? new LeanAnswers(new RightRun(context, right.General, null, null)) : null)];
        Into = new DecisionBatch();
    }

    public KernelContext X { get; }

    public CaseBatch Batch => X.Batch;

    public int Cases { get; private set; }

    public int Persons { get; private set; }

    /// <summary>The number of the first person of each case, and of one past the last.</summary>
    public int[] PersonStarts { get; private set; } = [];

    /// <summary>The columns by number of step.</summary>
    public LeanColumn[] Columns { get; }

    /// <summary>The households by number of step; null for other steps.</summary>
    public LeanHouseholds?[] Households { get; }

    /// <summary>What was decided by number of step; null for other steps.</summary>
    public LeanAnswers?[] Answers { get; }

    /// <summary>Where decisions go.</summary>
    public DecisionBatch Into { get; private set; }

    /// <summary>Decisions of rights that are only asked for by others.</summary>
    public DecisionBatch Aside { get; } = new();

    /// <summary>Whether some case is not for columns.</summary>
    public bool HasExotic { get; private set; }

    /// <summary>The cases that are not for columns; to be read only where there are some.</summary>
    public bool[] Exotic => _exotic;

    /// <summary>Decides all that this lane can of the cases in the batch.</summary>
    public void Run(DecisionBatch into)
    {
        (Into, Cases, Persons, PersonStarts) = (into, Batch.Count, Batch.Persons, Batch.PersonStarts);
        HasExotic = Batch.HasExotic || X.HasManyLinks || X.HasUnknownRelations;
        if (HasExotic)
        {
            if (_exotic.Length < Cases) _exotic = new bool[Cases * 2];
            for (int i = 0; i < Cases; i++) _exotic[i] = X.IsExoticCase(i) || X.HasUnknownRelation(i);
        }
        for (int i = 0; i < _plan.Needed.Count; i++) _plan.Needed[i].Run(this);
    }
}

/// <summary>The decisions of a right in this lane.</summary>
/// <param name="run">Finds who comes first where only one may hold the right.</param>
internal sealed class LeanAnswers(RightRun run)
{
    public RightRun Run { get; } = run;

    /// <summary>The cases that are left to the general lane.</summary>
    public bool[] Open = [];

    public bool HasOpen;

    /// <summary>By holder, for rights that ask for this one: 0 not concerned, 1 refused, 2 granted.</summary>
    public byte[] States = [];

    /// <summary>The amounts of those who are granted it, else 0.</summary>
    public long[] Amounts = [];

    /// <summary>Leaves cases to the general lane.</summary>
    public void Leave(ReadOnlySpan<bool> cases)
    {
        for (int i = 0; i < cases.Length; i++) HasOpen |= Open[i] |= cases[i];
    }

    /// <param name="cases">How many cases there are.</param>
    /// <param name="holders">How many may hold the right, where somebody asks for it; else 0.</param>
    /// <param name="isEvery">Whether there is a decision for each of them.</param>
    public void Start(int cases, int holders, bool isEvery)
    {
        if (Open.Length < cases) Open = new bool[cases * 2];
        else if (HasOpen) Array.Clear(Open);
        HasOpen = false;
        if (holders == 0) return;
        if (States.Length < holders) (States, Amounts) = (new byte[holders * 2], new long[holders * 2]);
        if (isEvery) return;
        States.AsSpan(0, holders).Clear();
        Amounts.AsSpan(0, holders).Clear();
    }
}
