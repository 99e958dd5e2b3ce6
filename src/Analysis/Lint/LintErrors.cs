using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>Findings about rules that can be used, and yet are probably not meant so (RE43xx).</summary>
internal static class LintErrors
{
    public static readonly DiagnosticDescriptor UnusedParameterDescriptor = new("RE4301", "parameter that nothing uses", Severity.Warning);
    public static readonly DiagnosticDescriptor UnusedDefinitionDescriptor = new("RE4302", "definition that nothing uses", Severity.Warning);
    public static readonly DiagnosticDescriptor SameContentDescriptor = new("RE4303", "two names for one idea", Severity.Warning);
    public static readonly DiagnosticDescriptor NoBasisDescriptor = new("RE4304", "condition without legal basis", Severity.Warning);
    public static readonly DiagnosticDescriptor NoRoundingDescriptor = new("RE4305", "computed amount without rounding", Severity.Warning);
    public static readonly DiagnosticDescriptor AlwaysDescriptor = new("RE4306", "comparison that is always the same", Severity.Warning);
    public static readonly DiagnosticDescriptor SettingDescriptor = new("RE4307", "setting of a check that changes nothing", Severity.Warning);

    public static readonly DiagnosticDescriptor NeverDescriptor = new("RE4308", "right that is decided alike for everybody", Severity.Warning);
    public static readonly DiagnosticDescriptor ImpliedDescriptor = new("RE4309", "condition that decides nothing", Severity.Warning);
    public static readonly DiagnosticDescriptor OtherYearsDescriptor = new("RE4310", "limits of different years in one right", Severity.Warning);
    public static readonly DiagnosticDescriptor GapDescriptor = new("RE4311", "days without a version", Severity.Warning);
    public static readonly DiagnosticDescriptor RowsDescriptor = new("RE4312", "rows of a figure that do not fit together", Severity.Warning);
    public static readonly DiagnosticDescriptor OldDescriptor = new("RE4313", "figure that is older than its rhythm allows", Severity.Warning);
    public static readonly DiagnosticDescriptor RedefinedDescriptor = new("RE4314", "income or household put together inside a right", Severity.Warning);
    public static readonly DiagnosticDescriptor UnreadDescriptor = new("RE4315", "personal data that no rule reads", Severity.Warning);
    public static readonly DiagnosticDescriptor MixedPeriodDescriptor = new("RE4316", "month and year mixed", Severity.Warning);

    public static readonly IReadOnlyList<DiagnosticDescriptor> Checks =
    [
        UnusedParameterDescriptor, UnusedDefinitionDescriptor, SameContentDescriptor, NoBasisDescriptor, NoRoundingDescriptor, AlwaysDescriptor,
        NeverDescriptor, ImpliedDescriptor, OtherYearsDescriptor, GapDescriptor, RowsDescriptor, OldDescriptor, RedefinedDescriptor, UnreadDescriptor, MixedPeriodDescriptor,
    ];

    /// <summary>Whether what the finding is about can go without changing a decision.</summary>
    public static bool IsRemovable(Diagnostic finding) => finding.Code == UnusedParameterDescriptor.Code || finding.Code == UnusedDefinitionDescriptor.Code || finding.Code == SettingDescriptor.Code;

    public static bool IsAlways(Diagnostic finding) => finding.Code == AlwaysDescriptor.Code;

    /// <summary>Whether a check looks at nothing unless a day is given.</summary>
    public static bool NeedsDay(string check) => check == OldDescriptor.Code;

    public static Diagnostic UnknownCheck(Location at, string check) =>
        SettingDescriptor.At(at, $"there is no check `{check}`", Suggestions.DidYouMeanOrOneOf(check, [.. Checks.Select(c => c.Code)], "the checks are"));

    public static Diagnostic NothingFound(Location at, string check, string place) =>
        SettingDescriptor.At(at, $"check {check} finds nothing in `{place}`", "remove the setting: what it was for is gone");

    public static Diagnostic UnusedParameter(Location at, string parameter) =>
        UnusedParameterDescriptor.At(at, $"nothing asks for parameter `{parameter}`", "use it, or remove it: a figure that nobody reads is not kept up to date");

    public static Diagnostic UnusedDefinition(Location at, string definition, string right) =>
        UnusedDefinitionDescriptor.At(at, $"nothing in right `{right}` uses definition `{definition}`", "use it, or remove it");

    public static Diagnostic SameContent(Location at, string what, string other, Location otherAt) =>
        SameContentDescriptor.At(at, $"{what} says the same as {other}", "keep one, and use it by its name in both places", new Label(otherAt, "the same is written here"));

    public static Diagnostic NoBasis(Location at, string condition, string right) =>
        NoBasisDescriptor.At(at, $"condition `{condition}` of right `{right}` does not say on which article it rests", "add `basis:` with a name of `legal_basis:`");

    public static Diagnostic NoRounding(Location at, string right) =>
        NoRoundingDescriptor.At(at, $"the amount of right `{right}` is a product or quotient and is not rounded", "add `round:`, as in `round: half up to 0.01`");

    public static Diagnostic Always(Location at, string text, bool outcome) =>
        AlwaysDescriptor.At(at, $"`{text}` is always {(outcome ? "true" : "false")}", "compare something that may differ");

