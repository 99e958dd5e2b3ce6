using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Explanations;

namespace RightsEngine.Analysis.Simulation.Figures;

/// <summary>How households fare, by all rights together: all of them, and group by group.</summary>
internal sealed class FareFigures(SimulationResult result, ReportWords words)
{
    // Below this share of households for whom something changes, stacks of all of them show nothing.
    private const decimal LeastShareForStacks = 0.2m;

    private static readonly ChartSeries[] All = [FigureText.Gain, FigureText.Same, FigureText.Unknown, FigureText.Lose], Moved = [FigureText.Gain, FigureText.Lose];

    public IEnumerable<Figure> Make()
    {
        GroupResult total = result.Total;
        yield return new Figure
        {
            Name = "total",
            Title = ReportWords.Of("Wie wint en wie verliest", "Who gains and who loses"),
            Point = words.Say(
                f => $"{Part(f, total.Gainers, total)} {(total.Gainers.Households == 1 ? "wint" : "winnen samen")} {f.About(total.Gainers.Amount)} per jaar{Each(f, total.Gainers)}; {Part(f, total.Losers, total)} {(total.Losers.Households == 1 ? "verliest" : "verliezen samen")} {f.About(-total.Losers.Amount)}{Each(f, total.Losers)}. Voor {Part(f, total.Unchanged, total)} verandert er niets{(total.Unknown.Households > 0 ? $", voor {Part(f, total.Unknown, total)} is het niet bekend" : "")}.",
                f => $"{Part(f, total.Gainers, total)} {(total.Gainers.Households == 1 ? "gains" : "together gain")} {f.About(total.Gainers.Amount)} per year{Each(f, total.Gainers)}; {Part(f, total.Losers, total)} {(total.Losers.Households == 1 ? "loses" : "together lose")} {f.About(-total.Losers.Amount)}{Each(f, total.Losers)}. For {Part(f, total.Unchanged, total)} nothing changes{(total.Unknown.Households > 0 ? $", for {Part(f, total.Unknown, total)} it is not known" : "")}."),
            Charts = [Stacks([total], _ => ReportWords.Of("alle huishoudens", "all households"), isZoomed: false)],
            Table = Table("households", FigureText.Households, [total], _ => ReportWords.Of("alle huishoudens", "all households")),
            Notes = total.Outside == 0 ? [] : [words.Say(f => $"Voor rechthebbenden die op de eerste dag in geen huishouden zijn, verandert {f.Money(total.Outside)} per jaar; dat zit in de kosten en niet in deze figuur.", f => $"For holders who are in no household on the first day {f.Money(total.Outside)} per year changes; that is in the cost and not in this figure.")],
        };
        foreach (BreakdownResult breakdown in result.Breakdowns) yield return Breakdown(breakdown);
    }

    private Figure Breakdown(BreakdownResult breakdown)
    {
        (LocalizedText title, LocalizedText head) = breakdown.By switch
        {
            "decile" => (ReportWords.Of("Winst en verlies per tiende van het inkomen", "Gains and losses by tenth of income"), ReportWords.Of("tiende van het inkomen", "tenth of income")),
            "household_type" => (ReportWords.Of("Winst en verlies per soort huishouden", "Gains and losses by type of household"), ReportWords.Of("soort huishouden", "type of household")),
            "children" => (ReportWords.Of("Winst en verlies per aantal kinderen", "Gains and losses by number of children"), ReportWords.Of("aantal kinderen", "number of children")),
            "age" => (ReportWords.Of("Winst en verlies per leeftijd", "Gains and losses by age"), ReportWords.Of("leeftijd", "age")),
            _ => (ReportWords.Of($"Winst en verlies: {breakdown.By}"), ReportWords.Of(breakdown.By)),
        };
        bool isZoomed = breakdown.Groups.All(g => g.Households == 0 || (g.Gainers.Households + g.Losers.Households) / g.Households < LeastShareForStacks);
        bool moves = breakdown.Groups.Any(g => g.Gainers.Households + g.Losers.Households > 0);
        LocalizedText Name(GroupResult group) => GroupName(breakdown.By, group);
        return new Figure
        {
            Name = breakdown.By,
            Title = title,
            Point = Point(breakdown),
            Charts = [.. moves || !isZoomed ? [Stacks(breakdown.Groups, Name, isZoomed)] : Array.Empty<Chart>(), .. moves && breakdown.By == "decile" ? [Amounts(breakdown.Groups, Name)] : Array.Empty<Chart>()],
            Table = Table(breakdown.By, head, breakdown.Groups, Name),
            Notes = [.. moves && isZoomed ? [ReportWords.Of("De grafiek toont alleen wie wint of verliest, als aandeel van alle huishoudens van de groep. Voor de andere verandert er niets, of is het niet bekend: het aandeel daarvan staat ernaast.", "The chart shows only who gains or loses, as a share of all households of the group. For the others nothing changes, or it is not known: the share of those stands beside it.")] : Array.Empty<LocalizedText>(),
                .. breakdown.By == "decile" ? [ReportWords.Of("Een tiende is een tiende van de huishoudens, geordend naar inkomen dat rekening houdt met hoeveel personen ervan leven. Gelijke inkomens staan samen.", "A tenth is a tenth of the households in the order of income, with regard to how many persons live on it. Equal incomes are together.")] : Array.Empty<LocalizedText>()],
        };
    }

