using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

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
/// The decisions on a batch of cases as columns; after <see cref="PutInCaseOrder"/> in the order of <see cref="CaseEvaluator"/>: by
/// case, then right, period and holder. The columns are kept and filled again.
/// </summary>
internal sealed partial class DecisionBatch
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

    /// <summary>The range of an amount that is not known, scaled as <see cref="Amounts"/>; to be read only where there is one.</summary>
    public long[] Low = [];

    public long[] High = [];

    /// <summary>A bit per condition of the step that holds; the bit after the last is <c>amount_due</c>.</summary>
    public ulong[] True = [];

    /// <summary>A bit per condition that does not hold. In neither: unknown. In both: error.</summary>
    public ulong[] False = [];

    /// <summary>Of a right with memory: which of the step's layouts says what the bits stand for; else not to be read.</summary>
    public short[] Shown = [];

    /// <summary>Of a right with memory that is granted: the last day of the grant as a day number, or -1 when it is not known; else not to be read.</summary>
    public int[] Until = [];

    /// <summary>The set of kinds of missing facts, by number in the evaluator's sets of kinds; 0 is the empty set.</summary>
    public int[] Missing = [];

    /// <summary>Where the missing facts of each row start in <see cref="Facts"/>; one more than there are rows.</summary>
    public int[] FactStart = [0];

    /// <summary>The missing facts: kinds with the numbers of persons, as <see cref="FactArena"/> holds them.</summary>
    public int[] Facts = [];

    /// <summary>Decisions that the columns cannot hold (an error with its message, an award of the reference evaluator, an amount beyond 64 bits), by row.</summary>
    public Dictionary<int, Decision> Others { get; } = [];

    public void Clear()
    {
        Count = 0;
        FactStart[0] = 0;
        Others.Clear();
    }

    /// <summary>Leaves out the rows from a number on.</summary>
    public void Cut(int count) => Count = count;

    /// <summary>Adds a row, with room for missing facts; gives its number.</summary>
    public int Add(int facts)
    {
        if (Count == Case.Length) Grow(Math.Max(1024, Count * 2));
        int start = FactStart[Count], end = start + facts;
        if (end > Facts.Length) Array.Resize(ref Facts, Math.Max(Facts.Length * 2, end + 256));
        FactStart[Count + 1] = end;
        return Count++;
    }

    /// <summary>Makes room for so many more rows.</summary>
    public void Reserve(int rows)
    {
        if (Count + rows > Case.Length) Grow(Math.Max(1024, (Count + rows) * 2));
    }

    /// <summary>Takes over rows that were written behind the last, and fills in what is the same for all of them.</summary>
    /// <param name="end">One past the last of them.</param>
    /// <param name="step">The right and period.</param>
    /// <param name="holder">Who holds it.</param>
    public void TakeOver(int end, short step, HolderKind holder)
    {
        int start = Count, rows = end - start;
        Step.AsSpan(start, rows).Fill(step);
        if (holder == HolderKind.Household) First.AsSpan(start, rows).Fill(-1);
        else Members.AsSpan(start, rows).Clear();
        if (holder != HolderKind.Relation) Second.AsSpan(start, rows).Fill(-1);
        Missing.AsSpan(start, rows).Clear();
        FactStart.AsSpan(start + 1, rows).Fill(FactStart[start]);
        Count = end;
    }

    /// <summary>Takes out the rows from a number on whose cases are marked; none of them lacks facts.</summary>
    public void Drop(int start, bool[] cases)
    {
        int kept = start;
        for (int row = start; row < Count; row++)
        {
            if (cases[Case[row]]) continue;
            (Case[kept], First[kept], Second[kept], Members[kept]) = (Case[row], First[row], Second[row], Members[row]);
            (Outcomes[kept], Flags[kept], Amounts[kept], True[kept], False[kept]) = (Outcomes[row], Flags[row], Amounts[row], True[row], False[row]);
            kept++;
        }
        Count = kept;
    }

    private void Grow(int size)
    {
        Array.Resize(ref Case, size);
        Array.Resize(ref Step, size);
        Array.Resize(ref First, size);
        Array.Resize(ref Second, size);
        Array.Resize(ref Members, size);
        Array.Resize(ref Outcomes, size);
        Array.Resize(ref Flags, size);
        Array.Resize(ref Amounts, size);
        Array.Resize(ref Low, size);
        Array.Resize(ref High, size);
        Array.Resize(ref True, size);
        Array.Resize(ref False, size);
        Array.Resize(ref Shown, size);
        Array.Resize(ref Until, size);
        Array.Resize(ref Missing, size);
        Array.Resize(ref FactStart, size + 1);
    }
}
