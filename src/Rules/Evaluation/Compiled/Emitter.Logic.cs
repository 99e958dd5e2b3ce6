using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Logic, comparison and choice.</summary>
internal partial class Emitter
{
    private Emitted OfAnd(IReadOnlyList<CoreExpression> operands, KernelScope scope) => OfLogic(operands, scope, decisive: 0);

    private Emitted OfOr(IReadOnlyList<CoreExpression> operands, KernelScope scope) => OfLogic(operands, scope, decisive: 1);

    /// <summary>Operands from left to right until one decides; the order cannot matter otherwise.</summary>
    private Emitted OfLogic(IReadOnlyList<CoreExpression> operands, KernelScope scope, int decisive)
    {
        ParameterExpression result = Variable(typeof(int), "t");
        LabelTarget end = Label();
        var statements = new List<Expression> { Assign(result, Expression.Constant(1 - decisive)) };
        int same = 0;
        foreach (CoreExpression operand in operands)
        {
            bool isSame = false;
            statements.Add(Block(() =>
            {
                Emitted value = Keep(AsTruth(Emit(operand, scope)));
                // An operand that is the same for all cases decides, or does not matter.
                isSame = value.Constant is BooleanValue b && b.Value == (decisive == 0);
                if (isSame) return;
                Do(Assign(result, IsSettled ? value.Value : decisive == 0 ? Both(result, value.Value) : Either(result, value.Value)));
                Do(IfThen(Equal(result, Expression.Constant(decisive)), Goto(end)));
            }));
            if (isSame) same++;
        }
        if (same == operands.Count) return OfConstant(BooleanValue.Of(decisive == 0), RightsType.Boolean);
        statements.Add(Label(end));
        Do(Expression.Block(typeof(void), statements));
        return Truth(result);
    }

    public virtual Emitted OfComparison(ComparisonOperator op, Emitted a, Emitted b)
    {
        (a, b) = (AsScalar(Keep(a)), AsScalar(Keep(b)));
        if (a.MayBePartial || b.MayBePartial) return OfPartialComparison(op, a, b);
        if (a.Shape == Shape.Constant || b.Shape == Shape.Constant || a.Shape is Shape.Row or Shape.Figures or Shape.Income) throw new NotEmittableException($"comparison of {a.Type} and {b.Type}");
        if (a.Type.Required().Equals(RightsType.Text) && op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) throw new NotEmittableException("order of texts");
        if (a.ConstantHere is UnknownValue || b.ConstantHere is UnknownValue) throw new NotEmittableException("an unknown constant");
        if (a.ConstantHere is { } x && b.ConstantHere is { } y && Reference.Evaluator.Compare(op, x, y) is BooleanValue known) return OfFolded(known, RightsType.Boolean, [a, b], Comparing(op));
        // What is absent equals nothing, whatever the other side turns out to be.
        bool isEquality = op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        Expression state = isEquality && !a.IsAlwaysKnown && !b.IsAlwaysKnown
            ? Kept(Call(X, ContextMethods.Named(nameof(KernelContext.AbsentFirst)), a.State, b.State), "s") : StrictState([a, b], absentIsFault: false);
        Expression Compute() => Condition(Compared(op, a, b), Expression.Constant(1), Expression.Constant(0));
        if (state is ConstantExpression { Value: 0 }) return Keep(Truth(Compute()));
        Emitted WithBounds(Emitted truth) => a.MayBeBounded || b.MayBeBounded
            ? Keep(Truth(Condition(IsUnknown(truth.Value), Ask(nameof(KernelContext.BetweenBounds), Expression.Constant(op), a.State, a.Value, UnitOf(a), b.State, b.Value, UnitOf(b), truth.Value), truth.Value))) : truth;
        // Nothing equals what is absent; an order with it is a fault.
        int absent = op switch { ComparisonOperator.Equal => 0, ComparisonOperator.NotEqual => 1, _ => -1 };
        return WithBounds(Keep(Truth(Condition(Equal(state, Emitted.Known), Compute(),
            Condition(Equal(state, Expression.Constant(1)), Expression.Constant(absent), state)))));
    }

