using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Lists put together, and the first or last of a list.</summary>
internal partial class Emitter
{
    private Emitted OfUnion(Emitted[] lists)
    {
        if (lists.Any(l => l.Shape != Shape.Persons)) throw new NotEmittableException("a union of other things than persons");
        return Together(lists, lists[0].Type, mayRepeat: true);
    }

    /// <summary>Masks one after another as one mask. The items of a list that somebody stands in twice are for the reference evaluator.</summary>
    private Emitted Together(Emitted[] lists, RightsType type, bool mayRepeat)
    {
        if (lists.Length == 1) return lists[0] with { Type = type };
        ParameterExpression inOrder = Variable(typeof(bool), "ordered");
        Do(Assign(inOrder, lists.Select(l => l.InOrder).OfType<Expression>().Aggregate((Expression)Expression.Constant(true), AndAlso)));
        if (lists.Any(l => l.MayBePartial)) return TogetherPartial(lists, type, inOrder);
        return WhenKnown(StrictState(lists), Shape.Persons, type, () =>
        {
            Expression all = Kept(lists[0].Value, "mask");
            foreach (Emitted list in lists.Skip(1))
            {
                Expression next = Kept(list.Value, "mask");
                if (!mayRepeat) Do(IfThen(NotEqual(Expression.And(all, next), Expression.Constant(0L)), Bail("somebody twice in a list")));
                Do(Assign(inOrder, AndAlso(inOrder, Call(typeof(Masks), nameof(Masks.Follows), null, all, next))));
                all = Kept(Expression.Or(all, next), "mask");
            }
            return all;
        }) with
        { InOrder = inOrder };
    }

