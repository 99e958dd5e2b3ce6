using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>Which conditions decided: the map of reasons, right by right.</summary>
internal sealed class ReasonFigure(SimulationResult result, ReportWords words)
{
    private const int MostRows = 15;

    private readonly Dictionary<string, RightResult> _rights = result.Rights.ToDictionary(r => r.Name, StringComparer.Ordinal);

    public Figure Make() => new()
    {
        Name = "reasons",
        Title = ReportWords.Of("Waarom beslissingen veranderen", "Why decisions change"),
        Point = Point(),
        Charts = result.Reasons.Count == 0 ? [] : [Chart()],
        Table = Table(),
        Notes = [.. Notes()],
    };

    /// <summary>What a deciding condition says: its text, and how it came out.</summary>
    public static LocalizedText Said(RightResult? right, string condition)
    {
        LocalizedText title = Title(right, Id(condition));
        string[] turn = condition.Length > Id(condition).Length ? condition[(Id(condition).Length + 2)..].Split(" → ") : [];
        return turn.Length == 2 ? ReportWords.Join(t => $"{t(title)}: {t(Word(turn[0]))} → {t(Word(turn[1]))}") : title;
    }

    private LocalizedText Point()
    {
        if (result.Reasons.MaxBy(r => r.Decisions) is not { } most) return ReportWords.Of("Geen enkele beslissing verandert.", "No decision changes.");
        decimal all = result.Reasons.Sum(r => r.Decisions);
        LocalizedText said = Said(_rights.GetValueOrDefault(most.Right), most.Condition), right = NameOf(most.Right);
        return words.Say(
            f => $"Er veranderen {f.Number(all, 1)} beslissingen. De reden die het vaakst doorslaggevend is, met {f.Percent(most.Decisions / all, 1)}: {said.In("nl")} ({right.In("nl")}).",
            f => $"{f.Number(all, 1)} decisions change. The reason that most often decides, with {f.Percent(most.Decisions / all, 1)}: {said.In("en")} ({right.In("en")}).");
    }

    private RowChart Chart()
    {
        ChartSeries[] series = [new("gain", ReportWords.Of("gaat erop vooruit", "is better off")), new("lose", ReportWords.Of("gaat erop achteruit", "is worse off"))];
        var chart = new RowChart(ReportWords.Of("beslissingen", "decisions"), ChartUnit.Number, series) { IsTwoSided = true };
        // Rights by how much changes in them, and in each the reason first that decides most.
        var rows = result.Reasons.GroupBy(r => r.Right).OrderByDescending(g => g.Sum(r => r.Decisions)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(g => g.GroupBy(r => Id(r.Condition)).OrderByDescending(c => c.Sum(r => r.Decisions)).ThenBy(c => c.Key, StringComparer.Ordinal));
        foreach (IGrouping<string, ReasonResult> row in rows.Take(MostRows))
        {
            RightResult? right = _rights.GetValueOrDefault(row.First().Right);
            LocalizedText title = Title(right, row.Key), name = NameOf(row.First().Right);
            var bars = new List<ChartBar>();
            foreach (bool isLoss in new[] { false, true })
            {
                ReasonResult[] of = [.. row.Where(r => r.Loss == isLoss)];
                decimal decisions = of.Sum(r => r.Decisions), amount = of.Sum(r => r.Amount);
                if (decisions > 0) bars.Add(new ChartBar(isLoss ? 1 : 0, isLoss ? -decisions : 0, isLoss ? 0 : decisions, words.Say(f => $"{f.Number(decisions)} beslissingen, {FigureText.Signed(amount, f.Money(Math.Round(amount, 2)))} per jaar", f => $"{f.Number(decisions)} decisions, {FigureText.Signed(amount, f.Money(Math.Round(amount, 2)))} per year")));
            }
            decimal gained = row.Where(r => !r.Loss).Sum(r => r.Decisions), lost = row.Where(r => r.Loss).Sum(r => r.Decisions);
            chart.Rows.Add(new ChartRow(ReportWords.Join(t => $"{t(name)}: {t(title)}"), bars, words.Say(f => string.Join(" / ", new[] { gained > 0 ? $"+{f.Number(gained, 1)}" : "", lost > 0 ? $"\u2212{f.Number(lost, 1)}" : "" }.Where(t => t.Length > 0)))));
        }
        return chart;
    }

    private ReportTable Table()
    {
        var table = new ReportTable([
            new("right", ReportWords.Of("recht", "right")), new("condition", ReportWords.Of("doorslaggevende voorwaarde", "deciding condition")), new("effect", ReportWords.Of("gevolg", "effect")),
            new("decisions", ReportWords.Of("beslissingen", "decisions"), CellKind.Number), new("amount", ReportWords.Of("bedrag per jaar", "amount per year"), CellKind.Money)])
        { HeadColumns = 2 };
        foreach (ReasonResult reason in result.Reasons)
            table.Add(ReportCell.Of(reason.Right, NameOf(reason.Right)), ReportCell.Of(reason.Condition, Said(_rights.GetValueOrDefault(reason.Right), reason.Condition)),
                ReportCell.Of(reason.Loss ? "loses" : "gains", reason.Loss ? FigureText.Lose.Title : FigureText.Gain.Title), reason.Decisions, reason.Amount);
        return table;
    }

    private IEnumerable<LocalizedText> Notes()
    {
        if (result.Reasons.Count == 0) yield break;
        yield return ReportWords.Of("De reden is de eerste voorwaarde die anders uitkomt. Tussen haken staat wat per dossier verschilt.", "The reason is the first condition that comes out otherwise. In brackets stands what differs from case to case.");
        int rows = result.Reasons.DistinctBy(r => (r.Right, Id(r.Condition))).Count();
        if (rows > MostRows) yield return ReportWords.Of($"De grafiek toont {MostRows} van de {rows} redenen; de tabel heeft ze allemaal.", $"The chart shows {MostRows} of {rows} reasons; the table has them all.");
    }

    private LocalizedText NameOf(string right) => _rights.TryGetValue(right, out RightResult? found) ? FigureText.Name(found) : ReportWords.Of(right);

    private static string Id(string condition) => condition.Split(": ", 2)[0];

    private static LocalizedText Title(RightResult? right, string id) => id switch
    {
        "amount" => ReportWords.Of("het bedrag verandert", "the amount changes"),
        "candidates" => ReportWords.Of("wie in aanmerking komt", "who may hold it"),
        _ => ReportWords.Of(right?.Conditions.GetValueOrDefault(id), id),
    };

    private static LocalizedText Word(string outcome) => outcome switch
    {
        "true" => ReportWords.Of("voldaan", "met"),
        "false" => ReportWords.Of("niet voldaan", "not met"),
        "unknown" => ReportWords.Of("niet bekend", "not known"),
        "error" => ReportWords.Of("niet te berekenen", "could not be computed"),
        "not there" => ReportWords.Of("bestaat niet", "does not exist"),
        _ => ReportWords.Of(outcome),
    };
}
