using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Reading;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Days and years that hang on the case.</summary>
internal partial class Emitter
{
    /// <summary>Of more years than this one has code of its own only if the case comes to it by itself.</summary>
    private const int MostYears = 8;

    /// <summary>Whether something is in force on the day that counts.</summary>
    public static bool IsInForce(DateSpan span, KernelScope scope)
    {
        if (span == DateSpan.Always) return true;
        bool isInForce = span.Contains(scope.DateHere);
        scope.Dated?.RequireDay(other => span.Contains(other) == isInForce);
        return isInForce;
    }

    private Emitted OnDayOfCase(On e, Emitted date, KernelScope scope)
    {
        if (IsSettled || date.Shape != Shape.Scalar) throw new NotEmittableException("`on` with a date of the case");
        if (IsOfDay(e.Body)) return Daily(e.Body, date, day => OfDay(e.Body, day, scope));
        return Daily(e.Body, date, day => Emit(e.Body, scope.OnDay(day)));
    }

    /// <summary>A value on a day that may not be known; what is absent stands for no day, and is handed on.</summary>
    private Emitted Daily(CoreExpression body, Emitted date, Func<Expression, Emitted> on)
    {
        Expression day = Convert(date.Value, typeof(int));
        if (date.IsAlwaysKnown) return on(Kept(day, "day"));
        var result = new OptionalResult(this, body.Type);
        Do(Assign(result.State, date.State));
        Do(IfThen(Equal(date.State, Emitted.Known), Block(() => result.Set(on(Kept(day, "day"))))));
        return result.Value(body.Type);
    }

    /// <summary>Whether a value hangs on the day and on nothing else.</summary>
    private static bool IsOfDay(CoreExpression e) => e.Needs == Needs.Nothing
        && CoreParts.SelfAndDescendants(e).OfType<Local>().All(l => ReferenceEquals(l.Symbol, CatalogueScope.ReferenceDate) || ReferenceEquals(l.Symbol, RightScope.Period));

    /// <summary>A value that hangs on the day and on nothing else: looked up by day.</summary>
    private Emitted OfDay(CoreExpression e, Expression day, KernelScope scope)
    {
        int scale = e.Type.Required().IsMoney ? BatchLayout.MoneyScale : e.Type.Required().Equals(RightsType.Number) ? BatchLayout.NumberScale : 0;
        if (!IsOfDay(e) || !(e.Type.Required().IsMoney || new[] { RightsType.Number, RightsType.Boolean, RightsType.Date }.Contains(e.Type.Required()))) throw new NotEmittableException($"{e.Type} on a day of the case");
        if (scope.Frame is not null) Dates?.RequirePeriod();
        var table = new DayTable(e, scope.Frame, Plan, scale);
        ParameterExpression state = Variable(typeof(int), "s"), value = Variable(typeof(long), "v");
        Do(Assign(state, Call(Expression.Constant(table), nameof(DayTable.Find), null, X, day)));
        Do(Assign(value, Property(X, nameof(KernelContext.Result))));
        return new Emitted(Shape.Scalar, e.Type, state, value) { Scale = scale };
    }

    /// <summary>An income of one of few years.</summary>
    private Emitted IncomeOfSomeYear(IncomeSymbol income, Emitted[] arguments, Call e, KernelScope scope)
    {
        var years = new SortedSet<int>();
        if (IsSettled || !AddYears(e.Arguments[1], scope, years) || years.Count > MostYears) throw new NotEmittableException("an income of a year that the case decides");
        Expression state = StrictState(arguments);
        if (!arguments[0].IsAlwaysKnown) state = Kept(Condition(Equal(arguments[0].State, Expression.Constant(1)), Expression.Constant(1), state), "s");
        return new Emitted(Shape.Income, e.Type, state, Expression.Constant(0L)) { Income = income.Income, Owner = AsPerson(arguments[0]), Date = scope.DateHere, DatedOn = scope.Dated, Choice = ([.. years], arguments[1]) };
    }

    /// <summary>The years that an expression may be, if its branches are the same for all cases.</summary>
    private bool AddYears(CoreExpression e, KernelScope scope, SortedSet<int> years)
    {
        switch (e)
        {
            case Select { Hit: not HitPolicy.Sum } choice:
                return choice.Rows.All(r => AddYears(r.Then, scope, years)) && (choice.Otherwise is null || AddYears(choice.Otherwise, scope, years));
            case Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } }: return AddYears(body, scope, years);
            case Call { Symbol: ConceptSymbol { Parameters.Count: 1 } concept }:
                return concept.Concept.Versions.FirstOrDefault(v => IsInForce(v.InForce, scope)) is { } version && AddYears(version.Value, scope.Apart([]), years);
            case { Needs: Needs.Nothing } when CoreParts.SelfAndDescendants(e).OfType<Local>().All(l => ReferenceEquals(l.Symbol, CatalogueScope.ReferenceDate) || scope.Find(l.Symbol)?.ConstantHere is not null):
                Emitted? year = null;
                Block(() => year = Emit(e, scope));
                if (year?.Constant is not NumberValue { Value: var number } || number != decimal.Truncate(number) || number is < 1 or > 9999) return false;
                years.Add((int)number);
                return true;
            default: return false;
        }
    }

    /// <summary>A part of an income of one of few years.</summary>
    private Emitted PartOfSomeYear(Emitted income, string part, RightsType type)
    {
        (int[] years, Emitted year) = income.Choice!.Value;
        var result = new Merge(this, type, Shape.Scalar);
        Expression? chosen = null;
        foreach (int number in years.Reverse())
        {
            Emitted key = OfConstant(new NumberValue(number), RightsType.Number);
            Expression take = Block(() => result.Set(_units!.Income(income with { State = Emitted.Known, Key = new RecordKey($"{number}"), Choice = null }, part, type, this)));
            Expression isThis = Equal(Rescaled(key, year.Scale), year.Value);
            chosen = chosen is null ? IfThenElse(isThis, take, Bail("a year not foreseen")) : IfThenElse(isThis, take, chosen);
        }
        Do(IfThenElse(Equal(income.State, Emitted.Known), chosen!, Block(() => result.Unknown(income.State))));
        return result.Value;
    }
}
