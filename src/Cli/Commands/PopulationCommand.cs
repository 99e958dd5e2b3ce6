using System.CommandLine;
using System.Diagnostics;
using RightsEngine.Data.Populations;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using Spectre.Console;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights population</c>.</summary>
internal static class PopulationCommand
{
    private const double ManyHouseholds = 50_000;

    public static Command Create(Terminal terminal)
    {
        Option<string> rules = CommonOptions.Rules();
        var population = new Option<string?>("--population") { Description = "The file that describes the population (the one in the rulebook when not given)", HelpName = "FILE" };
        var households = new Option<long>("--households") { Description = "How many households", HelpName = "N", Required = true };
        var seed = new Option<long>("--seed") { Description = "Another number draws other households", HelpName = "S", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "The folder to make", HelpName = "DIR", Required = true };
        Option<string> format = CommonOptions.Choice("--format", "The form of the tables", "parquet", "csv");
        var threads = new Option<int>("--threads") { Description = "How many tables to write at a time (as many as there are processors when not given); the bytes are the same", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var generate = new Command("generate", "Draw a synthetic population and write it as tables; nobody in it exists") { rules, population, households, seed, output, format, threads };
        generate.SetAction(parsed =>
        {
            PopulationDefinition definition = Definition(terminal, parsed.GetRequiredValue(rules), parsed.GetValue(population));
            return (int)Generate(terminal, new PopulationRequest(definition, Within(parsed.GetValue(households), 1, SyntheticHousehold.Maximum, "--households"), unchecked((ulong)parsed.GetValue(seed)), parsed.GetRequiredValue(output))
            {
                AsCsv = parsed.GetRequiredValue(format) == "csv",
                Threads = (int)Within(parsed.GetValue(threads), 1, 1024, "--threads"),
            });
        });
        Examples.AddTo(generate, "rights population generate --households 1000 --seed 1 --output population --format csv");
        return Examples.AddTo(new Command("population", "Synthetic populations, to try rules on") { generate }, "rights population generate --households 1000 --seed 1 --output population");
    }

    private static long Within(long value, long least, long most, string option) =>
        value >= least && value <= most ? value : throw new UsageException($"{option} is {value}: write a number from {least} to {most}");

    private static PopulationDefinition Definition(Terminal terminal, string rules, string? file)
    {
        Rulebook rulebook = Rulebooks.Load(rules, terminal);
        if (file is null)
        {
            IReadOnlyList<string> files = PopulationFile.In(rules);
            if (files.Count != 1) throw new UsageException($"`{rules}` has {(files.Count == 0 ? "no" : $"{files.Count}")} files `*{PopulationFile.Extension}`: name one with --population");
            file = files[0];
        }
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<PopulationDefinition> populations = PopulationFile.Read(file, rulebook.Catalogue, diagnostics);
        if (diagnostics.Count > 0) terminal.Findings(diagnostics.Sorted);
        if (diagnostics.HasErrors) throw new InvalidRulesException();
        return populations.Count == 1 ? populations[0] : throw new UsageException($"`{file}` describes {populations.Count} populations: one is needed");
    }

    private static ExitCode Generate(Terminal terminal, PopulationRequest request)
    {
        long start = Stopwatch.GetTimestamp();
        PopulationResult result = !terminal.ErrorIsTerminal || request.Households < ManyHouseholds ? PopulationGenerator.Write(request)
            : terminal.Progress().Start(context =>
            {
                ProgressTask task = context.AddTask("drawing", maxValue: 1);
                return PopulationGenerator.Write(request with { OnProgress = done => task.Value = done });
            });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        terminal.Error.WriteLine($"{request.Households} synthetic households with {result.Persons} persons in {request.Folder}: {result.Tables.Count} tables, {result.Tables.Sum(t => t.Rows)} rows, {seconds:0.0} s");
        return ExitCode.Done;
    }
}
