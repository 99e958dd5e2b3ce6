using System.Globalization;
using RightsEngine.Analysis.Simulation;
using RightsEngine.Rules.Explanations;
using Spectre.Console;

namespace RightsEngine.Cli;

/// <summary>What <c>rights simulate</c> shows as tables.</summary>
internal sealed class SimulationReport(Terminal terminal, string language)
{
    private const int ShownReasons = 12;

    private static readonly Dictionary<string, string> Dutch = new(StringComparer.Ordinal)
    {
        ["right"] = "recht",
        ["holders before"] = "rechthebbenden voor",
        ["before"] = "voor",
        ["after"] = "na",
        ["cost before"] = "kosten voor",
        ["change"] = "verschil",
        ["gained"] = "erbij",
        ["lost"] = "verloren",
        ["more"] = "meer",
        ["less"] = "minder",
        ["not known"] = "niet bekend",
        ["all"] = "samen",
        ["households"] = "huishoudens",
        ["number"] = "aantal",
        ["persons"] = "personen",
        ["amount"] = "bedrag",
        ["each"] = "elk",
        ["gain"] = "wint",
        ["lose"] = "verliest",
        ["unchanged"] = "ongewijzigd",
        ["decile"] = "tiende",
        ["household type"] = "soort huishouden",
        ["children"] = "kinderen",
        ["age"] = "leeftijd",
        ["unknown"] = "niet bekend",
        ["disposable income"] = "beschikbaar inkomen",
        ["median"] = "mediaan",
        ["poverty line"] = "armoedegrens",
        ["at risk of poverty"] = "armoederisico",
        ["below the line of before"] = "onder de grens van voordien",
        ["why"] = "waarom",
        ["decisions"] = "beslissingen",
        ["losers: case"] = "verliezers: dossier",
        ["household of"] = "huishouden van",
        ["holder"] = "rechthebbende",
        ["granted"] = "toegekend",
        ["refused"] = "geweigerd",
        ["undetermined"] = "niet te bepalen",
        ["error"] = "fout",
        ["no decision"] = "geen beslissing",
        ["candidates"] = "doelgroep",
        ["true"] = "waar",
        ["false"] = "niet waar",
        ["not there"] = "niet aanwezig",
    };

    private readonly IAnsiConsole _console = terminal.Tables();
    private readonly LocalFormat _format = new(language, "");

    public void Write(SimulationResult result)
    {
        PopulationResult population = result.Population;
        terminal.Out.WriteLine($"{string.Join(", ", result.Reforms.Select(r => $"{In(r.Title) ?? r.Name} ({Say("vanaf", "from")} {Date(r.From)})"))}; {Say("beslist voor", "decided for")} {Dates(result.Dates)}");
        terminal.Out.WriteLine($"{Number(population.Households)} {Word("households")}, {Number(population.Persons)} {Word("persons")}{(population.WeightField is { } field ? Say($", gewogen met {field} uit {population.HouseholdsCounted} in de steekproef", $", weighted by {field} from {population.HouseholdsCounted} in the sample") : "")}; {Say($"bedragen in {result.Currency} per jaar", $"amounts in {result.Currency} per year")}");
        Rights(result);
        Households(result);
        foreach (BreakdownResult breakdown in result.Breakdowns) Breakdown(breakdown);
        if (result.Inequality is { } inequality) Inequality(inequality);
        Reasons(result);
        Losses(result);
        if (population.Estimator is { } estimator) terminal.Out.WriteLine($"± {Say("standaardfout", "standard error")}: {estimator}");
    }

    private void Rights(SimulationResult result)
    {
        Table table = New("right", "holders before", "after", "cost before", "after", "change", "gained", "lost", "more", "less", "not known");
        foreach (RightResult right in result.Rights.Where(r => r.IsChanged))
        {
            string Moved(string move) => Number(right.Moves[move].Holders);
            table.AddRow(Cells(right.Name, Number(right.Holders.Before), Number(right.Holders.After), Money(right.Cost?.Before), Money(right.Cost?.After),
                Change(right.Cost?.Change, right.Cost?.ChangeError), Moved("gained"), Moved("lost"), Moved("more"), Moved("less"), Moved("unknown")));
        }
        int same = result.Rights.Count(r => !r.IsChanged);
        if (same > 0) table.AddRow(Cells(Say($"{same} andere rechten", $"{same} other rights"), Number(Sum(r => r.Holders.Before)), Number(Sum(r => r.Holders.After)), Money(Sum(r => r.Cost?.Before ?? 0)), Money(Sum(r => r.Cost?.After ?? 0)), Money(0), "", "", "", "", ""));
        table.AddRow(Cells(Word("all"), "", "", Money(result.Total.Cost.Before), Money(result.Total.Cost.After), Change(result.Total.Cost.Change, result.Total.Cost.ChangeError), "", "", "", "", ""));
        _console.Write(table);
        string[] paid = [.. result.Rights.Where(r => r is { Direction: "paid", Cost: { Before: not 0 } or { After: not 0 } }).Select(r => r.Name)];
        if (paid.Length > 0) terminal.Out.WriteLine(Say($"wat rechthebbenden zelf betalen, gaat van de kosten af: {string.Join(", ", paid)}", $"what holders pay is taken off the cost: {string.Join(", ", paid)}"));

        decimal Sum(Func<RightResult, decimal> of) => result.Rights.Where(r => !r.IsChanged).Sum(of);
    }

