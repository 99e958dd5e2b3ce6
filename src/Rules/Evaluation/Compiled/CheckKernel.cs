namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Until when a grant of a check date runs: a state, with the last day in <see cref="KernelContext.Result"/>.</summary>
internal delegate int UntilKernel(KernelContext context, int a, int b, long holder);

/// <summary>The code of a right with memory for one check date, for all periods that look back on it.</summary>
/// <param name="Conditions">Who is a candidate on that date, and whether the conditions hold.</param>
/// <param name="Until">The last day of a grant; null when it is the same for everybody.</param>
/// <param name="LastDay">The day number of that day when it is the same for everybody.</param>
internal sealed record CheckKernel(RightKernel Conditions, UntilKernel? Until, int LastDay)
{
    public DateOnly Date => Conditions.Period.ReferenceDate;
}
