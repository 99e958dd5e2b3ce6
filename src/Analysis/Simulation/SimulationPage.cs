using RightsEngine.Analysis.Reports;
using RightsEngine.Analysis.Simulation.Figures;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation;

/// <summary>A simulation as a page for who decides: figures in words, charts, and the exact tables behind them.</summary>
internal static class SimulationPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="result">What was found.</param>
    /// <param name="language">The language that the page opens in.</param>
    public static void Write(TextWriter output, SimulationResult result, string language)
    {
        var words = new ReportWords(result.Currency);
        ReportPage.Write(output, Of(result, words), words, language);
    }

    /// <summary>What the page says.</summary>
    public static Report Of(SimulationResult result, ReportWords words)
    {
        LocalizedText names = ReportWords.Join(t => string.Join(" + ", result.Reforms.Select(r => t(ReportWords.Of(r.Title, r.Name)))));
        return new Report
        {
            Title = ReportWords.Join(t => t(ReportWords.Of("Wat verandert: ", "What changes: ")) + t(names)),
            About = [.. About(result, words)],
            Facts = [.. Facts(result, words)],
            Figures =
            [
                new CostFigure(result, words).Make(), .. new FareFigures(result, words).Make(), new ChangeFigure(result, words).Make(), new HoldersFigure(result, words).Make(), new TakeUpFigure(result, words).Make(),
                new ReasonFigure(result, words).Make(), .. result.Inequality is { } inequality ? [new InequalityFigure(inequality, words).Make()] : Array.Empty<Figure>(), new LoserFigure(result, words).Make(),
            ],
            Method = [.. Method(result, words)],
        };
    }

    private static IEnumerable<LocalizedText> About(SimulationResult result, ReportWords words)
    {
        PopulationResult population = result.Population;
        yield return words.Say(f => string.Join("; ", result.Reforms.Select(r => $"Hervorming {r.Name} vanaf {f.Date(r.From)}")) + $". Beslist voor {Dates(f, "tot")}.", f => string.Join("; ", result.Reforms.Select(r => $"Reform {r.Name} from {f.Date(r.From)}")) + $". Decided for {Dates(f, "to")}.");
        yield return population.WeightField is { } field
            ? words.Say(
                f => $"Een steekproef van {FigureText.Count(f, population.HouseholdsCounted)} die er met de gewichten {field} {f.Number(population.Households)} voorstellen ({f.Number(population.Persons)} personen). Achter ± staat de standaardfout.",
                f => $"A sample of {FigureText.Count(f, population.HouseholdsCounted)} that stand for {f.Number(population.Households)} by the weights {field} ({f.Number(population.Persons)} persons). Behind ± stands the standard error.")
            : words.Say(f => $"{FigureText.Count(f, population.Households)} met {f.Number(population.Persons)} personen.", f => $"{FigureText.Count(f, population.Households)} with {f.Number(population.Persons)} persons.");
        yield return words.Say(f => $"Bedragen in {result.Currency} per jaar.", f => $"Amounts in {result.Currency} per year.");

        string Dates(Rules.Explanations.LocalFormat format, string to) => result.Dates.Count == 1 ? format.Date(result.Dates[0]) : $"{format.Month(result.Dates[0])} {to} {format.Month(result.Dates[^1])}";
    }

    private static IEnumerable<ReportFact> Facts(SimulationResult result, ReportWords words)
    {
        GroupResult total = result.Total;
        BeforeAfter cost = total.Cost;
        yield return new ReportFact(ReportWords.Of("kosten per jaar", "cost per year"), words.Say(f => FigureText.Signed(cost.Change, f.About(cost.Change))),
            words.Say(f => $"{(cost.ChangeError is { } e ? $"± {f.About(e)}, " : "")}van {f.About(cost.Before)} naar {f.About(cost.After)}", f => $"{(cost.ChangeError is { } e ? $"± {f.About(e)}, " : "")}from {f.About(cost.Before)} to {f.About(cost.After)}"));
        yield return Households(ReportWords.Of("huishoudens die winnen", "households that gain"), total.Gainers);
        yield return Households(ReportWords.Of("huishoudens die verliezen", "households that lose"), total.Losers);
        if (total.Unknown.Households > 0) yield return Households(ReportWords.Of("huishoudens waarvan het niet bekend is", "households of whom it is not known"), total.Unknown);
        if (result.Inequality is { } inequality)
        {
            yield return new ReportFact(ReportWords.Of("armoederisico", "at risk of poverty"), words.Say(f => f.Percent(inequality.After.AtRisk, 2)), words.Say(f => $"vandaag {f.Percent(inequality.Before.AtRisk, 2)}", f => $"today {f.Percent(inequality.Before.AtRisk, 2)}"));
            if (inequality.After.Gini is { } gini) yield return new ReportFact(ReportWords.Of("Gini-coëfficiënt", "Gini coefficient"), words.Say(f => f.Number(gini, 4)), inequality.Before.Gini is { } was ? words.Say(f => $"vandaag {f.Number(was, 4)}", f => $"today {f.Number(was, 4)}") : null);
        }

        ReportFact Households(LocalizedText label, ClassResult of) => new(label, words.Say(f => f.Number(of.Households, 0)),
            words.Say(f => $"{(of.HouseholdsError is { } e ? $"± {f.Number(e, 0)}, " : "")}{(total.Households > 0 ? f.Percent(of.Households / total.Households, 1) : "")}"));
    }

    private static IEnumerable<LocalizedText> Method(SimulationResult result, ReportWords words)
    {
        PopulationResult population = result.Population;
        yield return ReportWords.Of(
            "Elk dossier is twee keer beslist: met de regels van vandaag en met de hervorming. Kosten zijn de toegekende en bekende bedragen, herrekend naar een jaar; van meerdere perioden telt het gemiddelde. De tabellen bevatten de exacte cijfers.",
            "Each case was decided twice: by the rules of today and by the reform. Cost is the amounts that are granted and known, as those of a year; of several periods the average counts. The tables have the exact figures.");
        yield return ReportWords.Of(
            "Een huishouden wint of verliest door alle rechten samen. Het is “niet bekend” als een beslissing van een gewijzigd recht voor of na niet te bepalen is.",
            "A household gains or loses by all rights together. It is “not known” when a decision of a changed right cannot be determined before or after.");
        yield return words.Say(
            f => $"Dossiers: {f.Number(population.CasesAccepted)} aanvaard, {f.Number(population.CasesRejected)} geweigerd. Regels: {result.Rulebook}, versie {result.RulebookVersion}.",
            f => $"Cases: {f.Number(population.CasesAccepted)} accepted, {f.Number(population.CasesRejected)} rejected. Rules: {result.Rulebook}, version {result.RulebookVersion}.");
        yield return ReportWords.Join(t => $"{t(ReportWords.Of("Gemeten", "Measured"))}: {string.Join("; ", population.Measures.Select(m => $"{m.Key} = {m.Value}"))}.");
        if (population.Estimator is { } estimator) yield return ReportWords.Of($"Standaardfouten: {estimator}.", $"Standard errors: {estimator}.");
    }
}
