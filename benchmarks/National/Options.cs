using System.Globalization;

namespace RightsEngine.National;

/// <summary>What to measure.</summary>
internal sealed record Options
{
    public const string Help = """
        Measures the five rights of benchmarks/National/rules, side by side on the same households.

          --households N       how many households (5000000)
          --threads N          threads of every contestant (2)
          --runs N             measured runs of each, after one that is not (3)
          --contestants A,B    some of: evaluate, sql, evaluate-unsorted, sql-unsorted, kernel, columns, objects, rules-engine, whole-rulebook (all)
          --seed S             another population (1)
          --work DIR           where tables and outputs go (artifacts/national of the repository)
          --results DIR        where the table goes (benchmarks/results of the repository)
          --note TEXT          a remark for the results: what else the machine did
        """;

    public int Households { get; private set; } = 5_000_000;

    public int Threads { get; private set; } = 2;

    public int Runs { get; private set; } = 3;

    public ulong Seed { get; private set; } = 1;

    public IReadOnlyList<string> Contestants { get; private set; } = Contestant.All;

    public string Work { get; private set; } = Path.Combine(BenchmarkRules.Repository ?? Environment.CurrentDirectory, "artifacts", "national");

    public string Results { get; private set; } = Path.Combine(BenchmarkRules.Repository ?? Environment.CurrentDirectory, "benchmarks", "results");

    public string? Note { get; private set; }

    /// <exception cref="FormatException">An option is not known, or its value is no good.</exception>
    public static Options Read(IReadOnlyList<string> args)
    {
        var options = new Options();
        for (int i = 0; i < args.Count; i += 2)
        {
            string value = i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} has no value");
            switch (args[i])
            {
                case "--households": options.Households = Number(args[i], value, 1, 99_999_999); break;
                case "--threads": options.Threads = Number(args[i], value, 1, 1024); break;
                case "--runs": options.Runs = Number(args[i], value, 1, 1000); break;
                case "--seed": options.Seed = (ulong)Number(args[i], value, 0, int.MaxValue); break;
                case "--work": options.Work = Path.GetFullPath(value); break;
                case "--results": options.Results = Path.GetFullPath(value); break;
                case "--note": options.Note = value; break;
                case "--contestants":
                    options.Contestants = value.Split(',');
                    if (options.Contestants.FirstOrDefault(c => !Contestant.All.Contains(c)) is { } unknown) throw new FormatException($"there is no contestant {unknown}: {string.Join(", ", Contestant.All)}");
                    break;
                default: throw new FormatException($"there is no option {args[i]}");
            }
        }
        return options;
    }

    private static int Number(string option, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number : throw new FormatException($"{option} is {value}: write a number from {least} to {most}");
}
