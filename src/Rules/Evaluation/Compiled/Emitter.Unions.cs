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
        ParameterExpression order = Variable(typeof(int), "order");
        if (lists.Any(l => l.MayBePartial)) return TogetherPartial(lists, type, order);
        Do(Assign(order, lists[0].Order ?? CaseOrder));
        return WhenKnown(StrictState(lists), Shape.Persons, type, () =>
        {
            Expression all = Kept(lists[0].Value, "mask");
            foreach (Emitted list in lists.Skip(1))
            {
                Expression next = Kept(list.Value, "mask");
                if (!mayRepeat) Do(IfThen(NotEqual(Expression.And(all, next), Expression.Constant(0L)), Bail("somebody twice in a list")));
                Do(Assign(order, Joined(order, all, list.Order, next)));
                all = Kept(Expression.Or(all, next), "mask");
            }
            return all;
        }) with
        { Order = order };
    }

    /// <summary>The order of a list after another one; in the lean lane, which has none but that of the case, anything else for another.</summary>
    private Expression Joined(Expression first, Expression members, Expression? second, Expression others) => !IsSettled
        ? Call(Property(X, nameof(KernelContext.Sequences)), nameof(Sequences.Join), null, first, members, second ?? CaseOrder, others)
        : Condition(AndAlso(Equal(second is null ? first : Expression.Or(first, second), CaseOrder), Call(typeof(Masks), nameof(Masks.Follows), null, members, others)), CaseOrder, Expression.Constant(1));

    /// <summary>The union of lists of which some members are only possible: whoever is certain in one of them is certain.</summary>
    private Emitted TogetherPartial(Emitted[] lists, RightsType type, ParameterExpression order)
    {
        ParameterExpression state = Variable(typeof(int), "s"), mask = Variable(typeof(long), "mask"), possible = Variable(typeof(int), "possible");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(possible, Expression.Constant(0)));
        Do(Assign(order, CaseOrder));
        Do(Assign(state, StrictState(lists.Select(Sure))));
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            foreach (Emitted list in lists)
            {
                Expression all = Kept(EveryMember(list), "mask"), before = Kept(Ask(nameof(KernelContext.EveryMember), possible, mask), "mask");
                Do(Assign(possible, Ask(nameof(KernelContext.JoinMembers), possible, mask, order, list.State, list.Value, list.Order ?? CaseOrder)));
                Do(Assign(order, Joined(order, before, list.Order, all)));
                Do(Assign(mask, Expression.Or(mask, list.Value)));
            }
            Do(Assign(state, Ask(nameof(KernelContext.SettleMembers), possible, mask)));
        })));
        return new Emitted(Shape.Persons, type, state, mask) { Order = order, MayBePartial = true };
    }

    /// <summary>The first or last of a list; of lists put together, that of the first that is not empty.</summary>
    private Emitted OfItem(Item e, KernelScope scope)
    {
        if (Emit(e.Index, scope).Constant is not NumberValue { Value: 1 or -1 } index) throw new NotEmittableException("an item in the middle");
        if (e.List is Sort sort) return OfSorted(sort, first: index.Value > 0, e.Type, scope);
        Emitted[] lists = e.List is BuiltinCall { Builtin.Name: "concatenate" } joined
            ? [.. joined.Arguments.Select(a => OfAnyOrder(Keep(EmitPartial(a, scope))))] : [OfAnyOrder(Keep(EmitPartial(e.List, scope)))];
        if (index.Value < 0) Array.Reverse(lists);
        if (lists.Any(l => l.Shape is not (Shape.Persons or Shape.LinkSet) && (l.Shape != Shape.RowSet || lists.Length > 1))) throw new NotEmittableException("an item of other things than persons");
        bool mayBePartial = lists.Any(l => l.MayBePartial);
        Expression state = StrictState(mayBePartial ? lists.Select(Sure) : lists, absentIsFault: false);
        ParameterExpression mask = Variable(typeof(long), "mask"), order = Variable(typeof(int), "order");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(order, CaseOrder));
        if (mayBePartial) state = ItemOfPartial(lists, mask, order, state, last: index.Value < 0);
        else foreach (Emitted list in lists) Do(IfThen(Equal(mask, Expression.Constant(0L)), TakeList(list, mask, order)));
        state = Kept(Condition(AndAlso(Equal(state, Emitted.Known), Equal(mask, Expression.Constant(0L))), Expression.Constant(1), state), "s");
        Expression end = IsSettled || lists.All(l => l.Order is null) ? Call(typeof(Masks), index.Value > 0 ? nameof(Masks.Lowest) : nameof(Masks.Highest), null, mask)
            : Call(Property(X, nameof(KernelContext.Sequences)), index.Value > 0 ? nameof(Sequences.First) : nameof(Sequences.Last), null, order, mask);
        return Keep(ItemOf(lists[0], Kept(end, "i")) with { State = state, Type = e.Type });
    }

    /// <summary>A list of which an end is asked for: the lean lane has no order but that of the case.</summary>
    private Emitted OfAnyOrder(Emitted list) => IsSettled ? OneOrInCaseOrder(list) : list;

    private static BlockExpression TakeList(Emitted list, ParameterExpression mask, ParameterExpression order) =>
        Expression.Block(typeof(void), Assign(mask, list.Value), Assign(order, list.Order ?? CaseOrder));

    /// <summary>The same where some members are only possible: whether one of them stands before decides who is first. Leaves the list of the item in the mask.</summary>
    private ParameterExpression ItemOfPartial(Emitted[] lists, ParameterExpression mask, ParameterExpression order, Expression known, bool last)
    {
        ParameterExpression state = Variable(typeof(int), "s"), item = Variable(typeof(int), "item");
        Do(Assign(state, known));
        Do(Assign(item, Expression.Constant(1)));
        foreach (Emitted list in lists)
        {
            // Absent: nobody is in the list, and the next one counts.
            Do(IfThen(Equal(item, Expression.Constant(1)), Block(() =>
            {
                Do(Assign(item, Ask(nameof(KernelContext.ItemOf), list.State, list.Value, list.Order ?? CaseOrder, Expression.Constant(last))));
                Do(IfThen(Equal(item, Emitted.Known), TakeList(list, mask, order)));
            })));
        }
        Expression Facts(string method, Func<Emitted, Expression[]> arguments) =>
            lists.Where(l => l.MayBePartial).Select(l => Ask(method, arguments(l))).Aggregate(Union);
        Do(IfThen(Equal(state, Emitted.Known), Block(() =>
        {
            Expression hanging = Kept(Facts(nameof(KernelContext.FactsOfOrder), l => [l.State]), "facts");
            Do(IfThenElse(NotEqual(hanging, Expression.Constant(0)), Assign(state, hanging),
                IfThen(IsUnknown(item), Block(() => Do(Assign(state, Facts(nameof(KernelContext.PossibleFacts), l => [l.State, l.Value])))))));
        })));
        return state;
    }

    /// <summary>The first or last by a key; of equal keys the one that stands first, or last, in the list.</summary>
    private Emitted OfSorted(Sort e, bool first, RightsType type, KernelScope scope)
    {
        Emitted domain = OfAnyOrder(Keep(Emit(e.Domain, scope)));
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
            }, domain.Order);
            // Of one item the key is not asked for; an absent key is a fault.
            Do(IfThen(Equal(Expression.And(domain.Value, Subtract(domain.Value, Expression.Constant(1L))), Expression.Constant(0L)), Assign(state, Emitted.Known)));
            Do(IfThen(Equal(state, Expression.Constant(1)), Fault(state)));
            Do(IfThen(AndAlso(Equal(state, Emitted.Known), Expression.Not(any)), Assign(state, Expression.Constant(1))));
        }, s => Do(Assign(state, s)));
        Emitted item = ItemOf(domain, Convert(found, typeof(int)));
        return Keep(item with { State = state, Type = type });
    }
}
