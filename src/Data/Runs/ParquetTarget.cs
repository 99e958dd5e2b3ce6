using System.Collections.Concurrent;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Parquet;
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
internal sealed class ParquetTarget(string path, BatchEvaluator evaluator, string currency) : RunTarget
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
        if (!_writers.TryTake(out Writer? writer)) writer = new Writer(evaluator);
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
    private sealed class Writer(BatchEvaluator evaluator)
    {
        private readonly ParquetDecisions _decisions = new(evaluator);

        public void Write(string path, IEnumerable<BatchDecider> batches)
        {
            using var file = new ParquetOutput(path, _decisions.Columns);
            foreach (BatchDecider decided in batches)
            {
                _decisions.Fill(decided);
                file.Write(decided.Decisions.Count);
            }
            file.Complete();
        }
    }
}
