using System.Text;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Builtins;

namespace RightsEngine.Data.Columns;

/// <summary>
/// Texts of cells as 64-bit numbers. Each method takes only what the careful reader takes without a word; anything else is false,
/// and the careful reader says what is wrong with it.
/// </summary>
internal static class CellNumbers
{
    private const int DateLength = 10;
    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    /// <summary>A plain decimal number times ten to the power of the scale.</summary>
    public static bool TryAmount(ReadOnlySpan<byte> text, int scale, int maximumWholeDigits, out long value)
    {
        value = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        ReadOnlySpan<byte> rest = negative ? text[1..] : text;
        int point = rest.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? rest : rest[..point];
        ReadOnlySpan<byte> decimals = point < 0 ? [] : rest[(point + 1)..];
        if (whole.Length == 0 || whole.Length > maximumWholeDigits || (whole.Length > 1 && whole[0] == '0') || (point >= 0 && decimals.Length == 0)) return false;
        if (!TryDigits(whole, out long units) || decimals.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        decimals = decimals.TrimEnd((byte)'0');
        if (decimals.Length > scale) return false;
        TryDigits(decimals, out long part);
        value = units * Powers[scale] + part * Powers[scale - decimals.Length];
        if (negative) value = -value;
        return true;
    }

    /// <summary>A day as its number; years, months and days that are whole.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out long day)
    {
        day = 0;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-') return false;
        if (!TryDigits(text[..4], out long year) || !TryDigits(text[5..7], out long month) || !TryDigits(text[8..], out long ofMonth)) return false;
        if (year < 1 || month is < 1 or > 12 || ofMonth < 1 || ofMonth > DateTime.DaysInMonth((int)year, (int)month)) return false;
        day = new DateOnly((int)year, (int)month, (int)ofMonth).DayNumber;
        return true;
    }

    public static bool TryBoolean(ReadOnlySpan<byte> text, out long value)
    {
        value = text.SequenceEqual("true"u8) ? 1 : 0;
        return value == 1 || text.SequenceEqual("false"u8);
    }

    /// <summary>A duration in months.</summary>
    public static bool TryDuration(ReadOnlySpan<byte> text, out long months)
    {
        int? parsed = DateBuiltins.ParseDuration(Encoding.UTF8.GetString(text));
        months = parsed ?? 0;
        return parsed is not null;
    }

    /// <summary>A whole number of so many digits at least and at most.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, int fewest, int most, out long value)
    {
        value = 0;
        return text.Length >= fewest && text.Length <= most && TryDigits(text, out value);
    }

    /// <summary>A key such as 2023-Q2 or 2023-05.</summary>
    public static bool TryKey(ReadOnlySpan<byte> text, RecordPeriod period, out long value)
    {
        string key = Encoding.UTF8.GetString(text);
        bool isKey = RecordKeys.IsKey(period, key);
        value = isKey ? CaseBatch.KeyNumber(key) : 0;
        return isKey;
    }

    // INVARIANT: at most 18 digits, so that nothing overflows.
    private static bool TryDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (b - '0');
        }
        return true;
    }
}