    private LocalizedText Point(BreakdownResult breakdown)
    {
        GroupResult[] known = [.. breakdown.Groups.Where(g => g.Households > 0 && g.Key != "unknown")];
        GroupResult? gains = known.Where(g => g.Gainers.Households > 0).MaxBy(g => g.Gainers.Households / g.Households), loses = known.Where(g => g.Losers.Households > 0).MaxBy(g => g.Losers.Households / g.Households);
        LocalizedText Best(GroupResult? group, Func<GroupResult, ClassResult> of, string nl, string en) => group is null ? ReportWords.Of($"In geen enkele groep {nl} een huishouden.", $"No household {en} in any of the groups.")
            : words.Say(f => $"De groep die het vaakst {nl}, is “{GroupName(breakdown.By, group).In("nl")}”: {f.Percent(of(group).Households / group.Households, 1)} van de huishoudens.", f => $"The group that most often {en} is “{GroupName(breakdown.By, group).In("en")}”: {f.Percent(of(group).Households / group.Households, 1)} of its households.");
        LocalizedText first = Best(gains, g => g.Gainers, "wint", "gains"), second = Best(loses, g => g.Losers, "verliest", "loses");
        // Else it would read as if nobody gained or lost.
        GroupResult? unknown = breakdown.Groups.FirstOrDefault(g => g.Key == "unknown" && g.Gainers.Households + g.Losers.Households > 0);
        LocalizedText rest = unknown is null ? ReportWords.Of("") : words.Say(
            f => $" Waar de groep niet bekend is: {FigureText.Count(f, unknown.Gainers.Households)} met winst, {FigureText.Count(f, unknown.Losers.Households)} met verlies.",
            f => $" Where the group is not known: {FigureText.Count(f, unknown.Gainers.Households)} with a gain, {FigureText.Count(f, unknown.Losers.Households)} with a loss.");
        return ReportWords.Join(t => $"{t(first)} {t(second)}{t(rest)}");
    }

    /// <summary>Shares of the households of each group, stacked to the whole; or only those who gain or lose, to both sides.</summary>
    private RowChart Stacks(IReadOnlyList<GroupResult> groups, Func<GroupResult, LocalizedText> name, bool isZoomed)
    {
        var chart = new RowChart(ReportWords.Of("aandeel van de huishoudens", "share of households"), ChartUnit.Share, isZoomed ? Moved : All) { Domain = isZoomed ? null : (0, 1), IsTwoSided = isZoomed };
        foreach (GroupResult group in groups)
        {
            var bars = new List<ChartBar>();
            decimal at = 0;
            foreach ((int number, ChartSeries series) in chart.Series.Index())
            {
                ClassResult of = series == FigureText.Gain ? group.Gainers : series == FigureText.Same ? group.Unchanged : series == FigureText.Unknown ? group.Unknown : group.Losers;
                if (of.Households == 0 || group.Households == 0) continue;
                decimal share = of.Households / group.Households;
                (decimal from, decimal to) = isZoomed && series == FigureText.Lose ? (-share, 0) : (at, at + share);
                bars.Add(new ChartBar(number, from, to, words.Say(f => $"{series.Title.In("nl")}: {FigureText.Count(f, of.Households)} ({f.Percent(share, 1)}), {f.Money(Math.Round(of.Amount, 2))} per jaar", f => $"{series.Title.In("en")}: {FigureText.Count(f, of.Households)} ({f.Percent(share, 1)}), {f.Money(Math.Round(of.Amount, 2))} per year"),
                    Inside: words.Say(f => f.Percent(share, share < 0.1m ? 1 : 0))));
                at = Math.Max(at, to);
            }
            decimal unknown = group.Households > 0 ? group.Unknown.Households / group.Households : 0;
            chart.Rows.Add(new ChartRow(name(group), bars, isZoomed && unknown > 0 ? words.Say(f => $"{f.Percent(unknown, 1)} niet bekend", f => $"{f.Percent(unknown, 1)} not known") : null));
        }
        return chart;
    }

