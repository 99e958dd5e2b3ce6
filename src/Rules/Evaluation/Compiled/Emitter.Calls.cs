using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What the names of the catalogue and of a right give: calls to units, look-ups in columns, code in place.</summary>
internal partial class Emitter
{
    private Emitted OfCall(Call e, KernelScope scope)
    {
        switch (e.Symbol)
        {
            case ConditionSymbol c: return Once(c.Condition, scope, s => OfCondition(c.Condition, s));
            case DefinitionSymbol { Parameters.Count: 0 } d: return OfDefinition(d, scope);
            case DefinitionSymbol d: return InPlace(d, e, scope);
            case RecordOfYearSymbol r: return RecordOfYear(r, scope);
            case ParameterSymbol { Parameter.Keys.Count: 0 } when scope.Day is { } day: return OfDay(e, day, scope);
            case ParameterSymbol p: return Parameter(p.Parameter, [.. e.Arguments.Select(a => Keep(Emit(a, scope)))], scope);
        }
        if (e is { Symbol: StatusSymbol, Arguments: [var holder, RangeOf days] })
        {
            Emitted low = Keep(Emit(days.Low, scope)), high = Keep(Emit(days.High, scope));
            if (!days.LowIncluded) low = low with { Value = Add(low.Value, Expression.Constant(1L)) };
            if (!days.HighIncluded) high = high with { Value = Subtract(high.Value, Expression.Constant(1L)) };
            return OfPerson(e.Symbol, [Keep(Emit(holder, scope)), low, high], e.Type, scope);
        }
        Emitted[] arguments = [.. e.Arguments.Select(a => Keep(EmitPartial(a, scope)))];
        if (e.Symbol is StatusSymbol && arguments is [_, { Shape: Shape.Range } span]) arguments = [arguments[0], .. FirstAndLast(span)];
        if (e.Symbol is IncomeSymbol income)
            return RecordKey.Of(RecordPeriod.Year, [arguments[1]]) is { } year
                ? new Emitted(Shape.Income, e.Type, arguments[0].State, Expression.Constant(0L)) { Income = income.Income, Owner = AsPerson(arguments[0]), Key = year, Date = scope.DateHere, DatedOn = scope.Dated }
                : IncomeOfSomeYear(income, arguments, e, scope);
        if (e.Symbol is GrantedSymbol granted) return Granted(granted, Certain(arguments[0]), scope);
        if (arguments.Length == 0 || !arguments[0].Type.Required().Equals(RightsType.Person)) throw new NotEmittableException(e.Symbol.Description);
        return OfPerson(e.Symbol, arguments, e.Type, scope);
    }

    /// <summary>The decision on another right, which is made before this one.</summary>
    protected virtual Emitted Granted(GrantedSymbol symbol, Emitted holder, KernelScope scope)
    {
        RightDefinition asked = symbol.Right.VersionOn(scope.Date);
        RightKernel? other = Rights?.Compile(asked, PeriodOf.Right(asked, scope.Date));
        if (other is null) throw new NotEmittableException(symbol.Description);
        int number = Plan.Number(other);
        Needed.Add(number);
        holder = OneOrInCaseOrder(holder);
        Expression state = StrictState([holder]);
        if (!symbol.Amount)
            return WhenKnown(state, Shape.Truth, RightsType.Boolean, () => Call(X, ContextMethods.Named(nameof(KernelContext.Granted)), Expression.Constant(number), holder.Value));
        ParameterExpression found = Variable(typeof(int), "s"), value = Variable(typeof(long), "v");
        Do(Assign(found, state));
        Do(IfThen(Equal(found, Emitted.Known), Block(() =>
        {
            Do(Assign(found, Call(X, ContextMethods.Named(nameof(KernelContext.AmountOf)), Expression.Constant(number), holder.Value)));
            Do(Assign(value, Property(X, nameof(KernelContext.Result))));
        })));
        return new Emitted(Shape.Scalar, symbol.ResultType, found, value) { Scale = other.AmountScale };
    }

    /// <summary>Compiles the rights that others ask for; null in units, which are about persons only.</summary>
    public RightCompiler? Rights { get; init; }

