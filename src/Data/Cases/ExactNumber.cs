using System.Globalization;

namespace RightsEngine.Data.Cases;

/// <summary>Numbers read from their text, digit for digit: no exponent, no separators, nothing rounded.</summary>
internal static class ExactNumber
{
    /// <summary>Whether a text is a plain decimal number: <c>-12.50</c>, without exponent, separators or leading zeros.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.StartsWith('-') ? text[1..] : text;
        int point = rest.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? rest : rest[..point];
        if (!AllDigits(whole) || (whole.Length > 1 && whole[0] == '0')) return false;
        return point < 0 || AllDigits(rest[(point + 1)..]);
    }

    /// <summary>The value of a plain number, or why it cannot be taken; zeros at the end of the decimals do not count.</summary>
    /// <param name="text">A text for which <see cref="IsPlain"/> holds.</param>
    /// <param name="maximumDecimals">How many decimals there may be.</param>
    /// <param name="maximumWholeDigits">How many digits there may be before the point.</param>
    /// <param name="value">The value, without zeros at the end of its decimals.</param>
    public static NumberProblem Read(ReadOnlySpan<char> text, int maximumDecimals, int maximumWholeDigits, out decimal value)
    {
        value = 0;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> trimmed = point < 0 ? text : text.TrimEnd('0').TrimEnd('.');
        int decimals = point < 0 || trimmed.Length <= point ? 0 : trimmed.Length - point - 1;
        int whole = (point < 0 ? text.Length : point) - (text[0] == '-' ? 1 : 0);
        if (whole > maximumWholeDigits) return NumberProblem.TooLarge;
        if (decimals > maximumDecimals) return NumberProblem.TooManyDecimals;
        value = decimal.Parse(trimmed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (value == 0) value = 0m; // decimal keeps the sign of -0
        return NumberProblem.None;
    }

    private static bool AllDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}

/// <summary>Why a number cannot be taken.</summary>
internal enum NumberProblem
{
    None,
    TooManyDecimals,
    TooLarge,
}
