using System.Globalization;

namespace RightsEngine.Language.Values;

/// <summary>
/// A date of which the source knows the year, or the year and the month: <c>1960-00-00</c>, <c>1960-05-00</c>.
/// It is unknown, between its first and its last possible day; the bounds are day numbers.
/// </summary>
internal static class PartialDate
{
    /// <summary>The first and last possible day, or null when the text is no partly unknown date.</summary>
    public static (DateOnly First, DateOnly Last)? Parse(string text)
    {
        if (text.Length != 10 || !text.EndsWith("-00", StringComparison.Ordinal)) return null;
        bool yearOnly = text.EndsWith("-00-00", StringComparison.Ordinal);
        string first = yearOnly ? text[..4] + "-01-01" : text[..7] + "-01";
        if (!DateOnly.TryParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly start)) return null;
        return (start, yearOnly ? new DateOnly(start.Year, 12, 31) : new DateOnly(start.Year, start.Month, DateTime.DaysInMonth(start.Year, start.Month)));
    }

    /// <summary>An unknown date between two days.</summary>
    public static UnknownValue Between(FactSet facts, DateOnly first, DateOnly last) => new(facts, first.DayNumber, last.DayNumber);

    /// <summary>The bounds of a date that is known in part, or null.</summary>
    public static (DateOnly First, DateOnly Last)? Bounds(UnknownValue date) =>
        date is { Low: { } low, High: { } high } ? (DateOnly.FromDayNumber((int)low), DateOnly.FromDayNumber((int)high)) : null;
}
