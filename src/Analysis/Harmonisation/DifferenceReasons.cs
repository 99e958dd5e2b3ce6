using RightsEngine.Analysis.Populations;
using RightsEngine.Data.Sources;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>
/// Why somebody changes sides: what adds most to the income of who is put out, or takes most from that of who is let in. That is a
/// component of either income, other members, the way in which today's income is counted besides its components (an indexation, a
/// finding), or nothing of these but the changed limit.
/// </summary>
internal sealed class DifferenceReasons(HarmonisedRight right, HolderTable table, LimitChange change)
{
    private const string Limit = "the changed limit";

    public IReadOnlyList<ChangedHolder> Of(Action<Func<PopulationScan, PartLog>> read)
    {
        (SweptHolder Holder, Standing Now)[] changed = [.. table.Swept.Select(h => (h, h.With(change))).Where(h => h.Item2 != h.h.Today)];
        if (changed.Length == 0) return [];
        PopulationSurvey survey = right.AskComponents(out IReadOnlyList<(string Component, bool IsCommon)> components);
        read(survey.Run);
        return [.. changed.Select(c => new ChangedHolder(c.Holder, c.Now, Reason(survey, components, c.Holder, c.Now < c.Holder.Today)))];
    }

    private string Reason(PopulationSurvey survey, IReadOnlyList<(string Component, bool IsCommon)> components, SweptHolder holder, bool isExcluded)
    {
        var effects = new List<(string Text, decimal Effect)>();
        decimal explained = 0;
        // A component that both incomes have under one name makes the difference of the two.
        foreach (var group in components.Index().GroupBy(c => c.Item.Component))
        {
            decimal effect = 0;
            foreach ((int i, (_, bool isCommon)) in group)
            {
                decimal amount = survey.Answers[i + 1].Amounts[holder.Number] ?? 0;
                effect += isCommon ? amount : -amount;
                if (!isCommon) explained += amount;
            }
            effects.Add(($"{group.Key} ({(group.Count() == 2 ? "counted otherwise" : group.First().Item.IsCommon ? $"only in {right.Common.Income.Name}" : $"only in {right.Measured.Counted.Income.Name}")})", effect));
        }
        if (survey.Answers[0].Amounts[holder.Number] is { } ofTodaysMembers) effects.Add(("other members of the household", holder.Income - ofTodaysMembers));
        effects.Add(("how today's income is counted besides its components", explained - table.IncomeToday(holder.Number)));
        (string text, decimal most) = isExcluded ? effects.MaxBy(e => e.Effect) : effects.MinBy(e => e.Effect);
        return isExcluded ? most > 0 ? text : Limit : most < 0 ? text : Limit;
    }
}
