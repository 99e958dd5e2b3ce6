using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Whether a value is in a list or a range.</summary>
internal partial class Emitter
{
    private Emitted OfWithin(Within e, KernelScope scope)
    {
        Emitted value = Keep(Emit(e.Value, scope));
        if (e.Container is RangeOf r) return InRange(value, r.LowIncluded, Emit(r.Low, scope), Emit(r.High, scope), r.HighIncluded);
        if (e.Container is ListOf several)
        {
            ParameterExpression one = Variable(typeof(int), "t");
            Do(Assign(one, Expression.Constant(0)));
            foreach (CoreExpression item in several.Items)
                Do(Assign(one, Either(one, OfComparison(ComparisonOperator.Equal, value, Emit(item, scope)).Value)));
            return Truth(one);
        }
        Emitted container = Keep(EmitPartial(e.Container, scope));
        if (container.Dated is { Here: RangeValue } dated) return InDated(value, dated, ((RangeType)container.Type.Required()).Item);
        switch (container)
        {
            case { Shape: Shape.Range }: return InRange(value, container);
            case { Constant: RangeValue range }:
                RightsType item = ((RangeType)container.Type.Required()).Item;
                return InRange(value, range.LowIncluded, OfConstant(range.Low, item), OfConstant(range.High, item), range.HighIncluded);
            case { Shape: Shape.Constant, ConstantHere: ListValue { IsCertain: true } }:
                ParameterExpression any = Variable(typeof(int), "t");
                Do(Assign(any, Expression.Constant(0)));
                foreach (Emitted one in ConstantItems(container, value.Type.Required())!)
                    Do(Assign(any, Either(any, OfComparison(ComparisonOperator.Equal, value, one).Value)));
                return Truth(any);
            case { Shape: Shape.Persons or Shape.LinkSet } when value.Shape is Shape.Scalar or Shape.Link:
                return MemberOfMask(value, container);
            default: throw new NotEmittableException($"`in` {container.Type}");
        }
    }

    /// <summary>Whether a value is in a range that hangs on the date that the code is for.</summary>
    private Emitted InDated(Emitted value, Dated range, RightsType item)
    {
        var (lowIncluded, low, high, highIncluded) = (RangeValue)range.Here;
        range.Require(other => other is RangeValue one && one.LowIncluded == lowIncluded && one.HighIncluded == highIncluded);
        return InRange(value, lowIncluded, OfDated(OfConstant(low, item), other => (range.On(other) as RangeValue)?.Low), OfDated(OfConstant(high, item), other => (range.On(other) as RangeValue)?.High), highIncluded);
    }

    private Emitted MemberOfMask(Emitted value, Emitted list)
    {
        if (list.MayBePartial) return MemberOfPartial(value, list);
        Expression inside = NotEqual(Expression.And(list.Value, BitOf(Convert(value.Value, typeof(int)))), Expression.Constant(0L));
        Expression known = Condition(inside, Expression.Constant(1), Expression.Constant(0));
        if (value.IsAlwaysKnown && list.IsAlwaysKnown) return Keep(Truth(known));
        // A list that is not known settles it; else nothing is in an empty list, and what is absent is in none.
        return Keep(Truth(Condition(NotEqual(list.State, Emitted.Known), Condition(Equal(list.State, Expression.Constant(1)), Expression.Constant(0), list.State),
            Condition(OrElse(Equal(list.Value, Expression.Constant(0L)), Equal(value.State, Expression.Constant(1))), Expression.Constant(0),
                Condition(Equal(value.State, Emitted.Known), known, value.State)))));
    }

    /// <summary>The same where somebody may be in the list.</summary>
    private Emitted MemberOfPartial(Emitted value, Emitted list)
    {
        Emitted plain = MemberOfMask(value, list with { MayBePartial = false });
        Do(IfThen(AndAlso(HasPossible(list), AndAlso(NotEqual(value.State, Emitted.Known), NotEqual(value.State, Expression.Constant(1)))), Bail("somebody unknown in a list with possible members")));
        return Keep(Truth(Condition(HasPossible(list), Condition(Equal(value.State, Emitted.Known), Ask(nameof(KernelContext.IsMember), list.State, list.Value, value.Value), Expression.Constant(0)), plain.Value)));
    }

    private Emitted InRange(Emitted value, bool lowIncluded, Emitted low, Emitted high, bool highIncluded)
    {
        value = Keep(AsScalar(value));
        Expression above = OfComparison(lowIncluded ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, value, low).Value;
        Expression below = OfComparison(highIncluded ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, value, high).Value;
        Expression both = Kept(Both(above, below), "t");
        return value.IsAlwaysKnown ? Truth(both) : Keep(Truth(Condition(Equal(value.State, Expression.Constant(1)), Expression.Constant(0), both)));
    }
}
