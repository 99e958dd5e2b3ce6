using RightsEngine.Analysis.Reports;
using RightsEngine.Concepts.Catalogue;
using static RightsEngine.Analysis.Reports.ReportWords;

namespace RightsEngine.Analysis.Profiles;

/// <summary>A family along the income: its rights stacked, what each further euro loses, and the rights that count for no money or are not known.</summary>
/// <param name="sides">By the rules of today, and by those of a reform if there is one.</param>
/// <param name="number">Which family.</param>
/// <param name="words">How numbers are written.</param>
internal sealed class FamilyFigure(IReadOnlyList<ProfiledFamilies> sides, int number, ReportWords words)
{
    private const int MostColours = 11;
    private const decimal GreatestRate = 1.5m;

    private readonly FamilyProfile[] _families = [.. sides.Select(s => s.Families[number])];

    /// <summary>Whether the reform leaves this family alone.</summary>
    private bool IsSame => _families.Length == 2 && _families[0].Points.Count == _families[1].Points.Count && _families[0].Rights.Select(r => r.Name).SequenceEqual(_families[1].Rights.Select(r => r.Name))
        && _families[0].Points.Zip(_families[1].Points).All(p => p.First.Cents == p.Second.Cents && p.First.Given.Zip(p.Second.Given).All(g => g.First.IsLike(g.Second)));

    public Figure Make()
    {
        FamilyProfile today = _families[0];
        (string Name, LocalizedText Title)[] drawn = [.. Money().Take(MostColours)], rest = [.. Money().Skip(MostColours)];
        return new Figure
        {
            Name = $"family_{today.Family.Id}",
            Title = today.Family.Title,
            Point = Point(),
            Charts = [.. Enumerable.Range(0, IsSame ? 1 : sides.Count).Select(i => Stack(i, drawn, rest)), Rates(), .. Others() is { Rows.Count: > 0 } others ? [others] : Array.Empty<Chart>()],
            Table = Table(drawn, rest),
            Notes = [.. Paid(), .. Open()],
        };
    }

