using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;

namespace RightsEngine.Rules.Model;

/// <summary>On which day of each month, quarter or year a right with memory is checked.</summary>
internal enum CheckDay
{
    FirstOfMonth,
    LastOfMonth,
    FirstOfQuarter,
    FirstOfYear,
}

/// <summary>The memory of a right: when its conditions are checked, and until when it runs once they held.</summary>
internal sealed class AwardDefinition
{
    public required CheckDay Checked { get; init; }

    /// <summary>The last day on which a check that succeeded still counts; sees <c>granted_on</c>.</summary>
    public required CoreExpression RunsUntil { get; init; }

    /// <summary>The check dates from a date backwards while the law was in force.</summary>
    public IEnumerable<DateOnly> ChecksUntil(DateOnly date, DateSpan inForce)
    {
        DateOnly first = inForce.From ?? date;
        int months = Checked switch { CheckDay.FirstOfYear => 12, CheckDay.FirstOfQuarter => 3, _ => 1 };
        var start = new DateOnly(date.Year, (date.Month - 1) / months * months + 1, 1);
        while (true)
        {
            DateOnly check = Checked == CheckDay.LastOfMonth ? DateBuiltins.LastDay(start) : start;
            if (check < first) yield break;
            if (check <= date && inForce.Contains(check)) yield return check;
            if (start.Year == 1 && start.Month <= months) yield break;
            start = start.AddMonths(-months);
        }
    }
}
