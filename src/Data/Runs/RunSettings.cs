using RightsEngine.Data.Pseudonyms;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Runs;

/// <summary>What a run is to do, besides its input.</summary>
internal sealed record RunSettings
{
    public const string Ndjson = "ndjson";
    public const string Csv = "csv";
    public const string Parquet = "parquet";

    public required Rulebook Rulebook { get; init; }

    public required EvaluationOptions Options { get; init; }

    /// <summary><see cref="Ndjson"/>, <see cref="Csv"/> or <see cref="Parquet"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The file or folder to write; null to write to a stream.</summary>
    public string? Output { get; init; }

    /// <summary>The file for what is wrong with cases, or null.</summary>
    public string? Rejects { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How many bytes of memory the run may fill.</summary>
    public long Memory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Whether to go on with what an interrupted run left.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether the compiled evaluator decides what it can; else the reference evaluator decides all.</summary>
    public bool HasKernels { get; init; } = EvaluatorChoice.IsCompiled ?? true;

    public Pseudonymiser? Pseudonyms { get; init; }

    /// <summary>How many problems are kept to be shown when there is no file for them.</summary>
    public int ShownProblems { get; init; }
}
