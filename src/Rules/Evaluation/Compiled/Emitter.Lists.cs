using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Lists of persons and of links as masks; lists of constants item by item.</summary>
internal partial class Emitter
{
    /// <summary>Runs over a domain with the variable bound; nothing is run when the domain is not known.</summary>
    private void EachItem(Emitted domain, LocalSymbol variable, KernelScope scope, Action<KernelScope, LabelTarget?, ParameterExpression?> body)
    {
        if (domain.Shape == Shape.Several)
        {
            EachOfSeveral(domain, variable, scope, body);
            return;
        }
        if (domain.Shape == Shape.Months)
        {
            EachMonth(domain, variable, scope, body);
            return;
        }
        if (domain.Shape == Shape.Constant && ConstantItems(domain, variable.Type) is { } items)
        {
            LabelTarget end = Label();
            var blocks = new List<Expression>();
            foreach (Emitted item in items)
            {
                blocks.Add(Block(() =>
                {
                    KernelScope inner = scope.OfItem(_code);
                    inner.Locals[variable] = item;
                    body(inner, end, null);
                }));
            }
            Do(Expression.Block(typeof(void), blocks.Append(Label(end))));
            return;
        }
        if (domain.Shape == Shape.Chosen && ConstantItems(domain, variable.Type) is { } choice)
        {
            LabelTarget end = Label();
            Expression everyone = EveryMember(domain);
            var blocks = new List<Expression>();
            for (int i = 0; i < choice.Length; i++)
            {
                Emitted item = choice[i];
                int bit = i;
                blocks.Add(IfThen(NotEqual(Expression.And(everyone, Expression.Constant(1L << i)), Expression.Constant(0L)), Block(() =>
                {
                    KernelScope inner = scope.OfItem(_code);
                    inner.Locals[variable] = item;
                    body(inner, end, MemberFacts(domain, Expression.Constant(bit)));
                })));
            }
            Do(Expression.Block(typeof(void), blocks.Append(Label(end))));
            return;
        }
        if (domain.Shape is not (Shape.Persons or Shape.LinkSet or Shape.RowSet)) throw new NotEmittableException($"a run over {domain.Type}");
        EachBit(EveryMember(domain), (bit, end) =>
        {
            KernelScope inner = scope.OfItem(_code);
            inner.Locals[variable] = ItemOf(domain, bit);
            body(inner, end, MemberFacts(domain, bit));
        }, IsSettled ? null : domain.Order);
    }

    /// <summary>Everyone who is or may be in a list.</summary>
    private Expression EveryMember(Emitted list) => list.MayBePartial ? Ask(nameof(KernelContext.EveryMember), list.State, list.Value) : list.Value;

    /// <summary>The facts on which it hangs whether an item belongs to a list, 0 for one that does; null where all do.</summary>
    private ParameterExpression? MemberFacts(Emitted list, Expression bit)
    {
        if (!list.MayBePartial) return null;
        ParameterExpression member = Variable(typeof(int), "m");
        Do(Assign(member, Ask(nameof(KernelContext.MemberFacts), list.State, list.Value, bit)));
        return member;
    }

    private static Expression IsCertain(ParameterExpression? member) => member is null ? Expression.Constant(true) : Equal(member, Expression.Constant(0));

    private Emitted ItemOf(Emitted domain, Expression bit)
    {
        if (domain.Shape == Shape.Persons) return new Emitted(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(bit, typeof(long)));
        RightsType item = ((ListType)domain.Type.Required()).Item;
        if (domain.Shape == Shape.LinkSet) return new Emitted(Shape.Link, item, Emitted.Known, Convert(bit, typeof(long))) { Relation = domain.Relation };
        Expression row = Kept(Convert(Call(X, ContextMethods.Named(nameof(KernelContext.RowOf)), Expression.Constant(Plan.Record(domain.Record!)), domain.Owner!, bit), typeof(long)), "row");
        return new Emitted(Shape.Row, item, Emitted.Known, row) { Record = domain.Record, Key = domain.Key, Owner = domain.Owner };
    }

