namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Rights with memory of the case being decided.</summary>
internal sealed partial class KernelContext
{
    /// <summary>The check dates of all rights with memory, by their numbers in the plan.</summary>
    public CheckRun[] Checks { get; }

    /// <summary>Which conditions of a right with memory are those left in the context: a number in its layouts.</summary>
    public int Shown { get; set; }

    /// <summary>The last day of the grant of a right with memory; -1 when it is not known but late enough.</summary>
    public int Until { get; set; }
}
