using RightsEngine.Analysis.Simulation;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Evaluation;

/// <summary>One run of <c>rights simulate</c>: reads cases, decides them by the rules of today and of the reform, and writes what changes.</summary>
internal sealed class SimulationRun(Terminal terminal, RunSettings settings)
{
    private const int ShownProblems = 100;
    private const int PartOfTables = 2;

    private readonly List<string> _warnings = [];

    public required Rulebook Reform { get; init; }

    public required string Population { get; init; }

    public MagdaMapping? Messages { get; init; }

    public IReadOnlyList<TableRule> TableRules { get; init; } = [];

    public required string Language { get; init; }

    /// <summary><c>table</c>, <c>csv</c> or <c>json</c>.</summary>
    public required string Format { get; init; }

    public string? Output { get; init; }

    /// <summary>The file for the page; null for none.</summary>
    public string? Report { get; init; }

    public string? Losers { get; init; }

    /// <summary>How many losses are shown.</summary>
    public required int First { get; init; }

    public ExitCode Run()
    {
        RunSettings run = settings with { ShownProblems = ShownProblems };
        int steps = (run.Options.Rights?.Count ?? run.Rulebook.Rights.Count) * run.Options.Dates.Count;
        var plan = new SimulationPlan(run.Rulebook, Reform, run.Options, SmallInput.HasKernels([Population], steps));
        IReadOnlyList<(string Table, IReadOnlyList<string> Rights)> missing = PopulationNeeds.Missing(plan, Population, TableRules);
        var lists = new CaseLists(run.Rulebook.Catalogue, TableRules, Warn) { Paths = [Population], StandardInput = terminal.In, Messages = Messages };
        using CaseSource source = (CaseSource?)ColumnSource.TryOpen([Population], run.Rulebook.Catalogue, TableRules, new ColumnSettings { Threads = run.Threads, Memory = run.Memory / PartOfTables, OnWarning = Warn }) ?? new CaseListSource(lists);
        using var target = new SimulationTarget(plan, First, Losers);
        (RunTally tally, IReadOnlyList<string> shown) = CaseProgress.Run(terminal, [Population], showsNothingElse: true, step =>
        {
            using var decided = new PopulationRun(run, plan.Evaluator, source, target) { ShowProblem = ProblemText.Of, OnCases = step };
            decided.Run();
            return (decided.Tally, decided.Shown);
        });
        SimulationResult result = new SimulationResults(plan, target, tally, run.Options.Dates).Make();
        Write(result);
        foreach (string warning in _warnings) terminal.Error.WriteLine(warning);
        foreach (string problem in shown) terminal.Error.WriteLine(problem);
        if (tally.Problems > shown.Count) terminal.Error.WriteLine($"… and {tally.Problems - shown.Count} more problems of cases");
        foreach ((string table, IReadOnlyList<string> rights) in missing) terminal.Error.WriteLine($"warning: the population has no table `{table}`, which {string.Join(", ", rights.Select(r => $"`{r}`"))} may ask for: it is not known for anybody");
        if (tally.Read == 0) terminal.Error.WriteLine("warning: no cases were read");
        terminal.Error.WriteLine($"{tally.Read:N0} cases read: {tally.Accepted:N0} accepted, {tally.Rejected:N0} rejected; {result.Population.HouseholdsCounted:N0} households");
        if (Undecided(result) is { } right)
        {
            terminal.Error.WriteLine($"rights: `{right.Name}` could not be decided for anybody, before or after: {(missing.Where(m => m.Rights.Contains(right.Name)).Select(m => m.Table).ToArray() is { Length: > 0 } tables ? $"the population lacks {string.Join(", ", tables.Select(t => $"`{t}`"))}" : "the cases lack what it asks for")}");
            return ExitCode.CouldNotRun;
        }
        return tally.Rejected > 0 || tally.RowsWithoutCase > 0 ? ExitCode.CasesRejected : ExitCode.Done;
    }

    /// <summary>A changed right that is undetermined for all: of its reform nothing is known.</summary>
    private static RightResult? Undecided(SimulationResult result) => result.Rights.FirstOrDefault(r => r is { IsChanged: true, Undetermined: { Before: > 0, After: > 0 }, Holders: { Before: 0, After: 0 }, Refused: { Before: 0, After: 0 } });

    // Which tables matter is said apart, with the rights that ask for them.
    private void Warn(CaseProblem problem)
    {
        if (!TableErrors.IsMissingTable(problem)) _warnings.Add($"warning: {ProblemText.Of(problem)}");
    }

    private void Write(SimulationResult result)
    {
        using OutputFile? file = Output is null ? null : new OutputFile(Output);
        Terminal to = file is null ? terminal : terminal with { Out = file.Writer, OutIsTerminal = false };
        switch (Format)
        {
            case "json": SimulationWriter.WriteJson(to.Out, result); break;
            case "csv": SimulationWriter.WriteCsv(to.Out, result); break;
            default: new SimulationReport(to, Language).Write(result); break;
        }
        file?.Complete();
        if (Report is null) return;
        using var page = new OutputFile(Report);
        SimulationPage.Write(page.Writer, result, Language);
        page.Complete();
    }
}
