using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A right on a date: everything about its decisions that is the same for all cases.</summary>
internal sealed class DecisionStep
{
    /// <summary>The bit of the last condition leaves one for <c>amount_due</c>.</summary>
    public const int MaximumConditions = 63;

    private const int UnroundedDecimals = 4;

    public DecisionStep(RightDefinition right, DateOnly date, RightKernel? kernel)
    {
        (Right, Date, Period, Kernel) = (right, date, PeriodOf.Right(right, date), kernel);
        Conditions = [.. Flatten(right.Conditions, 0, Period.ReferenceDate)];
        HasAmount = right.Amount is not null;
        DueBit = 1UL << Math.Min(Conditions.Count, MaximumConditions);
        ConditionBits = DueBit - 1;
        AmountScale = kernel?.AmountScale ?? right.Amount?.Round?.Decimals ?? UnroundedDecimals;
        AmountUnit = right.Amount is null ? null : right.Amount.Unit ?? right.Amount.Type.ToString();
        ParameterStatus = RightEvaluator.StatusOn(right, [Period.ReferenceDate]);
    }

    /// <summary>The rulebook that the right belongs to.</summary>
    public required Rulebook Rulebook { get; init; }

    public RightDefinition Right { get; }

    /// <summary>The date that was asked for.</summary>
    public DateOnly Date { get; }

    public PeriodOf Period { get; }

    /// <summary>The conditions in force, groups before their parts: a bit each in the columns of a batch.</summary>
    public IReadOnlyList<(ConditionDefinition Condition, int Depth)> Conditions { get; }

    /// <summary>The decimals of amounts in the columns of a batch.</summary>
    public int AmountScale { get; }

    /// <summary>The type of the amount, or null when there is none.</summary>
    public string? AmountUnit { get; }

    /// <summary>The weakest status among the figures that count on the reference date.</summary>
    public string ParameterStatus { get; }

    /// <summary>The bits of the conditions of a right with memory that has code, by <see cref="DecisionBatch.Shown"/>; else empty.</summary>
    public IReadOnlyList<ConditionLayout> Layouts => Kernel?.Layouts ?? [];

    /// <summary>Its code, or null when the reference evaluator decides it.</summary>
    public RightKernel? Kernel { get; }

    public HolderKind Holder => Right.Holder;

    public bool HasAmount { get; }

    /// <summary>The bits of all conditions.</summary>
    public ulong ConditionBits { get; }

    /// <summary>The bit of <c>amount_due</c>.</summary>
    public ulong DueBit { get; }

    public bool InForce => Right.InForce.Contains(Period.ReferenceDate);

    public static IEnumerable<(ConditionDefinition, int)> Flatten(IEnumerable<ConditionDefinition> conditions, int depth, DateOnly date) =>
        conditions.Where(c => c.InForce.Contains(date)).SelectMany(c => Flatten(c.Children, depth + 1, date).Prepend((c, depth)));
}
