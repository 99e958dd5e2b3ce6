using RightsEngine.Analysis.Sheets;
using static RightsEngine.Analysis.Sheets.SheetNumbers;

namespace RightsEngine.Analysis.Profiles;

/// <summary>What was found about families, as tables.</summary>
/// <param name="sides">By the rules of today, and by those of a reform if there is one.</param>
/// <param name="language">The language of titles.</param>
internal sealed class ProfileSheets(IReadOnlyList<ProfiledFamilies> sides, string language)
{
    private const int ShownIncomes = 10;
    private readonly string _currency = sides[0].Rulebook.Currency;

    /// <summary>Cliffs, totals, marginal rates, what is not known, and every amount.</summary>
    /// <param name="isOverview">Only what fits a screen.</param>
    public IReadOnlyList<Sheet> Sheets(bool isOverview) => isOverview ? [Totals(), Cliffs(), Open()] : [Cliffs(), Totals(), Rates(), Open(), Points()];

    private IEnumerable<(ProfiledFamilies Side, FamilyProfile Family)> Families => sides[0].Profile.Families.Index().SelectMany(f => sides.Select(s => (s, s.Families[f.Index])));

    private Sheet Cliffs()
    {
        var sheet = new Sheet
        {
            Name = "cliffs",
            Caption = $"Cliffs: from this income on, less is given than a cent below ({_currency} per year)",
            Columns = [new("rules"), new("family"), new("income", true), new("right"), new("loss per year", true), new("holders who lose it", true), new("all rights", true), new("condition"), new("condition text"), new("article"), new("figures")],
            HeadColumns = 2,
        };
        foreach ((ProfiledFamilies side, FamilyProfile family) in Families)
            foreach (Cliff cliff in family.Cliffs)
                sheet.Add(side.Rules, family.Family.Id, Amount(cliff.At / 100m), cliff.Right.Name, cliff.Loss is { } loss ? Amount(loss) : "", Whole(cliff.Lost), Amount(cliff.Total), cliff.Reason.Condition,
                    cliff.Reason.Text?.In(language) ?? "", cliff.Reason.Article?.In(language) ?? "", string.Join("; ", cliff.Reason.Figures));
        return sheet;
    }

    private Sheet Totals()
    {
        ProfiledFamilies first = sides[0];
        long[] places = [.. first.Profile.Axis.Places()];
        int every = Math.Max(1, (places.Length - 1 + ShownIncomes - 1) / ShownIncomes);
        long[] shown = [.. places.Where((_, i) => i % every == 0)];
        var sheet = new Sheet
        {
            Name = "totals",
            Caption = $"All rights together at an income ({first.Profile.Axis.Title.In(language)}; {_currency} per year)",
            Columns = [new("rules"), new("family"), .. shown.Select(s => new SheetColumn(Amount(s / 100m), true))],
            HeadColumns = 2,
            Notes = [$"+? : rights come on top of which is not known what they give"],
        };
        foreach ((ProfiledFamilies side, FamilyProfile family) in Families)
            sheet.Add([side.Rules, family.Family.Id, .. shown.Select(s => family.Points.First(p => p.Cents == s)).Select(p => Amount(family.TotalAt(p)) + (family.Rights.Index().Any(r => r.Item.HasMoney && p.Given[r.Index].IsOpen) ? " +?" : ""))]);
        return sheet;
    }

    private Sheet Rates()
    {
        var sheet = new Sheet
        {
            Name = "rates",
            Caption = $"What of each further {_currency} is lost in rights, step by step; empty where it is not known",
            Columns = [new("rules"), new("family"), new("from", true), new("to", true), new("fall of all rights", true), new("marginal rate", true)],
            HeadColumns = 2,
            Notes = [$"A rate above 1 takes more than was earned. Taxes and contributions are not in it."],
        };
        foreach ((ProfiledFamilies side, FamilyProfile family) in Families)
            foreach (MarginalRate rate in family.Rates)
                sheet.Add(side.Rules, family.Family.Id, Amount(rate.From / 100m), Amount(rate.To / 100m), Amount(rate.Fall), rate.Rate is { } r ? Plain(Math.Round(r, 6)) : "");
        return sheet;
    }

    private Sheet Open()
    {
        var sheet = new Sheet
        {
            Name = "open",
            Caption = $"Rights of which is not known what they give, and what would tell",
            Columns = [new("rules"), new("family"), new("right"), new("from income", true), new("to income", true), new("missing facts")],
            HeadColumns = 3,
            Notes = [$"What the profile does not say about a family is not known. It is not counted as 0."],
        };
        foreach ((ProfiledFamilies side, FamilyProfile family) in Families)
            foreach (OpenRight open in family.Open())
                sheet.Add(side.Rules, family.Family.Id, open.Right.Name, Amount(open.From / 100m), Amount(open.To / 100m), open.Missing);
        return sheet;
    }

    private Sheet Points()
    {
        var sheet = new Sheet
        {
            Name = "points",
            Caption = $"What each right gives at each step, and on both edges of each jump ({_currency} per year)",
            Columns = [new("rules"), new("family"), new("income", true), new("right"), new("outcome"), new("holders", true), new("amount per year", true)],
            HeadColumns = 2,
        };
        foreach ((ProfiledFamilies side, FamilyProfile family) in Families)
            foreach (ProfilePoint point in family.Points)
                foreach ((int i, ProfiledRight right) in family.Rights.Index())
                {
                    GivenRight given = point.Given[i];
                    if (given.Holders.Count > 0) sheet.Add(side.Rules, family.Family.Id, Amount(point.Income), right.Name, given.Word, Whole(given.Granted), !right.HasMoney || (given.IsOpen && given.PerYear == 0) ? "" : Amount(given.PerYear));
                }
        return sheet;
    }
}
