using RightsEngine.Language.Core;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What kernels of rights leave for whoever called them.</summary>
internal sealed partial class KernelContext
{
    /// <summary>Those who may hold the right being decided, with the keys of <c>first_by</c> and <c>one_per</c>.</summary>
    public Candidates Candidates { get; set; }

    public void SetKey(int index, int state, long value) => Candidates.SetKey(index, state, value);

    /// <summary>The keys of a table of figures that is looked up next.</summary>
    public long[] TableKeys { get; } = new long[MaximumTableKeys];

    public int[] TableKeyStates { get; } = new int[MaximumTableKeys];

    /// <summary>What this thread knows of the sets of kinds.</summary>
    public KindSetMemory KindSets { get; }

    /// <summary>A bit per condition that holds.</summary>
    public long Holds { get; set; }

    /// <summary>A bit per condition that is neither true nor false.</summary>
    public ulong Odd { get; set; }

    /// <summary>A bit per condition at fault.</summary>
    public ulong Faults { get; set; }

    public void SetOdd(int truth, int condition)
    {
        Odd |= 1UL << condition;
        if (truth == -1) Faults |= 1UL << condition;
    }

    /// <summary>Whether the right is due as far as its conditions go.</summary>
    public int Whole { get; set; }

    /// <summary>A comparison of the unknown amount with a limit, by its range.</summary>
    public int Bounded(ComparisonOperator op, decimal limit, int facts)
    {
        (bool yes, bool no) = op == ComparisonOperator.Greater ? (Low > limit, High <= limit) : (Low >= limit, High < limit);
        return yes ? 1 : no ? 0 : facts;
    }

    /// <summary>Whether the amount is due.</summary>
    public int Due { get; set; }

    public int AmountState { get; set; }

    public long Amount { get; set; }

    public bool HasRange { get; set; }

    public decimal Low { get; set; }

    public decimal High { get; set; }
}
