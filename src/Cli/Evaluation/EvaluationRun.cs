using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Evaluation.Reference;

namespace RightsEngine.Cli.Evaluation;

/// <summary>One run of <c>rights evaluate</c>: reads cases, decides, writes, and sums up.</summary>
internal sealed class EvaluationRun(Terminal terminal, RunSettings settings)
{
    private const int ShownProblems = 100;

    // A part is a file in Parquet, and small files read slowly.
    private const int CasesPerFile = 1 << 13;

    // What waits for its turn may take a part of the memory; cases and decisions at hand take the rest.
    private const int PartOfMemory = 16;
    private const int PartOfTables = 2;

    private readonly List<string> _warnings = [];
    private RunSettings _settings = settings with { ShownProblems = ShownProblems };
    private bool _hasTables;

    public required IReadOnlyList<string> Inputs { get; init; }

    public MagdaMapping? Messages { get; init; }

    public IReadOnlyList<TableRule> TableRules { get; init; } = [];

    /// <summary>The language of a table.</summary>
    public required string Language { get; init; }

    public ExitCode Run()
    {
        var lists = new CaseLists(_settings.Rulebook.Catalogue, TableRules, problem => _warnings.Add($"warning: {ProblemText.Of(problem)}"))
        {
            Paths = Inputs,
            StandardInput = terminal.In,
            Messages = Messages,
            Pseudonyms = _settings.Pseudonyms,
        };
        using CaseSource source = (CaseSource?)Columns() ?? new CaseListSource(lists, _settings.Format == RunSettings.Parquet ? CasesPerFile : CaseListSource.UsualPart);
        _hasTables = source is ColumnSource;
        int steps = (_settings.Options.Rights?.Count ?? _settings.Rulebook.Rights.Count) * _settings.Options.Dates.Count;
        if (!_hasTables) _settings = _settings with { HasKernels = SmallInput.HasKernels(Inputs, steps) };
        RunTally tally = _settings.Format == TableSink.Format ? Show(source, lists) : Decide(source, lists);
        return tally.Rejected > 0 || tally.RowsWithoutCase > 0 ? ExitCode.CasesRejected : ExitCode.Done;
    }

    /// <summary>Tables that can be read as columns, or null.</summary>
    private ColumnSource? Columns() => ColumnSource.TryOpen(Inputs, _settings.Rulebook.Catalogue, TableRules, new ColumnSettings
    {
        Threads = _settings.Threads,
        Memory = _settings.Memory / PartOfTables,
        Pseudonyms = _settings.Pseudonyms,
        OnWarning = problem => _warnings.Add($"warning: {ProblemText.Of(problem)}"),
    });

    private RunTally Decide(CaseSource source, CaseLists lists)
    {
        var evaluator = new BatchEvaluator(_settings.Rulebook, _settings.Options, _settings.HasKernels);
        using RunTarget target = Target(evaluator);
        RunTally tally = CaseProgress.Run(terminal, Inputs, _settings.Output is not null || !terminal.OutIsTerminal, step =>
        {
            using var run = new PopulationRun(_settings, evaluator, source, target) { ShowProblem = ProblemText.Of, OnCases = step };
            run.Run();
            Finish(run.Shown, run.ResumedParts);
            return run.Tally;
        });
        SumUp(tally, lists);
        return tally;
    }

    private RunTarget Target(BatchEvaluator evaluator)
    {
        if (_settings.Format == RunSettings.Parquet) return new ParquetTarget(_settings.Output!, evaluator, _settings.Rulebook.Currency);
        long limit = _settings.Memory / PartOfMemory / (_settings.Threads + 1);
        TextTarget.Sink sink = _settings.Output is { } path ? new TextTarget.ToFile(path)
            : terminal.Out is StreamWriter { BaseStream: { } stream } ? new TextTarget.ToStream(stream)
            : new TextTarget.ToText(terminal.Out);
        return new TextTarget(sink, _settings.Rulebook, _settings.Format == RunSettings.Csv, limit);
    }

    /// <summary>Shows decisions as a table, with the reasons that only the reference evaluator gives.</summary>
    private RunTally Show(CaseSource source, CaseLists lists)
    {
        var tally = new RunTally();
        List<CaseProblem> problems = [];
        using (OutputFile? file = _settings.Output is null ? null : new OutputFile(_settings.Output))
        {
            using (var sink = new TableSink(file is null ? terminal : terminal with { Out = file.Writer, OutIsTerminal = false }, _settings.Rulebook, Language))
                CaseProgress.Run(terminal, Inputs, true, step =>
                {
                    Show(source, sink, tally, problems, step);
                    return tally;
                });
            file?.Complete();
        }
        if (_settings.Rejects is { } path)
        {
            using var rejects = new RejectsTarget(path);
            rejects.Open(0);
            rejects.Write(problems);
            rejects.Keep();
            rejects.PutInPlace();
        }
        Finish(_settings.Rejects is null ? [.. problems.Take(ShownProblems).Select(ProblemText.Of)] : [], 0);
        SumUp(tally, lists);
        return tally;
    }

    private void Show(CaseSource source, TableSink sink, RunTally tally, List<CaseProblem> problems, Action<long> step)
    {
        var evaluator = new CaseEvaluator(_settings.Rulebook, _settings.Options);
        var batch = new CaseBatch(new BatchLayout());
        foreach (CasePart part in source.Parts)
        {
            var log = new PartLog();
            foreach (CaseBatch cases in source.Read(part, batch, log))
            {
                tally.Decided += cases.Count;
                for (int i = 0; i < cases.Count; i++)
                    foreach (TracedDecision decision in evaluator.EvaluateTraced(cases.Source(i), trace: true))
                    {
                        sink.Write(decision);
                        tally.Count(decision.Decision.Right, decision.Decision.Outcome);
                    }
                step(cases.Count);
            }
            tally.Add(log);
            problems.AddRange(log.Problems);
        }
        tally.Check();
    }

    private void Finish(IReadOnlyList<string> shown, int resumedParts)
    {
        terminal.Out.Flush();
        foreach (string warning in _warnings) terminal.Error.WriteLine(warning);
        foreach (string problem in shown) terminal.Error.WriteLine(problem);
        if (resumedParts > 0) terminal.Error.WriteLine($"resumed: {resumedParts} {(resumedParts == 1 ? "part was" : "parts were")} done already");
    }

    private void SumUp(RunTally tally, CaseLists lists)
    {
        if (_settings.Rejects is null && tally.Problems > ShownProblems) terminal.Error.WriteLine($"… and {tally.Problems - ShownProblems} more: use --rejects FILE to have them all");
        if (tally.Read == 0) terminal.Error.WriteLine("warning: no cases were read");
        terminal.Error.WriteLine(RunSummary.Cases(tally));
        if (tally.Rows > 0 || _hasTables || lists.HasTables) terminal.Error.WriteLine(RunSummary.Rows(tally));
    }
}
