using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>The decisions by which households lose, case by case.</summary>
internal sealed class LoserFigure(SimulationResult result, ReportWords words)
{
    public Figure Make() => new()
    {
        Name = "losers",
        Title = ReportWords.Of("Dossiers die verliezen", "Cases that lose"),
        Point = result.LossCount == 0 ? ReportWords.Of("Geen enkel huishouden verliest.", "No household loses.")
            : words.Say(f => $"{f.Number(result.LossCount)} beslissingen maken dat een huishouden verliest{(result.LossCount > result.Losses.Count ? $"; de eerste {result.Losses.Count} staan hier" : "")}.", f => $"{f.Number(result.LossCount)} decisions make a household lose{(result.LossCount > result.Losses.Count ? $"; the first {result.Losses.Count} are here" : "")}."),
        Table = Table(),
        Notes = result.LossCount > result.Losses.Count ? [ReportWords.Of("Met --losers FILE staan ze allemaal in een bestand, met --first N staan er meer in dit rapport.", "With --losers FILE all of them are in a file, with --first N more of them in this report.")] : [],
    };

    private ReportTable Table()
    {
        var table = new ReportTable([
            new("case", ReportWords.Of("dossier", "case")), new("household_change", ReportWords.Of("verandert voor het huishouden, per jaar", "changes for the household, per year"), CellKind.Money),
            new("right", ReportWords.Of("recht", "right")), new("condition", ReportWords.Of("doorslaggevende voorwaarde", "deciding condition")),
            new("before", FigureText.Before.Title), new("amount_before", ReportWords.Of("bedrag vandaag", "amount today"), CellKind.Money), new("after", FigureText.After.Title),
            new("amount_after", ReportWords.Of("bedrag met de hervorming", "amount with the reform"), CellKind.Money), new("period_start", ReportWords.Of("periode vanaf", "period from"), CellKind.Date),
            new("holder", ReportWords.Of("rechthebbende", "holder")), new("household", ReportWords.Of("huishouden van", "household of"))]);
        Dictionary<string, RightResult> rights = result.Rights.ToDictionary(r => r.Name, StringComparer.Ordinal);
        foreach (Loss loss in result.Losses)
        {
            RightResult? right = rights.GetValueOrDefault(loss.Right);
            table.Add(loss.Case, loss.HouseholdChange, ReportCell.Of(loss.Right, right is null ? null : FigureText.Name(right)), ReportCell.Of(loss.Condition, ReasonFigure.Said(right, loss.Condition)),
                ReportCell.Of(loss.Before, Outcome(loss.Before)), loss.AmountBefore, ReportCell.Of(loss.After, Outcome(loss.After)), loss.AmountAfter, loss.PeriodStart, loss.Holder, loss.Household);
        }
        return table;
    }

    private static LocalizedText Outcome(string outcome) => outcome switch
    {
        "granted" => ReportWords.Of("toegekend", "granted"),
        "refused" => ReportWords.Of("geweigerd", "refused"),
        "undetermined" => ReportWords.Of("niet te bepalen", "undetermined"),
        "error" => ReportWords.Of("fout", "error"),
        "no decision" => ReportWords.Of("geen beslissing", "no decision"),
        _ => ReportWords.Of(outcome),
    };
}
