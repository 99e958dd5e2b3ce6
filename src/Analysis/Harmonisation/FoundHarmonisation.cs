using RightsEngine.Analysis.Populations;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>What the evaluator decided about everyone, today or after a change.</summary>
/// <param name="Granted">How many hold the right.</param>
/// <param name="Open">How many decisions are undetermined.</param>
/// <param name="Amount">The sum of the known amounts of those who hold it.</param>
/// <param name="AmountsUnknown">How many hold it with an amount that is not known.</param>
internal sealed record DecidedTotal(long Granted, long Open, decimal Amount, long AmountsUnknown)
{
    public static DecidedTotal Of(Answers answers, bool hasAmount)
    {
        long granted = 0, open = 0, unknown = 0;
        decimal sum = 0;
        for (int i = 0; i < answers.Outcomes.Count; i++)
        {
            if (answers.Outcomes[i] == Outcome.Undetermined) open++;
            if (answers.Outcomes[i] != Outcome.Granted) continue;
            granted++;
            if (answers.Amounts[i] is { } amount) sum += amount;
            else if (hasAmount) unknown++;
        }
        return new DecidedTotal(granted, open, sum, unknown);
    }
}

/// <summary>Somebody on another side than today.</summary>
/// <param name="Holder">The holder.</param>
/// <param name="Now">The standing with the change.</param>
/// <param name="Reason">The component or the members that make most of the difference.</param>
internal sealed record ChangedHolder(SweptHolder Holder, Standing Now, string Reason)
{
    public bool IsExcluded => Now < Holder.Today;
}

/// <summary>A right with the common income, and the change of its limits that keeps its target group best.</summary>
internal sealed class FoundHarmonisation
{
    private FoundHarmonisation(HarmonisedRight right, HolderTable table, SearchGoal goal, FoundChange found, FoundChange factorOnly) =>
        (Right, Table, Goal, Found, FactorOnly) = (right, table, goal, found, factorOnly);

    public HarmonisedRight Right { get; }

    public HolderTable Table { get; }

    public SearchGoal Goal { get; }

    public FoundChange Found { get; }

    /// <summary>The best without supplement.</summary>
    public FoundChange FactorOnly { get; }

    /// <summary>What the evaluator decides today and with the change.</summary>
    public required DecidedTotal Today { get; init; }

    public required DecidedTotal Then { get; init; }

    /// <summary>How many of those who were placed the evaluator puts elsewhere than the search did; an amount that is due or not is the only reason.</summary>
    public required long Deviations { get; init; }

    public required IReadOnlyList<ChangedHolder> Changed { get; init; }

    /// <summary>How many are in or open today, of those who were placed.</summary>
    public long TargetGroup => Table.Swept.Count(h => h.Today != Standing.Out) + Table.Of(Placing.AlwaysIn) + Table.Of(Placing.AlwaysOpen);

    public long Misplaced => Found.Counts.Excluded + Found.Counts.Included;

    /// <summary>Searches.</summary>
    /// <param name="right">The right with the common income in place.</param>
    /// <param name="goal">What counts as best.</param>
    /// <param name="read">Goes over the population; called three times.</param>
    /// <exception cref="NotHandledException">Of nobody in the population it is known on which side they are.</exception>
    public static FoundHarmonisation Of(HarmonisedRight right, SearchGoal goal, Action<Func<PopulationScan, PartLog>> read)
    {
        HolderTable table = right.Ask(read);
        if (table.Swept.Count == 0) throw new NotHandledException(table.Count == 0 ? "nobody in the population may hold it"
            : $"of none of the {table.Count} who may hold it is known what difference the income makes ({Placings(table)})");
        var search = new LimitSearch(table.Swept, goal);
        FoundChange factorOnly = search.BestFactor(), found = search.Best();
        (Answers today, Answers then) = right.Decide(found.Change, read);
        bool hasAmount = right.Right.Amount is not null;
        return new FoundHarmonisation(right, table, goal, found, factorOnly)
        {
            Today = DecidedTotal.Of(today, hasAmount),
            Then = DecidedTotal.Of(then, hasAmount),
            Deviations = table.Swept.Count(h => StandingOf(then.Outcomes[h.Number]) != h.With(found.Change)),
            Changed = new DifferenceReasons(right, table, found.Change).Of(read),
        };
    }

    private static string Placings(HolderTable table) =>
        string.Join(", ", Enum.GetValues<Placing>().Where(p => table.Of(p) > 0).Select(p => $"{PlacingText.Of(p)}: {table.Of(p)}"));

    private static Standing StandingOf(Outcome outcome) => outcome switch { Outcome.Granted => Standing.In, Outcome.Refused => Standing.Out, _ => Standing.Open };
}

/// <summary>Placings in words.</summary>
internal static class PlacingText
{
    public static string Of(Placing placing) => placing switch
    {
        Placing.Swept => "the income decides, and is known",
        Placing.AlwaysIn => "granted whatever the income",
        Placing.AlwaysOpen => "open whatever the income",
        Placing.AlwaysOut => "refused whatever the income",
        Placing.TodayUnknown => "today's income not known",
        Placing.CommonUnknown => "common income not known",
        Placing.BothUnknown => "neither income known",
        Placing.LimitUnknown => "limit not known",
        _ => "error",
    };
}