    private static Func<Value[], Value?> Comparing(ComparisonOperator op) => sides => Reference.Evaluator.Compare(op, sides[0], sides[1]);

    /// <summary>What 1 is in a scaled number.</summary>
    private static ConstantExpression UnitOf(Emitted number) => Expression.Constant(Scaled.Power(number.Scale));

    protected Expression Compared(ComparisonOperator op, Emitted a, Emitted b)
    {
        Expression x = a.Value, y = b.Value;
        int scale = Math.Max(a.Scale, b.Scale);
        // Beyond what fits into 64 bits in the decimals of the other side: larger, or smaller, than all of that.
        int beyond = Beyond(b, scale) - Beyond(a, scale);
        if (beyond != 0) return Expression.Constant(op == ComparisonOperator.NotEqual || (op is ComparisonOperator.Less or ComparisonOperator.LessOrEqual ? beyond > 0 : op != ComparisonOperator.Equal && beyond < 0));
        if (a.Scale != b.Scale) (x, y) = (Rescaled(a, Math.Max(a.Scale, b.Scale)), Rescaled(b, Math.Max(a.Scale, b.Scale)));
        return op switch
        {
            ComparisonOperator.Equal => Equal(x, y),
            ComparisonOperator.NotEqual => NotEqual(x, y),
            ComparisonOperator.Less => LessThan(x, y),
            ComparisonOperator.LessOrEqual => LessThanOrEqual(x, y),
            ComparisonOperator.Greater => GreaterThan(x, y),
            _ => GreaterThanOrEqual(x, y),
        };
    }

    /// <summary>Whether a constant does not fit into 64 bits in a scale: 1 above, -1 below, else 0.</summary>
    private static int Beyond(Emitted value, int scale) =>
        value.Value is ConstantExpression { Value: long number } && Int128.Abs(number) * Scaled.Power(scale - value.Scale) > long.MaxValue ? Math.Sign(number) : 0;

    /// <summary>Whether lists are the same of which some members are only possible.</summary>
    private Emitted OfPartialComparison(ComparisonOperator op, Emitted a, Emitted b)
    {
        if (a.Shape != Shape.Persons || b.Shape != Shape.Persons) return OfComparison(op, Certain(a), Certain(b));
        (Emitted x, Emitted y) = (Sure(a), Sure(b));
        Emitted plain = OfComparison(ComparisonOperator.Equal, x, y);
        Expression both = AndAlso(Equal(x.State, Emitted.Known), Equal(y.State, Emitted.Known));
        Emitted equal = Keep(Truth(Condition(both, Ask(nameof(KernelContext.SameMembers), a.State, a.Value, b.State, b.Value), plain.Value)));
        return op == ComparisonOperator.Equal ? equal : Keep(Truth(Opposite(equal.Value)));
    }

    private Emitted OfIsPresent(Emitted value)
    {
        value = Keep(Handed(value));
        // A list is there whoever is in it.
        if (value.MayBePartial) value = value with { State = Kept(Condition(HasPossible(value), Emitted.Known, value.State), "s") };
        if (value.IsAlwaysKnown) return Truth(Expression.Constant(1));
        return Keep(Truth(Condition(Equal(value.State, Emitted.Known), Expression.Constant(1),
            Condition(Equal(value.State, Expression.Constant(1)), Expression.Constant(0), value.State))));
    }

    protected virtual Emitted OfDefault(Emitted value, Default e, KernelScope scope)
    {
        value = Keep(Handed(value));
        if (value.IsAlwaysKnown) return value;
        var result = new Merge(this, e.Type, value.Shape);
        Do(IfThenElse(Equal(value.State, Expression.Constant(1)), Block(() => result.Set(Emit(e.Otherwise, scope))), Block(() => result.Set(value))));
        return result.Value;
    }

