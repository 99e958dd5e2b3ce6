using RightsEngine.Analysis.Sheets;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>What was found for one right, as tables.</summary>
internal sealed class HarmonisationSheets(FoundHarmonisation found, string currency)
{
    /// <summary>The names of the tables.</summary>
    public const string Result = "result", Holders = "holders", Limits = "limits", Curve = "curve", Sizes = "sizes", Reasons = "reasons", Changes = "changes";

    private const int CurvePoints = 15;
    private const int ShownLimits = 12;

    private HarmonisedRight Right => found.Right;

    private LimitChange Change => found.Found.Change;

    /// <param name="shownChanges">How many of those who change sides are listed.</param>
    public IReadOnlyList<Sheet> Sheets(int shownChanges) => [OfResult(), OfHolders(), OfLimits(), OfCurve(), OfSizes(), OfReasons(), OfChanges(shownChanges)];

    /// <summary>The change in words.</summary>
    public static string Words(LimitChange change, string currency) =>
        $"limits × {SheetNumbers.Plain(change.Factor)}{(change.Supplement == 0 ? "" : $", and {SheetNumbers.Amount(change.Supplement)} {currency} more for every member besides the first")}";

    private Sheet OfResult()
    {
        var sheet = new Sheet { Name = Result, Caption = $"{Right.Right.Name}: {Right.Common.Income.Name} in the place of {Right.Measured.Counted.Income.Name}", Columns = [new SheetColumn("what"), new SheetColumn("value")] };
        Misclassified counts = found.Found.Counts;
        sheet.Add("income today", $"{Right.Measured.Definition.Name}: {Right.Measured.Counted.TotalText()}");
        sheet.Add("common income", Right.Common.TotalText());
        sheet.Add("compared in", string.Join("; ", Right.Limits.Written));
        sheet.Add("found", Words(Change, currency));
        sheet.Add("wrongly out", $"{counts.Excluded} ({SheetNumbers.Percent(counts.Excluded, found.TargetGroup)} % of the {found.TargetGroup} who are in, or open, today)");
        sheet.Add("wrongly in", SheetNumbers.Whole(counts.Included));
        if (found.Goal.HasSupplements) sheet.Add("without supplement", $"{Words(found.FactorOnly.Change, currency)}: {found.FactorOnly.Counts.Excluded} out, {found.FactorOnly.Counts.Included} in");
        sheet.Add("decided today", Decided(found.Today));
        sheet.Add("decided then", Decided(found.Then));
        sheet.Add("what is least", $"{SheetNumbers.Plain(found.Goal.ExclusionWeight)} × wrongly out + wrongly in{(found.Goal.IsBudgetNeutral ? $", among changes that {(Right.HasCosts ? "cost no more" : "let no more in")} than today" : "")}");
        if (Right.Measured.Elsewhere.Count > 0) sheet.Notes.Add($"Stays as it is: {string.Join(", ", Right.Measured.Elsewhere)}.");
        if (found.Deviations > 0) sheet.Notes.Add($"Of {found.Deviations} the evaluator says otherwise than the search, because an amount is not due: the search looks at conditions.");
        if (Right.Limits.AmountDepends) sheet.Notes.Add($"The amount depends on the income too. It is computed from the common income divided by the factor, as it is compared{(found.Goal.IsBudgetNeutral ? "; the search counted holders, not costs" : "")}.");
        return sheet;
    }

    private string Decided(DecidedTotal total) =>
        $"{total.Granted} granted, {total.Open} undetermined{(Right.Right.Amount is null ? "" : $"; amounts {SheetNumbers.Amount(total.Amount)} {Right.Right.Amount.Unit ?? Right.Right.Amount.Type.ToString()}{(total.AmountsUnknown == 0 ? "" : $", {total.AmountsUnknown} not known")}")}";

    private Sheet OfHolders()
    {
        var sheet = new Sheet { Name = Holders, Caption = $"Everyone who may hold it", Columns = [new SheetColumn("how they stand"), new SheetColumn("holders", true)], Notes = [$"Only where both incomes are known can anyone be said to change sides. The others are counted here and nowhere else."] };
        sheet.Add("all", SheetNumbers.Whole(found.Table.Count));
        foreach (Placing placing in Enum.GetValues<Placing>()) sheet.Add(PlacingText.Of(placing), SheetNumbers.Whole(found.Table.Of(placing)));
        foreach (Standing standing in Enum.GetValues<Standing>().Reverse())
            sheet.Add($"of the first, {standing switch { Standing.In => "in", Standing.Open => "open: other facts are missing", _ => "out" }} today", SheetNumbers.Whole(found.Table.Swept.Count(h => h.Today == standing)));
        return sheet;
    }

