using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Ranges, and lists that are the same for all cases with what is chosen of them.</summary>
internal partial class Emitter
{
    /// <summary>The most items of a constant list of which some may be chosen: as many as a mask has bits.</summary>
    private const int MaximumChoice = 64;

    private Emitted OfRange(RangeOf e, KernelScope scope)
    {
        Emitted low = Keep(Emit(e.Low, scope)), high = Keep(Emit(e.High, scope));
        if (low.ConstantHere is { IsKnown: true } from && high.ConstantHere is { IsKnown: true } to)
            return OfFolded(new RangeValue(e.LowIncluded, from, to, e.HighIncluded), e.Type, [low, high], ends => new RangeValue(e.LowIncluded, ends[0], ends[1], e.HighIncluded));
        if (IsSettled || low.Shape != Shape.Scalar || high.Shape != Shape.Scalar) throw new NotEmittableException($"a range of {low.Type}");
        Expression state = StrictState([low, high], absentIsFault: false);
        // A range may have an end that is absent.
        if (state is not ConstantExpression) Do(IfThen(Equal(state, Expression.Constant(1)), Bail("a range with an end that is absent")));
        return new Emitted(Shape.Range, e.Type, state, Expression.Constant(0L)) { Ends = new EmittedRange(e.LowIncluded, low, high, e.HighIncluded) };
    }

    /// <summary>The first or last value of a range.</summary>
    private static Emitted End(Emitted range, bool last) => (last ? range.Ends!.High : range.Ends!.Low) with { State = range.State, Constant = null };

    /// <summary>The first and the last day of a range of dates.</summary>
    private static Emitted[] FirstAndLast(Emitted range) =>
    [
        End(range, last: false) with { Value = range.Ends!.LowIncluded ? range.Ends.Low.Value : Add(range.Ends.Low.Value, Expression.Constant(1L)) },
        End(range, last: true) with { Value = range.Ends.HighIncluded ? range.Ends.High.Value : Subtract(range.Ends.High.Value, Expression.Constant(1L)) },
    ];

    /// <summary>How many months lie in a range of dates, whole or in part.</summary>
    private Emitted CountOfMonths(Emitted months)
    {
        Emitted[] days = FirstAndLast(months);
        return WhenKnown(StrictState([months]), Shape.Scalar, RightsType.Number, () => Call(typeof(Days), nameof(Days.MonthsBetween), null, days[0].Value, days[1].Value)) with { Bound = 9999 * 12 };
    }

    /// <summary>Runs over the first days of the months that lie in a range of dates.</summary>
    private void EachMonth(Emitted months, LocalSymbol variable, KernelScope scope, Action<KernelScope, LabelTarget?, ParameterExpression?> body)
    {
        Emitted[] days = FirstAndLast(months);
        ParameterExpression next = Variable(typeof(long), "next"), last = Variable(typeof(long), "last"), day = Variable(typeof(long), "day");
        LabelTarget end = Label();
        Do(Assign(last, days[1].Value));
        Do(Assign(next, Call(typeof(Days), nameof(Days.FirstOfMonth), null, days[0].Value)));
        Do(Loop(Block(() =>
        {
            Do(IfThen(OrElse(LessThan(next, Expression.Constant(0L)), GreaterThan(next, last)), Break(end)));
            Do(Assign(day, next));
            Do(Assign(next, Call(typeof(Days), nameof(Days.NextMonth), null, day)));
            KernelScope inner = scope.OfItem(_code);
            inner.Locals[variable] = new Emitted(Shape.Scalar, RightsType.Date, Emitted.Known, day);
            body(inner, end, null);
        }), end));
    }

    /// <summary>Whether a value is in a range; one of which not all is known settles nothing.</summary>
    private Emitted InRange(Emitted value, Emitted range)
    {
        (bool lowIncluded, Emitted low, Emitted high, bool highIncluded) = range.Ends!;
        Emitted inside = InRange(value, lowIncluded, low with { State = Emitted.Known }, high with { State = Emitted.Known }, highIncluded);
        return range.IsAlwaysKnown ? inside : Keep(Truth(Condition(Equal(range.State, Emitted.Known), inside.Value, range.State)));
    }

    /// <summary>The items of a list that is the same for all cases; null when it is none.</summary>
    private Emitted[]? ConstantItems(Emitted list, RightsType type)
    {
        if (list.ConstantHere is not ListValue { IsCertain: true } here) return null;
        if (list.Dated is not { } dated) return [.. here.Items.Select(item => OfConstant(item.Value, type))];
        dated.Require(other => other is ListValue { IsCertain: true } one && one.Items.Count == here.Items.Count);
        return [.. here.Items.Select((item, i) => OfDated(OfConstant(item.Value, type), other => dated.On(other) is ListValue one && i < one.Items.Count ? one.Items[i].Value : null))];
    }

    /// <summary>A list that is the same for all cases, item by item; null when it is none.</summary>
    private Emitted? OfConstantList(ForEach e, Emitted domain, KernelScope scope)
    {
        if (e.FlattenDistinct || domain.Shape != Shape.Constant || ConstantItems(domain, e.Variable.Type) is not { } list) return null;
        var items = new List<Emitted>();
        foreach (Emitted item in list)
        {
            KernelScope inner = scope.Inner();
            inner.Locals[e.Variable] = item;
            Emitted value = Emit(e.Body, inner);
            if (value.ConstantHere is not { IsKnown: true }) return null;
            items.Add(value);
        }
        return OfFolded(ListValue.Certain(items.Select(i => i.ConstantHere!)), e.Type, [.. items], values => ListValue.Certain(values));
    }

    /// <summary>Items of a constant list for which a condition holds.</summary>
    private Emitted OfChoice(Filter e, Emitted domain, KernelScope scope)
    {
        var list = (ListValue)domain.ConstantHere!;
        if (IsSettled || list.Items.Count > MaximumChoice || ConstantItems(domain, e.Variable.Type) is not { } items) throw new NotEmittableException($"a choice of {domain.Type}");
        ParameterExpression mask = Variable(typeof(long), "mask"), state = Variable(typeof(int), "s");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(state, domain.State));
        LabelTarget end = Label();
        var blocks = new List<Expression>();
        if (!domain.IsAlwaysKnown)
        {
            Expression isList = Equal(state, Emitted.Known);
            if (domain.MayBePartial) isList = OrElse(isList, HasPossible(domain));
            blocks.Add(IfThenElse(isList, Assign(state, Emitted.Known), Goto(end)));
        }
        Expression everyone = EveryMember(domain);
        for (int i = 0; i < list.Items.Count; i++)
        {
            Expression bit = Expression.Constant(1L << i);
            int at = i;
            Expression block = Block(() =>
            {
                KernelScope inner = scope.Inner();
                inner.Locals[e.Variable] = items[at];
                Emitted keep = Keep(AsTruth(Emit(e.Condition, inner)));
                Do(Kept(keep, MemberFacts(domain, Expression.Constant(at)), Assign(mask, Expression.Or(mask, bit)), state, Expression.Constant(at), end));
            });
            blocks.Add(domain.Shape == Shape.Chosen ? IfThen(NotEqual(Expression.And(everyone, bit), Expression.Constant(0L)), block) : block);
        }
        blocks.Add(Label(end));
        Do(Expression.Block(typeof(void), blocks));
        return new Emitted(Shape.Chosen, e.Type, state, mask) { Constant = list, Dated = domain.Dated, MayBePartial = true };
    }
}
