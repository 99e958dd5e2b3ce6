using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Reading;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Turns Core into expression trees over the columns of a batch: statements that leave states and values in variables.
/// The meaning is that of the reference evaluator; what is not covered throws <see cref="NotEmittableException"/>.
/// This is the general lane: any value may be unknown. The lean lane derives from it.
/// </summary>
internal partial class Emitter
{
    private const string AnotherOrder = "an order that is not that of the case";

    private const string OnlyPossible = "a member of a list who is only possible";

    private const int LargestConstant = 10_000;

    /// <summary>A method that grows beyond this makes the run-time compiler give up on it.</summary>
    private const int MaximumNodes = 60_000;

    /// <summary>A method has at most 65,535 variables, with those that the run-time compiler adds.</summary>
    private const int MaximumVariables = 20_000;

    private readonly UnitCompiler? _units;
    private readonly List<ParameterExpression> _variables = [];
    private List<Expression> _code;
    private int _nodes;

    /// <summary>What is being turned into code.</summary>
    private CoreExpression? _at;

    /// <param name="plan">The columns and kinds of facts of the run.</param>
    /// <param name="units">What is asked of persons over and over; null in the lane that has columns of it.</param>
    /// <param name="context">The context that the code runs in.</param>
    public Emitter(KernelPlan plan, UnitCompiler? units, ParameterExpression context)
    {
        (Plan, _units, X) = (plan, units, context);
        _code = [];
    }

    /// <summary>The statements so far.</summary>
    public List<Expression> Code => _code;

    public IEnumerable<ParameterExpression> Variables => _variables;

    /// <summary>What the code hangs on of the date that it is for; null when no other date shares it.</summary>
    public DateSlots? Dates { get; init; }

    public Emitted Emit(CoreExpression e, KernelScope scope)
    {
        CoreExpression? outer = _at;
        Emitted value = EmitPartial(e, scope);
        _at = e;
        value = Certain(value);
        _at = outer;
        return value;
    }

    /// <summary>A list that is left to the reference evaluator where members are only possible.</summary>
    private Emitted Certain(Emitted value, ParameterExpression? member = null)
    {
        if (member is not null) Do(IfThen(NotEqual(member, Expression.Constant(0)), Bail(OnlyPossible)));
        if (!value.MayBePartial) return value;
        value = Keep(value);
        Do(IfThen(HasPossible(value), Bail(OnlyPossible)));
        return value with { MayBePartial = false };
    }

    /// <summary>Whether some members of a list are only possible.</summary>
    private static BinaryExpression HasPossible(Emitted list) => LessThanOrEqual(list.State, Expression.Constant(PossibleMembers.First));

    /// <summary>The same for whoever knows what to do with members of a list that are only possible.</summary>
    public Emitted EmitPartial(CoreExpression e, KernelScope scope)
    {
        if (++_nodes > MaximumNodes) throw new NotEmittableException("an expression this large") { IsFinal = true };
        List<Expression> code = _code;
        CoreExpression? outer = _at;
        try
        {
            _at = e;
            return EmitNode(e, scope);
        }
        catch (NotEmittableException missing)
        {
            if (!missing.IsPlaced) missing = new NotEmittableException($"{missing.Message} ({e.Origin})") { IsPlaced = true, IsFinal = missing.IsFinal };
            // The lean lane does without such a right.
            if (missing.IsFinal || IsSettled || !IsPlain(e.Type)) throw missing;
            _code = code;
            // Why there is no code may hang on the date.
            Dates?.RequireDate();
            return Leave(e, missing);
        }
        finally
        {
            _at = outer;
        }
    }

    protected KernelPlan Plan { get; }

    /// <summary>The context that the code runs in.</summary>
    protected ParameterExpression X { get; }

    /// <summary>Whether every state is known or absent and every boolean true or false: nothing else goes on.</summary>
    protected virtual bool IsSettled => false;

