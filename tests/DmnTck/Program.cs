using RightsEngine.DmnTck.Judging;
using RightsEngine.DmnTck.Reading;

namespace RightsEngine.DmnTck;

/// <summary>The console: measures the expression language against a folder of DMN TCK cases.</summary>
internal static class Program
{
    private const string Help = """
        Measures the expression language against DMN TCK cases.

        usage: dmn-tck <folder> [--folder TEXT] [--tiers FILE] [--deviations FILE] [--format human|json] [--verbose]

          <folder>            holds TCK cases, at any depth: test files with a model beside each
          --folder TEXT       run only folders with TEXT in their name
          --tiers FILE        classification of result nodes; by default `cases.csv` in the folder, if there
          --deviations FILE   known differences; by default those that are checked in
          --format FORMAT     human (default) or json
          --verbose           list every result node, not only those that failed

        Ends with 0 when nothing failed, 2 when something did, 1 when it could not run.

        example: dotnet run --project tests/DmnTck -- ../shared/dmn-tck --folder 0004-simpletable
        """;

    public static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>The console with its writers given.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
        {
            output.WriteLine(Help);
            return args.Length == 0 ? 1 : 0;
        }
        try
        {
            return Measure(Options.Read(args), output);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or CsvHelper.CsvHelperException)
        {
            errors.WriteLine($"{e.Message.Split('\n')[0].TrimEnd()}; see `--help`");
            return 1;
        }
    }

    private static int Measure(Options options, TextWriter output)
    {
        if (!Directory.Exists(options.Root)) throw new InvalidDataException($"there is no folder `{options.Root}`");
        if (TckFile.Find(options.Root).Count == 0) throw new InvalidDataException($"`{options.Root}` holds no DMN TCK test file (root element `testCases`)");
        string defaultTiers = Path.Combine(options.Root, "cases.csv");
        string? tiersPath = options.Tiers ?? (File.Exists(defaultTiers) ? defaultTiers : null);
        Tiers? tiers = tiersPath is null ? null : Tiers.Read(tiersPath);
        Declarations declarations = Declarations.BuiltIn();
        if (options.Deviations is { } path)
        {
            using var reader = new StreamReader(path);
            declarations = Declarations.Read(reader);
        }
        IReadOnlyList<Verdict> verdicts = Runner.Run(options.Root, options.Folder, declarations);
        if (verdicts.Count == 0) throw new InvalidDataException($"no folder in `{options.Root}` has `{options.Folder}` in its name");
        if (options.Json) Report.Json(output, verdicts, tiers);
        else Report.Human(output, verdicts, tiers, options.Verbose);
        return verdicts.Any(v => v.Kind == VerdictKind.Failed) ? 2 : 0;
    }

    private sealed record Options(string Root, string? Folder, string? Tiers, string? Deviations, bool Json, bool Verbose)
    {
        public static Options Read(string[] args)
        {
            var options = new Options("", null, null, null, false, false);
            for (int i = 0; i < args.Length; i++)
            {
                string Value() => i + 1 < args.Length ? args[++i] : throw new InvalidDataException($"`{args[i]}` needs a value");
                options = args[i] switch
                {
                    "--folder" => options with { Folder = Value() },
                    "--tiers" => options with { Tiers = Value() },
                    "--deviations" => options with { Deviations = Value() },
                    "--format" => options with { Json = Value() switch { "json" => true, "human" => false, var f => throw new InvalidDataException($"unknown format `{f}`") } },
                    "--verbose" => options with { Verbose = true },
                    ['-', ..] => throw new InvalidDataException($"unknown option `{args[i]}`"),
                    _ when options.Root.Length > 0 => throw new InvalidDataException($"one folder is enough: `{args[i]}`"),
                    _ => options with { Root = args[i] },
                };
            }
            return options.Root.Length > 0 ? options : throw new InvalidDataException("which folder?");
        }
    }
}