    private void Households(SimulationResult result)
    {
        Table table = New("households", "number", "persons", "amount", "each");
        foreach ((string name, ClassResult of) in new[] { ("gain", result.Total.Gainers), ("lose", result.Total.Losers), ("unchanged", result.Total.Unchanged), ("not known", result.Total.Unknown) })
            table.AddRow(Cells(Word(name), of.HouseholdsError is { } e ? $"{Number(of.Households)} ± {Number(e)}" : Number(of.Households), Number(of.Persons), Change(of.Amount, of.AmountError), of.Households == 0 ? "" : Money(of.Amount / of.Households)));
        _console.Write(table);
    }

    private void Breakdown(BreakdownResult breakdown)
    {
        Table table = New(breakdown.By.Replace('_', ' '), "households", "gain", "lose", "unchanged", "not known", "cost before", "after", "change");
        foreach (GroupResult group in breakdown.Groups)
            table.AddRow(Cells(In(group.Title) ?? Word(group.Key), Number(group.Households), Number(group.Gainers.Households), Number(group.Losers.Households), Number(group.Unchanged.Households), Number(group.Unknown.Households),
                Money(group.Cost.Before), Money(group.Cost.After), Change(group.Cost.Change, group.Cost.ChangeError)));
        _console.Write(table);
    }

    private void Inequality(InequalityResult inequality)
    {
        Table table = New("disposable income", "before", "after");
        table.AddRow(Cells("Gini", Number(inequality.Before.Gini, 4), Number(inequality.After.Gini, 4)));
        table.AddRow(Cells(Word("median"), Money(inequality.Before.Median), Money(inequality.After.Median)));
        table.AddRow(Cells(Word("poverty line"), Money(inequality.Before.PovertyLine), Money(inequality.After.PovertyLine)));
        table.AddRow(Cells(Word("at risk of poverty"), Percent(inequality.Before.AtRisk), Percent(inequality.After.AtRisk)));
        table.AddRow(Cells(Word("below the line of before"), Percent(inequality.Before.AtRisk), Percent(inequality.After.AtRiskOfAnchoredLine)));
        _console.Write(table);
    }

    private void Reasons(SimulationResult result)
    {
        if (result.Reasons.Count == 0) return;
        Table table = New("why", "decisions", "amount");
        foreach (ReasonResult reason in result.Reasons.OrderByDescending(r => r.Decisions).Take(ShownReasons))
            table.AddRow(Cells($"{reason.Right}: {Reason(reason.Condition)}", Number(reason.Decisions), Money(reason.Amount)));
        _console.Write(table);
        if (result.Reasons.Count > ShownReasons) terminal.Out.WriteLine(Say($"… en nog {result.Reasons.Count - ShownReasons} redenen: --format csv heeft ze allemaal", $"… and {result.Reasons.Count - ShownReasons} more reasons: --format csv has them all"));
    }

    private void Losses(SimulationResult result)
    {
        if (result.LossCount == 0)
        {
            terminal.Out.WriteLine(Say("geen huishouden verliest", "no household loses"));
            return;
        }
        Table table = New("losers: case", "household of", "change", "right", "holder", "before", "after", "why");
        foreach (Loss loss in result.Losses)
            table.AddRow(Cells(loss.Case, loss.Household, Money(loss.HouseholdChange), loss.Right, loss.Holder, $"{Word(loss.Before)} {Money(loss.AmountBefore)}".Trim(), $"{Word(loss.After)} {Money(loss.AmountAfter)}".Trim(), Reason(loss.Condition)));
        _console.Write(table);
        if (result.LossCount > result.Losses.Count) terminal.Out.WriteLine(Say($"… en nog {result.LossCount - result.Losses.Count}: --losers FILE heeft ze allemaal", $"… and {result.LossCount - result.Losses.Count} more: --losers FILE has them all"));
    }

    private Table New(params string[] headings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach ((int i, string heading) in headings.Index())
        {
            TableColumn column = new TableColumn(Markup.Escape(Word(heading))).NoWrap();
            table.AddColumn(i == 0 || headings[0].StartsWith("losers", StringComparison.Ordinal) ? column : column.RightAligned());
        }
        return table;
    }

    private static string[] Cells(params string[] cells) => [.. cells.Select(Markup.Escape)];

    private string? In(IReadOnlyDictionary<string, string>? title) => title is null ? null : title.TryGetValue(language, out string? text) ? text : title.Values.FirstOrDefault();

    /// <summary>A word of the headings in the language; in English where there is none.</summary>
    private string Word(string word) => language == "nl" && Dutch.TryGetValue(word, out string? dutch) ? dutch : word;

    /// <summary>Why a decision turned, in the language: the two words that are no condition, and how a condition came out.</summary>
    private string Reason(string condition)
    {
        int colon = condition.LastIndexOf(": ", StringComparison.Ordinal);
        if (colon < 0) return Word(condition);
        return $"{condition[..colon]}: {string.Join(" → ", condition[(colon + 2)..].Split(" → ").Select(o => Word(o)))}";
    }

    private string Say(string nl, string en) => language == "nl" ? nl : en;

    private string Change(decimal? value, decimal? error) => error is { } e ? $"{Money(value)} ± {Money(e)}" : Money(value);

    private string Money(decimal? value) => value is { } v ? _format.Amount(Math.Round(v, 2, MidpointRounding.AwayFromZero)) : "";

    private string Number(decimal? value, int decimals = 2) => value is { } v ? _format.Number(v, decimals) : "";

    private string Percent(decimal? share) => share is { } s ? $"{_format.Amount(Math.Round(s * 100, 2))} %" : "";

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Dates(IReadOnlyList<DateOnly> dates) => dates.Count == 1 ? Date(dates[0]) : $"{dates[0].ToString("yyyy-MM", CultureInfo.InvariantCulture)} {Say("tot", "to")} {dates[^1].ToString("yyyy-MM", CultureInfo.InvariantCulture)}";
}