    /// <summary>The numbers of the rights asked for.</summary>
    public SortedSet<int> Needed { get; } = [];

    /// <summary>Asks something of a person; of an absent one the answer is absent, of an unknown one unknown.</summary>
    protected Emitted OfPerson(CallableSymbol symbol, Emitted[] arguments, RightsType type, KernelScope scope)
    {
        if (arguments[0].IsAlwaysKnown) return OfKnownPerson(symbol, arguments, type, scope);
        var result = new OptionalResult(this, type);
        Expression person = arguments[0].State;
        if (IsSettled)
        {
            Do(Assign(result.State, Expression.Constant(1)));
            Do(IfThen(Equal(person, Emitted.Known), Block(() => result.Set(OfKnownPerson(symbol, [arguments[0] with { State = Emitted.Known }, .. arguments[1..]], type, scope)))));
            return result.Value(type);
        }
        Do(IfThenElse(Equal(person, Emitted.Known),
            Block(() => result.Set(OfKnownPerson(symbol, [arguments[0] with { State = Emitted.Known }, .. arguments[1..]], type, scope))),
            IfThenElse(Equal(person, Expression.Constant(1)), Assign(result.State, person), Block(() => Do(Assign(result.State, StrictState(arguments.Select(Sure), absentIsFault: false)))))));
        return result.Value(type);
    }

    /// <summary>The members of the household of a person.</summary>
    protected virtual Emitted Household(HouseholdDefinition household, Expression person, RightsType type, KernelScope scope) =>
        Memory(Shape.Persons, type, _units!.Household(household, scope, this), person) with { MayBePartial = true };

    /// <summary>A concept of a person without further arguments.</summary>
    protected virtual Emitted Concept(ConceptSymbol concept, Expression person, KernelScope scope) => _units!.Concept(concept, scope, person, this);

    protected virtual Emitted OfKnownPerson(CallableSymbol symbol, Emitted[] a, RightsType type, KernelScope scope)
    {
        Expression person = AsPerson(a[0]), day = scope.DayNumber;
        switch (symbol)
        {
            case RecordSymbol { Record: { Many: false } record }: return Row(record, a, scope);
            case RecordSymbol { Record: var many }: return Rows(many, a, scope);
            case RelationSymbol r: return Relation(r, person, day, type);
            case StatusSymbol { Form: StatusForm.Now } s: return Held(s, person, day, day);
            case StatusSymbol { Form: StatusForm.MonthsInARow } s:
                return OnDay(a[1], on => Call(X, ContextMethods.Named(nameof(KernelContext.MonthsHeld)), Expression.Constant(Plan.Status(s.Status)), person, on)) with { MayBeBounded = !IsSettled };
            case StatusSymbol s when a[1].Dated is { Here: RangeValue } span: return Held(s, person, BoundOf(span, last: false), BoundOf(span, last: true));
            case StatusSymbol s when a[1].ConstantHere is RangeValue:
                (DateOnly low, DateOnly high) = Language.Builtins.DateBuiltins.Bounds((RangeValue)a[1].Constant!);
                return Held(s, person, Expression.Constant(low.DayNumber), Expression.Constant(high.DayNumber));
            case StatusSymbol s: return WhenKnown(StrictState(a[1..]), Shape.Truth, RightsType.Boolean, () => Held(s, person, Day(a[1]), Day(a[^1])).Value);
            case AgeSymbol: return OnDay(a[1], on => Call(X, ContextMethods.Named(nameof(KernelContext.Age)), person, on));
            case HouseholdSymbol h: return Household(h.Household, person, type, scope);
            case ConceptSymbol c when scope.Day is not null: return ConceptInPlace(c, a, scope);
            case ConceptSymbol { Parameters.Count: 1 } c: return Concept(c, person, scope);
            case ConceptSymbol c: return ConceptInPlace(c, a, scope);
            default: throw new NotEmittableException(symbol.Description);
        }
    }

    private static Expression BoundOf(Dated range, bool last) =>
        Convert(range.DayOf(value =>
        {
            (DateOnly low, DateOnly high) = Language.Builtins.DateBuiltins.Bounds((RangeValue)value);
            return last ? high : low;
        }), typeof(int));

