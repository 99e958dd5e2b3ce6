namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>How a right is decided.</summary>
internal enum Lane
{
    /// <summary>By the reference evaluator.</summary>
    Reference,

    /// <summary>By a kernel for which any value may be unknown, case by case.</summary>
    General,

    /// <summary>By a loop over a batch for which every value is known; the other lanes decide the cases that it leaves open.</summary>
    Lean,
}
