using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Builtins;

/// <summary>Conversions between amounts per period: the only way from one period to another.</summary>
internal static class MoneyBuiltins
{
    private static readonly MoneyType PerMonth = new(MoneyPeriod.Month);
    private static readonly MoneyType PerYear = new(MoneyPeriod.Year);

    public static readonly Builtin[] All =
    [
        new("per year", "per year(amount: money per month) → money per year", "twelve times the monthly amount", "per year(100) = 1200",
            t => t.Are(PerMonth) || t.Are(RightsType.Number) ? PerYear : null, a => ExactDecimal.Multiply(a[0].Number(), 12).OrOverflow()),
        new("per month", "per month(amount: money per year) → money per month", "a twelfth of the yearly amount, to 12 decimals", "per month(1200) = 100",
            t => t.Are(PerYear) || t.Are(RightsType.Number) ? PerMonth : null, a => ExactDecimal.Divide(a[0].Number(), 12).OrOverflow()),
        new("over", "over(rate: money per …, n: number) → money", "an amount per period over a number of those periods", "over(100, 3) = 300",
            t => t.Count == 2 && (t[0] is MoneyType { Period: not MoneyPeriod.None } || t[0].Equals(RightsType.Number)) && t[1].FitsIn(RightsType.Number)
                ? new MoneyType(MoneyPeriod.None) : null,
            a => ExactDecimal.Multiply(a[0].Number(), a[1].Number()).OrOverflow()),
    ];
}
