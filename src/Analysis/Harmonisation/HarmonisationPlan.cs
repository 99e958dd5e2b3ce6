using RightsEngine.Analysis.Populations;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>Every right that counts an income, in the order in which it could most easily count the common one.</summary>
internal sealed class HarmonisationPlan
{
    private readonly List<FoundHarmonisation> _found = [];
    private readonly List<(string Right, string Reason)> _notHandled = [];

    /// <summary>Those that were searched, the cheapest first: by the share that changes sides, then by how many are wrongly out.</summary>
    public IReadOnlyList<FoundHarmonisation> Found => [.. _found.OrderBy(f => Share(f)).ThenBy(f => f.Found.Counts.Excluded).ThenBy(f => f.Right.Right.Name, StringComparer.Ordinal)];

    /// <summary>Searches all rights that use an income.</summary>
    public static HarmonisationPlan Of(Rulebook rulebook, IncomeDefinition income, HouseholdDefinition? household, DateOnly on, SearchGoal goal, Action<Func<PopulationScan, PartLog>> read)
    {
        var plan = new HarmonisationPlan();
        foreach (RightDefinition right in rulebook.Rights.Where(r => ConceptComparison.ConceptUse.Of(r, on).Incomes.Count > 0))
        {
            try
            {
                var harmonised = new HarmonisedRight(rulebook, right, income, household, on);
                if (harmonised.IsHarmonised) plan._notHandled.Add((right.Name, "counts this income of the same people already"));
                else plan._found.Add(FoundHarmonisation.Of(harmonised, goal, read));
            }
            catch (NotHandledException reason)
            {
                plan._notHandled.Add((right.Name, reason.Message));
            }
        }
        return plan;
    }

    public IReadOnlyList<Sheet> Sheets(string currency)
    {
        var steps = new Sheet
        {
            Name = "plan",
            Caption = $"In which order rights could count the common income",
            Columns =
            [
                new SheetColumn("right"), new SheetColumn("counts today"), new SheetColumn("change"), new SheetColumn("target group", true), new SheetColumn("wrongly out", true), new SheetColumn("wrongly in", true),
                new SheetColumn("changing sides, % of the group", true), new SheetColumn("could not be placed", true), new SheetColumn("granted today", true), new SheetColumn("granted then", true),
            ],
            Notes = [$"The first rows lose and win the fewest, measured by their target group. Who could not be placed waits for facts; a right with many of them is not cheap but unknown."],
        };
        foreach (FoundHarmonisation found in Found)
            steps.Add(found.Right.Right.Name, found.Right.Measured.Counted.Income.Name, HarmonisationSheets.Words(found.Found.Change, currency), SheetNumbers.Whole(found.TargetGroup),
                SheetNumbers.Whole(found.Found.Counts.Excluded), SheetNumbers.Whole(found.Found.Counts.Included), SheetNumbers.Percent(found.Misplaced, found.TargetGroup),
                SheetNumbers.Whole(found.Table.Of(Placing.TodayUnknown) + found.Table.Of(Placing.CommonUnknown) + found.Table.Of(Placing.BothUnknown) + found.Table.Of(Placing.LimitUnknown) + found.Table.Of(Placing.Error)),
                SheetNumbers.Whole(found.Today.Granted), SheetNumbers.Whole(found.Then.Granted));
        var others = new Sheet { Name = "not_searched", Caption = $"Rights that count an income and were not searched", Columns = [new SheetColumn("right"), new SheetColumn("why")] };
        foreach ((string right, string reason) in _notHandled) others.Add(right, reason);
        return [steps, others];
    }

    private static decimal Share(FoundHarmonisation found) => found.TargetGroup == 0 ? decimal.MaxValue : (decimal)found.Misplaced / found.TargetGroup;
}