    /// <summary>The rights that give or take money somewhere, the greatest first.</summary>
    private IEnumerable<(string Name, LocalizedText Title)> Money() => _families.SelectMany(f => f.Rights.Index().Where(r => r.Item.HasMoney).Select(r => (r.Item, Most: f.Points.Max(p => Math.Abs(p.Given[r.Index].PerYear)))))
        .Where(r => r.Most > 0).GroupBy(r => r.Item.Name).OrderByDescending(g => g.Max(r => r.Most)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.First().Item.Definition.Title));

    private static decimal Given(FamilyProfile family, ProfilePoint point, IEnumerable<string> names) => family.Rights.Index().Where(r => names.Contains(r.Item.Name)).Sum(r => point.Given[r.Index].PerYear);

    private LocalizedText Point()
    {
        FamilyProfile today = _families[0];
        LocalizedText total = words.Say(
            f => $"Van {f.About(today.TotalAt(today.Points[0]))} bij {f.About(today.Points[0].Income)} tot {f.About(today.TotalAt(today.Points[^1]))} bij {f.About(today.Points[^1].Income)}",
            f => $"From {f.About(today.TotalAt(today.Points[0]))} at {f.About(today.Points[0].Income)} to {f.About(today.TotalAt(today.Points[^1]))} at {f.About(today.Points[^1].Income)}");
        LocalizedText cliffs = today.Cliffs.MaxBy(c => c.Total) is { } greatest
            ? words.Say(f => $"{Count(today.Cliffs.Count, "klif", "kliffen")}, de grootste bij {f.Money(greatest.At / 100m)}: {f.Money(greatest.Total)} minder", f => $"{Count(today.Cliffs.Count, "cliff", "cliffs")}, the greatest at {f.Money(greatest.At / 100m)}: {f.Money(greatest.Total)} less")
            : Of("geen kliffen", "no cliffs");
        LocalizedText change = IsSame ? Of(" De hervorming verandert hier niets.", " The reform changes nothing here.") : _families.Length > 1 ? Join(t => $" {t(Of("Met de hervorming", "With the reform"))}: {t(Of(Count(_families[1].Cliffs.Count, "klif", "kliffen"), Count(_families[1].Cliffs.Count, "cliff", "cliffs")))}.") : Of("");
        return Join(t => $"{t(total)}; {t(cliffs)}.{t(change)}");

        static string Count(int n, string one, string many) => $"{n} {(n == 1 ? one : many)}";
    }

    private CurveChart Stack(int side, (string Name, LocalizedText Title)[] drawn, (string Name, LocalizedText Title)[] rest)
    {
        FamilyProfile family = _families[side];
        LocalizedText axis = sides.Count == 1 || IsSame ? Of("rechten per jaar", "rights per year") : Join(t => $"{t(Of("rechten per jaar", "rights per year"))}, {t(ProfilePage.SideName(sides[side].Rules))}");
        var chart = new CurveChart(sides[side].Profile.Axis.Title, ChartUnit.Money, axis, ChartUnit.Money,
            [.. drawn.Select((d, i) => new ChartSeries($"c{i + 1}", d.Title)), .. rest.Length > 0 ? [new ChartSeries("c12", Of("andere rechten", "other rights"))] : Array.Empty<ChartSeries>()])
        { IsStacked = true };
        foreach (ProfilePoint point in family.Points)
            chart.Points.Add((point.Income, [.. drawn.Select(d => (decimal?)Given(family, point, [d.Name])), .. rest.Length > 0 ? [Given(family, point, rest.Select(r => r.Name))] : Array.Empty<decimal?>()]));
        foreach (var place in family.Cliffs.Where(c => c.Loss is not null).GroupBy(c => c.At))
            chart.Marks.Add((place.Key / 100m, words.Say(f => $"−{f.About(place.First().Total)}")));
        return chart;
    }

    private CurveChart Rates()
    {
        (decimal Least, decimal Most) = (_families.SelectMany(f => f.Rates).Min(r => r.Rate) ?? 0, _families.SelectMany(f => f.Rates).Max(r => r.Rate) ?? 1);
        var chart = new CurveChart(sides[0].Profile.Axis.Title, ChartUnit.Money, Of("deel van een euro meer dat verloren gaat", "part of a euro more that is lost"), ChartUnit.Share, [.. sides.Select(s => new ChartSeries(s.Rules == ProfiledFamilies.Reform ? "after" : "before", Join(t => $"{t(Of("marginale druk", "marginal rate"))}, {t(ProfilePage.SideName(s.Rules))}")))])
        {
            IsStepped = true,
            Domain = (Math.Min(0, Math.Max(Least, -GreatestRate)), Math.Clamp(Most, 1, GreatestRate)),
        };
        for (int i = 0; i < _families[0].Rates.Count; i++) chart.Points.Add((_families[0].Rates[i].From / 100m, [.. _families.Select(f => f.Rates[i].Rate)]));
        chart.Points.Add((_families[0].Rates[^1].To / 100m, [.. _families.Select(f => f.Rates[^1].Rate)]));
        return chart;
    }

    /// <summary>Rights without money, and those of which is not known what they give: where on the axis.</summary>
    private RowChart Others()
    {
        ProfileAxis axis = sides[0].Profile.Axis;
        var chart = new RowChart(axis.Title, ChartUnit.Money, [new("gain", Of("heeft het recht (geen bedrag dat meetelt)", "has the right (no amount that counts)")), new("unknown", Of("niet bekend", "not known"))]) { Domain = (axis.From / 100m, axis.To / 100m) };
        foreach (string name in _families.SelectMany(f => f.Rights).Select(r => r.Name).Distinct())
        {
            ChartBar[][] bars = [.. _families.Select(Bars)];
            bool isSame = bars.All(b => b.SequenceEqual(bars[0], new SamePlace()));
            for (int side = 0; side < (isSame ? 1 : bars.Length); side++)
                if (bars[side].Length > 0) chart.Rows.Add(new ChartRow(isSame ? Title(side) : Join(t => $"{t(Title(side))} ({t(ProfilePage.SideName(sides[side].Rules))})"), bars[side]));

            ChartBar[] Bars(FamilyProfile family)
            {
                int index = family.Rights.Index().Where(r => r.Item.Name == name).Select(r => r.Index).FirstOrDefault(-1);
                if (index < 0) return [];
                IEnumerable<ChartBar> open = Stretches(family, index, g => g.IsOpen).Select(s => Bar(1, s));
                return [.. (family.Rights[index].HasMoney ? open : open.Concat(Stretches(family, index, g => !g.IsOpen && g.Granted > 0).Select(s => Bar(0, s)))).OrderBy(b => b.From)];
            }

            LocalizedText Title(int side) => _families[side].Rights.First(r => r.Name == name).Definition.Title;
        }
        return chart;

        ChartBar Bar(int series, (decimal From, decimal To) stretch) => new(series, stretch.From, stretch.To, words.Say(f => $"{f.Money(stretch.From)} – {f.Money(stretch.To)}"));
    }

    private sealed class SamePlace : IEqualityComparer<ChartBar>
    {
        public bool Equals(ChartBar? x, ChartBar? y) => (x?.Series, x?.From, x?.To) == (y?.Series, y?.From, y?.To);

        public int GetHashCode(ChartBar bar) => HashCode.Combine(bar.Series, bar.From, bar.To);
    }

    private static IEnumerable<(decimal From, decimal To)> Stretches(FamilyProfile family, int right, Func<GivenRight, bool> holds)
    {
        ProfilePoint? first = null, last = null;
        foreach (ProfilePoint point in family.Points)
        {
            if (holds(point.Given[right])) (first, last) = (first ?? point, point);
            else if (first is not null)
            {
                yield return (first.Income, last!.Income);
                first = null;
            }
        }
        if (first is not null) yield return (first.Income, last!.Income);
    }

    private ReportTable Table((string Name, LocalizedText Title)[] drawn, (string Name, LocalizedText Title)[] rest)
    {
        (string Name, LocalizedText Title)[] all = [.. drawn, .. rest];
        var table = new ReportTable(
        [
            new("rules", Of("regels", "rules")), new("income", sides[0].Profile.Axis.Title, CellKind.Money), .. all.Select(d => new ReportColumn(d.Name, d.Title, CellKind.Money)),
            new("all_rights", Of("alle rechten", "all rights"), CellKind.Money), new("marginal_rate", Of("marginale druk vanaf hier", "marginal rate from here"), CellKind.Share), new("not_known", Of("niet bekend", "not known")),
        ])
        { HeadColumns = 2 };
        for (int side = 0; side < _families.Length; side++)
        {
            FamilyProfile family = _families[side];
            Dictionary<long, MarginalRate> rates = family.Rates.ToDictionary(r => r.From);
            foreach (ProfilePoint point in family.Points)
                table.Add(
                [
                    ReportCell.Of(sides[side].Rules, ProfilePage.SideName(sides[side].Rules)), point.Income, .. all.Select(d => Cell(family, point, d.Name)), family.TotalAt(point),
                    rates.TryGetValue(point.Cents, out MarginalRate? rate) ? rate.Rate : default(decimal?), string.Join(", ", family.Rights.Index().Where(r => point.Given[r.Index].IsOpen).Select(r => r.Item.Name)),
                ]);
        }
        return table;

        static ReportCell Cell(FamilyProfile family, ProfilePoint point, string name) =>
            family.Rights.Index().Where(r => r.Item.Name == name).Select(r => point.Given[r.Index]).FirstOrDefault() is { } given && !(given.IsOpen && given.PerYear == 0) ? given.PerYear : default(decimal?);
    }

    /// <summary>What the family pays is drawn below zero, and that is said.</summary>
    private IEnumerable<LocalizedText> Paid()
    {
        ProfiledRight[] paid = [.. _families.SelectMany(f => f.Rights.Index().Where(r => r.Item.IsPaid && f.Points.Any(p => p.Given[r.Index].PerYear != 0)).Select(r => r.Item)).DistinctBy(r => r.Name)];
        if (paid.Length > 0) yield return Join(t => $"{t(Of("Onder nul staat wat het gezin betaalt", "Below zero stands what the family pays"))}: {string.Join(", ", paid.Select(r => t(r.Definition.Title)))}.");
    }

    /// <summary>What would tell what is not known.</summary>
    private IReadOnlyList<LocalizedText> Open()
    {
        OpenRight[] open = [.. _families.SelectMany(f => f.Open()).DistinctBy(o => o.Right.Name)];
        return open.Length == 0 ? [] : [Join(t => $"{t(Of("Niet bekend, en waarvoor wat ontbreekt", "Not known, and what is missing"))}: {string.Join("; ", open.Select(o => $"{t(o.Right.Definition.Title)} ({o.Missing})"))}.")];
    }
}
