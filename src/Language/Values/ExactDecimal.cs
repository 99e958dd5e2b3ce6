using System.Numerics;

namespace RightsEngine.Language.Values;

/// <summary>
/// Decimal arithmetic that never rounds in silence. <see cref="decimal"/> rounds when a result needs
/// more than its 96 bits; here that is an overflow (null), and so is a result of more than 28 significant digits.
/// </summary>
internal static class ExactDecimal
{
    /// <summary>The decimals to which a quotient is rounded, half to even.</summary>
    public const int QuotientDecimals = 12;

    public const int MaximumDigits = 28;

    private static readonly BigInteger Limit = BigInteger.Pow(10, MaximumDigits);
    private static readonly BigInteger QuotientScale = BigInteger.Pow(10, QuotientDecimals);

    public static decimal? Add(decimal a, decimal b)
    {
        try
        {
            decimal sum = a + b;
            if (sum.Scale == Math.Max(a.Scale, b.Scale) && Fits(sum)) return sum;
        }
        catch (OverflowException)
        {
            return null;
        }
        (BigInteger x, BigInteger y, int scale) = Align(a, b);
        return FromParts(x + y, scale);
    }

    public static decimal? Subtract(decimal a, decimal b) => Add(a, -b);

    public static decimal? Multiply(decimal a, decimal b)
    {
        if (a == 0 || b == 0) return 0m;
        if (a.Scale + b.Scale <= 28)
        {
            try
            {
                decimal product = a * b;
                if (product.Scale == a.Scale + b.Scale && Fits(product)) return product;
            }
            catch (OverflowException)
            {
                return null;
            }
        }
        return FromParts(Mantissa(a) * Mantissa(b), a.Scale + b.Scale);
    }

    /// <summary>The quotient rounded half-even to 12 decimals; the divisor is not zero.</summary>
    public static decimal? Divide(decimal a, decimal b)
    {
        (BigInteger x, BigInteger y, _) = Align(a, b);
        if (y.Sign < 0) (x, y) = (-x, -y);
        BigInteger scaled = x * QuotientScale;
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(scaled), y, out BigInteger remainder);
        int half = (remainder * 2).CompareTo(y);
        if (half > 0 || (half == 0 && !quotient.IsEven)) quotient += 1;
        return FromParts(x.Sign < 0 ? -quotient : quotient, QuotientDecimals);
    }

    /// <summary>A whole power: exact, or null when it needs too many digits; of a negative exponent 1 divided by the power. The base is then not zero.</summary>
    public static decimal? Power(decimal @base, int exponent)
    {
        BigInteger mantissa = Mantissa(@base);
        int scale = @base.Scale, size = Math.Abs(exponent);
        while (scale > 0 && (mantissa % 10).IsZero) (mantissa, scale) = (mantissa / 10, scale - 1);
        BigInteger power = BigInteger.Pow(mantissa, size);
        if (exponent >= 0) return FromParts(power, scale * size);
        BigInteger dividend = BigInteger.Pow(10, scale * size + QuotientDecimals);
        BigInteger quotient = BigInteger.DivRem(dividend, BigInteger.Abs(power), out BigInteger remainder);
        int half = (remainder * 2).CompareTo(BigInteger.Abs(power));
        if (half > 0 || (half == 0 && !quotient.IsEven)) quotient += 1;
        return FromParts(power.Sign < 0 ? -quotient : quotient, QuotientDecimals);
    }

    /// <summary>The number of significant digits, trailing zeros behind the point not counted.</summary>
    private static bool Fits(decimal value) => (value.Scale <= 18 && Math.Abs(value) < 1_000_000_000m) || BigInteger.Abs(Mantissa(value)) < Limit;

    private static decimal? FromParts(BigInteger mantissa, int scale)
    {
        while (scale > 0 && (scale > 28 || BigInteger.Abs(mantissa) >= Limit))
        {
            mantissa = BigInteger.DivRem(mantissa, 10, out BigInteger digit);
            if (!digit.IsZero) return null;
            scale--;
        }
        if (BigInteger.Abs(mantissa) >= Limit) return null;
        bool negative = mantissa.Sign < 0;
        BigInteger bits = BigInteger.Abs(mantissa);
        uint mask = uint.MaxValue;
        return new decimal(unchecked((int)(uint)(bits & mask)), unchecked((int)(uint)((bits >> 32) & mask)),
            unchecked((int)(uint)((bits >> 64) & mask)), negative, (byte)scale);
    }

    private static (BigInteger A, BigInteger B, int Scale) Align(decimal a, decimal b)
    {
        int scale = Math.Max(a.Scale, b.Scale);
        return (Mantissa(a) * BigInteger.Pow(10, scale - a.Scale), Mantissa(b) * BigInteger.Pow(10, scale - b.Scale), scale);
    }

    private static BigInteger Mantissa(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        BigInteger mantissa = (((BigInteger)unchecked((uint)parts[2])) << 64) | (((BigInteger)unchecked((uint)parts[1])) << 32) | unchecked((uint)parts[0]);
        return parts[3] < 0 ? -mantissa : mantissa;
    }
}
