using System.Collections.Concurrent;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Data.Runs;

/// <summary>
/// Decisions as a folder of Parquet: <c>decisions/</c> with a file per part, <c>rights.parquet</c> with what is the same for all
/// decisions on a right, and <c>run.json</c>.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="evaluator">What decides.</param>
/// <param name="currency">The currency of amounts of money.</param>
/// <param name="memory">How many bytes of memory each thread may take to write.</param>
internal sealed class ParquetTarget(string path, BatchEvaluator evaluator, string currency, long memory) : RunTarget
{
    public const string Report = "run.json";
    private const string Decisions = "decisions";
    private const string Rights = "rights.parquet";

    private readonly AsideFolder _folder = new(path, Report);
    private readonly ConcurrentBag<Writer> _writers = [];

    // Files do not wait for each other; a part that is done keeps only what it counted.
    public override int PartsAhead => 64;

    public override void Open(FinishedPart? last)
    {
        int finished = last is null ? 0 : last.Part + 1;
        if (Enumerable.Range(0, finished).Any(p => !File.Exists(PathOf(p)))) throw new InputException($"cannot resume `{Shown.Short(path)}`: what the interrupted run had finished is gone; leave --resume out to start again");
        _folder.Open(keep: finished > 0);
        try
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, Decisions));
            // A part that was being written does not count.
            foreach (string file in Directory.EnumerateFiles(Path.Combine(_folder.Path, Decisions)).Except(Enumerable.Range(0, finished).Select(PathOf))) File.Delete(file);
        }
        catch (Exception problem) when (OutputException.IsOfSystem(problem))
        {
            throw OutputException.AtStart(path, problem);
        }
    }

    public override IWaitingPart Make(CasePart part, IEnumerable<BatchDecider> batches, Action waitForTurn)
    {
        if (!_writers.TryTake(out Writer? writer)) writer = new Writer(evaluator, memory);
        try
        {
            writer.Write(PathOf(part.Number), batches);
            KeepFile(PathOf(part.Number));
        }
        catch (Exception problem) when (problem is DuckException || OutputException.IsOfSystem(problem))
        {
            throw OutputException.Of(path, problem);
        }
        finally
        {
            _writers.Add(writer);
        }
        return new Waiting();
    }

    // A part is kept when it is made.
    public override long Keep() => 0;

    public override void Complete(byte[] report)
    {
        // A run that was interrupted while it put the folder in its place needs no more.
        if (!Directory.Exists(_folder.Path)) return;
        string rights = Path.Combine(_folder.Path, Rights);
        try
        {
            using (var writer = new DuckParquetWriter(new DuckSettings(), [new DuckColumn("none", "INTEGER")])) writer.Write(rights, RightsTable.Query(evaluator.Steps, currency));
            KeepFile(rights);
        }
        catch (Exception problem) when (problem is DuckException || OutputException.IsOfSystem(problem))
        {
            throw OutputException.Of(path, problem);
        }
        AsideFile.Write(Path.Combine(_folder.Path, Report), report);
    }

    public override void PutInPlace(byte[] report) => _folder.PutInPlace();

    public override void Drop() => _folder.Drop();

    public override void Dispose()
    {
        while (_writers.TryTake(out Writer? writer)) writer.Dispose();
    }

    private static void KeepFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1);
        file.Flush(flushToDisk: true);
    }

    private string PathOf(int part) => Path.Combine(_folder.Path, Decisions, $"part-{part:D6}.parquet");

    private sealed class Waiting : IWaitingPart
    {
        public void LetOut()
        {
        }
    }

    /// <summary>What one thread writes files with.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly ParquetDecisions _decisions;
        private readonly DuckParquetWriter _parquet;

        public Writer(BatchEvaluator evaluator, long memory)
        {
            _decisions = new ParquetDecisions(evaluator);
            _parquet = new DuckParquetWriter(new DuckSettings { Memory = memory }, _decisions.Columns);
        }

        public void Write(string path, IEnumerable<BatchDecider> batches)
        {
            using IEnumerator<BatchDecider> decided = batches.GetEnumerator();
            int next = 0, count = 0;
            _parquet.Write(path, rows =>
            {
                while (next == count)
                {
                    if (!decided.MoveNext()) return 0;
                    (next, count) = (0, decided.Current.Decisions.Count);
                }
                int filled = Math.Min(DuckRows.Capacity, count - next);
                _decisions.Fill(rows, decided.Current, next, filled);
                next += filled;
                return filled;
            });
        }

        public void Dispose() => _parquet.Dispose();
    }
}
