using RightsEngine.Rules.Decisions;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What a column of amounts may hold.</summary>
[Flags]
internal enum DecisionFlags : byte
{
    None = 0,
    HasAmount = 1,
    HasRange = 2,
    AmountUndetermined = 4,
    Automatic = 8,
}

/// <summary>
/// The decisions on a batch of cases as columns, in the order of <see cref="CaseEvaluator"/>: by case, then right, period
/// and holder. The columns are kept and filled again.
/// </summary>
internal sealed class DecisionBatch
{
    public int Count { get; set; }

    /// <summary>The number of the case in the batch.</summary>
    public int[] Case = [];

    /// <summary>The number of the right and period in the evaluator's steps.</summary>
    public short[] Step = [];

    /// <summary>The person, or the first of a relation, by number in the case; -1 for households.</summary>
    public int[] First = [];

    /// <summary>The second of a relation, else -1.</summary>
    public int[] Second = [];

    /// <summary>A bit per member of a household, else 0. Households of more than 64 persons are in <see cref="Others"/>.</summary>
    public long[] Members = [];

    public Outcome[] Outcomes = [];

    public DecisionFlags[] Flags = [];

    /// <summary>The amount times ten to the power of the step's scale.</summary>
    public long[] Amounts = [];

    /// <summary>The range of an amount that is not known, scaled as <see cref="Amounts"/>.</summary>
    public long[] Low = [];

    public long[] High = [];

    /// <summary>A bit per condition of the step that holds; the bit after the last is <c>amount_due</c>.</summary>
    public ulong[] True = [];

    /// <summary>A bit per condition that does not hold. In neither: unknown. In both: error.</summary>
    public ulong[] False = [];

    /// <summary>The set of kinds of missing facts, by number in the evaluator's sets of kinds; 0 is the empty set.</summary>
    public int[] Missing = [];

    /// <summary>Decisions that the columns cannot hold (an error with its message, an award, an amount beyond 64 bits), by row.</summary>
    public Dictionary<int, Decision> Others { get; } = [];
}
