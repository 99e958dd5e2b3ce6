using System.Linq.Expressions;
using RightsEngine.Language.Types;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>States of values, truths, orders of lists, and loops over masks.</summary>
internal partial class Emitter
{
    /// <summary>The number of the order in which a mask is read.</summary>
    protected static readonly Expression CaseOrder = Expression.Constant(0);

    protected static Emitted Truth(Expression value) => new(Shape.Truth, RightsType.Boolean, Emitted.Known, value);

    /// <summary>A boolean as one number; one that is absent where it must not be is a fault.</summary>
    protected virtual Emitted AsTruth(Emitted value)
    {
        if (value.Shape == Shape.Truth) return value;
        if (value.Shape != Shape.Scalar) throw new NotEmittableException($"{value.Shape} as a boolean");
        if (value.IsAlwaysKnown) return Keep(Truth(Convert(value.Value, typeof(int))));
        return Keep(Truth(Condition(Equal(value.State, Emitted.Known), Convert(value.Value, typeof(int)),
            Condition(Equal(value.State, Expression.Constant(1)), Expression.Constant(-1), value.State))));
    }

    /// <summary>A value as state and number: of a boolean both; persons in another order than that of the case are none.</summary>
    protected virtual Emitted AsScalar(Emitted value)
    {
        if (value.MayHoldUnknown) SomebodyIsKnown(value);
        if (value.Shape != Shape.Truth) return InCaseOrder(value);
        if (value.IsAlwaysBoolean) return new Emitted(Shape.Scalar, RightsType.Boolean, Emitted.Known, Convert(value.Value, typeof(long)));
        Expression kept = Kept(value.Value, "t");
        return new Emitted(Shape.Scalar, RightsType.Boolean,
            Condition(Or(Equal(kept, Expression.Constant(0)), Equal(kept, Expression.Constant(1))), Emitted.Known, kept), Convert(kept, typeof(long)));
    }

    /// <summary>The same for whoever hands it on: a list keeps its order.</summary>
    public virtual Emitted Handed(Emitted value) => value.Shape == Shape.Persons ? value : AsScalar(value);

    /// <summary>Whether a truth is true or false and nothing else.</summary>
    public static Expression IsTwoValued(Expression truth) => LessThanOrEqual(Convert(truth, typeof(uint)), Expression.Constant(1u));

    /// <summary>Both, in three-valued logic: in place where both are two-valued.</summary>
    public virtual Expression Both(Expression a, Expression b) =>
        Condition(IsTwoValued(Expression.Or(a, b)), Expression.And(a, b), Call(X, ContextMethods.Named(nameof(KernelContext.And)), a, b));

    /// <summary>The opposite, in three-valued logic.</summary>
    protected virtual Expression Opposite(Expression truth) => Call(typeof(KernelContext), nameof(KernelContext.Not), null, truth);

    /// <summary>Either, in three-valued logic: in place where both are two-valued.</summary>
    public virtual Expression Either(Expression a, Expression b) =>
        Condition(IsTwoValued(Expression.Or(a, b)), Expression.Or(a, b), Call(X, ContextMethods.Named(nameof(KernelContext.Or)), a, b));

    protected static Expression IsTrue(Expression truth) => Equal(truth, Expression.Constant(1));

    private static Expression IsFalse(Expression truth) => Equal(truth, Expression.Constant(0));

    private static Expression IsUnknown(Expression state) => GreaterThanOrEqual(state, Expression.Constant(FactArena.FirstHandle));

    /// <summary>The facts of both.</summary>
    public Expression Union(Expression a, Expression b) => Call(Property(X, nameof(KernelContext.Facts)), nameof(FactArena.Union), null, a, b);

    /// <summary>The facts that lack, as a state.</summary>
    protected virtual Expression Fact(FactKind kind, params Expression[] persons) => FactOf(Expression.Constant(Plan.Kinds.NumberOf(kind)), persons);

    /// <summary>The same for the number of a kind.</summary>
    private Expression FactOf(Expression kind, params Expression[] persons) =>
        Call(Property(X, nameof(KernelContext.Facts)), nameof(FactArena.Of), null,
            kind, persons.Length > 0 ? persons[0] : Expression.Constant(0), persons.Length > 1 ? persons[1] : Expression.Constant(0));

    /// <summary>Leaves the case to the next slower way to decide it.</summary>
    protected virtual Expression Bail(string cause) => Call(X, nameof(KernelContext.GiveUp), null, Expression.Constant(_at is null || cause.EndsWith(')') ? cause : $"{cause} ({_at.Origin})"));

