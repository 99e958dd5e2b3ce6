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

    public static readonly IReadOnlyList<DiagnosticDescriptor> Checks =
        [UnusedParameterDescriptor, UnusedDefinitionDescriptor, SameContentDescriptor, NoBasisDescriptor, NoRoundingDescriptor, AlwaysDescriptor];

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
}
