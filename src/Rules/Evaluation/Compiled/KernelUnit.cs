using System.Linq.Expressions;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A compiled unit: its number in the plan, below 0 for what is the same for everybody, and what its value is.</summary>
internal sealed record KernelUnit(int Number, Emitted Shape)
{
    /// <summary>The rights that it asks for, by their numbers in the plan.</summary>
    public required SortedSet<int> Needed { get; init; }

    /// <summary>What of it has no code.</summary>
    public required SortedSet<string> LeftOut { get; init; }

    /// <summary>Whether code that asks for the one can ask for the other.</summary>
    public bool IsLike(KernelUnit other) => Number >= 0 && other.Number >= 0
        && (Shape.Shape, Shape.Scale, Shape.Relation, Shape.Record, Shape.Key?.Here) == (other.Shape.Shape, other.Shape.Scale, other.Shape.Relation, other.Shape.Record, other.Shape.Key?.Here)
        && (Shape.MayBePartial, Shape.MayBeBounded, Shape.MayHoldUnknown, Shape.Order is null) == (other.Shape.MayBePartial, other.Shape.MayBeBounded, other.Shape.MayHoldUnknown, other.Shape.Order is null);
}

/// <summary>The number of a unit in code.</summary>
internal readonly record struct UnitPlace(Expression Number)
{
    public UnitPlace(KernelUnit unit)
        : this(Expression.Constant(unit.Number))
    {
    }
}

/// <summary>Something about a person that is computed once per case on one date: a household, an income of a year, a concept.</summary>
/// <param name="code">Its code, for all dates that share it.</param>
/// <param name="dated">What the code reads of the date.</param>
internal sealed class UnitKernel(KernelCode<DatedUnitKernel> code, long[] dated)
{
    private DatedUnitKernel? _made;

    public int Run(KernelContext context, int person) => (_made ??= code.Value)(context, person, dated);
}
