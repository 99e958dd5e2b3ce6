using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;
using static RightsEngine.Analysis.Reports.ReportWords;

namespace RightsEngine.Analysis.Profiles;

/// <summary>Families along an income as a page for who decides.</summary>
/// <param name="sides">By the rules of today, and by those of a reform if there is one.</param>
/// <param name="words">How numbers are written.</param>
internal sealed class ProfilePage(IReadOnlyList<ProfiledFamilies> sides, ReportWords words)
{
    private const int ShownCliffs = 12;

    private readonly ProfileDefinition _profile = sides[0].Profile;

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sides">What was found.</param>
    /// <param name="language">The language that the page opens in.</param>
    public static void Write(TextWriter output, IReadOnlyList<ProfiledFamilies> sides, string language)
    {
        var words = new ReportWords(sides[0].Rulebook.Currency);
        ReportPage.Write(output, new ProfilePage(sides, words).Make(), words, language);
    }

    /// <summary>What the page says.</summary>
    public Report Make() => new()
    {
        Title = _profile.Title,
        About = [.. About()],
        Facts = [.. Facts()],
        Figures = [CliffFigure(), .. _profile.Families.Select((_, i) => new FamilyFigure(sides, i, words).Make())],
        Method =
        [
            Of("Een klif is een inkomen waar één cent meer in één keer meer kost dan een euro per jaar aan een recht, of het recht zelf. De plaats is tot op de cent gezocht, door te halveren tussen twee stappen waarop het recht iets anders geeft. Wat binnen één stap verandert en weer teruggaat, wordt niet gezien.",
                "A cliff is an income at which one cent more costs more than a euro a year of a right at once, or the right itself. Its place was searched to the cent, by halving between two steps at which the right gives something else. What changes inside one step and is undone in it is not seen."),
            Of("De marginale druk is het deel van elke euro extra dat aan rechten verloren gaat, per stap. Belastingen en bijdragen zitten er niet in. Bedragen zijn herrekend naar een jaar.",
                "The marginal rate is the part of each further euro that is lost in rights, step by step. Taxes and contributions are not in it. Amounts are those of a year."),
            Of("Wat het bestand niet over een gezin zegt, is niet bekend. Een recht dat daarvan afhangt, is onbepaald: het telt niet als nul en staat apart.",
                "What the file does not say about a family is not known. A right that depends on it is undetermined: it does not count as zero and stands apart."),
            Join(t => string.Join(" ", sides.Select(s => $"{t(SideName(s.Rules))}: {s.Rulebook.Name} {s.Rulebook.Version}{(s.Rulebook.Reforms.Count > 0 ? " + " + string.Join(" + ", s.Rulebook.Reforms.Select(r => t(r.Title))) : "")}."))),
        ],
    };

    /// <summary>What a set of rules is called.</summary>
    public static LocalizedText SideName(string rules) => rules == ProfiledFamilies.Reform ? Of("hervorming", "reform") : Of("vandaag", "today");

    private IEnumerable<(ProfiledFamilies Side, FamilyProfile Family, Cliff Cliff)> Cliffs => sides.SelectMany(s => s.Families.SelectMany(f => f.Cliffs.Select(c => (s, f, c))));

    private IEnumerable<LocalizedText> About()
    {
        yield return words.Say(f => $"Verzonnen gezinnen, beslist voor {f.Date(_profile.Date)}. Bedragen in {words.Currency} per jaar.", f => $"Families that nobody is, decided for {f.Date(_profile.Date)}. Amounts in {words.Currency} per year.");
        yield return Join(t => $"{t(Of("Langs de as", "Along the axis"))}: {t(_profile.Axis.Title)}.");
    }

    private IEnumerable<ReportFact> Facts()
    {
        foreach (ProfiledFamilies side in sides)
        {
            LocalizedText Label(LocalizedText what) => sides.Count == 1 ? what : Join(t => $"{t(what)}, {t(SideName(side.Rules))}");
            Cliff[] cliffs = [.. side.Families.SelectMany(f => f.Cliffs)];
            yield return new ReportFact(Label(Of("kliffen", "cliffs")), words.Say(f => f.Number(cliffs.Length)), words.Say(f => $"bij {side.Families.Count(x => x.Cliffs.Count > 0)} van {side.Families.Count} gezinnen", f => $"in {side.Families.Count(x => x.Cliffs.Count > 0)} of {side.Families.Count} families"));
            if (side.Families.SelectMany(f => f.Cliffs.Select(c => (Family: f, Cliff: c))).MaxBy(c => c.Cliff.Total) is { Cliff: { } greatest, Family: { } family })
                yield return new ReportFact(Label(Of("grootste verlies door één cent", "greatest loss by one cent")), words.Say(f => f.Money(greatest.Total)), Join(t => $"{t(family.Family.Title)}, {t(words.Say(f => f.Money(greatest.At / 100m)))}"));
        }
    }

