using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins over dates, durations and ranges of dates.</summary>
internal static class DateBuiltins
{
    private static readonly string[] MonthNames =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static readonly Builtin[] All =
    [
        new("date", "date(from: text) → date | date(year: number, month: number, day: number) → date", "a date", "date(2025, 9, 1) = @\"2025-09-01\"",
            t => t.Are(Text) || t.Are(Number, Number, Number) ? Date : null, MakeDate),
        new("duration", "duration(from: text) → duration", "a number of years and months", "duration(\"P1Y6M\") = @\"P18M\"",
            t => t.Are(Text) ? Duration : null,
            a => ParseDuration(a[0].String()) is { } m ? new DurationValue(m) : new FaultValue($"`{a[0].String()}` is not a duration of years and months", null)),
        new("years and months duration", "years and months duration(from: date, to: date) → duration", "the whole months between two dates", "years and months duration(@\"2020-01-31\", @\"2021-03-01\") = @\"P1Y1M\"",
            t => t.Are(Date, Date) ? Duration : null, a => new DurationValue(WholeMonths(a[0].Date(), a[1].Date()))),
        new("first day of month", "first day of month(date: date) → date", "the first day of the month of a date", "first day of month(@\"2025-09-17\") = @\"2025-09-01\"",
            t => t.Are(Date) ? Date : null, a => new DateValue(new DateOnly(a[0].Date().Year, a[0].Date().Month, 1))) { IsMonotone = true },
        new("last day of month", "last day of month(date: date) → date", "the last day of the month of a date", "last day of month(@\"2024-02-10\") = @\"2024-02-29\"",
            t => t.Are(Date) ? Date : null, a => new DateValue(LastDay(a[0].Date()))) { IsMonotone = true },
        new("add months", "add months(date: date, months: number, missing day: \"down\" or \"up\") → date", "the same day some months later or earlier; where that day does not exist, the last day before or the first day after", "add months(@\"2025-01-31\", 1, \"down\") = @\"2025-02-28\"",
            t => t.Are(Date, Number, Text) ? Date : null, AddMonths) { IsMonotone = true },
        new("day of week", "day of week(date: date) → text", "the English name of the day", "day of week(@\"2019-09-17\") = \"Tuesday\"",
            t => t.Are(Date) ? Text : null, a => new TextValue(a[0].Date().DayOfWeek.ToString())),
        new("day of year", "day of year(date: date) → number", "the number of the day in its year", "day of year(@\"2019-09-17\") = 260",
            t => t.Are(Date) ? Number : null, a => new NumberValue(a[0].Date().DayOfYear)),
        new("week of year", "week of year(date: date) → number", "the number of the week, by ISO 8601", "week of year(@\"2005-01-01\") = 53",
            t => t.Are(Date) ? Number : null, a => new NumberValue(System.Globalization.ISOWeek.GetWeekOfYear(a[0].Date().ToDateTime(TimeOnly.MinValue)))),
        new("month of year", "month of year(date: date) → text", "the English name of the month", "month of year(@\"2019-09-17\") = \"September\"",
            t => t.Are(Date) ? Text : null, a => new TextValue(MonthNames[a[0].Date().Month - 1])),
        new("months", "months(range: range of date) → list of date", "the first days of the months that lie in the range, whole or in part", "months([@\"2025-01-15\"..@\"2025-03-01\"]) = [@\"2025-01-01\", @\"2025-02-01\", @\"2025-03-01\"]",
            t => t.Are(new RangeType(Date)) ? new ListType(Date) : null, a => Calendar((RangeValue)a[0], d => new DateOnly(d.Year, d.Month, 1), d => d.AddMonths(1))),
        new("years", "years(range: range of date) → list of number", "the years that lie in the range, whole or in part", "years([@\"2024-12-31\"..@\"2025-03-01\"]) = [2024, 2025]",
            t => t.Are(new RangeType(Date)) ? new ListType(Number) : null,
            a => Bounds((RangeValue)a[0]) is var (low, high) && low <= high
                ? ListValue.Certain(Enumerable.Range(low.Year, high.Year - low.Year + 1).Select(y => new NumberValue(y))) : ListValue.Empty),
    ];

    /// <summary>A date written as <c>yyyy-MM-dd</c>, or null.</summary>
    public static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateOnly d) ? d : null;

    /// <summary>Years and months written as <c>P1Y6M</c>, as months, or null.</summary>
    public static int? ParseDuration(string text)
    {
        System.Text.RegularExpressions.Match m = System.Text.RegularExpressions.Regex.Match(text, @"\A(-?)P(?:(\d{1,9})Y)?(?:(\d{1,10})M)?\z",
            System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        if (!m.Success || (!m.Groups[2].Success && !m.Groups[3].Success)) return null;
        long years = m.Groups[2].Success ? long.Parse(m.Groups[2].Value) : 0;
        long months = (m.Groups[3].Success ? long.Parse(m.Groups[3].Value) : 0) + years * 12;
        return months > int.MaxValue ? null : (m.Groups[1].Value == "-" ? -1 : 1) * (int)months;
    }

    /// <summary>The whole months from one date to another; negative backwards.</summary>
    public static int WholeMonths(DateOnly from, DateOnly to)
    {
        if (to < from) return -WholeMonths(to, from);
        int months = (to.Year - from.Year) * 12 + to.Month - from.Month;
        return to.Day < from.Day ? months - 1 : months;
    }

    public static DateOnly LastDay(DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));

    /// <summary>The first and last day of a range of dates, both included.</summary>
    public static (DateOnly Low, DateOnly High) Bounds(RangeValue range)
    {
        DateOnly low = range.Low.Date(), high = range.High.Date();
        return (range.LowIncluded ? low : low.AddDays(1), range.HighIncluded ? high : high.AddDays(-1));
    }

    private static Value MakeDate(IReadOnlyList<Value> a)
    {
        if (a.Count == 1)
            return ParseDate(a[0].String()) is { } date ? new DateValue(date) : new FaultValue($"`{a[0].String()}` is not a date", null);
        if (a[0].TryInt(out int y) && a[1].TryInt(out int m) && a[2].TryInt(out int d)
            && y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m))
            return new DateValue(new DateOnly(y, m, d));
        return new FaultValue($"there is no date {a[0].Number()}-{a[1].Number()}-{a[2].Number()}", null);
    }

    private static Value AddMonths(IReadOnlyList<Value> a)
    {
        DateOnly date = a[0].Date();
        if (!a[1].TryInt(out int months)) return new FaultValue("months to add are a whole number", null);
        int index = date.Year * 12 + date.Month - 1 + months;
        if (index < 12 || index > 9999 * 12 + 11) return new FaultValue("the date is outside the years 1 to 9999", null);
        int year = index / 12, month = index % 12 + 1, days = DateTime.DaysInMonth(year, month);
        if (date.Day <= days) return new DateValue(new DateOnly(year, month, date.Day));
        return new DateValue(a[2].String() == "up" ? new DateOnly(year, month, days).AddDays(1) : new DateOnly(year, month, days));
    }

    private static ListValue Calendar(RangeValue range, Func<DateOnly, DateOnly> start, Func<DateOnly, DateOnly> next)
    {
        (DateOnly low, DateOnly high) = Bounds(range);
        var items = new List<Value>();
        for (DateOnly d = start(low); d <= high; d = next(d))
        {
            items.Add(new DateValue(d));
            if (d.Year == 9999 && d.Month == 12) break;
        }
        return ListValue.Certain(items);
    }
}
