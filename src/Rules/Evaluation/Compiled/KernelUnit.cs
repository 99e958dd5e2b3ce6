using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A compiled unit: its number in the plan, below 0 for what is the same for everybody, and what its value is.</summary>
internal sealed record KernelUnit(int Number, Emitted Shape)
{
    /// <summary>The rights that it asks for, by their numbers in the plan.</summary>
    public required SortedSet<int> Needed { get; init; }

    /// <summary>What of it has no code.</summary>
    public required SortedSet<string> LeftOut { get; init; }

    /// <summary>Where the memory of the unit begins.</summary>
    public int FirstCell => Number * CaseBatch.MaximumPersons;

    /// <summary>Whether code that asks for the one can ask for the other.</summary>
    public bool IsLike(KernelUnit other) => Number >= 0 && other.Number >= 0
        && (Shape.Shape, Shape.Scale, Shape.Relation, Shape.Record, Shape.Key?.Here) == (other.Shape.Shape, other.Shape.Scale, other.Shape.Relation, other.Shape.Record, other.Shape.Key?.Here)
        && (Shape.MayBePartial, Shape.MayBeBounded, Shape.MayHoldUnknown, Shape.InOrder is null) == (other.Shape.MayBePartial, other.Shape.MayBeBounded, other.Shape.MayHoldUnknown, other.Shape.InOrder is null);
}

/// <summary>A unit in code: where its memory begins, and its number.</summary>
internal readonly record struct UnitPlace(Expression First, Expression Number)
{
    public UnitPlace(KernelUnit unit)
        : this(Expression.Constant(unit.FirstCell), Expression.Constant(unit.Number))
    {
    }
}
