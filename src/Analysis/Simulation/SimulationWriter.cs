using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RightsEngine.Analysis.Simulation;

/// <summary>Writes a result as JSON, or as one table in CSV.</summary>
internal static class SimulationWriter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void WriteJson(TextWriter output, SimulationResult result) => output.Write(JsonSerializer.Serialize(result, Options) + "\n");

    /// <summary>A result as it was written.</summary>
    public static SimulationResult? ReadJson(string text) => JsonSerializer.Deserialize<SimulationResult>(text, Options);

    /// <summary>A row per figure: what it is about, before, after, change, and the standard error of the change.</summary>
    public static void WriteCsv(TextWriter output, SimulationResult result)
    {
        Row(output, "section", "key", "figure", "before", "after", "change", "standard_error");
        foreach (RightResult right in result.Rights)
        {
            (string, BeforeAfter?)[] figures =
            [
                ("holders", right.Holders), ("households", right.Households), ("cost", right.Cost), ("automatic", right.Automatic), ("on_request", right.OnRequest),
                ("undetermined", right.Undetermined), ("refused", right.Refused), ("errors", right.Errors), ("amount_unknown", right.AmountUnknown),
            ];
            foreach ((string figure, BeforeAfter? value) in figures)
                if (value is not null) Row(output, "right", right.Name, figure, Number(value.Before), Number(value.After), Number(value.Change), Number(value.ChangeError));
            foreach ((string move, MoveResult moved) in right.Moves)
            {
                Row(output, "right", right.Name, $"{move}_holders", "", "", Number(moved.Holders), "");
                Row(output, "right", right.Name, $"{move}_amount", "", "", Number(moved.Amount), "");
            }
        }
        Group(output, "total", result.Total);
        foreach (BreakdownResult breakdown in result.Breakdowns)
            foreach (GroupResult group in breakdown.Groups) Group(output, breakdown.By, group);
        foreach (ChangeBar bar in result.Distribution) Row(output, "distribution", $"{bar.Above}..{bar.UpTo}", "households", "", "", Number(bar.Households), "");
        if (result.Inequality is { } inequality)
        {
            (string, Func<Inequality, decimal?>)[] figures = [("gini", i => i.Gini), ("median", i => i.Median), ("poverty_line", i => i.PovertyLine), ("at_risk_of_poverty", i => i.AtRisk)];
            foreach ((string figure, Func<Inequality, decimal?> of) in figures) Row(output, "inequality", "all", figure, Number(of(inequality.Before)), Number(of(inequality.After)), Number(of(inequality.After) - of(inequality.Before)), "");
            Row(output, "inequality", "all", "at_risk_of_anchored_line", Number(inequality.Before.AtRisk), Number(inequality.After.AtRiskOfAnchoredLine), Number(inequality.After.AtRiskOfAnchoredLine - inequality.Before.AtRisk), "");
        }
        foreach (ReasonResult reason in result.Reasons)
        {
            string key = $"{reason.Right}: {reason.Condition}";
            Row(output, reason.Loss ? "losing_reason" : "gaining_reason", key, "decisions", "", "", Number(reason.Decisions), "");
            Row(output, reason.Loss ? "losing_reason" : "gaining_reason", key, "amount", "", "", Number(reason.Amount), "");
        }
    }

    private static void Group(TextWriter output, string section, GroupResult group)
    {
        Row(output, section, group.Key, "households", "", "", Number(group.Households), "");
        Row(output, section, group.Key, "persons", "", "", Number(group.Persons), "");
        Row(output, section, group.Key, "cost", Number(group.Cost.Before), Number(group.Cost.After), Number(group.Cost.Change), Number(group.Cost.ChangeError));
        foreach ((string name, ClassResult of) in new[] { ("gainers", group.Gainers), ("losers", group.Losers), ("unchanged", group.Unchanged), ("unknown", group.Unknown) })
        {
            Row(output, section, group.Key, name, "", "", Number(of.Households), Number(of.HouseholdsError));
            Row(output, section, group.Key, $"{name}_persons", "", "", Number(of.Persons), "");
            Row(output, section, group.Key, $"{name}_amount", "", "", Number(of.Amount), Number(of.AmountError));
        }
    }

    private static void Row(TextWriter output, params string[] cells) => output.Write(string.Join(',', cells.Select(CsvText.Cell)) + "\n");

    private static string Number(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
