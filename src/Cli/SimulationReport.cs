using System.Globalization;
using RightsEngine.Analysis.Simulation;
using Spectre.Console;

namespace RightsEngine.Cli;

/// <summary>What <c>rights simulate</c> shows as tables.</summary>
internal sealed class SimulationReport(Terminal terminal, string language)
{
    private const int ShownReasons = 12;
    private readonly IAnsiConsole _console = terminal.Tables();

    public void Write(SimulationResult result)
    {
        PopulationResult population = result.Population;
        terminal.Out.WriteLine($"{string.Join(", ", result.Reforms.Select(r => $"{In(r.Title) ?? r.Name} (from {Date(r.From)})"))}; decided for {Dates(result.Dates)}");
        terminal.Out.WriteLine($"{Number(population.Households)} households, {Number(population.Persons)} persons{(population.WeightField is { } field ? $", weighted by {field} from {population.HouseholdsCounted} in the sample" : "")}; amounts in {result.Currency} per year");
        Rights(result);
        Households(result);
        foreach (BreakdownResult breakdown in result.Breakdowns) Breakdown(breakdown);
        if (result.Inequality is { } inequality) Inequality(inequality);
        Reasons(result);
        Losses(result);
        if (population.Estimator is { } estimator) terminal.Out.WriteLine($"± standard error: {estimator}");
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
        if (same > 0) table.AddRow(Cells($"{same} other rights", Number(Sum(r => r.Holders.Before)), Number(Sum(r => r.Holders.After)), Money(Sum(r => r.Cost?.Before ?? 0)), Money(Sum(r => r.Cost?.After ?? 0)), Money(0), "", "", "", "", ""));
        table.AddRow(Cells("all", "", "", Money(result.Total.Cost.Before), Money(result.Total.Cost.After), Change(result.Total.Cost.Change, result.Total.Cost.ChangeError), "", "", "", "", ""));
        _console.Write(table);

        decimal Sum(Func<RightResult, decimal> of) => result.Rights.Where(r => !r.IsChanged).Sum(of);
    }

    private void Households(SimulationResult result)
    {
        Table table = New("households", "number", "persons", "amount", "each");
        foreach ((string name, ClassResult of) in new[] { ("gain", result.Total.Gainers), ("lose", result.Total.Losers), ("unchanged", result.Total.Unchanged), ("not known", result.Total.Unknown) })
            table.AddRow(Cells(name, of.HouseholdsError is { } e ? $"{Number(of.Households)} ± {Number(e)}" : Number(of.Households), Number(of.Persons), Change(of.Amount, of.AmountError), of.Households == 0 ? "" : Money(of.Amount / of.Households)));
        _console.Write(table);
    }

    private void Breakdown(BreakdownResult breakdown)
    {
        Table table = New(breakdown.By.Replace('_', ' '), "households", "gain", "lose", "unchanged", "not known", "cost before", "after", "change");
        foreach (GroupResult group in breakdown.Groups)
            table.AddRow(Cells(In(group.Title) ?? group.Key, Number(group.Households), Number(group.Gainers.Households), Number(group.Losers.Households), Number(group.Unchanged.Households), Number(group.Unknown.Households),
                Money(group.Cost.Before), Money(group.Cost.After), Change(group.Cost.Change, group.Cost.ChangeError)));
        _console.Write(table);
    }

    private void Inequality(InequalityResult inequality)
    {
        Table table = New("disposable income", "before", "after");
        table.AddRow(Cells("Gini", Number(inequality.Before.Gini, "0.0000"), Number(inequality.After.Gini, "0.0000")));
        table.AddRow(Cells("median", Money(inequality.Before.Median), Money(inequality.After.Median)));
        table.AddRow(Cells("poverty line", Money(inequality.Before.PovertyLine), Money(inequality.After.PovertyLine)));
        table.AddRow(Cells("at risk of poverty", Percent(inequality.Before.AtRisk), Percent(inequality.After.AtRisk)));
        table.AddRow(Cells("below the line of before", Percent(inequality.Before.AtRisk), Percent(inequality.After.AtRiskOfAnchoredLine)));
        _console.Write(table);
    }

    private void Reasons(SimulationResult result)
    {
        if (result.Reasons.Count == 0) return;
        Table table = New("why", "decisions", "amount");
        foreach (ReasonResult reason in result.Reasons.OrderByDescending(r => r.Decisions).Take(ShownReasons))
            table.AddRow(Cells($"{reason.Right}: {reason.Condition}", Number(reason.Decisions), Money(reason.Amount)));
        _console.Write(table);
        if (result.Reasons.Count > ShownReasons) terminal.Out.WriteLine($"… and {result.Reasons.Count - ShownReasons} more reasons: --format csv has them all");
    }

    private void Losses(SimulationResult result)
    {
        if (result.LossCount == 0)
        {
            terminal.Out.WriteLine("no household loses");
            return;
        }
        Table table = New("losers: case", "household of", "change", "right", "holder", "before", "after", "why");
        foreach (Loss loss in result.Losses)
            table.AddRow(Cells(loss.Case, loss.Household, Money(loss.HouseholdChange), loss.Right, loss.Holder, $"{loss.Before} {Money(loss.AmountBefore)}".Trim(), $"{loss.After} {Money(loss.AmountAfter)}".Trim(), loss.Condition));
        _console.Write(table);
        if (result.LossCount > result.Losses.Count) terminal.Out.WriteLine($"… and {result.LossCount - result.Losses.Count} more: --losers FILE has them all");
    }

    private static Table New(params string[] headings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach ((int i, string heading) in headings.Index())
        {
            TableColumn column = new TableColumn(Markup.Escape(heading)).NoWrap();
            table.AddColumn(i == 0 || headings[0].StartsWith("losers", StringComparison.Ordinal) ? column : column.RightAligned());
        }
        return table;
    }

    private static string[] Cells(params string[] cells) => [.. cells.Select(Markup.Escape)];

    private string? In(IReadOnlyDictionary<string, string>? title) => title is null ? null : title.TryGetValue(language, out string? text) ? text : title.Values.FirstOrDefault();

    private static string Change(decimal? value, decimal? error) => error is { } e ? $"{Money(value)} ± {Money(e)}" : Money(value);

    private static string Money(decimal? value) => Number(value, "#,0.00");

    private static string Number(decimal? value, string format = "#,0.##") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Percent(decimal? share) => share is { } s ? $"{(s * 100).ToString("0.00", CultureInfo.InvariantCulture)} %" : "";

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Dates(IReadOnlyList<DateOnly> dates) => dates.Count == 1 ? Date(dates[0]) : $"{dates[0].ToString("yyyy-MM", CultureInfo.InvariantCulture)} to {dates[^1].ToString("yyyy-MM", CultureInfo.InvariantCulture)}";
}
