namespace RightsEngine.Analysis.Harmonisation;

/// <summary>Somebody whose standing depends on the income.</summary>
/// <param name="Number">Which of the holders it is.</param>
/// <param name="Steps">What the right says for every income.</param>
/// <param name="Today">The standing today.</param>
/// <param name="Income">The common income.</param>
/// <param name="Further">How many members there are besides the first.</param>
/// <param name="Cost">What it costs to grant it; 1 where only holders are counted.</param>
internal sealed record SweptHolder(int Number, HolderSteps Steps, Standing Today, decimal Income, decimal Further, decimal Cost)
{
    /// <summary>The common income as it is compared with today's limits.</summary>
    public decimal Converted(LimitChange change) => (Income - change.Supplement * Further) / change.Factor;

    /// <summary>The standing; incomes are compared with changed limits, which needs no division and so no rounding.</summary>
    public Standing With(LimitChange change)
    {
        decimal income = Income - change.Supplement * Further;
        int below = 0;
        while (below < Steps.Limits.Length && income > change.Factor * Steps.Limits[below]) below++;
        return below < Steps.Limits.Length && income == change.Factor * Steps.Limits[below] ? Steps.At[below] : Steps.Between[below];
    }
}

/// <summary>
/// How limits change: each is multiplied, and has a supplement for every member besides the first. The same as dividing the
/// income, less the supplements, by the factor.
/// </summary>
/// <param name="Factor">Above 0.</param>
/// <param name="Supplement">An amount per further member.</param>
internal readonly record struct LimitChange(decimal Factor, decimal Supplement);

/// <summary>Who changes sides.</summary>
/// <param name="Excluded">How many are worse off than today.</param>
/// <param name="Included">How many are better off.</param>
/// <param name="Cost">What it costs more than today, by the costs of holders.</param>
internal readonly record struct Misclassified(long Excluded, long Included, decimal Cost)
{
    public static Misclassified operator +(Misclassified a, Misclassified b) => new(a.Excluded + b.Excluded, a.Included + b.Included, a.Cost + b.Cost);

    public static Misclassified operator -(Misclassified a, Misclassified b) => new(a.Excluded - b.Excluded, a.Included - b.Included, a.Cost - b.Cost);

    /// <summary>Of one holder with another standing than today.</summary>
    public static Misclassified Of(SweptHolder holder, Standing now) => new(
        now < holder.Today ? 1 : 0, now > holder.Today ? 1 : 0,
        holder.Cost * ((now == Standing.In ? 1 : 0) - (holder.Today == Standing.In ? 1 : 0)));

    public decimal Weighted(decimal exclusionWeight) => exclusionWeight * Excluded + Included;
}
