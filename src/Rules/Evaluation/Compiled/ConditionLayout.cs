using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Which bit of a row stands for which condition of a right with memory: those of the check date that is shown, then <c>award</c>, then <c>amount_due</c>.</summary>
internal sealed class ConditionLayout
{
    /// <param name="right">A right with memory.</param>
    /// <param name="check">The check date; null when nobody could be checked.</param>
    /// <param name="referenceDate">The day that is decided.</param>
    public ConditionLayout(RightDefinition right, DateOnly? check, DateOnly referenceDate)
    {
        Check = check;
        Conditions = check is { } date ? [.. DecisionStep.Flatten(right.Conditions, 0, date)] : [];
        AwardBit = 1UL << Conditions.Count;
        DueBit = AwardBit << 1;
        Grants = [.. Conditions.Index().Where(c => c.Item.Condition.Grant is not null).Select(c => (1UL << c.Index, c.Item.Condition.Grant!.Value))];
        ParameterStatus = RightEvaluator.StatusOn(right, [referenceDate, check ?? referenceDate]);
    }

    /// <summary>The check date whose conditions are shown, or null.</summary>
    public DateOnly? Check { get; }

    /// <summary>The conditions that were in force on that date, groups before their parts.</summary>
    public IReadOnlyList<(ConditionDefinition Condition, int Depth)> Conditions { get; }

    public ulong AwardBit { get; }

    public ulong DueBit { get; }

    /// <summary>The bits of the conditions and of <c>award</c>.</summary>
    public ulong ConditionBits => DueBit - 1;

    /// <summary>The conditions that make the right easier to grant, by their bits.</summary>
    public (ulong Bit, GrantMode Mode)[] Grants { get; }

    /// <summary>The weakest status among the figures that count on both dates.</summary>
    public string ParameterStatus { get; }
}
