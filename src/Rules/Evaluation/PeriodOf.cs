using RightsEngine.Language.Builtins;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation;

/// <summary>The period of a right that contains a date, and the date on which it is decided.</summary>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
/// <param name="ReferenceDate">The day on which facts and figures count.</param>
internal readonly record struct PeriodOf(DateOnly Start, DateOnly End, DateOnly ReferenceDate)
{
    public static PeriodOf Right(RightDefinition right, DateOnly date)
    {
        (DateOnly start, DateOnly end) = right.Period switch
        {
            RightPeriod.Month => (new DateOnly(date.Year, date.Month, 1), DateBuiltins.LastDay(date)),
            RightPeriod.Quarter => Quarter(date),
            RightPeriod.Year => Year(date, right.YearStarts.Month, right.YearStarts.Day),
            _ => (date, date),
        };
        return new PeriodOf(start, end, right.DecideOn switch
        {
            DecideOn.LastDay => end,
            DecideOn.DayBefore => start == DateOnly.MinValue ? start : start.AddDays(-1),
            _ => start,
        });
    }

    private static (DateOnly, DateOnly) Quarter(DateOnly date)
    {
        var start = new DateOnly(date.Year, (date.Month - 1) / 3 * 3 + 1, 1);
        return (start, DateBuiltins.LastDay(start.AddMonths(2)));
    }

    private static (DateOnly, DateOnly) Year(DateOnly date, int month, int day)
    {
        var start = new DateOnly(date.Year, month, day);
        // The first and the last year of the calendar are cut off where it ends.
        if (start > date) start = start.Year == DateOnly.MinValue.Year ? DateOnly.MinValue : start.AddYears(-1);
        return (start, start.Year == DateOnly.MaxValue.Year ? DateOnly.MaxValue : new DateOnly(start.Year + 1, month, day).AddDays(-1));
    }
}
