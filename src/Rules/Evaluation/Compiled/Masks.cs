namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Lists of persons and links as masks.</summary>
internal static class Masks
{
    /// <summary>The most items of a mask.</summary>
    public const int Most = 64;

    public static int Lowest(long mask) => System.Numerics.BitOperations.TrailingZeroCount(mask);

    public static int Highest(long mask) => 63 - System.Numerics.BitOperations.LeadingZeroCount(unchecked((ulong)mask));

    public static long Count(long mask) => System.Numerics.BitOperations.PopCount(unchecked((ulong)mask));

    public static long Bit(int index) => 1L << index;

    /// <summary>All of so many persons.</summary>
    public static long All(int count) => count >= 64 ? -1 : (1L << count) - 1;

    /// <summary>Whether whoever is new in a second list comes after everyone in the first.</summary>
    public static bool Follows(long first, long second) => (second & ~first) is var added && (added == 0 || Lowest(added) > Highest(first));
}