    /// <summary>The union of lists of which some members are only possible: whoever is certain in one of them is certain.</summary>
    private Emitted TogetherPartial(Emitted[] lists, RightsType type, ParameterExpression inOrder)
    {
        ParameterExpression state = Variable(typeof(int), "s"), mask = Variable(typeof(long), "mask"), possible = Variable(typeof(int), "possible");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(possible, Expression.Constant(0)));
        Do(Assign(state, StrictState(lists.Select(Sure))));
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            foreach (Emitted list in lists)
            {
                Expression all = Kept(EveryMember(list), "mask"), before = Kept(Ask(nameof(KernelContext.EveryMember), possible, mask), "mask");
                Do(Assign(possible, Ask(nameof(KernelContext.JoinMembers), possible, mask, inOrder, list.State, list.Value)));
                Do(Assign(inOrder, AndAlso(inOrder, OrElse(Equal(before, Expression.Constant(0L)), Call(typeof(Masks), nameof(Masks.Follows), null, before, all)))));
                Do(Assign(mask, Expression.Or(mask, list.Value)));
            }
            Do(Assign(state, Ask(nameof(KernelContext.SettleMembers), possible, mask)));
        })));
        return new Emitted(Shape.Persons, type, state, mask) { InOrder = inOrder, MayBePartial = true };
    }

    /// <summary>The first or last of a list; of lists put together, that of the first that is not empty.</summary>
    private Emitted OfItem(Item e, KernelScope scope)
    {
        if (Emit(e.Index, scope).Constant is not NumberValue { Value: 1 or -1 } index) throw new NotEmittableException("an item in the middle");
        if (e.List is Sort sort) return OfSorted(sort, first: index.Value > 0, e.Type, scope);
        Emitted[] lists = e.List is BuiltinCall { Builtin.Name: "concatenate" } joined
            ? [.. joined.Arguments.Select(a => OneOrInCaseOrder(Keep(EmitPartial(a, scope))))] : [OneOrInCaseOrder(Keep(EmitPartial(e.List, scope)))];
        if (index.Value < 0) Array.Reverse(lists);
        if (lists.Any(l => l.Shape is not (Shape.Persons or Shape.LinkSet) && (l.Shape != Shape.RowSet || lists.Length > 1))) throw new NotEmittableException("an item of other things than persons");
        bool mayBePartial = lists.Any(l => l.MayBePartial);
        Expression state = StrictState(mayBePartial ? lists.Select(Sure) : lists, absentIsFault: false);
        ParameterExpression mask = Variable(typeof(long), "mask");
        Do(Assign(mask, Expression.Constant(0L)));
        if (mayBePartial) state = ItemOfPartial(lists, mask, state, last: index.Value < 0);
        else foreach (Emitted list in lists) Do(IfThen(Equal(mask, Expression.Constant(0L)), Assign(mask, list.Value)));
        state = Kept(Condition(AndAlso(Equal(state, Emitted.Known), Equal(mask, Expression.Constant(0L))), Expression.Constant(1), state), "s");
        Emitted found = ItemOf(lists[0], Call(typeof(Masks), index.Value > 0 ? nameof(Masks.Lowest) : nameof(Masks.Highest), null, mask));
        return Keep(found with { State = state, Type = e.Type });
    }

    /// <summary>The same where some members are only possible: whether one of them stands before decides who is first. Leaves the list of the item in the mask.</summary>
    private ParameterExpression ItemOfPartial(Emitted[] lists, ParameterExpression mask, Expression known, bool last)
    {
        ParameterExpression state = Variable(typeof(int), "s"), item = Variable(typeof(int), "item");
        Do(Assign(state, known));
        Do(Assign(item, Expression.Constant(1)));
        foreach (Emitted list in lists)
        {
            // Absent: nobody is in the list, and the next one counts.
            Do(IfThen(Equal(item, Expression.Constant(1)), Block(() =>
            {
                Do(Assign(item, Ask(nameof(KernelContext.ItemOf), list.State, list.Value, Expression.Constant(last))));
                Do(IfThen(Equal(item, Emitted.Known), Assign(mask, list.Value)));
            })));
        }
        Expression Facts(string method, Func<Emitted, Expression[]> arguments) =>
            lists.Where(l => l.MayBePartial).Select(l => Ask(method, arguments(l))).Aggregate(Union);
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            Expression order = Kept(Facts(nameof(KernelContext.FactsOfOrder), l => [l.State]), "facts");
            Do(IfThenElse(NotEqual(order, Expression.Constant(0)), Assign(state, order),
                IfThen(IsUnknown(item), Block(() => Do(Assign(state, Facts(nameof(KernelContext.PossibleFacts), l => [l.State, l.Value])))))));
        })));
        return state;
    }

    /// <summary>The first or last by a key; of equal keys the one that stands first, or last, in the list.</summary>
    private Emitted OfSorted(Sort e, bool first, RightsType type, KernelScope scope)
    {
        Emitted domain = OneOrInCaseOrder(Keep(Emit(e.Domain, scope)));
        if (domain.Shape is not (Shape.Persons or Shape.LinkSet)) throw new NotEmittableException($"sorting {domain.Type}");
        ParameterExpression best = Variable(typeof(long), "best"), found = Variable(typeof(long), "found"), state = Variable(typeof(int), "s"), any = Variable(typeof(bool), "any");
        Do(Assign(state, Emitted.Known));
        Do(Assign(any, Expression.Constant(false)));
        Do(Assign(found, Expression.Constant(0L)));
        OnDomain(domain, () =>
        {
            EachBit(domain.Value, (bit, _) =>
            {
                KernelScope inner = scope.Inner();
                inner.Locals[e.Variable] = ItemOf(domain, bit);
                Emitted key = Keep(AsScalar(Emit(e.Key, inner)));
                if (key.Shape != Shape.Scalar || key.Type.Required().Equals(RightsType.Text)) throw new NotEmittableException($"sorting by {key.Type}");
                if (!key.IsAlwaysKnown) Do(Assign(state, IsSettled ? Expression.Or(state, key.State) : Call(X, ContextMethods.Named(nameof(KernelContext.Strict)), state, key.State)));
                Expression comes = (first, e.Descending) switch
                {
                    (true, false) => LessThan(key.Value, best),
                    (true, true) => GreaterThan(key.Value, best),
                    (false, false) => GreaterThanOrEqual(key.Value, best),
                    _ => LessThanOrEqual(key.Value, best),
                };
                Do(IfThen(OrElse(Expression.Not(any), comes), Expression.Block(typeof(void), Assign(best, key.Value), Assign(found, Convert(bit, typeof(long))), Assign(any, Expression.Constant(true)))));
            });
            // Of one item the key is not asked for; an absent key is a fault.
            Do(IfThen(Equal(Expression.And(domain.Value, Subtract(domain.Value, Expression.Constant(1L))), Expression.Constant(0L)), Assign(state, Emitted.Known)));
            Do(IfThen(Equal(state, Expression.Constant(1)), Fault(state)));
            Do(IfThen(AndAlso(Equal(state, Emitted.Known), Expression.Not(any)), Assign(state, Expression.Constant(1))));
        }, s => Do(Assign(state, s)));
        Emitted item = ItemOf(domain, Convert(found, typeof(int)));
        return Keep(item with { State = state, Type = type });
    }
}
