using BenchmarkDotNet.Attributes;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Micro;

/// <summary>What happens for every case. Each invocation runs over all sample families; the figures are per case.</summary>
[MemoryDiagnoser]
public class CaseBenchmarks
{
    /// <summary>The number of sample families: an attribute needs a constant, so the setup compares it with the folder.</summary>
    public const int FamilyCount = 34;

    private static readonly DateOnly Date = new(2024, 10, 1);

    private byte[][] _documents = [];
    private Case[] _cases = [];
    private CaseTreeReader _reader = null!;
    private CaseEvaluator _evaluator = null!;

    [GlobalSetup]
    public void Load()
    {
        Rulebook rulebook = Repository.LoadRulebook();
        _documents = [.. Repository.Families.Select(File.ReadAllBytes)];
        if (_documents.Length != FamilyCount)
            throw new InvalidOperationException($"there are {_documents.Length} sample families: set {nameof(FamilyCount)} to that number");
        _reader = new CaseTreeReader(rulebook.Scope.Catalogue);
        _cases = [.. _documents.Select(d => Read(d).Case ?? throw new InvalidOperationException("a sample family is rejected"))];
        _evaluator = new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [Date] });
        if (_cases.Any(c => _evaluator.Evaluate(c).Count == 0)) throw new InvalidOperationException("a sample family has no decision");
    }

    /// <summary>From the bytes of a JSON document, already in memory, to a checked case.</summary>
    [Benchmark(OperationsPerInvoke = FamilyCount)]
    public int ReadCase()
    {
        int persons = 0;
        foreach (byte[] document in _documents) persons += Read(document).Case!.Persons.Count;
        return persons;
    }

    /// <summary>From a case to its decisions for one month.</summary>
    [Benchmark(OperationsPerInvoke = FamilyCount)]
    public int DecideCase()
    {
        int decisions = 0;
        foreach (Case subject in _cases) decisions += _evaluator.Evaluate(subject).Count;
        return decisions;
    }

    /// <summary>The same with the trace that explanations are written from.</summary>
    [Benchmark(OperationsPerInvoke = FamilyCount)]
    public int DecideCaseTraced()
    {
        int decisions = 0;
        foreach (Case subject in _cases) decisions += _evaluator.EvaluateTraced(subject, trace: true).Count;
        return decisions;
    }

    private CaseResult Read(byte[] document) => _reader.Read(CaseJson.Parse(document, 1), "family.json", null);
}
