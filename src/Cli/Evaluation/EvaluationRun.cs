using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Rejects;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Evaluation;

/// <summary>One run of <c>rights evaluate</c>: reads cases, decides, writes, and sums up.</summary>
internal sealed class EvaluationRun(Terminal terminal, Rulebook rulebook)
{
    private const int ShownProblems = 100;

    private readonly Tally _tally = new();
    private readonly List<string> _shown = [];

    public required IReadOnlyList<string> Inputs { get; init; }

    public MagdaMapping? Messages { get; init; }

    public required EvaluationOptions Options { get; init; }

    public string? Output { get; init; }

    public required string Format { get; init; }

    public string? Rejects { get; init; }

    public required string Language { get; init; }

    public ExitCode Run()
    {
        using RejectsWriter? rejects = Rejects is null ? null : new RejectsWriter(Rejects);
        using OutputFile? file = Output is null ? null : new OutputFile(Output);
        var evaluator = new CaseEvaluator(rulebook, Options);
        bool table = Format == "table";
        using (DecisionSink sink = DecisionSink.Create(Format, file?.Writer ?? terminal.Out, terminal, rulebook, Language))
        {
            CaseProgress.Run(terminal, Inputs, showsNothingElse: Output is not null || table || !terminal.OutIsTerminal, step =>
            {
                foreach (CaseResult result in Cases())
                {
                    Note(result, rejects);
                    if (result.Case is { } subject) Decide(evaluator, subject, sink, table);
                    else _tally.Rejected++;
                    step();
                }
            });
        }
        file?.Complete();
        rejects?.Complete();
        terminal.Out.Flush();
        ShowProblems();
        if (_tally.Cases == 0) terminal.Error.WriteLine("warning: no cases were read");
        terminal.Error.WriteLine(_tally);
        return _tally.Rejected > 0 ? ExitCode.CasesRejected : ExitCode.Done;
    }

    private IEnumerable<CaseResult> Cases()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string input in Inputs)
            foreach (CaseResult result in CaseReader.Read(input, terminal.In, rulebook.Catalogue, seen, Messages)) yield return result;
    }

    private void Decide(CaseEvaluator evaluator, Case subject, DecisionSink sink, bool trace)
    {
        _tally.Accepted++;
        foreach (TracedDecision decision in evaluator.EvaluateTraced(subject, trace))
        {
            sink.Write(decision);
            _tally.Count(decision.Decision.Outcome);
        }
    }

    private void Note(CaseResult result, RejectsWriter? rejects)
    {
        _tally.Warnings += result.Case is null ? 0 : result.Problems.Count;
        if (rejects is not null)
        {
            rejects.Write(result.Problems);
            return;
        }
        foreach (CaseProblem problem in result.Problems)
            if (++_tally.Problems <= ShownProblems) _shown.Add(ProblemText.Of(problem));
    }

    /// <summary>Problems are shown when all cases are read, so that they do not run through the progress.</summary>
    private void ShowProblems()
    {
        foreach (string problem in _shown) terminal.Error.WriteLine(problem);
        if (_tally.Problems > ShownProblems) terminal.Error.WriteLine($"… and {_tally.Problems - ShownProblems} more: use --rejects FILE to have them all");
    }
}