    public static Diagnostic NeverGranted(Location at, string right, DateOnly? from, IReadOnlyList<(string Id, Location At)> conditions)
    {
        string when = from is { } day ? $"with the figures of {day:yyyy-MM-dd} " : "";
        string why = conditions.Count == 0 ? "`candidates` excludes everybody" : conditions.Count == 1 ? $"nobody meets {Listed(conditions)}" : $"{Listed(conditions)} exclude each other";
        return NeverDescriptor.At(at, $"{when}nobody can be granted right `{right}`: {why}", "look at the limits and the direction of the comparisons",
            [.. conditions.Select(c => new Label(c.At, "this condition"))]);
    }

    public static Diagnostic NeverPaid(Location at, string right) =>
        NeverDescriptor.At(at, $"nobody can be granted right `{right}`: its amount is never above 0", "look at the sign of the amount, or write `zero: granted`");

    public static Diagnostic NeverRefused(Location at, string right) =>
        NeverDescriptor.At(at, $"nobody can be refused right `{right}`: every candidate meets its conditions", "look at the limits and the direction of the comparisons");

    public static Diagnostic Implied(Location at, string condition, string right, IReadOnlyList<(string Id, Location At)> by)
    {
        string why = by.Count == 0 ? "every candidate meets it" : $"whoever meets {Listed(by)} meets it too";
        return ImpliedDescriptor.At(at, $"condition `{condition}` of right `{right}` decides nothing: {why}", "look whether a limit is wrong; if the law says both, turn the check off here with that reason",
            [.. by.Select(c => new Label(c.At, "this condition says more"))]);
    }

    public static Diagnostic Covered(Location at, string condition, string right, IReadOnlyList<(string Id, Location At)> by)
    {
        string why = by.Count == 0 ? "nobody can meet it" : $"whoever meets it meets {Listed(by)} too";
        return ImpliedDescriptor.At(at, $"condition `{condition}` of right `{right}` decides nothing: {why}", "look whether a limit is wrong; if the law says both, turn the check off here with that reason",
            [.. by.Select(c => new Label(c.At, "this condition says it already"))]);
    }

    public static Diagnostic OtherYears(Location at, string limit, string right, DateOnly date, string other, Location otherAt) =>
        OtherYearsDescriptor.At(at, $"right `{right}` has limits of different years: `{other}` changes on {date:yyyy-MM-dd}, `{limit}` does not", "add the figure of that day, or `missing` when it is not known",
            new Label(otherAt, "changes here"));

    public static Diagnostic Gap(Location at, string what, DateOnly from, DateOnly to) =>
        GapDescriptor.At(at, $"{what} has no version from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", "let the versions follow each other: `in_force: {to: …}` is the last day");

    public static Diagnostic HiddenRow(Location at, string parameter, Location earlier) =>
        RowsDescriptor.At(at, $"nothing reaches this row of `{parameter}`: an earlier row fits all that it fits", "the first row that fits counts: put the narrow row first, or remove it", new Label(earlier, "this row comes first"));

    public static Diagnostic RowGap(Location at, string parameter, string end, string start, Location earlier) =>
        RowsDescriptor.At(at, $"no row of `{parameter}` fits what lies between {end} and {start}", "let the ranges follow each other, as in `[0..10)` and `[10..20)`", new Label(earlier, "this row ends there"));

    public static Diagnostic Old(Location at, string parameter, DateOnly last, DateOnly on) =>
        OldDescriptor.At(at, $"`{parameter}` changed every year, and its last value is of {last:yyyy-MM-dd}: on {on:yyyy-MM-dd} it is no longer the figure of the law", "add the new figure, or `missing` from the day on which it changed");

    public static Diagnostic OwnIncome(Location at, string right, string text) =>
        RedefinedDescriptor.At(at, $"right `{right}` puts an income together by itself: `{text}`", "declare an `income:` in the catalogue, with a component for each, and use it by its name");

    public static Diagnostic OwnHousehold(Location at, string right, string text) =>
        RedefinedDescriptor.At(at, $"right `{right}` puts a household together by itself: `{text}`", "declare a `household:` in the catalogue and use it by its name");

    public static Diagnostic UnreadRecord(Location at, string record) =>
        UnreadDescriptor.At(at, $"no rule reads record `{record}`", "remove it: what is not needed may not be asked for");

    public static Diagnostic UnreadField(Location at, string field, string owner) =>
        UnreadDescriptor.At(at, $"no rule reads field `{field}` of {owner}", "remove it: what is not needed may not be asked for");

    public static Diagnostic ByHand(Location at, string text, string period, string builtin) =>
        MixedPeriodDescriptor.At(at, $"`{text}` is still money per {period}", $"write `{builtin}(…)`: then the type says so too");

    public static Diagnostic OtherPeriod(Location at, string right, string type, string period) =>
        MixedPeriodDescriptor.At(at, $"the amount of right `{right}` is {type}, and it is decided per {period}", $"say what is due in a {period}");

    private static string Listed(IReadOnlyList<(string Id, Location At)> conditions) => string.Join(" and ", conditions.Select(c => $"`{c.Id}`"));
}