    /// <summary>Where a mask cannot say the order of persons and it counts, the reference evaluator has to look.</summary>
    protected Emitted InCaseOrder(Emitted list)
    {
        if (list.Order is { } order) Do(IfThen(NotEqual(order, CaseOrder), Bail(AnotherOrder)));
        return list with { Order = null };
    }

    /// <summary>A list with somebody unknown in it is more than an unknown list: a mask cannot say so.</summary>
    private void SomebodyIsKnown(Emitted list) => Do(IfThen(IsUnknown(list.State), Bail("somebody unknown in a list")));

    /// <summary>The same where the order counts only between two or more.</summary>
    protected Emitted OneOrInCaseOrder(Emitted list)
    {
        if (list.Order is null || list.Shape is not (Shape.Persons or Shape.LinkSet)) return InCaseOrder(list);
        list = Keep(list);
        Expression all = Kept(EveryMember(list), "mask");
        Do(IfThen(AndAlso(NotEqual(list.Order!, CaseOrder), NotEqual(Expression.And(all, Subtract(all, Expression.Constant(1L))), Expression.Constant(0L))), Bail(AnotherOrder)));
        return list with { Order = null };
    }

    protected static Expression AsPerson(Emitted value) =>
        value.Value is UnaryExpression { NodeType: ExpressionType.Convert, Operand: ParameterExpression person } && person.Type == typeof(int) ? person : Convert(value.Value, typeof(int));

    /// <summary>The combined state of operands: fault, else unknown, else absent as a fault, else known.</summary>
    protected virtual Expression StrictState(IEnumerable<Emitted> operands, bool absentIsFault = true)
    {
        Expression? state = null;
        foreach (Emitted operand in operands.Where(o => !o.IsAlwaysKnown))
            state = state is null ? operand.State : Call(X, ContextMethods.Named(nameof(KernelContext.Strict)), state, operand.State);
        if (state is null) return Emitted.Known;
        // What is computed from a number between bounds has none.
        if (operands.Any(o => o.MayBeBounded)) state = Call(Property(X, nameof(KernelContext.Facts)), nameof(FactArena.Plain), null, state);
        state = Kept(state, "s");
        return absentIsFault ? Kept(Condition(Equal(state, Expression.Constant(1)), Expression.Constant(-1), state), "s") : state;
    }

    /// <summary>A value computed only when the state says that its operands are known.</summary>
    protected Emitted WhenKnown(Expression state, Shape shape, RightsType type, Func<Expression> compute)
    {
        if (state is ConstantExpression { Value: 0 })
        {
            Expression direct = compute();
            return shape == Shape.Truth ? Keep(Truth(direct)) : Keep(new Emitted(shape, type, state, direct));
        }
        bool truth = shape == Shape.Truth;
        ParameterExpression value = Variable(truth ? typeof(int) : typeof(long), "v");
        Do(Assign(value, truth ? state : Expression.Constant(0L)));
        Do(IfThen(Equal(state, Emitted.Known), Block(() => Do(Assign(value, compute())))));
        return truth ? Truth(value) : new Emitted(shape, type, state, value);
    }

    // Compiled expressions do not take methods in; these few the run-time compiler knows itself.

    protected static Expression LowestBit(Expression mask) => Call(typeof(System.Numerics.BitOperations), nameof(System.Numerics.BitOperations.TrailingZeroCount), null, mask);

    /// <summary>Whoever stands first of some members of a list.</summary>
    private Expression FirstOf(Expression order, Expression members) =>
        Condition(Equal(order, CaseOrder), LowestBit(members), Call(Property(X, nameof(KernelContext.Sequences)), nameof(Sequences.First), null, order, members));

    protected static Expression BitOf(Expression index) => LeftShift(Expression.Constant(1L), index);

    /// <summary>Runs over the bits of a mask; the body may leave the loop.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="body">The code for each of them.</param>
    /// <param name="order">The order of the list that it is, by number; null for that of the case.</param>
    protected void EachBit(Expression mask, Action<ParameterExpression, LabelTarget> body, Expression? order = null)
    {
        ParameterExpression rest = Variable(typeof(long), "rest"), bit = Variable(typeof(int), "i");
        LabelTarget end = Label();
        Do(Assign(rest, mask));
        Do(Loop(Block(() =>
        {
            Do(IfThen(Equal(rest, Expression.Constant(0L)), Break(end)));
            Do(Assign(bit, order is null ? LowestBit(rest) : FirstOf(order, rest)));
            Do(Assign(rest, Expression.And(rest, order is null ? Subtract(rest, Expression.Constant(1L)) : Expression.Not(BitOf(bit)))));
            body(bit, end);
        }), end));
    }
}
