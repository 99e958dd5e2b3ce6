using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins over numbers and amounts.</summary>
internal static class NumberBuiltins
{
    public static readonly Builtin[] All =
    [
        Rounding("round half up", "half away from zero", "round half up(2.345, 2) = 2.35", MidpointRounding.AwayFromZero),
        Rounding("round half down", "half towards zero", "round half down(2.345, 2) = 2.34", null),
        Rounding("round half even", "half to the even neighbour", "round half even(2.345, 2) = 2.34", MidpointRounding.ToEven),
        Rounding("round up", "away from zero", "round up(2.341, 2) = 2.35", null),
        Rounding("round down", "towards zero", "round down(2.349, 2) = 2.34", MidpointRounding.ToZero),
        Unary("floor", "the largest whole number not above n", "floor(2.7) = 2", decimal.Floor),
        Unary("ceiling", "the smallest whole number not below n", "ceiling(2.1) = 3", decimal.Ceiling),
        Unary("abs", "n without its sign", "abs(-2) = 2", Math.Abs),
        new("modulo", "modulo(n: number, divisor: number) → number", "what is left after dividing; it has the sign of the divisor", "modulo(7, 3) = 1",
            t => t.Are(Number, Number) ? Number : null, Modulo),
        new("odd", "odd(n: number) → boolean", "whether n is an odd whole number", "odd(3) = true",
            t => t.Are(Number) ? RightsType.Boolean : null, a => BooleanValue.Of(Math.Abs(decimal.Remainder(a[0].Number(), 2)) == 1)),
        new("even", "even(n: number) → boolean", "whether n is an even whole number", "even(4) = true",
            t => t.Are(Number) ? RightsType.Boolean : null, a => BooleanValue.Of(decimal.Remainder(a[0].Number(), 2) == 0)),
    ];

    private static Builtin Rounding(string name, string how, string example, MidpointRounding? mode) =>
        new(name, $"{name}(n: number|money, decimals: number) → same", $"rounds to a number of decimals, {how}", example,
            t => t.Count == 2 && t[0].IsAmount() && t[1].FitsIn(Number) ? t[0] : null,
            a => Round(name, a[0].Number(), a[1], mode));

    private static Value Round(string name, decimal n, Value decimals, MidpointRounding? mode)
    {
        if (!decimals.TryInt(out int places) || places is < -20 or > 28)
            return new FaultValue($"cannot round to {decimals.Number()} decimals", null);
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

    private static Builtin Unary(string name, string summary, string example, Func<decimal, decimal> compute) =>
        new(name, $"{name}(n: number|money) → same", summary, example,
            t => t.Count == 1 && t[0].IsAmount() ? t[0] : null, a => new NumberValue(compute(a[0].Number())));

    private static Value Modulo(IReadOnlyList<Value> a)
    {
        decimal n = a[0].Number(), d = a[1].Number();
        if (d == 0) return new FaultValue("division by zero", null);
        decimal rest = decimal.Remainder(n, d);
        return new NumberValue(rest != 0 && (rest < 0) != (d < 0) ? rest + d : rest);
    }
}
