namespace RightsEngine.Data.Populations;

/// <summary>
/// Random numbers without a state: each depends only on the seed, the household and what is drawn. So any part of a population
/// can be made alone, in any order, on any thread.
/// </summary>
internal static class Draw
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The stream of a household.</summary>
    public static ulong Household(ulong seed, long household) => Mix(unchecked(Mix(seed) + ((ulong)household + 1) * Step));

    /// <summary>A number of a stream.</summary>
    /// <param name="stream">The stream of the household.</param>
    /// <param name="site">What is drawn: each draw of the definition has its own number.</param>
    /// <param name="person">For whom.</param>
    /// <param name="part">Which of several numbers of one draw.</param>
    public static ulong At(ulong stream, int site, int person, int part) =>
        Mix(unchecked(stream + (((ulong)(uint)site << 32) + ((ulong)(uint)person << 20) + (uint)part + 1) * Step));

    /// <summary>A whole number below a limit, from a random one.</summary>
    public static long Below(ulong random, ulong limit) => (long)Math.BigMul(random, limit, out _);

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
