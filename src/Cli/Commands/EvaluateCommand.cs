using System.CommandLine;
using RightsEngine.Cli.Evaluation;
using RightsEngine.Data.Pseudonyms;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights evaluate</c>.</summary>
internal static class EvaluateCommand
{
    private const int MaximumMonths = 1200;

    public static Command Create(Terminal terminal)
    {
        var inputs = new Argument<string[]>("INPUT") { Description = "Files or folders with cases, or - for standard input", Arity = ArgumentArity.OneOrMore };
        Option<string> rules = CommonOptions.Rules();
        Option<string[]> reform = CommonOptions.Reform();
        Option<string?> on = CommonOptions.On();
        var from = new Option<string?>("--from") { Description = "The first month to decide: 2024-01", HelpName = "MONTH" };
        var to = new Option<string?>("--to") { Description = "The last month to decide: 2024-12", HelpName = "MONTH" };
        var rights = new Option<string?>("--rights") { Description = "The rights to decide, separated by commas; * stands for anything (all when not given)", HelpName = "GLOB,…" };
        Option<string?> requested = CommonOptions.RequestedOn();
        var output = new Option<string?>("--output") { Description = "The file to write, in Parquet the folder; standard output when not given", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "How to write decisions (table on a terminal, else by the name of the file, else ndjson)" };
        format.AcceptOnlyFromAmong(RunSettings.Ndjson, RunSettings.Csv, RunSettings.Parquet, TableSink.Format);
        var rejects = new Option<string?>("--rejects") { Description = "A file for what is wrong with rejected cases, as NDJSON; standard error when not given", HelpName = "FILE" };
        Option<string?> language = CommonOptions.Language();
        Option<string[]> mapping = CommonOptions.Mapping();
        var pseudonymise = new Option<bool>("--pseudonymise") { Description = $"Replace the ids of cases and persons in all output by keyed hashes; the key is in the environment variable {Pseudonymiser.KeyVariable}" };
        var threads = new Option<int?>("--threads") { Description = "How many threads work (one per processor when not given); the output is the same", HelpName = "N" };
        var memory = new Option<string?>("--memory") { Description = "How much memory the run may fill: 2GiB (a quarter of the machine when not given)", HelpName = "SIZE" };
        var resume = new Option<bool>("--resume") { Description = "Go on with what an interrupted run with the same input, rules and options left" };
        var command = new Command("evaluate", "Decide the rights of every person in every case") { inputs, rules, reform, on, from, to, rights, requested, output, format, rejects, language, mapping, pseudonymise, threads, memory, resume };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DateOnly> dates = Dates(parsed.GetValue(on), parsed.GetValue(from), parsed.GetValue(to));
            DateOnly? requestedOn = CommonOptions.Date(parsed.GetValue(requested), "--requested-on");
            string? file = parsed.GetValue(output);
            string written = parsed.GetValue(format) ?? DefaultFormat(file, terminal);
            CheckFiles(file, parsed.GetValue(rejects), written);
            Pseudonymiser? pseudonyms = parsed.GetValue(pseudonymise) ? Pseudonyms() : null;
            Rulebook rulebook = Rulebooks.Load(parsed.GetRequiredValue(rules), terminal, parsed.GetValue(reform));
            var settings = new RunSettings
            {
                Rulebook = rulebook,
                Options = new() { Dates = dates, Rights = CommonOptions.Rights(parsed.GetValue(rights), "--rights", rulebook), RequestedOn = requestedOn },
                Format = written,
                Output = file,
                Rejects = parsed.GetValue(rejects),
                Pseudonyms = pseudonyms,
                Resume = parsed.GetValue(resume),
            };
            settings = RunOptions.Apply(settings, parsed.GetValue(threads), parsed.GetValue(memory));
            var run = new EvaluationRun(terminal, settings)
            {
                Messages = Rulebooks.Messages(parsed.GetRequiredValue(rules), parsed.GetValue(mapping) ?? [], rulebook, terminal),
                TableRules = Rulebooks.Tables(parsed.GetRequiredValue(rules), parsed.GetValue(mapping) ?? [], rulebook, terminal),
                Inputs = parsed.GetRequiredValue(inputs),
                Language = CommonOptions.Language(parsed.GetValue(language), rulebook),
            };
            return (int)run.Run();
        });
        return Examples.AddTo(command,
            "rights evaluate samples/families --on 2024-10-01",
            "rights evaluate samples/families --from 2024-01 --to 2024-12 --format csv --output decisions.csv --rejects rejects.ndjson",
            "rights evaluate samples/families --on 2024-10-01 --output decisions.parquet",
            "rights evaluate samples/dirty.ndjson --on 2024-10-01 --output decisions.ndjson --threads 2 --memory 1GiB --resume");
    }

    private static Pseudonymiser Pseudonyms()
    {
        string? key = Environment.GetEnvironmentVariable(Pseudonymiser.KeyVariable);
        return string.IsNullOrWhiteSpace(key)
            ? throw new UsageException($"--pseudonymise needs a key: put a long secret text in the environment variable {Pseudonymiser.KeyVariable}")
            : new Pseudonymiser(key);
    }

    private static string DefaultFormat(string? file, Terminal terminal)
    {
        if (file is null) return terminal.OutIsTerminal ? TableSink.Format : RunSettings.Ndjson;
        return file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? RunSettings.Csv : file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? RunSettings.Parquet : RunSettings.Ndjson;
    }

    private static void CheckFiles(string? output, string? rejects, string format)
    {
        if (format == RunSettings.Parquet && string.IsNullOrEmpty(output)) throw new UsageException("--format parquet needs --output: the folder to write");
        if (format != RunSettings.Parquet) OutputFile.RefuseFolder(output);
        OutputFile.RefuseFolder(rejects);
        if (!string.IsNullOrEmpty(output) && !string.IsNullOrEmpty(rejects) && Path.GetFullPath(output) == Path.GetFullPath(rejects))
            throw new UsageException($"--output `{output}` and --rejects `{rejects}` are the same file twice: give each its own");
    }

    /// <summary>The dates that <c>--on</c>, or <c>--from</c> and <c>--to</c>, ask for.</summary>
    public static IReadOnlyList<DateOnly> Dates(string? on, string? from, string? to)
    {
        if (on is not null && (from ?? to) is not null) throw new UsageException("give --on, or --from and --to, not both");
        if (CommonOptions.Date(on, "--on") is { } date) return [date];
        if (CommonOptions.Month(from, "--from") is not { } first || CommonOptions.Month(to, "--to") is not { } last)
            throw new UsageException((from ?? to) is null
                ? "--on is missing: give a date in the period to decide, as in --on 2024-10-01, or months: --from 2024-01 --to 2024-12"
                : "--from and --to belong together: --from 2024-01 --to 2024-12");
        int months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        if (months < 1) throw new UsageException($"--to {to} is before --from {from}");
        if (months > MaximumMonths) throw new UsageException($"--from {from} to {to} are {months} months: at most {MaximumMonths} are decided in one run");
        return [.. Enumerable.Range(0, months).Select(first.AddMonths)];
    }
}
