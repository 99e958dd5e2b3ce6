using RightsEngine.Source;

namespace RightsEngine.Analysis;

/// <summary>Findings about rule tests (RE42xx).</summary>
internal static class TestErrors
{
    public static readonly DiagnosticDescriptor UnknownRightDescriptor = new("RE4201", "test of a right that is not there");
    public static readonly DiagnosticDescriptor UnknownPersonDescriptor = new("RE4202", "test about a person who is not in the case");
    public static readonly DiagnosticDescriptor UnknownConditionDescriptor = new("RE4203", "test of a condition that the right does not have");
    public static readonly DiagnosticDescriptor UnknownDefinitionDescriptor = new("RE4204", "test of a definition that the right does not have");
    public static readonly DiagnosticDescriptor UnknownRoleDescriptor = new("RE4205", "test of a holder in a role that the right does not have");
    public static readonly DiagnosticDescriptor UnknownCaseDescriptor = new("RE4206", "test case that is not there");
    public static readonly DiagnosticDescriptor CaseCircleDescriptor = new("RE4207", "test case that is like itself");
    public static readonly DiagnosticDescriptor CaseRejectedDescriptor = new("RE4208", "test case with wrong data");
    public static readonly DiagnosticDescriptor NothingExpectedDescriptor = new("RE4209", "test that expects nothing");
    public static readonly DiagnosticDescriptor NoDateDescriptor = new("RE4210", "test without a reference date");
    public static readonly DiagnosticDescriptor CaseChainDescriptor = new("RE4211", "chain of test cases too long");
    public static readonly DiagnosticDescriptor AcceptsNothingDescriptor = new("RE4212", "accepted gap that the rules do not have", Severity.Warning);
    public static readonly DiagnosticDescriptor GapClosedDescriptor = new("RE4213", "accepted gap that tests have closed", Severity.Warning);

    public static Diagnostic UnknownRight(Location at, string right, IEnumerable<string> rights) =>
        UnknownRightDescriptor.At(at, $"there is no right `{right}`", Suggestions.DidYouMeanOrOneOf(right, rights, "the rights are"));

    public static Diagnostic UnknownPerson(Location at, string person, IReadOnlyList<string> persons) =>
        UnknownPersonDescriptor.At(at, $"there is no person `{person}` in the case", Suggestions.DidYouMeanOrOneOf(person, persons, "the persons are"));

    public static Diagnostic UnknownCondition(Location at, string condition, string right, IReadOnlyList<string> conditions) =>
        UnknownConditionDescriptor.At(at, $"right `{right}` has no condition `{condition}`", Suggestions.DidYouMeanOrOneOf(condition, conditions, "the conditions are"));

    public static Diagnostic UnknownDefinition(Location at, string definition, string right, IReadOnlyList<string> definitions) =>
        UnknownDefinitionDescriptor.At(at, $"right `{right}` has no definition `{definition}`", Suggestions.DidYouMeanOrOneOf(definition, definitions, "the definitions are"));

    public static Diagnostic DefinitionWithArguments(Location at, string definition) =>
        UnknownDefinitionDescriptor.At(at, $"definition `{definition}` takes arguments, so it has no value of its own", "test a definition without `with:` that uses it");

    public static Diagnostic UnknownRole(Location at, string role, string right, IReadOnlyList<string> roles) =>
        UnknownRoleDescriptor.At(at, $"right `{right}` has no holder `{role}`", Suggestions.DidYouMeanOrOneOf(role, roles, "the roles are"));

    public static Diagnostic UnknownCase(Location at, string name, IEnumerable<string> cases) =>
        UnknownCaseDescriptor.At(at, $"there is no case `{name}` in this file", Suggestions.DidYouMeanOrOneOf(name, cases, "the cases are") ?? "declare it under `cases:`");

    public static Diagnostic CaseCircle(Location at, string name) =>
        CaseCircleDescriptor.At(at, $"case `{name}` is like itself", "write the persons of one of these cases in full");

    public static Diagnostic CaseChain(Location at, string name, int limit) =>
        CaseChainDescriptor.At(at, $"case `{name}` is like another, and so on through more than {limit} cases", "write the persons of one of these cases in full");

    public static Diagnostic CaseRejected(Location at, string code, string problem) =>
        CaseRejectedDescriptor.At(at, $"{code}: {problem}");

    public static Diagnostic NothingExpected(Location at, string test) =>
        NothingExpectedDescriptor.At(at, $"test `{test}` expects nothing", "add `expect:`, `expect_concepts:` or `expect_at:`");

    public static Diagnostic NoDate(Location at, string test) =>
        NoDateDescriptor.At(at, $"test `{test}` has no `reference_date`", "add `reference_date: 2024-01-01`");

    public static Diagnostic AcceptsNothing(Location at, string owner, string text, string? place, IReadOnlyList<string> texts) =>
        AcceptsNothingDescriptor.At(at, $"nothing in `{owner}` is reported as `{text}`{(place is null || !texts.Contains(text) ? "" : $" in a line with `{place}`")}",
            Suggestions.DidYouMean(text, texts) ?? "copy the words of `rights test --coverage` or `rights test --mutate`, or remove the entry: what it was for is gone");

    public static Diagnostic AcceptsNowhere(Location at, string owner, IEnumerable<string> owners) =>
        AcceptsNothingDescriptor.At(at, $"there is nothing to see or to notice in `{owner}`", Suggestions.DidYouMean(owner, [.. owners]) ?? "name a right, or a kind and a name as in `concept entitled_child`");

    public static Diagnostic GapClosed(Location at, string text, bool noticed) =>
        GapClosedDescriptor.At(at, $"a test {(noticed ? "notices" : "sees")} this: {text}", "remove the entry, or say with `at:` in which line it is meant");
}
