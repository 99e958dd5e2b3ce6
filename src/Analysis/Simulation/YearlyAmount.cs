using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Simulation;

/// <summary>How amounts become those of a year.</summary>
internal static class YearlyAmount
{
    private const int DaysOfYear = 365;

    /// <summary>How often an amount is paid in a year: as its type says, else as the period of the right does; 0 for a right without money.</summary>
    public static int Times(RightDefinition right)
    {
        if (right.Amount?.Type is not MoneyType money) return 0;
        return money.Period switch
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