    private Sheet OfLimits()
    {
        var sheet = new Sheet
        {
            Name = Limits,
            Caption = $"Limits that most holders have, today and as found",
            Columns = [new SheetColumn("members", true), new SheetColumn("limit today", true), new SheetColumn("limit found", true), new SheetColumn("holders", true)],
            Notes = [$"The limit of a holder is the highest income that does not change the decision for the worse; it follows from all limits of the right."],
        };
        var limits = found.Table.Swept.Where(h => h.Steps.Limit is not null).GroupBy(h => (h.Further, Limit: h.Steps.Limit!.Value)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(ShownLimits);
        foreach (var limit in limits.OrderBy(l => l.Key))
            sheet.Add(SheetNumbers.Plain(limit.Key.Further + 1), SheetNumbers.Amount(limit.Key.Limit), SheetNumbers.Amount(limit.Key.Limit * Change.Factor + Change.Supplement * limit.Key.Further), SheetNumbers.Whole(limit.Count()));
        return sheet;
    }

    private Sheet OfCurve()
    {
        var sheet = new Sheet
        {
            Name = Curve,
            Caption = $"The trade-off: fewer out for more in, by one factor for all limits",
            Columns = [new SheetColumn("factor", true), new SheetColumn("wrongly out", true), new SheetColumn("wrongly in", true), new SheetColumn(Right.HasCosts ? "costs more" : "holders more", true)],
            Notes = [$"Every row is best for some weight of exclusion: no factor has fewer of both."],
        };
        foreach (FoundChange point in new LimitSearch(found.Table.Swept, found.Goal).Curve(CurvePoints))
            sheet.Add(SheetNumbers.Plain(point.Change.Factor), SheetNumbers.Whole(point.Counts.Excluded), SheetNumbers.Whole(point.Counts.Included), SheetNumbers.Amount(point.Counts.Cost));
        return sheet;
    }

    private Sheet OfSizes()
    {
        var sheet = new Sheet
        {
            Name = Sizes,
            Caption = $"What each size of household would need by itself",
            Columns = [new SheetColumn("members", true), new SheetColumn("holders", true), new SheetColumn("factor", true), new SheetColumn("wrongly out", true), new SheetColumn("wrongly in", true), new SheetColumn("out as found", true), new SheetColumn("in as found", true)],
            Notes = [$"Factors that differ much between sizes say that a supplement per member is worth trying (--supplements)."],
        };
        foreach (var size in found.Table.Swept.GroupBy(h => h.Further).OrderBy(g => g.Key))
        {
            var search = new LimitSearch([.. size], found.Goal with { HasSupplements = false, IsBudgetNeutral = false });
            FoundChange own = search.BestFactor();
            Misclassified asFound = search.Count(Change);
            sheet.Add(SheetNumbers.Plain(size.Key + 1), SheetNumbers.Whole(size.Count()), SheetNumbers.Plain(own.Change.Factor), SheetNumbers.Whole(own.Counts.Excluded), SheetNumbers.Whole(own.Counts.Included), SheetNumbers.Whole(asFound.Excluded), SheetNumbers.Whole(asFound.Included));
        }
        return sheet;
    }

    private Sheet OfReasons()
    {
        var sheet = new Sheet { Name = Reasons, Caption = $"Why they change sides", HeadColumns = 2, Columns = [new SheetColumn("side"), new SheetColumn("what makes most of the difference"), new SheetColumn("holders", true)] };
        foreach (var reason in found.Changed.GroupBy(c => (c.IsExcluded, c.Reason)).OrderByDescending(g => g.Key.IsExcluded).ThenByDescending(g => g.Count()).ThenBy(g => g.Key.Reason, StringComparer.Ordinal))
            sheet.Add(Side(reason.Key.IsExcluded), reason.Key.Reason, SheetNumbers.Whole(reason.Count()));
        return sheet;
    }

    private Sheet OfChanges(int shown)
    {
        var sheet = new Sheet
        {
            Name = Changes,
            Caption = found.Changed.Count > shown ? (FormattableString)$"Who changes sides: the first {shown} of {found.Changed.Count}" : $"Who changes sides: {found.Changed.Count}",
            HeadColumns = 2,
            Columns =
            [
                new SheetColumn("case"), new SheetColumn("holder"), new SheetColumn("side"), new SheetColumn("income today", true), new SheetColumn("limit today", true),
                new SheetColumn("common income", true), new SheetColumn("limit found", true), new SheetColumn("what makes most of the difference"),
            ],
        };
        foreach (ChangedHolder changed in found.Changed.Take(shown))
        {
            SweptHolder holder = changed.Holder;
            string limitToday = holder.Steps.Limit is { } limit ? SheetNumbers.Amount(limit) : "", limitFound = holder.Steps.Limit is { } l ? SheetNumbers.Amount(l * Change.Factor + Change.Supplement * holder.Further) : "";
            sheet.Add(found.Table.Case(holder.Number), found.Table.Holder(holder.Number), Side(changed.IsExcluded), SheetNumbers.Amount(found.Table.IncomeToday(holder.Number)), limitToday, SheetNumbers.Amount(holder.Income), limitFound, changed.Reason);
        }
        return sheet;
    }

    private static string Side(bool isExcluded) => isExcluded ? "out" : "in";
}