    private Emitted OfOn(On e, KernelScope scope)
    {
        Emitted date = Keep(Emit(e.Date, scope));
        if (date.Dated is { Here: DateValue } dated) return EmitPartial(e.Body, scope.On(dated));
        return date.Constant is DateValue day ? EmitPartial(e.Body, scope.On(day.Value)) : OnDayOfCase(e, date, scope);
    }

    /// <summary>Rows from the first to the one that holds; rows that may hold must agree with it.</summary>
    private Emitted OfSelect(Select e, KernelScope scope)
    {
        SelectRow[] rows = [.. e.Rows.Where(r => IsInForce(r.InForce, scope))];
        if (e.Hit == HitPolicy.Sum) return OfSumOfRows(rows, e, scope);
        // What is the same for all cases is chosen now: often the year of an income hangs on it.
        while (e.Hit == HitPolicy.First && rows.Length > 0 && Emit(rows[0].When, scope).Constant is BooleanValue chosen)
        {
            if (chosen.Value) return EmitPartial(rows[0].Then, scope);
            rows = rows[1..];
        }
        if (rows.Length == 0 && e.Otherwise is not null) return EmitPartial(e.Otherwise, scope);
        if (IsSettled) return OfSettledSelect(e, rows, scope);
        var hit = new Merge(this, e.Type, null);
        var possible = new Merge(this, e.Type, null);
        // 0 nothing yet, 1 one possible value, 2 possible values that differ or are not known
        ParameterExpression open = Variable(typeof(int), "open"), facts = Variable(typeof(int), "facts"), found = Variable(typeof(bool), "found");
        LabelTarget end = Label();
        var statements = new List<Expression> { Assign(open, Expression.Constant(0)), Assign(facts, Expression.Constant(0)), Assign(found, Expression.Constant(false)) };
        foreach (SelectRow row in rows)
        {
            statements.Add(Block(() =>
            {
                Emitted when = Keep(AsTruth(Emit(row.When, scope)));
                if (when.Value is ConstantExpression { Value: 0 }) return;
                Do(IfThen(Equal(when.Value, Expression.Constant(-1)), Block(() =>
                {
                    // A fault ends the search: alone it is the result, beside possible rows it is one more value.
                    Do(IfThenElse(Equal(open, Expression.Constant(0)), Block(() =>
                    {
                        hit.Fault();
                        Do(Assign(found, Expression.Constant(true)));
                    }), Assign(open, Expression.Constant(2))));
                    Do(Goto(end));
                })));
                Do(IfThen(NotEqual(when.Value, Expression.Constant(0)), Block(() =>
                {
                    Emitted then = Keep(Handed(EmitPartial(row.Then, scope)));
                    Expression taken = Block(() =>
                    {
                        if (e.Hit == HitPolicy.Unique) Do(IfThen(found, Bail("more rows than one")));
                        hit.Set(then);
                        Do(Assign(found, Expression.Constant(true)));
                        if (e.Hit == HitPolicy.First) Do(Goto(end));
                    });
                    if (when.IsAlwaysBoolean) Do(taken);
                    else Do(IfThenElse(IsTrue(when.Value), taken, Block(() =>
                    {
                        Do(Assign(facts, Union(facts, when.Value)));
                        Possible(then);
                    })));
                })));
            }));
        }
        statements.Add(Label(end));
        // Of a table that leaves nothing out, one of the possible rows holds.
        bool isComplete = e is { Otherwise: null, Coverage.IsComplete: true };
        Expression isOpen = NotEqual(open, Expression.Constant(0)), isSettled = e.Hit == HitPolicy.Unique ? Or(Expression.Not(isOpen), found) : Expression.Not(isOpen);
        statements.Add(IfThen(Expression.Not(isComplete ? Or(found, isOpen) : found), Block(() =>
        {
            if (e.Otherwise is null) hit.Fault();
            else hit.Set(EmitPartial(e.Otherwise, scope));
        })));
        statements.Add(IfThen(Expression.Not(isSettled), Block(() =>
        {
            if (isComplete) Do(IfThen(found, Block(() => Possible(hit.Value))));
            else Possible(hit.Value);
            Do(IfThenElse(Equal(open, Expression.Constant(1)), Block(() => hit.Set(possible.Value)), Block(() => hit.Unknown(facts))));
        })));
        Do(Expression.Block(typeof(void), statements));
        return hit.Value;

        void Possible(Emitted value)
        {
            value = Keep(Handed(Certain(value)));
            Expression sameAgain = AndAlso(Equal(open, Expression.Constant(1)), possible.HasSameValue(value));
            // The same persons in two orders are two lists.
            if ((value.Order ?? possible.Value.Order) is not null)
                sameAgain = AndAlso(sameAgain, Call(Property(X, nameof(KernelContext.Sequences)), nameof(Sequences.AreAlike), null, value.Order ?? CaseOrder, possible.Value.Order ?? CaseOrder, value.Value));
            Expression same = OrElse(Equal(open, Expression.Constant(0)), sameAgain);
            Expression agrees = AndAlso(LessThanOrEqual(value.State, Expression.Constant(1)), AndAlso(GreaterThanOrEqual(value.State, Expression.Constant(0)), same));
            Do(IfThenElse(agrees, Block(() =>
            {
                possible.Set(value);
                Do(Assign(open, Expression.Constant(1)));
            }), Assign(open, Expression.Constant(2))));
        }
    }

