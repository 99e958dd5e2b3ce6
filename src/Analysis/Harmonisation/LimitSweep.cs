namespace RightsEngine.Analysis.Harmonisation;

/// <summary>A stretch of a swept number on which nobody changes sides.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends; null where it does not.</param>
/// <param name="IsFromIncluded">Whether the beginning belongs to it.</param>
/// <param name="IsToIncluded">Whether the end does.</param>
/// <param name="Counts">Who is on another side than today.</param>
internal sealed record SweepStretch(decimal From, decimal? To, bool IsFromIncluded, bool IsToIncluded, Misclassified Counts);

/// <summary>
/// Tries every value of one number of a change at once. Each holder changes sides at a few values, which follow from the income and the
/// limits; sorted, they cut the line into stretches on which nobody does, and one pass over them counts each stretch exactly. So no
/// value of the number is better than the best stretch.
/// </summary>
internal static class LimitSweep
{
    // A change of a holder's standing: what is added at the value, and from there on.
    private readonly record struct Turn(decimal Value, Misclassified At, Misclassified After);

    /// <summary>All factors above 0, with a supplement that stays.</summary>
    public static IReadOnlyList<SweepStretch> OverFactors(IEnumerable<SweptHolder> holders, decimal supplement)
    {
        var turns = new List<Turn>();
        Misclassified start = default;
        foreach (SweptHolder holder in holders)
        {
            decimal income = holder.Income - supplement * holder.Further;
            // With a small factor the income is far above 0, or far below; with a large one it comes near.
            HolderSteps steps = holder.Steps;
            Misclassified before = Misclassified.Of(holder, income == 0 ? steps.With(0) : steps.Between[income > 0 ? ^1 : 0]);
            start += before;
            if (income == 0) continue;
            for (int n = 0; n < steps.Limits.Length; n++)
            {
                int i = income > 0 ? steps.Limits.Length - 1 - n : n;
                if (steps.Limits[i] == 0 || steps.Limits[i] > 0 != income > 0) continue;
                before = Add(turns, income / steps.Limits[i], holder, before, steps.At[i], steps.Between[income > 0 ? i : i + 1]);
            }
        }
        return Stretches(turns, start, 0, isFromIncluded: false);
    }

    /// <summary>All supplements from 0 up, with a factor that stays.</summary>
    public static IReadOnlyList<SweepStretch> OverSupplements(IEnumerable<SweptHolder> holders, decimal factor)
    {
        var turns = new List<Turn>();
        Misclassified start = default;
        foreach (SweptHolder holder in holders)
        {
            HolderSteps steps = holder.Steps;
            Misclassified before = Misclassified.Of(holder, holder.With(new LimitChange(factor, 0)));
            start += before;
            if (holder.Further <= 0) continue;
            // A higher supplement lowers the income, limit by limit.
            for (int i = steps.Limits.Length - 1; i >= 0; i--)
            {
                decimal value = (holder.Income - factor * steps.Limits[i]) / holder.Further;
                if (value >= 0) before = Add(turns, value, holder, before, steps.At[i], steps.Between[i]);
            }
        }
        return Stretches(turns, start, 0, isFromIncluded: true);
    }

    private static Misclassified Add(List<Turn> turns, decimal value, SweptHolder holder, Misclassified before, Standing at, Standing after)
    {
        Misclassified here = Misclassified.Of(holder, at), then = Misclassified.Of(holder, after);
        if (here != before || then != before) turns.Add(new Turn(value, here - before, then - before));
        return then;
    }

    private static List<SweepStretch> Stretches(List<Turn> turns, Misclassified start, decimal from, bool isFromIncluded)
    {
        turns.Sort((a, b) => a.Value.CompareTo(b.Value));
        var stretches = new List<SweepStretch>();
        Misclassified now = start;
        decimal begin = from;
        bool isIncluded = isFromIncluded;
        for (int i = 0; i < turns.Count;)
        {
            decimal value = turns[i].Value;
            Misclassified at = now, after = now;
            for (; i < turns.Count && turns[i].Value == value; i++) (at, after) = (at + turns[i].At, after + turns[i].After);
            if (value > begin) Join(stretches, new SweepStretch(begin, value, isIncluded, false, now));
            Join(stretches, new SweepStretch(value, value, true, true, at));
            (now, begin, isIncluded) = (after, value, false);
        }
        Join(stretches, new SweepStretch(begin, null, isIncluded, false, now));
        return stretches;
    }

    /// <summary>Stretches next to each other with the same counts are one.</summary>
    private static void Join(List<SweepStretch> stretches, SweepStretch next)
    {
        if (stretches.Count > 0 && stretches[^1] is { } last && last.Counts == next.Counts) stretches[^1] = last with { To = next.To, IsToIncluded = next.IsToIncluded };
        else stretches.Add(next);
    }
}