    private Figure CliffFigure()
    {
        var table = new ReportTable(
        [
            new("rules", Of("regels", "rules")), new("family", Of("gezin", "family")), new("income", Of("vanaf inkomen", "from income"), CellKind.Money), new("right", Of("recht", "right")), new("loss_per_year", Of("verlies per jaar", "loss per year"), CellKind.Money),
            new("holders", Of("houders die het verliezen", "holders who lose it"), CellKind.Number), new("all_rights", Of("alle rechten samen", "all rights together"), CellKind.Money), new("condition", Of("voorwaarde", "condition")), new("article", Of("artikel", "article")),
        ])
        { HeadColumns = 2 };
        foreach ((ProfiledFamilies side, FamilyProfile family, Cliff cliff) in Cliffs)
            table.Add(ReportCell.Of(side.Rules, SideName(side.Rules)), ReportCell.Of(family.Family.Id, family.Family.Title), cliff.At / 100m, ReportCell.Of(cliff.Right.Name, cliff.Right.Definition.Title), cliff.Loss, (decimal)cliff.Lost, cliff.Total,
                ReportCell.Of(cliff.Reason.Condition, Said(cliff)), cliff.Reason.Article is { } article ? ReportCell.Of(article.In("en"), article) : (string?)null);
        var chart = new RowChart(Of("verlies per jaar, alle rechten samen", "loss per year, all rights together"), ChartUnit.Money, [.. sides.Select(s => new ChartSeries(s.Rules == ProfiledFamilies.Reform ? "after" : "before", SideName(s.Rules)))]);
        foreach (var place in Cliffs.GroupBy(c => (c.Family.Family.Id, c.Cliff.At)).Where(g => g.Max(c => c.Cliff.Total) > 0).OrderByDescending(g => g.Max(c => c.Cliff.Total)).Take(ShownCliffs))
        {
            ProfileFamily family = place.First().Family.Family;
            LocalizedText at = words.Say(f => f.About(place.Key.At / 100m));
            chart.Rows.Add(new ChartRow(Join(t => $"{t(family.Title)}, {t(at)}"),
                [.. place.DistinctBy(c => c.Side.Rules).Select(c => new ChartBar(sides.Index().First(s => s.Item == c.Side).Index, 0, c.Cliff.Total,
                    Join(t => $"{string.Join(", ", place.Where(o => o.Side == c.Side).Select(o => t(o.Cliff.Right.Definition.Title)).Distinct())}: {t(words.Say(f => f.Money(c.Cliff.Total)))}"), sides.Index().First(s => s.Item == c.Side).Index))],
                words.Say(f => f.About(place.Max(c => c.Cliff.Total)))));
        }
        LocalizedText counts = Join(t => string.Join(", ", sides.Select(s => $"{t(SideName(s.Rules))} {s.Families.Sum(f => f.Cliffs.Count)}")));
        LocalizedText point = Cliffs.Any() ? Join(t => $"{t(Of("Plaatsen waar één cent meer inkomen een gezin in één keer meer dan een euro van een recht kost, of het recht zelf", "Places where one cent more of income costs a family more than a euro of a right at once, or the right itself"))}: {t(counts)}.")
            : Of("Geen enkel gezin staat voor een klif.", "No family meets a cliff.");
        return new Figure { Name = "cliffs", Title = Of("Waar een euro meer een euro kost", "Where a euro more costs a euro"), Point = point, Charts = chart.Rows.Count > 0 ? [chart] : [], Table = table };
    }

    /// <summary>Why there is less, in words.</summary>
    private static LocalizedText Said(Cliff cliff) => cliff.Reason.Condition switch
    {
        CliffReason.Amount => cliff.Right.IsPaid ? Of("te betalen bedrag is hoger", "amount to be paid is higher") : Of("bedrag is lager", "amount is lower"),
        CliffReason.Candidates => cliff.Right.IsPaid ? Of("moet nu betalen", "has to pay now") : Of("geen beslissing meer", "no decision any more"),
        _ => cliff.Reason.Text is { } text ? Join(t => $"{t(cliff.Reason.HoldsNow ? Of("nu waar", "holds now") : Of("niet meer waar", "holds no more"))}: {t(text)}") : Of(cliff.Reason.Condition),
    };
}