    private RowChart Amounts(IReadOnlyList<GroupResult> groups, Func<GroupResult, LocalizedText> name)
    {
        var chart = new RowChart(ReportWords.Of("winst en verlies per jaar; ernaast het saldo", "gains and losses per year; the balance beside them"), ChartUnit.Money, [FigureText.Gain, FigureText.Lose]);
        foreach (GroupResult group in groups)
        {
            decimal net = group.Gainers.Amount + group.Losers.Amount;
            chart.Rows.Add(new ChartRow(name(group), [.. new[] { (0, group.Gainers.Amount), (1, group.Losers.Amount) }.Where(a => a.Item2 != 0)
                .Select(a => new ChartBar(a.Item1, Math.Min(0, a.Item2), Math.Max(0, a.Item2), words.Say(f => FigureText.Signed(a.Item2, f.Money(Math.Round(a.Item2, 2))))))], words.Say(f => FigureText.Signed(net, f.About(net)))));
        }
        return chart;
    }

    private static ReportTable Table(string key, LocalizedText head, IReadOnlyList<GroupResult> groups, Func<GroupResult, LocalizedText> name)
    {
        bool isSample = groups.Any(g => g.Cost.ChangeError is not null);
        (string Key, ChartSeries Series, Func<GroupResult, ClassResult> Of)[] classes = [("gainers", FigureText.Gain, g => g.Gainers), ("losers", FigureText.Lose, g => g.Losers), ("unchanged", FigureText.Same, g => g.Unchanged), ("unknown", FigureText.Unknown, g => g.Unknown)];
        List<ReportColumn> columns = [new(key, head), new("households_in_group", FigureText.Households, CellKind.Number), new("persons", ReportWords.Of("personen", "persons"), CellKind.Number)];
        foreach ((string of, ChartSeries series, _) in classes)
        {
            columns.Add(new(of, series.Title, CellKind.Number));
            if (isSample) columns.Add(new($"{of}_standard_error", ReportWords.Of("± standaardfout", "± standard error"), CellKind.Number));
            if (series != FigureText.Same) columns.Add(new($"{of}_amount", ReportWords.Of($"{series.Title.In("nl")}: bedrag", $"{series.Title.In("en")}: amount"), CellKind.Money));
        }
        columns.AddRange([new("cost_before", ReportWords.Of("kosten vandaag", "cost today"), CellKind.Money), new("cost_after", ReportWords.Of("kosten met de hervorming", "cost with the reform"), CellKind.Money), new("cost_change", ReportWords.Of("verschil in kosten", "change in cost"), CellKind.Money)]);
        if (isSample) columns.Add(new("cost_change_standard_error", ReportWords.Of("standaardfout van het verschil", "standard error of the change"), CellKind.Money));
        var table = new ReportTable(columns);
        foreach (GroupResult group in groups)
        {
            List<ReportCell> cells = [ReportCell.Of(group.Key, name(group)), group.Households, group.Persons];
            foreach ((_, ChartSeries series, Func<GroupResult, ClassResult> of) in classes)
            {
                ClassResult figures = of(group);
                cells.Add(figures.Households);
                if (isSample) cells.Add(figures.HouseholdsError);
                if (series != FigureText.Same) cells.Add(figures.Amount);
            }
            cells.AddRange([group.Cost.Before, group.Cost.After, group.Cost.Change]);
            if (isSample) cells.Add(group.Cost.ChangeError);
            table.Add([.. cells]);
        }
        return table;
    }

    private static LocalizedText GroupName(string by, GroupResult group)
    {
        string key = group.Key;
        if (key == "unknown") return by == "decile" ? ReportWords.Of("inkomen niet bekend", "income not known") : FigureText.Unknown.Title;
        return by switch
        {
            "decile" => ReportWords.Of(key switch { "1" => "tiende 1 (laagste inkomens)", "10" => "tiende 10 (hoogste inkomens)", _ => $"tiende {key}" }, key switch { "1" => "tenth 1 (lowest incomes)", "10" => "tenth 10 (highest incomes)", _ => $"tenth {key}" }),
            "children" => ReportWords.Of(key == "0" ? "geen kinderen" : key == "1" ? "1 kind" : $"{key} kinderen", key == "0" ? "no children" : key == "1" ? "1 child" : $"{key} children"),
            "age" => ReportWords.Of($"{key.Replace('-', '–')} jaar", $"{key.Replace('-', '–')} years"),
            _ => ReportWords.Of(group.Title, key),
        };
    }

    private static string Part(LocalFormat format, ClassResult of, GroupResult all) =>
        $"{FigureText.Count(format, of.Households, FigureText.Error(of.HouseholdsError, e => format.Number(e, 0)))}{(all.Households > 0 ? $" ({format.Percent(of.Households / all.Households, 1)})" : "")}";

    private static string Each(LocalFormat format, ClassResult of) => of.Households == 0 ? "" : $", {format.About(Math.Abs(of.Amount / of.Households))} {(format.Language == "nl" ? "gemiddeld" : "on average")}";
}
