namespace RightsEngine.Rules.Evaluation;

/// <summary>
/// Which evaluator decides where either could: <c>RIGHTS_EVALUATOR=reference</c> or <c>compiled</c> forces one, so that a whole
/// test suite can be run through each; <c>general</c> is the compiled evaluator without its lean lane. They agree, so nothing else
/// hangs on it.
/// </summary>
internal static class EvaluatorChoice
{
    private const string Variable = "RIGHTS_EVALUATOR";

    /// <summary>Whether the compiled evaluator is forced (true), or the reference evaluator (false), or neither.</summary>
    public static bool? IsCompiled { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        "compiled" or "general" => true,
        "reference" => false,
        null or "" => null,
        var other => throw new InvalidOperationException($"{Variable} is `{other}`: expected `reference`, `compiled` or `general`"),
    };

    /// <summary>Whether the compiled evaluator has its lean lane.</summary>
    public static bool HasLeanLane { get; } = Environment.GetEnvironmentVariable(Variable) != "general";
}
