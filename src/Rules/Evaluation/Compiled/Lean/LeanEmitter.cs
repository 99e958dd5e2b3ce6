using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>
/// The emitter of the lean lane: every value is known, or absent where it may be, and every boolean is true or false. Code that
/// meets anything else goes to <see cref="LeanCode.Open"/>, and the general lane decides the case. What is asked of persons
/// comes from columns.
/// </summary>
internal sealed partial class LeanEmitter(LeanPlan plan, LeanCode code) : Emitter(plan.Kernels, null, code.X)
{
    /// <summary>A column that was read before anything else was done, and the statements that took.</summary>
    private (LeanSource Source, Expression Place, Expression Value, List<Expression> Code, int Statements)? _first;

    protected override bool IsSettled => true;

    protected override Expression Bail(string cause) => Open;

    /// <summary>Leaves the case to the general lane.</summary>
    private GotoExpression Open => Goto(code.Open);

    /// <summary>The rights that others ask for, by right and day; null where none may be asked for.</summary>
    public LeanRightCompiler? LeanRights { get; init; }

    /// <summary>The households whose members the right is about, and their number in the columns of households.</summary>
    public (LocalSymbol Members, HouseholdStep Households, ParameterExpression Number)? Home { get; init; }

    protected override Expression Fact(FactKind kind, params Expression[] persons) => Goto(code.Open, typeof(int));

    public override Expression Fault(ParameterExpression state) => Goto(code.Open);

    protected override Expression FaultWhen(Expression condition, Expression state)
    {
        Do(IfThen(condition, Open));
        return state;
    }

    protected override Expression Settled(Expression state, bool mayBeAbsent = true)
    {
        state = Kept(state, "s");
        Do(IfThen(mayBeAbsent ? GreaterThan(Convert(state, typeof(uint)), Constant(1u)) : NotEqual(state, Emitted.Known), Open));
        return mayBeAbsent ? state : Emitted.Known;
    }

    protected override Expression StrictState(IEnumerable<Emitted> operands, bool absentIsFault = true)
    {
        Expression? state = operands.Where(o => !o.IsAlwaysKnown).Select(o => o.State).Aggregate((Expression?)null, (a, b) => a is null ? b : Or(a, b));
        if (state is null) return Emitted.Known;
        if (!absentIsFault) return Kept(state, "s");
        Do(IfThen(NotEqual(state, Emitted.Known), Open));
        return Emitted.Known;
    }

    protected override Emitted AsTruth(Emitted value)
    {
        if (value.Shape == Shape.Truth) return value;
        if (value.Shape != Shape.Scalar) throw new NotEmittableException($"{value.Shape} as a boolean");
        StrictState([value]);
        return Keep(Truth(Convert(value.Value, typeof(int))));
    }

    protected override Emitted AsScalar(Emitted value) => value.Shape != Shape.Truth ? InCaseOrder(value)
        : new Emitted(Shape.Scalar, RightsType.Boolean, Emitted.Known, Convert(value.Value, typeof(long))) { Constant = value.Constant, Bound = 1 };

    public override Emitted Handed(Emitted value) => AsScalar(value);

    public override Expression Both(Expression a, Expression b) => And(a, b);

    public override Expression Either(Expression a, Expression b) => Or(a, b);

    protected override Expression Opposite(Expression truth) => ExclusiveOr(truth, Constant(1));

    /// <summary>1 where a condition holds, else 0, without a jump.</summary>
    public static Expression Bit(Expression condition) => Convert(Call(typeof(Unsafe), nameof(Unsafe.BitCast), [typeof(bool), typeof(byte)], condition), typeof(int));

    /// <summary>One of two numbers, without a jump.</summary>
    public static Expression Choose(Expression truth, long yes, long no) =>
        ExclusiveOr(Constant(no), And(Negate(Convert(truth, typeof(long))), Constant(yes ^ no)));

    public override Emitted OfComparison(ComparisonOperator op, Emitted a, Emitted b)
    {
        (a, b) = (AsScalar(Keep(a)), AsScalar(Keep(b)));
        if (a.Shape == Shape.Constant || b.Shape == Shape.Constant || a.Shape is Shape.Row or Shape.Figures or Shape.Income) throw new NotEmittableException($"comparison of {a.Type} and {b.Type}");
        if (a.Type.Required().Equals(RightsType.Text) && op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) throw new NotEmittableException("order of texts");
        if (a.Constant is UnknownValue || b.Constant is UnknownValue) throw new NotEmittableException("an unknown constant");
        if (a.Constant is { } x && b.Constant is { } y && Reference.Evaluator.Compare(op, x, y) is BooleanValue known) return OfConstant(known, RightsType.Boolean);
        bool isEquality = op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        Expression state = StrictState([a, b], absentIsFault: !isEquality);
        if (state is ConstantExpression) return Keep(Truth(Bit(Compared(op, a, b))));
        // Nothing equals what is absent.
        return Keep(Truth(op == ComparisonOperator.Equal ? Bit(AndAlso(Equal(state, Emitted.Known), Compared(op, a, b))) : Bit(OrElse(NotEqual(state, Emitted.Known), Compared(op, a, b)))));
    }