    protected virtual Emitted EmitNode(CoreExpression e, KernelScope scope)
    {
        return e switch
        {
            Literal l => OfConstant(l.Value, l.Type),
            Local l => OfLocal(l.Symbol, scope),
            Call c => OfCall(c, scope),
            Member m => OfMember(Emit(m.Target, scope), m.Symbol.Name, m.Type),
            BuiltinCall b => OfBuiltin(b, scope),
            Comparison c => OfComparison(c.Operator, EmitPartial(c.Left, scope), EmitPartial(c.Right, scope)),
            Sum s => OfSum(s, scope),
            Product p => OfProduct(p, scope),
            And a => OfAnd([.. a.Operands], scope),
            Or o => OfOr([.. o.Operands], scope),
            Not n => Truth(Opposite(AsTruth(Emit(n.Operand, scope)).Value)),
            Select s => OfSelect(s, scope),
            ForEach f => OfForEach(f, scope),
            Quantified q => OfQuantified(q, scope),
            Filter f => OfFilter(f, scope),
            Item i => OfItem(i, scope),
            ListOf l => OfList([.. l.Items.Select(item => Keep(Emit(item, scope)))], l.Type),
            RangeOf r => OfRange(r, scope),
            Within w => OfWithin(w, scope),
            IsPresent p => OfIsPresent(EmitPartial(p.Operand, scope)),
            Default d => OfDefault(Emit(d.Operand, scope), d, scope),
            On o => OfOn(o, scope),
            _ => throw new NotEmittableException(e.GetType().Name),
        };
    }

    public Emitted TruthOf(CoreExpression e, KernelScope scope) => Keep(AsTruth(Emit(e, scope)));

    public ParameterExpression Variable(Type type, string name)
    {
        if (_variables.Count >= MaximumVariables) throw new NotEmittableException("an expression this large") { IsFinal = true };
        ParameterExpression variable = Expression.Variable(type, name);
        _variables.Add(variable);
        return variable;
    }

    public void Do(Expression statement) => _code.Add(statement);

    /// <summary>The statements that an action adds, as one block.</summary>
    public Expression Block(Action body)
    {
        List<Expression> outer = _code;
        _code = [];
        body();
        Expression block = _code.Count switch { 0 => Empty(), 1 => _code[0], _ => Expression.Block(typeof(void), _code) };
        _code = outer;
        return block;
    }

    /// <summary>A value kept in variables, so that it is computed once.</summary>
    public Emitted Keep(Emitted value)
    {
        if (value.Shape is Shape.Constant or Shape.Income or Shape.Several || value.Dated is not null) return value;
        if (value.Shape is Shape.Range or Shape.Months) return value with { State = Kept(value.State, "s") };
        return value with { State = Kept(value.State, "s"), Value = Kept(value.Value, "v") };
    }

    protected Expression Kept(Expression value, string name)
    {
        if (Dates?.IsRead(value) == true || value is ParameterExpression or ConstantExpression or UnaryExpression { NodeType: ExpressionType.Convert, Operand: ParameterExpression }) return value;
        ParameterExpression variable = Variable(value.Type, name);
        Do(Assign(variable, value));
        return variable;
    }

    protected Emitted OfLocal(LocalSymbol symbol, KernelScope scope)
    {
        if (ReferenceEquals(symbol, CatalogueScope.ReferenceDate) && scope.Day is { } day) return new Emitted(Shape.Scalar, RightsType.Date, Emitted.Known, Convert(day, typeof(long)));
        if (ReferenceEquals(symbol, CatalogueScope.ReferenceDate)) return scope.Dated is { } dated ? OfDated(dated, RightsType.Date) : OfConstant(new DateValue(scope.DateHere), RightsType.Date);
        if (ReferenceEquals(symbol, RightScope.RequestedOn))
        {
            int kind = Plan.Kinds.NumberOf(new FactKind("requested_on", null, null, false, false));
            return FromContext(Shape.Scalar, RightsType.Date, nameof(KernelContext.RequestedOn), Expression.Constant(kind));
        }
        return scope.Find(symbol) ?? throw new NotEmittableException($"`{symbol.Name}`");
    }

    /// <summary>Calls a method of the context that returns a state and leaves the value in the result.</summary>
    protected Emitted FromContext(Shape shape, RightsType type, string method, params Expression[] arguments)
    {
        ParameterExpression state = Variable(typeof(int), "s");
        Do(Assign(state, Call(X, ContextMethods.Named(method), arguments)));
        ParameterExpression value = Variable(typeof(long), "v");
        Do(Assign(value, Property(X, nameof(KernelContext.Result))));
        return new Emitted(shape, type, Settled(state), value);
    }

