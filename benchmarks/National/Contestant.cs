using RightsEngine.National.Contestants;

namespace RightsEngine.National;

/// <summary>The names of contestants.</summary>
internal static class Contestant
{
    public const string Evaluate = "evaluate";
    public const string Sql = "sql";
    public const string Kernel = "kernel";
    public const string WholeRulebook = "whole-rulebook";

    /// <summary>What an unsorted copy of the same tables is named after.</summary>
    public const string Unsorted = "-unsorted";

    public static readonly string[] All = [Evaluate, Sql, Evaluate + Unsorted, Sql + Unsorted, Kernel, "columns", "objects", "rules-engine", WholeRulebook];

    public static readonly string[] OnFiles = [Evaluate, Sql, Evaluate + Unsorted, Sql + Unsorted];

    /// <summary>A contestant that decides households in memory, or null.</summary>
    public static InMemory? InMemory(string name) => name switch
    {
        Kernel => new CompiledKernel(),
        "columns" => new HandColumns(),
        "objects" => new HandObjects(),
        "rules-engine" => new MicrosoftRulesEngine(),
        _ => null,
    };

    public static string Title(string name) => name switch
    {
        Evaluate => "`rights evaluate`, Parquet to Parquet",
        Sql => "hand-written SQL in DuckDB, Parquet to Parquet",
        Evaluate + Unsorted => "`rights evaluate`, unsorted input",
        Sql + Unsorted => "hand-written SQL, unsorted input",
        Kernel => "compiled evaluator over filled batches",
        "columns" => "hand-written C# over columns, 64-bit integers",
        "objects" => "hand-written C# over objects, `decimal`",
        "rules-engine" => "Microsoft RulesEngine over objects",
        _ => "`rights evaluate`, the whole rulebook of the repository",
    };
}
