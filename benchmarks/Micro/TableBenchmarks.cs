using BenchmarkDotNet.Attributes;
using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Populations;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Micro;

/// <summary>Reading a folder of tables into the columns that the rules need, without deciding anything; on one thread, per household.</summary>
[MemoryDiagnoser]
public class TableBenchmarks
{
    private const int Households = 50_000;

    private string _folder = "";
    private ColumnSource _source = null!;
    private CaseBatch _batch = null!;

    /// <summary>The form of the tables.</summary>
    [Params("parquet", "csv")]
    public string Form { get; set; } = "parquet";

    [GlobalSetup]
    public void Generate()
    {
        Rulebook rulebook = Repository.LoadRulebook();
        var diagnostics = new DiagnosticBag();
        PopulationDefinition population = PopulationFile.Read(PopulationFile.In(Repository.Rules)[0], rulebook.Catalogue, diagnostics).Single();
        _folder = Path.Combine(Directory.CreateTempSubdirectory("rights-benchmark-").FullName, "tables");
        PopulationGenerator.Write(new PopulationRequest(population, Households, 1, _folder) { AsCsv = Form == "csv" });
        var evaluator = new BatchEvaluator(rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] });
        _batch = evaluator.NewContext().Batch;
        // A copy of text is made here, so its time is not in the figures.
        _source = ColumnSource.TryOpen([_folder], rulebook.Catalogue, [], new ColumnSettings { LeastText = 0 })!;
        _ = _source.Parts.Count();
        if (Read() != Households) throw new InvalidOperationException("households were lost");
    }

    [GlobalCleanup]
    public void Delete()
    {
        _source.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    /// <summary>From files in the system's cache to batches.</summary>
    [Benchmark(OperationsPerInvoke = Households)]
    public int Read()
    {
        int cases = 0;
        var log = new PartLog();
        foreach (CasePart part in _source.Parts)
            foreach (CaseBatch batch in _source.Read(part, _batch, log)) cases += batch.Count;
        return cases;
    }
}
