using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Sources;

/// <summary>
/// Cases from the readers that give one after another (JSON, NDJSON, messages, tables row by row), cut into parts of so many
/// cases. Finding cases is one thread's work at a time; lines are read by whoever takes the part.
/// </summary>
/// <param name="lists">What is read, and how.</param>
/// <param name="casesPerPart">How many cases a part has at most.</param>
internal sealed class CaseListSource(CaseLists lists, int casesPerPart = CaseListSource.UsualPart) : CaseSource
{
    public const int UsualPart = 4096;

    private const int BatchSize = 2048;

    // A part ends earlier when its lines are long.
    private const long BytesPerPart = 32 << 20;

    private readonly ConcurrentDictionary<int, HeldPart> _held = new();
    private readonly CasesOnce _once = new(new HashSet<string>(StringComparer.Ordinal));
    private readonly Lock _fingerprints = new();
    private readonly object _turn = new();
    private IReadOnlyList<InputFile>? _inputs;
    private int _next;
    private int _cancelled = int.MaxValue;

    private sealed record HeldPart(List<ListedCase> Cases, PartLog Rows);

    public override IReadOnlyList<InputFile> Inputs
    {
        get
        {
            lock (_fingerprints) return _inputs ??= [.. lists.Paths.Select(Fingerprints.Of)];
        }
    }

    public override IEnumerable<CasePart> Parts
    {
        get
        {
            using IEnumerator<ListedCase> cases = lists.Cases().GetEnumerator();
            ExceptionDispatchInfo? failure = null;
            bool more = true;
            for (int number = 0; more; number++)
            {
                List<ListedCase> found = [];
                (more, failure) = Fill(found, cases);
                PartLog rows = lists.RowsSinceAsked();
                if (found.Count == 0 && rows.Rows == 0) break;
                _held[number] = new HeldPart(found, rows);
                yield return new CasePart(number, null, null, found.Count);
            }
            failure?.Throw();
        }
    }

    public override IEnumerable<CaseBatch> Read(CasePart part, CaseBatch batch, PartLog log)
    {
        HeldPart held = Take(part);
        (log.Rows, log.RowsRejected, log.RowsWithoutCase) = (held.Rows.Rows, held.Rows.RowsRejected, held.Rows.RowsWithoutCase);
        foreach (CaseResult result in Results(held, part.Number))
        {
            log.Problems.AddRange(lists.Pseudonyms?.Of(result) ?? result.Problems);
            if (result.Case is not { } subject)
            {
                // A row of no case is told as a result without one, and is no case that was read.
                if (!lists.IsRow(result)) log.Rejected++;
                continue;
            }
            log.Accepted++;
            log.Warnings += result.Problems.Count;
            batch.Add(lists.Pseudonyms?.Of(subject) ?? subject);
            if (batch.Count < BatchSize) continue;
            yield return batch;
            batch.Clear();
        }
        if (batch.Count > 0) yield return batch;
        batch.Clear();
    }

    public override void Skip(CasePart part) => Results(Take(part), part.Number);

    public override void Cancel(int number)
    {
        lock (_turn)
        {
            _cancelled = Math.Min(_cancelled, number);
            Monitor.PulseAll(_turn);
        }
    }

    public override void Dispose()
    {
    }

    /// <summary>Takes cases until the part is full; what was found before the input failed still counts.</summary>
    private static (bool More, ExceptionDispatchInfo? Failure) Fill(List<ListedCase> found, IEnumerator<ListedCase> cases, int most)
    {
        long bytes = 0;
        try
        {
            while (found.Count < most && bytes < BytesPerPart)
            {
                if (!cases.MoveNext()) return (false, null);
                found.Add(cases.Current.Kept());
                bytes += cases.Current.Bytes;
            }
            return (true, null);
        }
        catch (InputException problem)
        {
            return (false, ExceptionDispatchInfo.Capture(problem));
        }
    }

    private (bool More, ExceptionDispatchInfo? Failure) Fill(List<ListedCase> found, IEnumerator<ListedCase> cases) => Fill(found, cases, casesPerPart);

    private HeldPart Take(CasePart part) =>
        _held.TryRemove(part.Number, out HeldPart? held) ? held : throw new InvalidOperationException($"part {part.Number} is not there to be read");

    /// <summary>The cases of a part, each id for the first time in the order of the parts.</summary>
    private List<CaseResult> Results(HeldPart held, int number)
    {
        List<CaseResult> results = [];
        foreach (ListedCase found in held.Cases) results.Add(lists.Read(found));
        lock (_turn)
        {
            while (_next != number && _cancelled > number) Monitor.Wait(_turn);
            if (_next != number) throw new OperationCanceledException();
            for (int i = 0; i < results.Count; i++)
                if (!held.Cases[i].IsOnce) results[i] = _once.Of(results[i]);
            _next++;
            Monitor.PulseAll(_turn);
        }
        return results;
    }
}
