namespace RightsEngine.Analysis.Simulation;

/// <summary>A decision by which a household loses.</summary>
internal sealed record Loss(string Case, string Household, decimal HouseholdChange, string Right, string Holder, DateOnly PeriodStart, string Before, decimal? AmountBefore, string After, decimal? AmountAfter, string Condition, decimal Weight)
{
    /// <summary>The number of the household in its case, or -1.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int HouseholdNumber { get; init; }
}
