using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Analysis.Populations;

/// <summary>Goes over all cases of a source with a batch evaluator; what comes of each part is handed over in the order of the parts.</summary>
/// <param name="Source">Where the cases come from; read once.</param>
/// <param name="Threads">How many threads work.</param>
internal sealed record PopulationScan(CaseSource Source, int Threads)
{
    private const int PartsAhead = 2;

    /// <summary>Called by all threads with the number of cases that they did since.</summary>
    public Action<long> OnCases { get; init; } = _ => { };

    /// <summary>Decides every case.</summary>
    /// <typeparam name="T">What is kept of a part.</typeparam>
    /// <param name="evaluator">What decides.</param>
    /// <param name="make">Makes it of the batches of a part, while each is decided; called by several threads.</param>
    /// <param name="take">Takes it, part after part.</param>
    /// <returns>What reading told: cases accepted and rejected, with the problems.</returns>
    public PartLog Run<T>(BatchEvaluator evaluator, Func<IEnumerable<BatchDecider>, T> make, Action<T> take)
    {
        var whole = new PartLog();
        using var sequence = new PartSequence<(T Made, PartLog Log)>(Source.Parts, 0, PartsAhead, part =>
        {
            take(part.Made);
            Add(whole, part.Log);
        });
        Thread[] others = [.. Enumerable.Range(1, Math.Max(0, Threads - 1)).Select(_ => new Thread(() => Work(evaluator, make, sequence)) { IsBackground = true })];
        foreach (Thread thread in others) thread.Start();
        Work(evaluator, make, sequence);
        foreach (Thread thread in others) thread.Join();
        sequence.ThrowIfFailed();
        return whole;
    }

    private void Work<T>(BatchEvaluator evaluator, Func<IEnumerable<BatchDecider>, T> make, PartSequence<(T, PartLog)> sequence)
    {
        BatchDecider? decider = null;
        while (sequence.Take() is { } part)
        {
            try
            {
                decider ??= new BatchDecider(evaluator);
                var log = new PartLog();
                sequence.Finish(part.Number, (make(Decided(part, decider, log)), log));
            }
            catch (Exception problem)
            {
                sequence.Fail(part.Number, problem);
                Source.Cancel(part.Number);
                return;
            }
        }
    }

    private IEnumerable<BatchDecider> Decided(CasePart part, BatchDecider decider, PartLog log)
    {
        foreach (CaseBatch batch in Source.Read(part, decider.Cases, log))
        {
            decider.Decide();
            yield return decider;
            OnCases(batch.Count);
        }
    }

    private static void Add(PartLog whole, PartLog part)
    {
        whole.Accepted += part.Accepted;
        whole.Rejected += part.Rejected;
        whole.Rows += part.Rows;
        whole.RowsRejected += part.RowsRejected;
        whole.RowsWithoutCase += part.RowsWithoutCase;
        whole.Warnings += part.Warnings;
        whole.Problems.AddRange(part.Problems);
    }
}