    private static Expression Day(Emitted date) => Convert(date.Value, typeof(int));

    /// <summary>A number that a method of the context gives for a day, which may not be known.</summary>
    protected Emitted OnDay(Emitted date, Func<Expression, Expression> ask)
    {
        ParameterExpression state = Variable(typeof(int), "s"), value = Variable(typeof(long), "v");
        Do(Assign(state, StrictState([date])));
        Expression compute = Block(() =>
        {
            Do(Assign(state, ask(Day(date))));
            Do(Assign(value, Property(X, nameof(KernelContext.Result))));
        });
        Do(date.IsAlwaysKnown ? compute : IfThen(Equal(state, Emitted.Known), compute));
        return new Emitted(Shape.Scalar, RightsType.Number, Settled(state, mayBeAbsent: false), value);
    }

    /// <summary>The value of a unit for a person, from the memory of the case.</summary>
    public Emitted FromUnit(UnitPlace unit, Emitted shape, RightsType type, Expression person) =>
        Memory(shape.Shape, type, unit, person, shape.Order is not null) with { Scale = shape.Scale, Relation = shape.Relation, Record = shape.Record, Key = shape.Key, Owner = shape.Record is null ? null : person, MayBePartial = shape.MayBePartial, MayBeBounded = shape.MayBeBounded, MayHoldUnknown = shape.MayHoldUnknown };

    /// <summary>What a unit gives, kept for the case. A call and nothing more: units are asked for everywhere, and code is made for few cases too.</summary>
    /// <param name="shape">What it is.</param>
    /// <param name="type">Its type.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="person">Of whom.</param>
    /// <param name="mayHaveOrder">Whether a list may be in another order than that of the case.</param>
    private Emitted Memory(Shape shape, RightsType type, UnitPlace unit, Expression person, bool mayHaveOrder = false)
    {
        ParameterExpression? order = mayHaveOrder ? Variable(typeof(int), "order") : null;
        ParameterExpression state = Variable(typeof(int), "s"), value = Variable(typeof(long), "v");
        Do(Assign(state, Ask(nameof(KernelContext.Unit), unit.Number, person)));
        Do(Assign(value, Property(X, nameof(KernelContext.Result))));
        if (order is not null) Do(Assign(order, Property(X, nameof(KernelContext.Order))));
        return new Emitted(shape, type, state, value) { Order = order };
    }

    protected virtual Emitted Held(StatusSymbol symbol, Expression person, Expression from, Expression to)
    {
        string method = symbol.Form == StatusForm.Throughout ? nameof(KernelContext.HeldThroughout) : nameof(KernelContext.HeldIn);
        return Keep(Truth(Call(X, method, null, Expression.Constant(Plan.Status(symbol.Status)), person, from, to)));
    }

    protected virtual Emitted Relation(RelationSymbol symbol, Expression person, Expression on, RightsType type)
    {
        Expression relation = Expression.Constant(Plan.Relation(symbol.Relation));
        if (symbol.Path == RelationPath.Links) return FromContext(Shape.LinkSet, type, nameof(KernelContext.Links), relation, person, on) with { Relation = symbol.Relation };
        if (symbol.Path == RelationPath.Forward && symbol.Relation.Max == 1) return FromContext(Shape.Scalar, type, nameof(KernelContext.FollowOne), relation, person, on);
        return FromContext(Shape.Persons, type, nameof(KernelContext.Follow), relation, person, on, Expression.Constant(symbol.Path == RelationPath.Inverse)) with { MayBePartial = !IsSettled && symbol.Relation.SilenceIsUnknown };
    }

    /// <summary>Computes a definition or condition once, before whatever first asks for it.</summary>
    private Emitted Once(object what, KernelScope scope, Func<KernelScope, Emitted> emit)
    {
        if (scope.Computed.TryGetValue(scope.Once(what), out Emitted? known)) return known;
        List<Expression> outer = _code;
        _code = scope.Code;
        Emitted value = Keep(emit(scope.Outside()));
        _code = outer;
        return scope.Computed[scope.Once(what)] = value;
    }

