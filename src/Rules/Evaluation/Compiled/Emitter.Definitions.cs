using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Definitions of rights, each a unit that is computed when it is first asked for; and what has no code.</summary>
internal partial class Emitter
{
    /// <summary>What has no code, with its place: whoever comes to it goes to the reference evaluator.</summary>
    public SortedSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    private Emitted OfDefinition(DefinitionSymbol definition, KernelScope scope)
    {
        if (scope.Day is not null) return EmitPartial(definition.Body!, scope.Inner());
        if (scope.Computed.TryGetValue(scope.Once(definition), out Emitted? known)) return known;
        if (scope.Frame is { } frame && _units is not null && IsPlain(definition.ResultType) && !IsSeveral(definition.Body)) return _units.Definition(definition, frame, scope, this);
        return Once(definition, scope, s => EmitPartial(definition.Body!, s));
    }

    /// <summary>The value of a definition for a holder, from the memory of the case.</summary>
    public Emitted FromDefinition(UnitPlace unit, Emitted shape, RightsType type) => Memory(shape.Shape, type, unit, HolderIndex!, shape.Order is not null) with { Scale = shape.Scale, Relation = shape.Relation, MayBePartial = shape.MayBePartial, MayBeBounded = shape.MayBeBounded, MayHoldUnknown = shape.MayHoldUnknown };

    /// <summary>By which number the holder of the right is known: a person, a link, the first member; null where there is no holder.</summary>
    public Expression? HolderIndex { get; init; }

    /// <summary>A value that stands for an expression without code: whoever comes to it goes to the reference evaluator.</summary>
    private Emitted Leave(CoreExpression e, NotEmittableException missing)
    {
        LeftOut.Add(missing.Message);
        Do(Bail(missing.Message));
        Shape shape = ShapeOf(e.Type);
        return e.Type.Equals(RightsType.Boolean) ? Truth(Expression.Constant(-1)) : new Emitted(shape, e.Type, Expression.Constant(-1), Expression.Constant(0L));
    }

    /// <summary>Whether an expression puts lists together in which somebody may stand twice: no memory holds that.</summary>
    private static bool IsSeveral(CoreExpression? e) => e is BuiltinCall { Builtin.Name: "concatenate" };

    /// <summary>Whether a value is a number and a state and nothing else, or a list of persons.</summary>
    private static bool IsPlain(RightsType type) => type.Required() switch
    {
        ListType { Item: var item } => item.Equals(RightsType.Person),
        StructType or RangeType => false,
        _ => true,
    };
}
