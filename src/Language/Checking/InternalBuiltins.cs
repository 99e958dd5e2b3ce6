using RightsEngine.Language.Builtins;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Checking;

/// <summary>What the checker turns properties and a few forms into. Not callable by name.</summary>
internal static class InternalBuiltins
{
    /// <summary>How many numbers <c>low..high</c> holds at most.</summary>
    public const int MaximumSeries = 10_000;

    /// <summary>The largest exponent either way; the power is computed exactly before it is rounded.</summary>
    public const int MaximumExponent = 1000;

    public static readonly Builtin Year = Property("year", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().Year)) with { IsMonotone = true };
    public static readonly Builtin Month = Property("month", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().Month));
    public static readonly Builtin Day = Property("day", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().Day));
    public static readonly Builtin Years = Property("years", RightsType.Duration, RightsType.Number, v => new NumberValue(((DurationValue)v).Months / 12));
    public static readonly Builtin Months = Property("months", RightsType.Duration, RightsType.Number, v => new NumberValue(((DurationValue)v).Months % 12));

    public static readonly Builtin Weekday = Property("weekday", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().DayOfWeek == DayOfWeek.Sunday ? 7 : (int)v.Date().DayOfWeek));

    public static readonly Builtin StartIncluded = OfRange("start included", r => r.LowIncluded);
    public static readonly Builtin EndIncluded = OfRange("end included", r => r.HighIncluded);

    /// <summary>Texts one after another.</summary>
    public static readonly Builtin JoinTexts = new("join", "text + text → text", "texts one after another", "",
        t => t.Count > 0 && t.All(x => x.Equals(RightsType.Text)) ? RightsType.Text : null, a => new TextValue(string.Concat(a.Select(x => x.String()))));

    public static readonly Builtin InMonths = new("in months", "duration → number", "the months of a duration", "",
        t => t.Are(RightsType.Duration) ? RightsType.Number : null, a => new NumberValue(((DurationValue)a[0]).Months));

    public static readonly Builtin OfMonths = new("of months", "number → duration", "a duration of whole months, what is less left out", "",
        t => t.Are(RightsType.Number) ? RightsType.Duration : null,
        a => decimal.Truncate(a[0].Number()) is var months && Math.Abs(months) <= int.MaxValue ? new DurationValue((int)months) : new FaultValue("overflow: the duration is too long", null));

    public static readonly Builtin Start = new("start", "range.start → item", "the first value of a range", "",
        t => t is [RangeType r] ? r.Item : null, a => ((RangeValue)a[0]).Low);

    public static readonly Builtin End = new("end", "range.end → item", "the last value of a range", "",
        t => t is [RangeType r] ? r.Item : null, a => ((RangeValue)a[0]).High);

    public static readonly Builtin Series = new("series", "first..last → list", "the whole numbers, or the days, from first to last, also backwards", "",
        t => t.Are(RightsType.Number, RightsType.Number) ? new ListType(RightsType.Number) : t.Are(RightsType.Date, RightsType.Date) ? new ListType(RightsType.Date) : null, MakeSeries);

    /// <summary>A whole power, exact; a negative one is 1 divided by the power, rounded as divisions are. A call rather than a product, so that its base is computed once.</summary>
    public static readonly Builtin Power = new("power", "base ** n → number", "the base multiplied n times", "",
        t => t.Are(RightsType.Number, RightsType.Number) ? RightsType.Number : null, Raise);

    /// <summary>The properties of values of a type, by name.</summary>
    public static IReadOnlyList<Builtin> PropertiesOf(RightsType type) => type switch
    {
        _ when type.Equals(RightsType.Date) => [Year, Month, Day, Weekday],
        _ when type.Equals(RightsType.Duration) => [Years, Months],
        RangeType => [Start, End, StartIncluded, EndIncluded],
        _ => [],
    };

    private static Builtin OfRange(string name, Func<RangeValue, bool> included) =>
        new(name, $"range.{name} → boolean", $"whether the {name.Split(' ')[0]} of a range belongs to it", "",
            t => t is [RangeType] ? RightsType.Boolean : null, a => BooleanValue.Of(included((RangeValue)a[0])));

    private static Builtin Property(string name, RightsType owner, RightsType result, Func<Value, Value> compute) =>
        new(name, $"{owner}.{name} → {result}", $"the {name} of a {owner}", "", t => t.Are(owner) ? result : null, a => compute(a[0]));

    private static Value MakeSeries(IReadOnlyList<Value> a)
    {
        bool days = a[0] is DateValue;
        int first, last;
        if (days) (first, last) = (a[0].Date().DayNumber, a[1].Date().DayNumber);
        else if (!a[0].TryInt(out first) | !a[1].TryInt(out last)) return new FaultValue("a series goes from one whole number to another", null);
        int length = Math.Abs(last - first);
        if (length >= MaximumSeries) return new FaultValue($"a series of more than {MaximumSeries} {(days ? "days" : "numbers")}", null);
        return ListValue.Certain(Enumerable.Range(0, length + 1).Select(i => last < first ? first - i : first + i)
            .Select(n => days ? (Value)new DateValue(DateOnly.FromDayNumber(n)) : new NumberValue(n)));
    }

    private static Value Raise(IReadOnlyList<Value> a)
    {
        decimal exponent = a[1].Number();
        if (!IsExponent(exponent)) return new FaultValue($"an exponent is a whole number from -{MaximumExponent} to {MaximumExponent}", null);
        if (exponent < 0 && a[0].Number() == 0) return new FaultValue("division by zero", null);
        return ExactDecimal.Power(a[0].Number(), (int)exponent).OrOverflow();
    }

    /// <summary>Whether a number can be an exponent: a power of a fraction has no exact result.</summary>
    public static bool IsExponent(decimal number) => number == decimal.Truncate(number) && Math.Abs(number) <= MaximumExponent;
}
