using BenchmarkDotNet.Attributes;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;
using RightsEngine.Rules.Model;

namespace RightsEngine.Micro;

/// <summary>The compiled evaluator on a batch that is filled before: decisions with their reasons, as columns. The figures are per case.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    /// <summary>The cases of a batch.</summary>
    public const int BatchSize = 2048;

    /// <summary>All rights at once.</summary>
    public const string Every = "every right";

    private static readonly DateOnly Date = new(2024, 10, 1);

    private readonly DecisionBatch _decisions = new();
    private Rulebook _rulebook = null!;
    private EvaluationOptions _options = null!;
    private BatchEvaluator _evaluator = null!;
    private KernelContext _context = null!;

    public static IEnumerable<string> Rights => [.. Repository.LoadRulebook().Rights.Select(r => r.Name), Every];

    [ParamsSource(nameof(Rights))]
    public string Right { get; set; } = Every;

    /// <summary>Fills a batch with cases that kernels decide alone: what goes to the reference evaluator is measured by <see cref="CaseBenchmarks"/>.</summary>
    [GlobalSetup]
    public void Fill()
    {
        _rulebook = Repository.LoadRulebook();
        _options = new EvaluationOptions { Dates = [Date], Rights = Right == Every ? null : new HashSet<string> { Right } };
        _evaluator = new BatchEvaluator(_rulebook, _options, compile: true);
        if (_evaluator.NotCompiled.Count > 0) throw new InvalidOperationException($"no kernel: {string.Join("; ", _evaluator.NotCompiled)}");
        _context = _evaluator.NewContext();
        KernelContext alone = _evaluator.NewContext();
        var reader = new CaseTreeReader(_rulebook.Scope.Catalogue);
        int left = 20 * BatchSize;
        foreach (byte[] document in VariedFamilies.Endless(seed: 1))
        {
            if (--left == 0) throw new InvalidOperationException("few of the families are decided by kernels alone");
            if (reader.Read(CaseJson.Parse(document, 1), "varied family", null).Case is not { } subject || !IsDecidedAlone(alone, subject)) continue;
            _context.Batch.Add(subject);
            if (_context.Batch.Count == BatchSize) break;
        }
        if (Decide() == 0) throw new InvalidOperationException("the families have no decision");
    }

    /// <summary>From columns of facts to columns of decisions.</summary>
    [Benchmark(OperationsPerInvoke = BatchSize)]
    public int Decide()
    {
        _evaluator.Decide(_context, _decisions);
        return _decisions.Count;
    }

    private bool IsDecidedAlone(KernelContext alone, Case subject)
    {
        alone.Batch.Clear();
        alone.Batch.Add(subject);
        long before = alone.HandedBack;
        _evaluator.Decide(alone, _decisions);
        return alone.HandedBack == before;
    }
}

/// <summary>From a rulebook to the kernels of all its rights for one month.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private readonly Rulebook _rulebook = Repository.LoadRulebook();

    [Benchmark]
    public int CompileRulebook() => new BatchEvaluator(_rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 10, 1)] }, compile: true).Steps.Count;
}