    /// <summary>A list of constants stays one; persons become a mask.</summary>
    private Emitted OfList(Emitted[] items, RightsType type)
    {
        if (items.All(i => i.Constant is { IsKnown: true })) return OfConstant(ListValue.Certain(items.Select(i => i.Constant!)), type);
        if (items.Any(i => i.Shape != Shape.Scalar || !i.Type.Equals(RightsType.Person))) throw new NotEmittableException($"a list of {type}");
        return Together([.. items.Select(i => i with { Shape = Shape.Persons, Value = BitOf(Convert(i.Value, typeof(int))) })], type, mayRepeat: false) with { MayHoldUnknown = !IsSettled && items.Any(i => !i.IsAlwaysKnown) };
    }

    /// <summary>Runs over the items of a list that the rule writes out: <c>[a, b]</c>, of which one is also how a value is bound.</summary>
    private void EachWritten(ListOf list, LocalSymbol variable, KernelScope scope, Action<KernelScope, LabelTarget?, ParameterExpression?> body)
    {
        LabelTarget end = Label();
        var blocks = new List<Expression>();
        foreach (CoreExpression item in list.Items)
        {
            blocks.Add(Block(() =>
            {
                KernelScope inner = scope.OfItem(_code);
                inner.Locals[variable] = Keep(Emit(item, scope));
                body(inner, end, null);
            }));
        }
        Do(Expression.Block(typeof(void), blocks.Append(Label(end))));
    }

    /// <summary>Runs over a domain when it is known; an absent one is empty; else hands on its state. Gives the list, if it is one that was not written out.</summary>
    private Emitted? Each(CoreExpression domain, LocalSymbol variable, KernelScope scope, Action<KernelScope, LabelTarget?, ParameterExpression?> body, Action<Expression> otherwise)
    {
        if (domain is ListOf written)
        {
            EachWritten(written, variable, scope, body);
            return null;
        }
        Emitted list = Keep(EmitPartial(domain, scope));
        OnDomain(list, () => EachItem(list, variable, scope, body), otherwise);
        return list;
    }

    private Emitted OfQuantified(Quantified e, KernelScope scope)
    {
        ParameterExpression result = Variable(typeof(int), "t");
        int start = e.IsEvery ? 1 : 0;
        Do(Assign(result, Expression.Constant(start)));
        Each(e.Domain, e.Variable, scope, (inner, end, member) =>
        {
            Emitted holds = Keep(AsTruth(Emit(e.Body, inner)));
            if (member is not null) holds = Keep(Truth(Condition(IsCertain(member), holds.Value, Ask(e.IsEvery ? nameof(KernelContext.Or) : nameof(KernelContext.And), member, holds.Value))));
            Do(Assign(result, e.IsEvery ? Both(result, holds.Value) : Either(result, holds.Value)));
            Do(IfThen(Equal(result, Expression.Constant(1 - start)), Goto(end!)));
        }, state => Do(Assign(result, state)));
        return Truth(result);
    }

    /// <summary>Runs when the domain is known; an absent one is empty; else hands on its state.</summary>
    private void OnDomain(Emitted domain, Action run, Action<Expression> otherwise)
    {
        if (domain.IsAlwaysKnown)
        {
            run();
            return;
        }
        if (domain.MayHoldUnknown) SomebodyIsKnown(domain);
        Expression isList = Equal(domain.State, Emitted.Known);
        if (domain.MayBePartial) isList = OrElse(isList, HasPossible(domain));
        Do(IfThenElse(isList, Block(run),
            IsSettled ? Empty() : IfThen(NotEqual(domain.State, Expression.Constant(1)), Block(() => otherwise(domain.State)))));
    }

    private Emitted OfFilter(Filter e, KernelScope scope)
    {
        Emitted domain = Keep(EmitPartial(e.Domain, scope));
        if (domain.Shape == Shape.Several) return OfSeveral([.. domain.Parts!.Select(part => FilterOf(e, part, scope))], e.Type);
        return FilterOf(e, domain, scope);
    }