    /// <summary>The same where every row holds or does not.</summary>
    private Emitted OfSettledSelect(Select e, SelectRow[] rows, KernelScope scope)
    {
        var hit = new Merge(this, e.Type, null);
        ParameterExpression found = Variable(typeof(bool), "found");
        LabelTarget end = Label();
        bool isUnique = e.Hit == HitPolicy.Unique;
        if (!isUnique && rows is [var only] && OfChoice(only, e, scope) is { } choice) return choice;
        var statements = new List<Expression>();
        if (isUnique) statements.Add(Assign(found, Expression.Constant(false)));
        foreach (SelectRow row in rows)
        {
            statements.Add(Block(() =>
            {
                Emitted when = Keep(AsTruth(Emit(row.When, scope)));
                if (when.Value is ConstantExpression { Value: 0 }) return;
                Do(IfThen(IsTrue(when.Value), Block(() =>
                {
                    if (isUnique) Do(IfThen(found, Bail("more rows than one")));
                    hit.Set(Emit(row.Then, scope));
                    Do(isUnique ? Assign(found, Expression.Constant(true)) : Goto(end));
                })));
            }));
        }
        Expression otherwise = Block(() =>
        {
            if (e.Otherwise is null) hit.Fault();
            else hit.Set(Emit(e.Otherwise, scope));
        });
        statements.Add(isUnique ? IfThen(Expression.Not(found), otherwise) : otherwise);
        statements.Add(Label(end));
        Do(Expression.Block(typeof(void), statements));
        return hit.Value;
    }

    /// <summary>A choice between two figures that are the same for all cases; null where it is another.</summary>
    protected virtual Emitted? OfChoice(SelectRow row, Select e, KernelScope scope) => null;

    private Emitted OfSumOfRows(SelectRow[] rows, Select e, KernelScope scope)
    {
        var parts = new List<Emitted>();
        if (e.Otherwise is not null) throw new NotEmittableException("a table with `hit: sum` and `otherwise`");
        foreach (SelectRow row in rows)
        {
            Emitted when = Keep(AsTruth(Emit(row.When, scope)));
            var part = new Merge(this, e.Type, Shape.Scalar);
            part.Set(OfConstant(new NumberValue(0), e.Type));
            Do(IfThen(IsTrue(when.Value), Block(() => part.Set(Emit(row.Then, scope)))));
            if (!IsSettled) Do(IfThen(Expression.Not(Or(IsTrue(when.Value), IsFalse(when.Value))), Block(() => part.Unknown(when.Value))));
            parts.Add(part.Value);
        }
        return parts.Count == 0 ? OfConstant(new NumberValue(0), e.Type) : Added(parts.Select(p => (p, false)).ToList(), e.Type);
    }
}
