using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins over numbers and amounts.</summary>
internal static class NumberBuiltins
{
    /// <summary>More decimals than any number has: rounding to them changes nothing.</summary>
    private const int MostDecimals = 6176;

    public static readonly Builtin[] All =
    [
        new("decimal", "decimal(n: number|money, scale: number) → same", "rounds to a number of decimals, half to the even neighbour", "decimal(2.345, 2) = 2.34",
            t => t.Count == 2 && t[0].IsAmount() && t[1].FitsIn(Number) ? t[0] : null,
            a => Round("round half even", a[0].Number(), decimal.Truncate(a[1].Number()), MidpointRounding.ToEven)),
        Rounding("round half up", "half away from zero", "round half up(2.345, 2) = 2.35", MidpointRounding.AwayFromZero),
        Rounding("round half down", "half towards zero", "round half down(2.345, 2) = 2.34", null),
        Rounding("round half even", "half to the even neighbour", "round half even(2.345, 2) = 2.34", MidpointRounding.ToEven),
        Rounding("round up", "away from zero", "round up(2.341, 2) = 2.35", null),
        Rounding("round down", "towards zero", "round down(2.349, 2) = 2.34", MidpointRounding.ToZero),
        Whole("floor", "the largest number not above n, with a number of decimals", "floor(2.7) = 2", MidpointRounding.ToNegativeInfinity),
        Whole("ceiling", "the smallest number not below n, with a number of decimals", "ceiling(2.1) = 3", MidpointRounding.ToPositiveInfinity),
        new("abs", "abs(n: number|money|duration) → same", "n without its sign", "abs(-2) = 2",
            t => t.Count == 1 && (t[0].IsAmount() || t[0].Equals(Duration)) ? t[0] : null,
            a => a[0] is DurationValue d ? new DurationValue(Math.Abs(d.Months)) : new NumberValue(Math.Abs(a[0].Number()))),
        new("modulo", "modulo(dividend: number, divisor: number) → number", "what is left after dividing; it has the sign of the divisor", "modulo(7, 3) = 1",
            t => t.Are(Number, Number) ? Number : null, Modulo),
        new("odd", "odd(number: number) → boolean", "whether a number is odd and whole", "odd(3) = true",
            t => t.Are(Number) ? RightsType.Boolean : null, a => BooleanValue.Of(Math.Abs(decimal.Remainder(a[0].Number(), 2)) == 1)),
        new("even", "even(number: number) → boolean", "whether a number is even and whole", "even(4) = true",
            t => t.Are(Number) ? RightsType.Boolean : null, a => BooleanValue.Of(decimal.Remainder(a[0].Number(), 2) == 0)),
    ];

    private static Builtin Rounding(string name, string how, string example, MidpointRounding? mode) =>
        new(name, $"{name}(n: number|money, scale: number) → same", $"rounds to a number of decimals, {how}", example,
            t => t.Count == 2 && t[0].IsAmount() && t[1].FitsIn(Number) ? t[0] : null,
            a => Round(name, a[0].Number(), a[1].Number(), mode));

    private static Builtin Whole(string name, string summary, string example, MidpointRounding mode) =>
        new(name, $"{name}(n: number|money, scale?: number) → same", summary, example,
            t => t.Count is 1 or 2 && t[0].IsAmount() && t.Skip(1).All(x => x.FitsIn(Number)) ? t[0] : null,
            a => Round(name, a[0].Number(), a.Count == 1 ? 0 : a[1].Number(), mode));

    private static Value Round(string name, decimal n, decimal scale, MidpointRounding? mode)
    {
        if (scale != decimal.Truncate(scale) || scale is < -20 or > MostDecimals)
            return new FaultValue($"cannot round to {scale} decimals", null);
        if (scale > ExactDecimal.MaximumDigits) return new NumberValue(n);
        int places = (int)scale;
        if (places < 0)
        {
            decimal unit = (decimal)Math.Pow(10, -places);
            return ExactDecimal.Multiply(At(name, n / unit, 0, mode), unit).OrOverflow();
        }
        return new NumberValue(At(name, n, places, mode));
    }

    private static decimal At(string name, decimal n, int places, MidpointRounding? mode)
    {
        if (n.Scale <= places) return n;
        if (mode is { } m) return decimal.Round(n, places, m);
        decimal down = decimal.Round(n, places, MidpointRounding.ToZero);
        decimal rest = Math.Abs(n - down);
        decimal step = new(1, 0, 0, false, (byte)places);
        bool away = name == "round up" ? rest > 0 : rest > step / 2;
        return away ? down + (n < 0 ? -step : step) : down;
    }

    private static Value Modulo(IReadOnlyList<Value> a)
    {
        decimal n = a[0].Number(), d = a[1].Number();
        if (d == 0) return new FaultValue("division by zero", null);
        decimal rest = decimal.Remainder(n, d);
        return new NumberValue(rest != 0 && (rest < 0) != (d < 0) ? rest + d : rest);
    }
}
