using RightsEngine.Source;

namespace RightsEngine.Concepts;

/// <summary>Findings about declarations of the catalogue and about parameters (RE40xx).</summary>
internal static class ConceptErrors
{
    public static readonly DiagnosticDescriptor DuplicateNameDescriptor = new("RE4001", "name declared twice");
    public static readonly DiagnosticDescriptor CycleDescriptor = new("RE4002", "definition that needs itself");
    public static readonly DiagnosticDescriptor UnknownKindDescriptor = new("RE4003", "unknown kind of declaration");
    public static readonly DiagnosticDescriptor UnknownReferenceDescriptor = new("RE4004", "reference to something that is not declared");
    public static readonly DiagnosticDescriptor OverlappingVersionsDescriptor = new("RE4005", "versions that overlap");
    public static readonly DiagnosticDescriptor ParameterValueDescriptor = new("RE4006", "parameter value that does not fit");
    public static readonly DiagnosticDescriptor BadNameDescriptor = new("RE4007", "name that is not snake_case");
    public static readonly DiagnosticDescriptor MissingLanguageDescriptor = new("RE4008", "text missing in a language", Severity.Warning);
    public static readonly DiagnosticDescriptor SecondRoleDescriptor = new("RE4009", "role of a field given twice");
    public static readonly DiagnosticDescriptor CsvDescriptor = new("RE4010", "parameter file that cannot be read");
    public static readonly DiagnosticDescriptor DifferentVersionsDescriptor = new("RE4011", "versions of one name that differ in shape");
    public static readonly DiagnosticDescriptor ShadowingDescriptor = new("RE4012", "name that hides another");
    public static readonly DiagnosticDescriptor TableDescriptor = new("RE4013", "table that is not well formed");
    public static readonly DiagnosticDescriptor ChainTooLongDescriptor = new("RE4014", "chain of declarations too long");

    // Reforms have codes of their own (RE44xx), wherever they are read.
    public static readonly DiagnosticDescriptor RowOfReformDescriptor = new("RE4409", "row of figures that a reform cannot write");
    public static readonly DiagnosticDescriptor FigureChangesNothingDescriptor = new("RE4410", "figure that changes nothing");
    public static readonly DiagnosticDescriptor FigureBeforeReformDescriptor = new("RE4411", "figure from before its reform");

    public static Diagnostic RowOfReform(Location at, string parameter, string date, bool isNew, bool isMissing) =>
        RowOfReformDescriptor.At(at, isMissing && !isNew ? $"the figures of `{parameter}` are not known on {date}" : $"`{parameter}` has {(isNew ? "this row already" : "no such row")} on {date}",
            isMissing && !isNew ? "write the whole table with `all_rows`" : isNew ? "write it under `rows` to change it" : "write it under `add_rows` to add it");

    public static Diagnostic FigureChangesNothing(Location at, string parameter) =>
        FigureChangesNothingDescriptor.At(at, $"the change of `{parameter}` changes nothing: these are its figures", "remove the change, or write the figure that it is meant to be");

    public static Diagnostic FigureBeforeReform(Location at, string date, string from) =>
        FigureBeforeReformDescriptor.At(at, $"{date} is before the reform starts on {from}", "let the reform start earlier, or the figure later");

    public static Diagnostic Shadowing(Location at, string name, RightsEngine.Language.Core.Symbol shadowed) =>
        ShadowingDescriptor.At(at, $"`{name}` already stands for {shadowed.Description}", "choose another name",
            shadowed.Declared is { } d ? [new Label(d, "declared here")] : []);

    public static Diagnostic Table(Location at, string message, string? help = null) => TableDescriptor.At(at, message, help);

    public static Diagnostic DuplicateName(Location at, string kind, string name, Location first) =>
        DuplicateNameDescriptor.At(at, $"{kind} `{name}` is declared twice", "give one of the two another name", new Label(first, "first declared here"));

    public static Diagnostic Cycle(Location? at, IReadOnlyList<string> path, Label[] labels) =>
        CycleDescriptor.At(at, $"`{path[0]}` needs itself: {string.Join(" → ", path.Select(p => $"`{p}`"))}",
            "law without recursion always ends: take one of these out of the circle", labels);

    public static Diagnostic ChainTooLong(Location? at, string name, int maximum) =>
        ChainTooLongDescriptor.At(at, $"`{name}` stands in a chain of more than {maximum} declarations that need one another",
            "compute it in fewer steps, or put the steps into the rows of a table");

    public static Diagnostic UnknownKind(Location at, string key, IEnumerable<string> valid) =>
        UnknownKindDescriptor.At(at, $"a declaration cannot start with `{key}`", Suggestions.DidYouMean(key, valid) ?? $"start with {string.Join(", ", valid.Select(v => $"`{v}:`"))}");

    public static Diagnostic UnknownReference(Location at, string kind, string name, IEnumerable<string> valid) =>
        UnknownReferenceDescriptor.At(at, $"unknown {kind} `{name}`", Suggestions.DidYouMeanOrOneOf(name, valid, "declared are") ?? $"declare the {kind} first");

    public static Diagnostic OverlappingVersions(Location at, string what, string name, Location other) =>
        OverlappingVersionsDescriptor.At(at, $"two versions of {what} `{name}` hold on the same day", "end the first with `in_force: {to: …}` before the second starts",
            new Label(other, "the other version"));

    public static Diagnostic ParameterValue(Location at, string message, string? help = null) => ParameterValueDescriptor.At(at, message, help);

    public static Diagnostic NoRow(Location at, string parameter, IEnumerable<string> keys) =>
        ParameterValueDescriptor.At(at, $"`{parameter}` has no row for {string.Join(", ", keys.Select(k => $"`{k}`"))} on any date", "add the row, or a row for `any`");

    public static Diagnostic BadName(Location at, string name) =>
        BadNameDescriptor.At(at, $"`{name}` is not a name", "use English snake_case: small letters, digits and underscores, starting with a letter");

    public static Diagnostic MissingLanguage(Location at, string owner, string language) =>
        MissingLanguageDescriptor.At(at, $"{owner} has no text in `{language}`", $"add `{language}:`");

    public static Diagnostic SecondRole(Location at, string role, Location first) =>
        SecondRoleDescriptor.At(at, $"another field already has the role `{role}`", "one field of the catalogue has each role: remove one of the two", new Label(first, "this field has it"));

    public static Diagnostic Csv(Location at, string message, string? help = null) => CsvDescriptor.At(at, message, help);

    public static Diagnostic DifferentVersions(Location at, string name) =>
        DifferentVersionsDescriptor.At(at, $"the versions of `{name}` differ in type or arguments", "what rights ask for must stay the same; give another idea another name");
}
