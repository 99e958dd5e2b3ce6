namespace RightsEngine.Rules.Evaluation;

/// <summary>
/// Which evaluator decides where either could: <c>RIGHTS_EVALUATOR=reference</c> or <c>compiled</c> forces one, so that a whole
/// test suite can be run through each. They agree, so nothing else hangs on it.
/// </summary>
internal static class EvaluatorChoice
{
    private const string Variable = "RIGHTS_EVALUATOR";

    /// <summary>Whether the compiled evaluator is forced (true), or the reference evaluator (false), or neither.</summary>
    public static bool? IsCompiled { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        "compiled" => true,
        "reference" => false,
        null or "" => null,
        var other => throw new InvalidOperationException($"{Variable} is `{other}`: expected `reference` or `compiled`"),
    };
}
