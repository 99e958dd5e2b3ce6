using System.Linq.Expressions;
using RightsEngine.Concepts.Batches;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The date that code is for, with the period of the right where it belongs to one, and the year of the income where it is one of a year.</summary>
internal readonly record struct KernelDate(DateOnly Date, PeriodOf? Period, int? Year = null);

/// <summary>
/// What code hangs on of the date that it was made for, so that other dates can share it. Numbers, days and units that another date has
/// others of are read from an array. Whatever else was taken from the date, because it shapes the code, is noted as a condition:
/// a date for which one of them does not hold has code of its own.
/// </summary>
/// <param name="at">The date that the code is being made for.</param>
internal sealed class DateSlots(KernelDate at)
{
    private readonly List<Func<KernelDate, bool>> _conditions = [];
    private readonly List<Func<KernelDate, long?>> _numbers = [];
    private readonly List<Func<KernelDate, KernelUnit?>> _units = [];
    private readonly List<(int Slot, int Unit)> _placesOfUnits = [];
    private Dated? _date;

    /// <summary>The array with what is read, an argument of the code.</summary>
    public ParameterExpression Numbers { get; } = Parameter(typeof(long[]), "dated");

    /// <summary>The date itself.</summary>
    public Dated Date => _date ??= new Dated(this, new DateValue(at.Date), on => new DateValue(on.Date));

    /// <summary>Notes what another date has to have in common with this one.</summary>
    public void Require(Func<KernelDate, bool> condition) => _conditions.Add(condition);

    /// <summary>Notes that only the same period can share the code.</summary>
    public void RequirePeriod() => Require(other => other.Period == at.Period);

    /// <summary>Notes that no other date can share the code.</summary>
    public void RequireDate() => Require(other => other == at);

    /// <summary>A day number that is read.</summary>
    /// <param name="on">The day for another date; null where there is none.</param>
    public Expression Day(Func<KernelDate, DateOnly?> on) => Number(other => on(other)?.DayNumber);

    /// <summary>A number that is read.</summary>
    /// <param name="on">The number for another date; null where there is none.</param>
    public Expression Number(Func<KernelDate, long?> on)
    {
        _numbers.Add(on);
        return Slot();
    }

    /// <summary>A number that the plan gives out, or what is less than 2³¹ otherwise, as it is read.</summary>
    /// <param name="on">The number for another date; null where there is none.</param>
    public Expression SmallNumber(Func<KernelDate, int?> on) => Convert(Number(other => on(other)), typeof(int));

    /// <summary>A unit that is read.</summary>
    /// <param name="unit">The unit for this date.</param>
    /// <param name="on">The unit for another date; null where there is none.</param>
    public UnitPlace Unit(KernelUnit unit, Func<KernelDate, KernelUnit?> on)
    {
        _units.Add(other => on(other) is { } found && found.IsLike(unit) ? found : null);
        _placesOfUnits.Add((_numbers.Count, _units.Count - 1));
        return new UnitPlace(SmallNumber(_ => 0));
    }

    /// <summary>Whether an expression only reads from the array.</summary>
    public bool IsRead(Expression e) => e is BinaryExpression { NodeType: ExpressionType.ArrayIndex, Left: ParameterExpression array } && array == Numbers;

    /// <summary>The array for a date, with the units in it; null when the date cannot share the code.</summary>
    public (long[] Numbers, IReadOnlyList<KernelUnit> Units)? On(KernelDate other)
    {
        foreach (Func<KernelDate, bool> condition in _conditions)
            if (!condition(other)) return null;
        long[] numbers = new long[_numbers.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (_numbers[i](other) is not { } number) return null;
            numbers[i] = number;
        }
        var units = new KernelUnit[_units.Count];
        for (int i = 0; i < units.Length; i++)
        {
            if (_units[i](other) is not { } unit) return null;
            units[i] = unit;
        }
        foreach ((int slot, int unit) in _placesOfUnits) numbers[slot] = units[unit].Number;
        return (numbers, units);
    }

    private BinaryExpression Slot() => ArrayIndex(Numbers, Constant(_numbers.Count - 1));
}

/// <summary>A constant that hangs on the date that code is for and on nothing else.</summary>
/// <param name="slots">What the code hangs on.</param>
/// <param name="here">The value for the date that the code is being made for.</param>
/// <param name="on">The value for another date; null where there is none.</param>
internal sealed class Dated(DateSlots slots, Value here, Func<KernelDate, Value?> on)
{
    private bool _isFixed;
    private Expression? _day;
    private Expression? _number;
    private (KernelDate Date, Value? Value)? _last;

    /// <summary>The value for the date that the code is being made for. Whoever shapes the code by it says so with <see cref="Require"/>.</summary>
    public Value Here => here;

    /// <summary>The value for another date; null where there is none.</summary>
    public Value? On(KernelDate other)
    {
        // What follows from it is asked for one date after another, and for each many times.
        if (_last?.Date != other) _last = (other, on(other));
        return _last?.Value;
    }

    /// <summary>The day for another date; null where there is none.</summary>
    public DateOnly? DayOn(KernelDate other) => (On(other) as DateValue)?.Value;

    /// <summary>The day number, as it is read.</summary>
    public Expression Day => _day ??= slots.Day(DayOn);

    /// <summary>The number, as it is read.</summary>
    /// <param name="scale">Its decimals: a date with others does not share the code.</param>
    public Expression Number(int scale) =>
        _number ??= slots.Number(other => On(other) is NumberValue { Value: var number } && Scaled.DecimalsOf(number) == scale ? CaseBatch.Scaled(number, scale) : null);

    /// <summary>A day number that follows from the value.</summary>
    public Expression DayOf(Func<Value, DateOnly> day) => slots.Day(other => On(other) is { } value && value.GetType() == here.GetType() ? day(value) : null);

    /// <summary>Notes what the value for another date has to have in common with this one.</summary>
    public void Require(Func<Value, bool> condition) => slots.Require(other => On(other) is { } value && condition(value));

    /// <summary>The same of a date.</summary>
    public void RequireDay(Func<DateOnly, bool> condition) => slots.Require(other => DayOn(other) is { } day && condition(day));

    /// <summary>Notes that only dates with the same value can share the code.</summary>
    public void Fix()
    {
        if (!_isFixed) slots.Require(other => here.Equals(On(other)));
        _isFixed = true;
    }
}
