using System.Globalization;

namespace RightsEngine.Language.Syntax;

/// <summary>Numbers as written: exact decimals, also as a percentage.</summary>
internal static class NumberLiteral
{
    public const int MaximumDigits = 28;

    /// <summary>Why a well-formed number cannot be held exactly, or null when it can.</summary>
    public static string? Problem(string written)
    {
        string number = written.TrimEnd('%');
        int point = number.IndexOf('.');
        int decimals = (point < 0 ? 0 : number.Length - point - 1) + (written.Length - number.Length) * 2;
        int digits = number.Replace(".", "").TrimStart('0').Length;
        if (digits > MaximumDigits) return $"number has {digits} significant digits";
        return decimals > MaximumDigits ? $"number has {decimals} decimals" : null;
    }

    /// <summary>The value of a well-formed number without <see cref="Problem"/>; the written decimals are kept.</summary>
    public static decimal Read(string written)
    {
        decimal value = decimal.Parse(written.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return written.EndsWith('%') ? Rescale(value, value.Scale + 2) : value;
    }

    /// <summary>The canonical text of a number.</summary>
    public static string Print(decimal value, bool isPercentage)
    {
        if (!isPercentage) return value.ToString(CultureInfo.InvariantCulture);
        decimal hundredfold = value.Scale >= 2 ? Rescale(value, value.Scale - 2) : value * 100;
        return hundredfold.ToString(CultureInfo.InvariantCulture) + "%";
    }

    // Moves the decimal point: multiplying by 100 would add decimals that were never written.
    private static decimal Rescale(decimal value, int scale)
    {
        int[] bits = decimal.GetBits(value);
        return new decimal(bits[0], bits[1], bits[2], value < 0, (byte)scale);
    }
}
