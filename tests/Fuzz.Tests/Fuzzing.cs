using System.Diagnostics;

namespace RightsEngine.Fuzz.Tests;

/// <summary>
/// Seeded rounds of spoiling. A number of rounds in CI; with <c>RIGHTS_FUZZ_MINUTES</c> set, as long as that, from
/// <c>RIGHTS_FUZZ_SEED</c> or a seed of the day. What fails names its seed, and is kept (as UTF-16) in the folder for temporary files.
/// </summary>
internal static class Fuzzing
{
    private const int FixedSeed = 20_261_124;

    public static void Run(int rounds, Func<Random, string> make, Action<string> check)
    {
        bool isLong = double.TryParse(Environment.GetEnvironmentVariable("RIGHTS_FUZZ_MINUTES"), System.Globalization.CultureInfo.InvariantCulture, out double minutes);
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RIGHTS_FUZZ_SEED"), out int wanted) ? wanted : isLong ? Environment.TickCount : FixedSeed;
        var watch = Stopwatch.StartNew();
        for (int round = 0; isLong ? watch.Elapsed.TotalMinutes < minutes : round < rounds; round++)
        {
            string input = make(new Random(seed + round));
            try
            {
                check(input);
            }
            catch (Exception problem)
            {
                string path = Path.Combine(Path.GetTempPath(), $"rights-fuzz-{seed + round}.txt");
                File.WriteAllBytes(path, System.Text.Encoding.Unicode.GetBytes(input));
                throw new InvalidOperationException($"seed {seed + round} (RIGHTS_FUZZ_SEED={seed + round}), input kept in {path}: {problem.Message}", problem);
            }
        }
    }
}

/// <summary>Ways to spoil a text.</summary>
internal static class Spoiling
{
    private static readonly string[] Pieces =
    [
        "\"", "'", "{", "}", "[", "]", "(", ")", ":", ": ", ",", "- ", "#", " #", "|", ">", "&a ", "*a", "!", "%", "@", "`", "---\n", "...\n", "\t", "\n", "\r\n", "\0", "\u202E", "é", "😀",
        "null", "unknown", "true", "0", "-1", "99999999999999999999999999999", "1e9", "2024-02-30", "0000-00-00", "person", "item", "if ", " then ", " else ", "for x in ", " return ", "some ", " satisfies ",
        " and ", " or ", "not(", "on(", "date(", "..", "**", "/0", " in ", "[item > 1]", ".members", "met(x)", "granted(x, person)", "?", "\\", "\\u0000",
    ];

    /// <summary>A text with one to six places cut, doubled, moved, replaced or put in.</summary>
    public static string Spoil(string text, Random random)
    {
        for (int n = random.Next(1, 7); n > 0 && text.Length > 0; n--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(random.Next(1, 24), text.Length - at);
            text = random.Next(7) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                3 => text.Remove(at, length).Insert(random.Next(text.Length - length + 1), text.Substring(at, length)),
                4 => text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]),
                5 => text.Insert(at, ((char)random.Next(0x20, 0x3000)).ToString()),
                _ => text[..at],
            };
        }
        return text;
    }
}
