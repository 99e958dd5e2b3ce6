using System.Diagnostics;
using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Data.Runs;

/// <summary>
/// A run over all cases of a source. Each thread takes a part, reads it, decides it and writes what comes of it; the parts go
/// out in their order, so the output does not depend on the number of threads.
/// </summary>
internal sealed class PopulationRun(RunSettings settings, BatchEvaluator evaluator, CaseSource source, RunTarget target) : IDisposable
{
    private readonly RunTally _tally = new();
    private readonly List<string> _shown = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private RejectsTarget? _rejects;
    private RunJournal? _journal;

    // Whether what was written is nothing but the beginning of this run, and goes when the run fails.
    private bool _isOurs;

    private sealed record DonePart(int Number, IWaitingPart Output, PartLog Log, RunTally Tally);

    /// <summary>What was counted.</summary>
    public RunTally Tally => _tally;

    /// <summary>The first problems, as text, when there is no file for them.</summary>
    public IReadOnlyList<string> Shown => _shown;

    /// <summary>How many parts an interrupted run had done.</summary>
    public int ResumedParts { get; private set; }

    /// <summary>Makes a problem a line for people.</summary>
    public Func<CaseProblem, string> ShowProblem { get; init; } = p => p.Message;

    /// <summary>Called by all threads with the number of cases that they did since.</summary>
    public Action<long> OnCases { get; init; } = _ => { };

    /// <summary>Does it all.</summary>
    /// <exception cref="InputException">The input cannot be read, or the output not be written.</exception>
    /// <exception cref="OutputException">The output could not be written to its end; what is finished is kept for a resumed run.</exception>
    public void Run()
    {
        // Of a run that only writes to a stream nothing is kept, so nobody needs to know what exactly it read.
        RunReport? report = settings.Output is null ? null : new RunReport(settings, source.Inputs);
        try
        {
            Open(report);
            if (_journal is not { IsComplete: true }) RunParts();
            _tally.Check();
            byte[] contents = report?.Contents(_tally, evaluator.NotCompiled, ResumedParts, _clock.Elapsed) ?? [];
            target.Complete(contents);
            _isOurs = false;
            _journal?.MarkComplete();
            _rejects?.PutInPlace();
            target.PutInPlace(contents);
            _journal?.Delete();
        }
        catch (OutputException) when (_journal is not null)
        {
            _isOurs = false;
            throw;
        }
        finally
        {
            if (_isOurs) Drop();
        }
    }

    public void Dispose()
    {
        _rejects?.Dispose();
        _journal?.Dispose();
    }

    private void Drop()
    {
        _rejects?.Drop();
        target.Drop();
        _journal?.Delete();
    }

    private void Open(RunReport? report)
    {
        FinishedPart? last = null;
        if (report is not null)
        {
            string manifest = report.Manifest();
            if (settings.Resume && source.Inputs.FirstOrDefault(i => i.Fingerprint.Length == 0) is { } gone) throw new InputException($"cannot resume a run over `{Cases.Shown.Short(gone.Path)}`: it can be read only once, or is empty; leave --resume out");
            if (settings.Resume) _journal = RunJournal.Continue(settings.Output!, manifest);
            foreach (FinishedPart part in _journal?.Finished ?? [])
            {
                _tally.Add(part.Tally);
                _shown.AddRange(part.Shown);
                last = part;
            }
            ResumedParts = _journal?.Finished.Count ?? 0;
            _isOurs = _journal is null;
            if (_journal is not { IsComplete: true })
            {
                target.Open(last);
                _journal ??= RunJournal.Start(settings.Output!, manifest);
            }
        }
        else
        {
            _isOurs = true;
            target.Open(null);
        }
        if (settings.Rejects is null) return;
        _rejects = new RejectsTarget(settings.Rejects);
        if (_journal is not { IsComplete: true }) _rejects.Open(last?.Rejects ?? 0);
    }

    private void RunParts()
    {
        using var sequence = new PartSequence<DonePart>(source.Parts, ResumedParts, target.PartsAhead, LetOut);
        Thread[] others = [.. Enumerable.Range(1, Math.Max(0, settings.Threads - 1)).Select(_ => new Thread(() => Work(sequence)) { IsBackground = true })];
        foreach (Thread thread in others) thread.Start();
        Work(sequence);
        foreach (Thread thread in others) thread.Join();
        sequence.ThrowIfFailed();
    }

    private void Work(PartSequence<DonePart> sequence)
    {
        BatchDecider? decider = null;
        while (sequence.Take() is { } part)
        {
            try
            {
                if (part.Number < ResumedParts)
                {
                    source.Skip(part);
                    OnCases(part.Cases ?? 0);
                    continue;
                }
                decider ??= new BatchDecider(evaluator);
                sequence.Finish(part.Number, Do(part, decider, () => sequence.WaitFor(part.Number)));
            }
            catch (Exception problem)
            {
                sequence.Fail(part.Number, problem);
                source.Cancel(part.Number);
                return;
            }
        }
    }

    private DonePart Do(CasePart part, BatchDecider decider, Action waitForTurn)
    {
        var log = new PartLog();
        var tally = new RunTally();
        long before = decider.HandedBack;
        IWaitingPart output = target.Make(part, Decided(part, decider, log, tally), waitForTurn);
        tally.Add(log);
        if (settings.HasKernels)
        {
            tally.HandedBack = decider.HandedBack - before;
            foreach ((string right, string cause, long number) in decider.TakeHandedBack()) tally.CountHandedBack(right, cause, number);
        }
        tally.Check();
        return new DonePart(part.Number, output, log, tally);
    }

    private IEnumerable<BatchDecider> Decided(CasePart part, BatchDecider decider, PartLog log, RunTally tally)
    {
        long told = 0;
        foreach (CaseBatch batch in source.Read(part, decider.Cases, log))
        {
            tally.Decided += batch.Count;
            decider.Decide();
            Count(decider.Decisions, tally);
            yield return decider;
            OnCases(log.Accepted + log.Rejected - told);
            told = log.Accepted + log.Rejected;
        }
        OnCases(log.Accepted + log.Rejected - told);
    }

    private void Count(DecisionBatch decisions, RunTally tally)
    {
        long[] counts = new long[evaluator.Steps.Count * RunTally.Outcomes];
        for (int row = 0; row < decisions.Count; row++) counts[decisions.Step[row] * RunTally.Outcomes + (int)decisions.Outcomes[row]]++;
        for (int i = 0; i < counts.Length; i++)
            if (counts[i] > 0) tally.Count(evaluator.Steps[i / RunTally.Outcomes].Right.Name, (Outcome)(i % RunTally.Outcomes), counts[i]);
    }

    private void LetOut(DonePart part)
    {
        part.Output.LetOut();
        _tally.Add(part.Tally);
        int free = settings.Rejects is null ? settings.ShownProblems - _shown.Count : 0;
        string[] shown = [.. part.Log.Problems.Take(Math.Max(0, free)).Select(ShowProblem)];
        _shown.AddRange(shown);
        _rejects?.Write(part.Log.Problems);
        long output = target.Keep();
        _journal?.Add(new FinishedPart(part.Number, output, _rejects?.Keep() ?? 0, part.Tally, shown));
    }
}
