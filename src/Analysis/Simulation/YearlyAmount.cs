using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Simulation;

/// <summary>How amounts become those of a year.</summary>
internal static class YearlyAmount
{
    private const int DaysOfYear = 365;

    /// <summary>
    /// What makes of an amount what the holder has of it in a year: how often it is received, as its type says, else as the period of the
    /// right does; less than 0 for what the holder pays; 0 for a right without money, and where no money goes either way.
    /// </summary>
    public static int Times(RightDefinition right) => right.AmountDirection switch
    {
        AmountDirection.Received => PerYear(right),
        AmountDirection.Paid => -PerYear(right),
        _ => 0,
    };

    private static int PerYear(RightDefinition right)
    {
        return (right.Amount!.Type as MoneyType)!.Period switch
        {
            MoneyPeriod.Day => DaysOfYear,
            MoneyPeriod.Month => 12,
            MoneyPeriod.Quarter => 4,
            MoneyPeriod.Year => 1,
            _ => right.Period switch
            {
                RightPeriod.Day => DaysOfYear,
                RightPeriod.Month => 12,
                RightPeriod.Quarter => 4,
                _ => 1,
            },
        };
    }
}
