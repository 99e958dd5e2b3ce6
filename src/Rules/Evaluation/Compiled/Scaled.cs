namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// Exact arithmetic on decimals held as 64-bit numbers with a fixed number of decimals. What does not fit
/// bails out: the case goes to the reference evaluator, which has more digits.
/// </summary>
internal static class Scaled
{
    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(n => (long)Math.Pow(10, n))];

    /// <summary>How many decimals a number needs.</summary>
    public static int DecimalsOf(decimal number) => (number / 1.0000000000000000000000000000m).Scale;

    public static long Power(int n) => Powers[n];

    public static long Add(long a, long b, KernelContext x)
    {
        long sum = unchecked(a + b);
        if (((a ^ sum) & (b ^ sum)) < 0) x.GiveUp("a number too large");
        return sum;
    }

    public static long Subtract(long a, long b, KernelContext x)
    {
        long difference = unchecked(a - b);
        if (((a ^ b) & (a ^ difference)) < 0) x.GiveUp("a number too large");
        return difference;
    }

    public static long Multiply(long a, long b, KernelContext x)
    {
        long high = Math.BigMul(a, b, out long low);
        if (high != low >> 63) x.GiveUp("a number too large");
        return low;
    }

    /// <summary>A product with fewer decimals, of which those that are dropped are zero.</summary>
    /// <param name="a">A factor.</param>
    /// <param name="b">The other.</param>
    /// <param name="drop">How many decimals are dropped.</param>
    /// <param name="x">Told when one of them is not zero, or it does not fit.</param>
    public static long MultiplyShort(long a, long b, int drop, KernelContext x)
    {
        (Int128 product, Int128 rest) = Int128.DivRem((Int128)a * b, Powers[drop]);
        if (rest != 0) x.GiveUp("a product with this many decimals");
        return Narrow(product, x);
    }

    /// <summary>The product of two numbers divided by a third, half to even, with more decimals by a power of ten.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor, not zero.</param>
    /// <param name="shift">By how many decimals the quotient has more than dividend less divisor.</param>
    /// <param name="x">Told when it does not fit.</param>
    public static long Divide(long a, long b, int shift, KernelContext x)
    {
        Int128 dividend = (Int128)a * Powers[Math.Min(shift, 18)];
        for (int i = 18; i < shift; i++)
        {
            if (Int128.Abs(dividend) > Int128.MaxValue / 10)
            {
                x.GiveUp("a number too large");
                return 0;
            }
            dividend *= 10;
        }
        return Narrow(HalfEven(dividend, b), x);
    }

    /// <summary>What is left after dividing two numbers of the same scale; it has the sign of the divisor, which is not zero.</summary>
    public static long Modulo(long a, long b)
    {
        if (b is -1) return 0;
        long rest = a % b;
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }

    /// <summary>Fewer decimals: the way is one of <see cref="RoundingWay"/>.</summary>
    public static long Round(long a, int drop, RoundingWay way)
    {
        long unit = Powers[drop];
        long quotient = Math.DivRem(a, unit, out long rest);
        if (rest == 0) return quotient;
        long twice = Math.Abs(rest) - (unit - Math.Abs(rest)); // above zero: more than half
        bool away = way switch
        {
            RoundingWay.Up => true,
            RoundingWay.Down => false,
            RoundingWay.HalfUp => twice >= 0,
            RoundingWay.HalfDown => twice > 0,
            RoundingWay.HalfEven => twice > 0 || (twice == 0 && (quotient & 1) != 0),
            RoundingWay.Floor => a < 0,
            _ => a > 0,
        };
        return away ? quotient + (a < 0 ? -1 : 1) : quotient;
    }

    public static decimal ToDecimal(long value, int scale)
    {
        ulong size = value < 0 ? (ulong)-(Int128)value : (ulong)value;
        return new decimal(unchecked((int)(uint)size), unchecked((int)(uint)(size >> 32)), 0, value < 0, (byte)scale);
    }

    private static Int128 HalfEven(Int128 dividend, long divisor)
    {
        (Int128 quotient, Int128 rest) = Int128.DivRem(dividend, divisor);
        if (rest == 0) return quotient;
        Int128 size = Int128.Abs(divisor), twice = Int128.Abs(rest) - (size - Int128.Abs(rest));
        bool away = twice > 0 || (twice == 0 && !Int128.IsEvenInteger(quotient));
        return away ? quotient + (Int128.IsNegative(dividend) == divisor < 0 ? 1 : -1) : quotient;
    }

    private static long Narrow(Int128 value, KernelContext x)
    {
        if (value > long.MaxValue || value < long.MinValue) x.GiveUp("a number too large");
        return unchecked((long)value);
    }
}

/// <summary>How decimals are dropped.</summary>
internal enum RoundingWay
{
    HalfUp,
    HalfDown,
    HalfEven,
    Up,
    Down,
    Floor,
    Ceiling,
}
