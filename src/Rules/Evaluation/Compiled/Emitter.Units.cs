using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The bodies of units.</summary>
internal partial class Emitter
{
    /// <summary>The person a unit is about.</summary>
    public ParameterExpression? Person { get; init; }

    public Emitted UnitPerson => new(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(Person!, typeof(long)));

    /// <summary>A value kept in a variable.</summary>
    public Expression Once(Expression value) => Kept(value, "v");

    /// <summary>A call to a method of the context.</summary>
    public Expression Ask(string method, params Expression[] arguments) => Call(X, ContextMethods.Named(method), arguments);

    /// <summary>No names yet, on the date that the code is for.</summary>
    public KernelScope ScopeOn(DateOnly date) => new(null, date, _code) { Dated = Dates?.Date };

    /// <summary>The members of a household: everyone alive for whom the expression holds.</summary>
    public virtual Emitted Members(HouseholdDefinition household, HouseholdVersion version, DateOnly date)
    {
        Expression day = ScopeOn(date).DayNumber;
        ParameterExpression mask = Variable(typeof(long), "mask"), state = Variable(typeof(int), "s"), alive = Variable(typeof(int), "alive");
        Do(Assign(mask, Expression.Constant(0L)));
        Do(Assign(state, Emitted.Known));
        Do(Assign(alive, Call(X, ContextMethods.Named(nameof(KernelContext.Alive)), Person!, day, day)));
        Do(IfThen(NotEqual(alive, Expression.Constant(0)), Block(() => EachBit(Property(X, nameof(KernelContext.Everyone)), (bit, end) =>
        {
            KernelScope scope = ScopeOn(date);
            scope.Locals[household.PersonLocal] = UnitPerson;
            scope.Locals[household.MemberLocal] = new Emitted(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(bit, typeof(long)));
            ParameterExpression belongs = Variable(typeof(int), "t");
            Do(Assign(belongs, Call(X, ContextMethods.Named(nameof(KernelContext.Alive)), bit, day, day)));
            Do(Assign(belongs, Both(alive, belongs)));
            Do(IfThen(NotEqual(belongs, Expression.Constant(0)), Block(() => Do(Assign(belongs, Both(belongs, Keep(AsTruth(Emit(version.Members, scope))).Value))))));
            Do(IfThen(IsTrue(belongs), Assign(mask, Expression.Or(mask, BitOf(bit)))));
            Do(IfThen(Equal(belongs, Expression.Constant(-1)), Expression.Block(typeof(void), Assign(state, Expression.Constant(-1)), Goto(end))));
            Do(IfThen(IsUnknown(belongs), Assign(state, Ask(nameof(KernelContext.AddMember), state, bit, belongs))));
        }))));
        return new Emitted(Shape.Persons, new ListType(RightsType.Person), state, mask) { MayBePartial = true };
    }

    /// <summary>The weighted components of an income of a year; the empty part is the whole.</summary>
    public Emitted IncomeOf(IncomeDefinition income, string part, int year, DateOnly date)
    {
        IncomeVersion version = income.Versions.FirstOrDefault(v => v.InForce.Contains(date)) ?? throw new NotEmittableException($"income `{income.Name}` out of force");
        KernelScope scope = ScopeOn(date);
        scope.Locals[income.PersonLocal] = UnitPerson;
        scope.Locals[income.YearLocal] = OfDated(OfConstant(new NumberValue(year), RightsType.Number), other => other.Year is { } of ? new NumberValue(of) : null);
        var money = new MoneyType(MoneyPeriod.Year);
        var parts = new List<(Emitted, bool)>();
        foreach (IncomeComponent component in version.Components.Where(c => IsInForce(c.InForce, scope) && (part.Length == 0 || c.Id == part || c.Group == part)))
        {
            Emitted taken = Keep(Number(Emit(component.Take, scope)));
            // A component that is absent counts for nothing.
            if (!taken.IsAlwaysKnown && !taken.ZeroWhenAbsent) taken = Keep(taken with { State = Condition(Equal(taken.State, Expression.Constant(1)), Emitted.Known, taken.State), Value = Condition(Equal(taken.State, Expression.Constant(1)), Expression.Constant(0L), taken.Value) });
            if (taken.ZeroWhenAbsent) taken = taken with { State = Emitted.Known };
            List<Emitted> factors = component.Numerator == 1 ? [taken] : [taken, OfConstant(new NumberValue(component.Numerator), RightsType.Number)];
            List<Emitted> divisors = component.Denominator == 1 ? [] : [OfConstant(new NumberValue(component.Denominator), RightsType.Number)];
            parts.Add((Keep(Quotient(factors, divisors, money)), false));
        }
        return parts.Count == 0 ? OfConstant(new NumberValue(0), money) : Added(parts, money);
    }

    /// <summary>The value of a unit for an owner who may not be known.</summary>
    public Emitted FromUnitOf(Expression ownerState, UnitPlace unit, Emitted shape, RightsType type, Expression owner)
    {
        if (ownerState is ConstantExpression { Value: 0 }) return FromUnit(unit, shape, type, owner);
        var result = new OptionalResult(this, type);
        Do(Assign(result.State, ownerState));
        Do(IfThen(Equal(ownerState, Emitted.Known), Block(() => result.Set(FromUnit(unit, shape, type, owner)))));
        return result.Value(type);
    }
}
