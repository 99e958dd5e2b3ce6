using RightsEngine.Language.Builtins;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Checking;

/// <summary>What the checker turns properties and a few forms into. Not callable by name.</summary>
internal static class InternalBuiltins
{
    /// <summary>How many numbers <c>low..high</c> holds at most.</summary>
    public const int MaximumSeries = 10_000;

    public const int MaximumExponent = 16;

    public static readonly Builtin Year = Property("year", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().Year));
    public static readonly Builtin Month = Property("month", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().Month));
    public static readonly Builtin Day = Property("day", RightsType.Date, RightsType.Number, v => new NumberValue(v.Date().Day));
    public static readonly Builtin Years = Property("years", RightsType.Duration, RightsType.Number, v => new NumberValue(((DurationValue)v).Months / 12));
    public static readonly Builtin Months = Property("months", RightsType.Duration, RightsType.Number, v => new NumberValue(((DurationValue)v).Months % 12));

    public static readonly Builtin Start = new("start", "range.start → item", "the first value of a range", "",
        t => t is [RangeType r] ? r.Item : null, a => ((RangeValue)a[0]).Low);

    public static readonly Builtin End = new("end", "range.end → item", "the last value of a range", "",
        t => t is [RangeType r] ? r.Item : null, a => ((RangeValue)a[0]).High);

    public static readonly Builtin Series = new("series", "low..high → list of number", "the whole numbers from low to high", "",
        t => t.Are(RightsType.Number, RightsType.Number) ? new ListType(RightsType.Number) : null, MakeSeries);

    /// <summary>A whole power. A call rather than a product, so that its base is computed once.</summary>
    public static readonly Builtin Power = new("power", "base ** n → number", "the base multiplied n times", "",
        t => t.Are(RightsType.Number, RightsType.Number) ? RightsType.Number : null, Raise);

    /// <summary>The properties of values of a type, by name.</summary>
    public static IReadOnlyList<Builtin> PropertiesOf(RightsType type) => type switch
    {
        _ when type.Equals(RightsType.Date) => [Year, Month, Day],
        _ when type.Equals(RightsType.Duration) => [Years, Months],
        RangeType => [Start, End],
        _ => [],
    };

    private static Builtin Property(string name, RightsType owner, RightsType result, Func<Value, Value> compute) =>
        new(name, $"{owner}.{name} → {result}", $"the {name} of a {owner}", "", t => t.Are(owner) ? result : null, a => compute(a[0]));

    private static Value MakeSeries(IReadOnlyList<Value> a)
    {
        if (!a[0].TryInt(out int low) || !a[1].TryInt(out int high)) return new FaultValue("a series goes from one whole number to another", null);
        if (high - low >= MaximumSeries) return new FaultValue($"a series of more than {MaximumSeries} numbers", null);
        return ListValue.Certain(Enumerable.Range(low, Math.Max(0, high - low + 1)).Select(n => new NumberValue(n)));
    }

    private static Value Raise(IReadOnlyList<Value> a)
    {
        decimal? result = 1m;
        for (int i = 0; i < (int)a[1].Number(); i++)
        {
            result = ExactDecimal.Multiply(result.Value, a[0].Number());
            if (result is null) return BuiltinSupport.Overflow;
        }
        return new NumberValue(result.Value);
    }
}