    /// <summary>A state that a method gave: the lean lane leaves when it is neither known nor absent.</summary>
    protected virtual Expression Settled(Expression state, bool mayBeAbsent = true) => state;

    /// <summary>A state that is a fault where a condition holds.</summary>
    protected virtual Expression FaultWhen(Expression condition, Expression state) =>
        Kept(Condition(AndAlso(Equal(state, Emitted.Known), condition), Expression.Constant(-1), state), "s");

    /// <summary>Whether a fault leaves the code, so that no state says so.</summary>
    public bool FaultLeaves => IsSettled;

    /// <summary>Sets a state to a fault.</summary>
    public virtual Expression Fault(ParameterExpression state) => Assign(state, Expression.Constant(-1));

    public Emitted OfConstant(Value value, RightsType type)
    {
        // A text that doubles with each definition would be made here without anybody counting.
        if (value.Size > LargestConstant) throw new NotEmittableException("a constant of very many values");
        switch (value)
        {
            case BooleanValue b: return Truth(Expression.Constant(b.Value ? 1 : 0)) with { Constant = value };
            case AbsentValue: return new Emitted(ShapeOf(type), type, Expression.Constant(1), Expression.Constant(0L)) { Constant = value };
            case NumberValue n:
                int scale = Scaled.DecimalsOf(n.Value);
                long scaled = CaseBatch.Scaled(n.Value, scale) ?? throw new NotEmittableException($"the number {n.Value}");
                return new Emitted(Shape.Scalar, type, Emitted.Known, Expression.Constant(scaled)) { Scale = scale, Constant = value, Bound = Int128.Abs(scaled) };
            case DateValue or DurationValue or TextValue:
                return new Emitted(Shape.Scalar, type, Emitted.Known, Expression.Constant(CaseBatch.Number(value, type, Plan.Layout.Texts)!.Value)) { Constant = value };
            case ListValue or RangeValue:
                return new Emitted(Shape.Constant, type, Emitted.Known, Expression.Constant(0L)) { Constant = value };
            default: throw new NotEmittableException(value.GetType().Name);
        }
    }

    /// <summary>A constant for the date that code is being made for, which other dates may have another of.</summary>
    /// <param name="constant">The constant here.</param>
    /// <param name="on">The constant for another date; null where there is none.</param>
    public Emitted OfDated(Emitted constant, Func<KernelDate, Value?> on)
    {
        if (Dates is not { } dates) return constant;
        Value here = constant.ConstantHere!;
        var dated = new Dated(dates, here, on);
        return here switch
        {
            DateValue => OfDated(dated, constant.Type),
            // The same decimals, so that no product of it is larger than with code of its own.
            NumberValue => constant with { Dated = dated, Bound = Int128.MaxValue },
            _ => constant with { Dated = dated },
        };
    }

    /// <summary>A date that hangs on the one that the code is for: it is read.</summary>
    private static Emitted OfDated(Dated date, RightsType type) => new(Shape.Scalar, type, Emitted.Known, date.Day) { Constant = date.Here, Dated = date };

    /// <summary>A constant that was computed from others.</summary>
    /// <param name="value">What it is.</param>
    /// <param name="type">The type of it.</param>
    /// <param name="from">What it was computed from.</param>
    /// <param name="compute">Computes it for another date.</param>
    private Emitted OfFolded(Value value, RightsType type, Emitted[] from, Func<Value[], Value?> compute)
    {
        Emitted constant = OfConstant(value, type);
        if (from.All(f => f.Dated is null)) return constant;
        return OfDated(constant, other =>
        {
            Value?[] values = [.. from.Select(f => f.Dated is { } dated ? dated.On(other) : f.ConstantHere)];
            return values.Contains(null) ? null : compute(values!);
        });
    }

    protected static Shape ShapeOf(RightsType type) => type.Required() switch
    {
        ListType { Item: StructType { Kind: StructKind.Link } } => Shape.LinkSet,
        ListType { Item: StructType { Kind: StructKind.Record } } => Shape.RowSet,
        ListType { Item: var item } when item.Equals(RightsType.Person) => Shape.Persons,
        StructType { Kind: StructKind.Record } => Shape.Row,
        StructType { Kind: StructKind.Link } => Shape.Link,
        StructType { Kind: StructKind.Row } => Shape.Figures,
        _ => Shape.Scalar,
    };
}