    private Emitted FilterOf(Filter e, Emitted domain, KernelScope scope)
    {
        if (domain.Shape == Shape.Chosen || domain is { Shape: Shape.Constant, ConstantHere: ListValue }) return OfChoice(e, domain, scope);
        ParameterExpression mask = Variable(typeof(long), "mask"), state = Variable(typeof(int), "s");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(state, domain.MayBePartial ? Ask(nameof(KernelContext.OrderOfMembers), domain.State) : Emitted.Known));
        if (domain.Shape is not (Shape.Persons or Shape.LinkSet or Shape.RowSet)) throw new NotEmittableException($"a filter of {domain.Type}");
        OnDomain(domain, () => EachBit(EveryMember(domain), (bit, end) =>
        {
            ParameterExpression? member = MemberFacts(domain, bit);
            KernelScope inner = scope.Inner();
            inner.Locals[e.Variable] = ItemOf(domain, bit);
            Emitted keep = Keep(AsTruth(Emit(e.Condition, inner)));
            Expression add = Assign(mask, Expression.Or(mask, BitOf(bit)));
            Do(IsSettled ? IfThen(IsTrue(keep.Value), add) : Kept(keep, member, add, state, bit, end));
        }, IsSettled ? null : domain.Order), s => Do(Assign(state, s)));
        return domain with { State = SettledKnown(state), Value = mask, Type = e.Type, Constant = null, MayBePartial = !IsSettled };
    }

    /// <summary>Keeps an item of a list, for certain or as a possible member. A fault of one that is only possible is as unknown as its membership.</summary>
    private Expression Kept(Emitted keep, ParameterExpression? member, Expression add, ParameterExpression state, Expression bit, LabelTarget end)
    {
        Expression possible = member is null ? keep.Value : Union(member, keep.Value);
        Expression isFault = Equal(keep.Value, Expression.Constant(-1));
        return IfThen(NotEqual(keep.Value, Expression.Constant(0)),
            IfThenElse(AndAlso(IsTrue(keep.Value), IsCertain(member)), add,
                IfThenElse(AndAlso(isFault, IsCertain(member)), Expression.Block(typeof(void), Assign(state, Expression.Constant(-1)), Goto(end)),
                    Assign(state, Ask(nameof(KernelContext.AddMember), state, bit, possible)))));
    }

    /// <summary>The state of a list that the lean lane has only when it is known.</summary>
    private Expression SettledKnown(Expression state) => IsSettled ? Emitted.Known : state;

    private Emitted OfForEach(ForEach e, KernelScope scope, bool keepsOrder = false)
    {
        Emitted domain = Keep(EmitPartial(e.Domain, scope));
        if (OfConstantList(e, domain, scope) is { } constant) return constant;
        if (!e.FlattenDistinct) throw new NotEmittableException($"a list of {e.Body.Type}");
        Shape shape = ShapeOf(e.Type);
        if (shape is not (Shape.Persons or Shape.LinkSet)) throw new NotEmittableException($"a list of {e.Type}");
        ParameterExpression mask = Variable(typeof(long), "mask"), state = Variable(typeof(int), "s");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(state, Emitted.Known));
        Concepts.Catalogue.RelationDefinition? relation = null;
        // Persons on a path come in the order of the case, links as they were reached.
        ParameterExpression? order = keepsOrder || shape == Shape.LinkSet ? Variable(typeof(int), "order") : null;
        if (order is not null) Do(Assign(order, CaseOrder));
        ParameterExpression? facts = keepsOrder && !IsSettled ? Variable(typeof(int), "facts") : null;
        if (facts is not null) Do(Assign(facts, Expression.Constant(0)));
        bool mayBePartial = false;
        OnDomain(domain, () => EachItem(domain, e.Variable, scope, (inner, end, member) =>
        {
            Emitted value = Keep(EmitPartial(e.Body, inner));
            bool isPartial = member is not null || value.MayBePartial;
            if (isPartial && (shape == Shape.LinkSet || keepsOrder))
            {
                value = Certain(value, member);
                isPartial = false;
            }
            mayBePartial |= isPartial;
            relation ??= value.Relation;
            Expression bits = value.Shape == shape ? value.Value : BitOf(Convert(value.Value, typeof(int)));
            if (value.Shape is not (Shape.Persons or Shape.LinkSet or Shape.Scalar or Shape.Link)) throw new NotEmittableException($"a list of {value.Type}");
            Expression add = Assign(mask, Expression.Or(mask, bits));
            // Whoever comes in later may stand before those who are there.
            if (order is not null) add = Expression.Block(typeof(void), Assign(order, Joined(order, mask, value.Order, bits)), add);
            // What is at fault for one that is only possible is as unknown as its membership.
            Expression stop = Assign(state, member is null ? value.State : Condition(AndAlso(Equal(value.State, Expression.Constant(-1)), Expression.Not(IsCertain(member))), member, value.State));
            Expression isList = Equal(value.State, Emitted.Known);
            if (isPartial)
            {
                Expression possible = Assign(state, Ask(nameof(KernelContext.AddMembers), state, value.State, bits, member ?? (Expression)Expression.Constant(0)));
                add = Expression.Block(typeof(void), IfThen(IsCertain(member), add), possible);
                if (value.MayBePartial) isList = OrElse(isList, HasPossible(value));
            }
            if (value.IsAlwaysKnown) Do(add);
            else
            {
                Expression leave = Expression.Block(typeof(void), stop, Goto(end!));
                // Lists that are put together are known when all of them are; a path stops at the first that is not.
                if (facts is not null) leave = IfThenElse(IsUnknown(value.State), Assign(facts, Union(facts, value.State)), leave);
                Do(IfThenElse(isList, add, IsSettled ? Empty() : IfThen(NotEqual(value.State, Expression.Constant(1)), leave)));
            }
        }), s => Do(Assign(state, s)));
        if (facts is not null) Do(IfThen(AndAlso(Equal(state, Emitted.Known), NotEqual(facts, Expression.Constant(0))), Assign(state, facts)));
        if (mayBePartial) Do(Assign(state, Ask(nameof(KernelContext.SettleMembers), state, mask)));
        return new Emitted(shape, e.Type, SettledKnown(state), mask) { Relation = relation, Order = order, MayBePartial = mayBePartial };
    }

    /// <summary><c>sum</c>, <c>min</c> and <c>max</c> of <c>for … return …</c>, without making the list.</summary>
    private Emitted OfFold(string name, ForEach e, RightsType type, KernelScope scope)
    {
        ParameterExpression total = Variable(typeof(long), "total"), state = Variable(typeof(int), "s"), facts = Variable(typeof(int), "facts"), any = Variable(typeof(bool), "any");
        Do(Assign(total, Expression.Constant(0L)));
        Do(Assign(state, Emitted.Known));
        Do(Assign(facts, Expression.Constant(0)));
        Do(Assign(any, Expression.Constant(false)));
        int scale = 0;
        Int128 bound = Int128.MaxValue;
        // Of a list kept as a mask there are no more than it has bits.
        bool isMask = name == "sum" && e.Domain is not ListOf && (e.Variable.Type.Required().Equals(RightsType.Person) || e.Variable.Type.Required() is StructType);
        Emitted? list = Each(e.Domain, e.Variable, scope, (inner, end, member) =>
        {
            Emitted value = Keep(Number(Emit(e.Body, inner)));
            if (member is not null) Do(Assign(facts, Union(facts, member)));
            if (scale != 0 && scale != value.Scale) throw new NotEmittableException("items of different scale");
            scale = value.Scale;
            bound = Product(value.Bound, CaseBatch.MaximumPersons);
            Expression add = name == "sum" ? Assign(total, Plus(total, value.Value, subtract: false, isMask ? bound : Int128.MaxValue))
                : Assign(total, Condition(any, Call(typeof(Math), name == "max" ? nameof(Math.Max) : nameof(Math.Min), null, total, value.Value), value.Value));
            add = Expression.Block(typeof(void), add, Assign(any, Expression.Constant(true)));
            // Nothing is added for one that is only possible: the sum is not known.
            if (member is not null) add = IfThen(IsCertain(member), add);
            if (IsSettled && !value.IsAlwaysKnown) Do(IfThen(NotEqual(value.State, Emitted.Known), Bail("an item that is not known")));
            if (IsSettled || value.IsAlwaysKnown) Do(add);
            else Do(IfThenElse(Equal(value.State, Emitted.Known), add, IfThenElse(IsUnknown(value.State), Assign(facts, Union(facts, value.State)),
                IfThen(IsCertain(member), Expression.Block(typeof(void), Assign(state, Expression.Constant(-1)), Goto(end!))))));
        }, s => Do(Assign(state, s)));
        // As any function of a list, it has to know in which order the items stand.
        if (!IsSettled)
            foreach (Emitted part in list is null ? [] : list.Parts ?? [list])
                if (part.MayBePartial) Do(Assign(facts, Union(facts, Ask(nameof(KernelContext.FactsOfOrder), part.State))));
        if (!IsSettled) Do(IfThen(AndAlso(Equal(state, Emitted.Known), NotEqual(facts, Expression.Constant(0))), Assign(state, facts)));
        if (name != "sum") Do(IfThen(AndAlso(Equal(state, Emitted.Known), Expression.Not(any)), Assign(state, Expression.Constant(1))));
        return new Emitted(Shape.Scalar, type, name == "sum" ? SettledKnown(state) : state, total) { Scale = scale, Bound = isMask ? bound : Int128.MaxValue };
    }

    /// <summary><c>all</c> and <c>any</c> of <c>for … return …</c>: as <c>every</c> and <c>some</c>, but a fault in an item is one of the list.</summary>
    private Emitted OfTruths(ForEach e, bool all, KernelScope scope)
    {
        ParameterExpression result = Variable(typeof(int), "t"), fault = Variable(typeof(bool), "fault");
        Do(Assign(result, Expression.Constant(all ? 1 : 0)));
        Do(Assign(fault, Expression.Constant(false)));
        Each(e.Domain, e.Variable, scope, (inner, end, member) =>
        {
            Emitted item = Keep(AsTruth(Emit(e.Body, inner)));
            if (member is not null)
            {
                // An item that would not decide is what it is; else both have to be known.
                Expression open = all ? Condition(Equal(item.Value, Expression.Constant(1)), item.Value, Union(member, item.Value)) : Ask(nameof(KernelContext.And), member, item.Value);
                item = Keep(Truth(Condition(IsCertain(member), item.Value, open)));
            }
            if (!IsSettled) Do(IfThen(Equal(item.Value, Expression.Constant(-1)), Expression.Block(typeof(void), Assign(fault, Expression.Constant(true)), Goto(end!))));
            Do(Assign(result, all ? Both(result, item.Value) : Either(result, item.Value)));
        }, state => Do(Assign(result, state)));
        if (!IsSettled) Do(IfThen(fault, Assign(result, Expression.Constant(-1))));
        return Truth(result);
    }

    private Emitted OfCount(Emitted list)
    {
        if (list is { Shape: Shape.Constant, ConstantHere: ListValue { IsCertain: true } constant })
            return OfFolded(new NumberValue(constant.Items.Count), RightsType.Number, [list], items => new NumberValue(((ListValue)items[0]).Items.Count));
        if (list.Shape == Shape.Several) return CountOfSeveral(list);
        if (list.Shape == Shape.Months) return CountOfMonths(list);
        if (list.Shape is not (Shape.Persons or Shape.LinkSet or Shape.RowSet or Shape.Chosen)) throw new NotEmittableException($"a count of {list.Type}");
        Emitted count = WhenKnown(StrictState([Sure(list)]), Shape.Scalar, RightsType.Number, () => Convert(Call(typeof(System.Numerics.BitOperations), nameof(System.Numerics.BitOperations.PopCount), null, Convert(list.Value, typeof(ulong))), typeof(long))) with { Bound = CaseBatch.MaximumPersons };
        if (!list.MayBePartial) return count;
        return Keep(count with { State = Condition(HasPossible(list), Ask(nameof(KernelContext.CountOf), list.State, list.Value), count.State), MayBeBounded = true });
    }
}
