using System.CommandLine;
using RightsEngine.Cli.Evaluation;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Commands;

/// <summary><c>rights simulate</c>.</summary>
internal static class SimulateCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string[]> reform = CommonOptions.Reform();
        reform.Required = true;
        reform.DefaultValueFactory = null;
        var population = new Option<string>("--population") { Description = "The cases: a folder of tables, or a file or folder of cases", HelpName = "DIR", Required = true };
        Option<string> rules = CommonOptions.Rules();
        Option<string?> on = CommonOptions.On();
        var from = new Option<string?>("--from") { Description = "The first month to decide: 2024-01", HelpName = "MONTH" };
        var to = new Option<string?>("--to") { Description = "The last month to decide: 2024-12", HelpName = "MONTH" };
        var rights = new Option<string?>("--rights") { Description = "The rights to look at, separated by commas; * stands for anything (all when not given)", HelpName = "GLOB,…" };
        var weights = new Option<string?>("--weights") { Description = "The field that says how many households each stands for, when the cases are a sample", HelpName = "RECORD.FIELD" };
        var household = new Option<string?>("--household") { Description = "The household that shares an income (that of `analysis:` in rulebook.yaml when not given)", HelpName = "NAME" };
        var income = new Option<string?>("--income") { Description = "The income that orders households: an income, a concept of a person, or an expression over `members`", HelpName = "NAME" };
        var disposable = new Option<string?>("--disposable") { Description = "What households have to live on before the rights: gives Gini and risk of poverty", HelpName = "NAME" };
        var format = new Option<string?>("--format") { Description = "How to write the result (by the name of the file, else table)" };
        format.AcceptOnlyFromAmong("table", "csv", "json");
        var output = new Option<string?>("--output") { Description = "The file to write; standard output when not given", HelpName = "FILE" };
        var report = new Option<string?>("--report") { Description = "A page with charts and tables to write besides, which needs no network", HelpName = "FILE.html" };
        var losers = new Option<string?>("--losers") { Description = "A file for every decision by which a household loses, as CSV", HelpName = "FILE" };
        var first = new Option<int>("--first") { Description = "How many of them to show", HelpName = "N", DefaultValueFactory = _ => 20 };
        Option<string?> requested = CommonOptions.RequestedOn();
        Option<string?> language = CommonOptions.Language();
        Option<string[]> mapping = CommonOptions.Mapping();
        var threads = new Option<int?>("--threads") { Description = "How many threads work (one per processor when not given); the result is the same", HelpName = "N" };
        var memory = new Option<string?>("--memory") { Description = "How much memory reading may fill: 2GiB (a quarter of the machine when not given)", HelpName = "SIZE" };
        var command = new Command("simulate", "What reforms change over a population: who gains, who loses, and what it costs")
            { reform, population, rules, on, from, to, rights, weights, household, income, disposable, format, output, report, losers, first, requested, language, mapping, threads, memory };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DateOnly> dates = EvaluateCommand.Dates(parsed.GetValue(on), parsed.GetValue(from), parsed.GetValue(to));
            string? file = parsed.GetValue(output);
            OutputFile.RefuseFolder(file);
            OutputFile.RefuseFolder(parsed.GetValue(losers));
            OutputFile.RefuseFolder(parsed.GetValue(report));
            string folder = parsed.GetRequiredValue(rules);
            var measured = new AnalysisRequest { Household = parsed.GetValue(household), Income = parsed.GetValue(income), Disposable = parsed.GetValue(disposable), Weights = parsed.GetValue(weights) };
            Rulebook baseline = Rulebooks.Load(folder, terminal, measured: measured);
            if (baseline.Analysis is null) throw new UsageException("the rulebook does not say which household shares an income: add `analysis:` to rulebook.yaml, or name a household with --household");
            Rulebook reformed = Rulebooks.Load(folder, terminal, parsed.GetRequiredValue(reform), measured);
            var settings = new RunSettings
            {
                Rulebook = baseline,
                Options = new() { Dates = dates, Rights = Asked(parsed.GetValue(rights), baseline, reformed), RequestedOn = CommonOptions.Date(parsed.GetValue(requested), "--requested-on") },
                Format = RunSettings.Ndjson,
            };
            var run = new SimulationRun(terminal, RunOptions.Apply(settings, parsed.GetValue(threads), parsed.GetValue(memory)))
            {
                Reform = reformed,
                Population = parsed.GetRequiredValue(population),
                Messages = Rulebooks.Messages(folder, parsed.GetValue(mapping) ?? [], baseline, terminal),
                TableRules = Rulebooks.Tables(folder, parsed.GetValue(mapping) ?? [], baseline, terminal),
                Language = CommonOptions.Language(parsed.GetValue(language), baseline),
                Format = parsed.GetValue(format) ?? (Path.GetExtension(file) switch { ".csv" => "csv", ".json" => "json", _ => "table" }),
                Output = file,
                Report = parsed.GetValue(report),
                Losers = parsed.GetValue(losers),
                First = Math.Max(0, parsed.GetValue(first)),
            };
            return (int)run.Run();
        });
        return Examples.AddTo(command,
            "rights simulate --reform samples/reforms/wider_supplement.reform.yaml --population samples/families --on 2024-10-01",
            "rights simulate --reform samples/reforms/wider_supplement.reform.yaml --population samples/families --on 2024-10-01 --rights growth_package.* --format csv --losers losers.csv",
            "rights simulate --reform samples/reforms/wider_supplement.reform.yaml --population samples/families --on 2024-10-01 --report report.html");
    }

    /// <summary>The rights that today or the reform has.</summary>
    private static IReadOnlySet<string>? Asked(string? patterns, Rulebook baseline, Rulebook reformed)
    {
        if (patterns is null) return null;
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (string pattern in patterns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            bool inReform = reformed.RightNames.Any(n => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, n, ignoreCase: false));
            if (inReform) found.UnionWith(CommonOptions.Rights(pattern, "--rights", reformed)!);
            if (!inReform || baseline.RightNames.Any(n => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, n, ignoreCase: false))) found.UnionWith(CommonOptions.Rights(pattern, "--rights", baseline)!);
        }
        return found.Count > 0 ? found : CommonOptions.Rights(patterns, "--rights", baseline);
    }
}