    private Emitted InPlace(DefinitionSymbol definition, Call e, KernelScope scope)
    {
        Emitted[] arguments = [.. e.Arguments.Select(a => Keep(EmitPartial(a, scope)))];
        if (arguments.Length > 2 || scope.ItemWith(arguments) is not { } item) return Body(definition, arguments, scope);
        // A definition about an item of a list is often asked for many times, and itself asks for others.
        var call = new ComputedCall(definition, arguments[0], arguments.ElementAtOrDefault(1));
        if (item.Calls.TryGetValue(call, out Emitted? known)) return known;
        List<Expression> outer = _code;
        _code = item.Body!;
        Emitted value = Keep(Body(definition, arguments, item));
        _code = outer;
        return item.Calls[call] = value;
    }

    private Emitted Body(DefinitionSymbol definition, Emitted[] arguments, KernelScope scope)
    {
        KernelScope inner = scope.Inner();
        for (int i = 0; i < arguments.Length; i++) inner.Locals[definition.Parameters[i]] = arguments[i];
        return EmitPartial(definition.Body!, inner);
    }

    private Emitted ConceptInPlace(ConceptSymbol concept, Emitted[] arguments, KernelScope scope)
    {
        ConceptVersion version = concept.Concept.Versions.FirstOrDefault(v => IsInForce(v.InForce, scope))
            ?? throw new NotEmittableException($"concept `{concept.Name}` out of force");
        KernelScope inner = scope.Apart(_code);
        for (int i = 0; i < arguments.Length; i++) inner.Locals[concept.Parameters[i]] = arguments[i];
        return EmitPartial(version.Value, inner);
    }

    public Emitted OfCondition(ConditionDefinition condition, KernelScope scope)
    {
        if (condition.Kind == ConditionKind.Require) return AsTruth(Emit(condition.Require!, scope));
        ParameterExpression result = Variable(typeof(int), "t");
        bool any = condition.Kind == ConditionKind.Any;
        Emitted[] children = [.. condition.Children.Where(c => IsInForce(c.InForce, scope)).Select(c => Once(c, scope, s => OfCondition(c, s)))];
        Do(Assign(result, Expression.Constant(any ? 0 : 1)));
        foreach (Emitted child in children)
        {
            Expression value = condition.Kind == ConditionKind.None ? Kept(Opposite(child.Value), "t") : child.Value;
            Do(Assign(result, any ? Either(result, value) : Both(result, value)));
        }
        return Truth(result);
    }

    /// <summary>The conditions computed in a scope, for the decision.</summary>
    public Emitted ConditionOnce(ConditionDefinition condition, KernelScope scope) => Once(condition, scope, s => OfCondition(condition, s));
}

/// <summary>The variables of a value that is computed only for a known person.</summary>
internal sealed class OptionalResult
{
    private readonly Emitter _emitter;
    private readonly ParameterExpression _value;
    private readonly ParameterExpression? _order;
    private Emitted? _set;

    public OptionalResult(Emitter emitter, RightsType type)
    {
        _emitter = emitter;
        _value = emitter.Variable(typeof(long), "v");
        State = emitter.Variable(typeof(int), "s");
        if (Emitter.ShapeFor(type) != Shape.Persons) return;
        _order = emitter.Variable(typeof(int), "order");
        emitter.Do(Assign(_order, Constant(0)));
    }

    public ParameterExpression State { get; }

    public void Set(Emitted value)
    {
        _set = _emitter.Handed(value);
        if (_set.Shape is Shape.Constant or Shape.Income or Shape.Range or Shape.Months or Shape.Chosen or Shape.Several) throw new NotEmittableException($"{value.Type} of somebody who may be absent");
        _emitter.Do(Assign(State, _set.State));
        _emitter.Do(Assign(_value, _set.Value));
        if (_set.Order is { } order) _emitter.Do(Assign(_order!, order));
    }

    public Emitted Value(RightsType type) => _set! with { Type = type, State = State, Value = _value, Constant = null, ZeroWhenAbsent = false, Order = _set.Order is null ? null : _order };
}