    protected override Emitted? OfChoice(SelectRow row, Select e, KernelScope scope)
    {
        static bool IsFigure(CoreExpression? figure) => figure is Literal { Value: NumberValue } or Call { Symbol: Concepts.Catalogue.ParameterSymbol { Parameter.Keys.Count: 0 }, Arguments.Count: 0 };
        if (!IsFigure(row.Then) || !IsFigure(e.Otherwise)) return null;
        if (Emit(row.Then, scope) is not { Constant: NumberValue } then || Emit(e.Otherwise!, scope) is not { Constant: NumberValue } otherwise) return null;
        int scale = Math.Max(then.Scale, otherwise.Scale);
        if (Rescaled(then, scale) is not ConstantExpression { Value: long yes } || Rescaled(otherwise, scale) is not ConstantExpression { Value: long no }) return null;
        Emitted when = Keep(AsTruth(Emit(row.When, scope)));
        return Keep(new Emitted(Shape.Scalar, e.Type, Emitted.Known, Choose(when.Value, yes, no)) { Scale = scale, Bound = Int128.Max(Int128.Abs(yes), Int128.Abs(no)) });
    }

    protected override Emitted OfDefault(Emitted value, Default e, KernelScope scope)
    {
        value = Keep(AsScalar(value));
        if (value.IsAlwaysKnown) return value;
        if (value.ZeroWhenAbsent && Emit(e.Otherwise, scope) is { Constant: NumberValue { Value: 0 } }) return value with { State = Emitted.Known, Type = e.Type };
        return base.OfDefault(value, e, scope);
    }

    protected override Expression Plus(Expression a, Expression b, bool subtract, Int128 bound) =>
        bound > long.MaxValue ? base.Plus(a, b, subtract, bound) : subtract ? Subtract(a, b) : Add(a, b);

    protected override Expression Times(Expression a, Expression b, Int128 bound) => bound > long.MaxValue ? base.Times(a, b, bound) : Multiply(a, b);

    /// <summary>Reads a column at a place; leaves where it holds neither a value nor, where that may be, nothing.</summary>
    private Emitted Read(LeanSource source, Expression place, Shape shape, RightsType type)
    {
        int start = Code.Count;
        HoistedColumn column = code.Column(source.Number);
        place = Kept(place, "at");
        Expression state = Emitted.Known;
        if (!source.MayBeAbsent || shape == Shape.Truth) Do(IfThen(AndAlso(column.HasOther, NotEqual(StateAt(column, place), Emitted.Known)), Open));
        else
        {
            state = Kept(Condition(column.HasOther, StateAt(column, place), Emitted.Known), "s");
            Do(IfThen(GreaterThan(state, Constant((int)LeanState.Absent)), Open));
        }
        Expression value = Kept(ArrayIndex(column.Values, place), "v");
        if (start == 0) _first = (source, place, value, Code, Code.Count);
        if (shape == Shape.Truth) return Truth(Convert(value, typeof(int)));
        return new Emitted(shape, type, state, value) { Bound = source.Bound };
    }

    /// <summary>The column that a value is, where nothing was done but to read it for the person the code is about; else null.</summary>
    public LeanSource? OnlyRead(Emitted value)
    {
        if (_first is not var (source, place, read, list, statements) || place != code.Place || !ReferenceEquals(list, Code) || Code.Count != statements) return null;
        Expression bare = value.Value;
        while (bare is UnaryExpression { NodeType: ExpressionType.Convert } converted) bare = converted.Operand;
        return bare == read ? source : null;
    }

    private static Expression StateAt(HoistedColumn column, Expression place) => Convert(ArrayIndex(column.States, place), typeof(int));

    /// <summary>The number of a person in the batch.</summary>
    private Expression PlaceOf(Expression person)
    {
        Expression bare = person;
        while (bare is UnaryExpression { NodeType: ExpressionType.Convert } converted) bare = converted.Operand;
        return bare == code.Person ? code.Place : Add(code.First, Convert(person, typeof(int)));
    }
}
