using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Whether somebody may hold a right: three-valued, with the keys of <c>one_per</c> left in the context.</summary>
internal delegate int CandidateKernel(KernelContext context, int a, int b, long holder);

/// <summary>Decides a right for a holder; everything is left in the context.</summary>
internal delegate void DecideKernel(KernelContext context, int a, int b, long holder, int candidacy);

/// <summary>The code of a right for one period.</summary>
internal sealed record RightKernel(RightDefinition Right, PeriodOf Period, CandidateKernel Candidate, DecideKernel Decide)
{
    /// <summary>The conditions that make the right easier to grant, by their bits.</summary>
    public (ulong Bit, GrantMode Mode)[] Grants { get; init; } = [];

    /// <summary>The unit of the household that holds the right, or -1.</summary>
    public int HouseholdUnit { get; init; } = -1;

    /// <summary>The relation whose links hold the right, or -1.</summary>
    public int Relation { get; init; } = -1;

    /// <summary>What 1 is in each key of <c>first_by</c> and <c>one_per</c> that may be a number between bounds; 0 for the others.</summary>
    public long[] KeyUnits { get; init; } = [];

    /// <summary>The rights that have to be decided before, by their numbers in the plan.</summary>
    public int[] Needs { get; init; } = [];

    /// <summary>What has no code, with its place.</summary>
    public IReadOnlyCollection<string> LeftOut { get; init; } = [];

    /// <summary>The check dates of a right with memory that may still count, by their numbers in the plan, the latest first; else null.</summary>
    public int[]? Checks { get; init; }

    /// <summary>The bits of the conditions of a right with memory: of nobody checked, then of each check date.</summary>
    public IReadOnlyList<ConditionLayout> Layouts { get; init; } = [];

    /// <summary>The decimals of the amount.</summary>
    public int AmountScale { get; init; }
}
