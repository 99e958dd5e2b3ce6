using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>Compiles rights for the lean lane: one method per right and period, a loop over the holders in a batch.</summary>
/// <param name="plan">The steps of the lane.</param>
/// <param name="general">Gives a right its code in the general lane.</param>
internal sealed class LeanRightCompiler(LeanPlan plan, RightCompiler general)
{
    private readonly Dictionary<(RightDefinition, DateOnly), LeanRight> _done = [];

    /// <exception cref="NotEmittableException">Some construct has no code in this lane.</exception>
    public LeanRight Compile(RightDefinition right, PeriodOf period)
    {
        if (_done.TryGetValue((right, period.Start), out LeanRight? done)) return done;
        RightKernel kernel = general.Compile(right, period);
        LeanRight made = plan.Get((right, period.Start), () => CompileOne(kernel));
        return _done[(right, period.Start)] = made;
    }

    private LeanRight CompileOne(RightKernel kernel)
    {
        (RightDefinition right, PeriodOf period) = (kernel.Right, kernel.Period);
        HouseholdStep? households = right.Household is { } household ? new LeanUnits(plan).Households(household, period.ReferenceDate) : null;
        if (!right.InForce.Contains(period.ReferenceDate)) return new LeanRight(kernel, null, [], households);
        if (right.Award is not null) throw new NotEmittableException("a right with memory");
        if (right.Holder == HolderKind.Relation && right.Relation!.SilenceIsUnknown) throw new NotEmittableException("links of which silence says nothing");
        var making = new RightMaking(plan, this, kernel, households);
        LeanRightCode code = making.Compile();
        return new LeanRight(kernel, code, making.Inputs, households) { Rows = making.Rows };
    }
}
