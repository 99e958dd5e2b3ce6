using RightsEngine.Source;

namespace RightsEngine.Analysis;

/// <summary>Findings about profiles of families along an income (RE442x).</summary>
internal static class ProfileErrors
{
    public static readonly DiagnosticDescriptor NoWayDescriptor = new("RE4421", "income axis that goes nowhere");
    public static readonly DiagnosticDescriptor NotMovableDescriptor = new("RE4422", "field that cannot follow an income");
    public static readonly DiagnosticDescriptor EarnerDescriptor = new("RE4423", "earner who is not there, or shares that are no whole");
    public static readonly DiagnosticDescriptor FamilyTwiceDescriptor = new("RE4424", "family declared twice");
    public static readonly DiagnosticDescriptor UnknownRightDescriptor = new("RE4425", "profile of a right that is not there");

    public static Diagnostic NoWay(Location at, string message, string help) => NoWayDescriptor.At(at, message, help);

    public static Diagnostic UnknownField(Location at, string kind, string name, IEnumerable<string> valid) =>
        NotMovableDescriptor.At(at, $"there is no {kind} `{name}`", Suggestions.DidYouMeanOrOneOf(name, valid, $"there are"));

    public static Diagnostic NotMovable(Location at, string field, string because, string help) =>
        NotMovableDescriptor.At(at, $"`{field}` cannot follow an income: {because}", help);

    public static Diagnostic UnknownEarner(Location at, string person, IReadOnlyList<string> persons) =>
        EarnerDescriptor.At(at, $"there is no person `{person}` in the family", Suggestions.DidYouMeanOrOneOf(person, persons, "the persons are"));

    public static Diagnostic NotWhole(Location at, string sum) =>
        EarnerDescriptor.At(at, $"the shares of the earners add up to {sum}", "they share the whole income: shares above 0 that add up to 1, as in {anna: 60%, bert: 40%}");

    public static Diagnostic FamilyTwice(Location at, string family, Location first) =>
        FamilyTwiceDescriptor.At(at, $"family `{family}` is declared twice", "give each family a name of its own", new Label(first, "it stands here"));

    public static Diagnostic UnknownRight(Location at, string pattern, IEnumerable<string> rights) =>
        UnknownRightDescriptor.At(at, $"the rulebook has no right `{pattern}`", Suggestions.DidYouMean(pattern, rights) ?? "write the name of a right; * stands for anything, as in growth_package.*");
}
