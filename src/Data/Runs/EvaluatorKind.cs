namespace RightsEngine.Data.Runs;

/// <summary>Which of the two evaluators decides.</summary>
internal enum EvaluatorKind
{
    Compiled,
    Reference,
}
