using RightsEngine.Rules.Decisions;

namespace RightsEngine.Analysis.Simulation;

/// <summary>A decision on a right in a simulation.</summary>
/// <param name="Row">Its row among the decisions on the batch.</param>
/// <param name="Number">The number of the right in the plan.</param>
/// <param name="Start">The first day of its period.</param>
/// <param name="First">The holder, or the first of them, by number in the case; -1 when nobody is.</param>
/// <param name="Second">The second holder, or -1.</param>
/// <param name="Members">A bit for each member of a household that holds it.</param>
/// <param name="Household">The number of the household of the holder in the case, or -1.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Amount">The amount, or null.</param>
/// <param name="Factor">What amounts are multiplied by: see <see cref="StepUse"/>.</param>
internal readonly record struct DecidedRight(int Row, int Number, DateOnly Start, int First, int Second, long Members, int Household, Outcome Outcome, decimal? Amount, decimal Factor)
{
    public bool IsSame(in DecidedRight other) => (Number, Start, First, Second, Members) == (other.Number, other.Start, other.First, other.Second, other.Members);

    public bool IsGranted => Outcome == Outcome.Granted;

    /// <summary>What is known of it in a year.</summary>
    public decimal Yearly => IsGranted && Amount is { } amount ? amount * Factor : 0;

    /// <summary>Whether what it gives is not known.</summary>
    public bool IsUnknown => Outcome is Outcome.Undetermined or Outcome.Error || (IsGranted && Factor != 0 && Amount is null);
}
