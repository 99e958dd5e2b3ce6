using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Whether somebody may hold a right: three-valued, with the keys of <c>one_per</c> left in the context.</summary>
internal delegate int CandidateKernel(KernelContext context, int a, int b, long holder);

/// <summary>Decides a right for a holder; everything is left in the context.</summary>
internal delegate void DecideKernel(KernelContext context, int a, int b, long holder, int candidacy);

/// <summary>The code of a right for one period.</summary>
internal sealed record RightKernel(RightDefinition Right, PeriodOf Period, CandidateKernel Candidate, DecideKernel Decide)
{
    /// <summary>The conditions in force, in the order of the decision, with their depth.</summary>
    public required IReadOnlyList<(ConditionDefinition Condition, int Depth)> Conditions { get; init; }

    /// <summary>The unit of the household that holds the right, or -1.</summary>
    public int HouseholdUnit { get; init; } = -1;

    /// <summary>The relation whose links hold the right, or -1.</summary>
    public int Relation { get; init; } = -1;

    /// <summary>The rights that have to be decided before, by their numbers in the plan.</summary>
    public IReadOnlyCollection<int> Needs { get; init; } = [];

    /// <summary>The decimals of the amount.</summary>
    public int AmountScale { get; init; }
}
