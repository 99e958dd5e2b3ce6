using RightsEngine.Source;

namespace RightsEngine.Rules;

/// <summary>Findings about rights and the rulebook as a whole (RE41xx).</summary>
internal static class RuleErrors
{
    public static readonly DiagnosticDescriptor NoRulebookDescriptor = new("RE4101", "no rulebook");
    public static readonly DiagnosticDescriptor UnknownHolderDescriptor = new("RE4102", "unknown holder");
    public static readonly DiagnosticDescriptor OverlappingRowsDescriptor = new("RE4103", "table rows that overlap");
    public static readonly DiagnosticDescriptor UncoveredValuesDescriptor = new("RE4104", "values that no table row covers");
    public static readonly DiagnosticDescriptor ParameterGapDescriptor = new("RE4105", "parameter without a value while the right is in force");
    public static readonly DiagnosticDescriptor PlaceholderDescriptor = new("RE4106", "placeholder that cannot be filled");
    public static readonly DiagnosticDescriptor ConditionDescriptor = new("RE4107", "condition that is not well formed");
    public static readonly DiagnosticDescriptor NotPartitionDescriptor = new("RE4108", "household that cannot hold a right");
    public static readonly DiagnosticDescriptor UnknownBasisDescriptor = new("RE4109", "unknown legal basis");
    public static readonly DiagnosticDescriptor EndlessMemoryDescriptor = new("RE4110", "right with memory but without a first day");

    public static Diagnostic EndlessMemory(Location at, string right) =>
        EndlessMemoryDescriptor.At(at, $"`{right}` has a memory without beginning: an earlier grant would have to be looked for without end",
            "give the right `in_force: {from: …}`");

    public static readonly DiagnosticDescriptor TableNotCheckedDescriptor = new("RE4111", "table too large to check whole", Severity.Information);

    public static Diagnostic TableNotChecked(Location at, DateOnly from) =>
        TableNotCheckedDescriptor.At(at, $"the table is too large to look through whole: rows that overlap or values that no row covers may not be found from {from:yyyy-MM-dd} on",
            "split the table, or put figures with many rows in a parameter with `keys:`");

    public static readonly DiagnosticDescriptor UnreadFileDescriptor = new("RE4112", "file that nothing reads");

    public static Diagnostic UnreadFile(Location at, string name, IReadOnlyList<string> endings) =>
        UnreadFileDescriptor.At(at, $"nothing reads `{name}`: what is in it does not count",
            Suggestions.DidYouMean(name[Math.Max(0, name.IndexOf('.'))..], endings) ?? $"end the name in {string.Join(", ", endings.Select(e => $"`{e}`"))}, or keep the file elsewhere");

    public static Diagnostic NoRulebook(string folder) =>
        NoRulebookDescriptor.At(null, $"no `rulebook.yaml` in `{folder}`", "name the folder that holds rulebook.yaml");

    public static Diagnostic UnknownHolder(Location at, string name, IEnumerable<string> valid) =>
        UnknownHolderDescriptor.At(at, $"`{name}` cannot hold a right", Suggestions.DidYouMean(name, valid) ?? "a holder is `person`, a relation, or a household with `partition: true`");

    public static Diagnostic OverlappingRows(Location at, Location other, string example) =>
        OverlappingRowsDescriptor.At(at, $"two rows hold for {example}", "make the rows exclude each other, or write `hit: first`", new Label(other, "the other row"));

    public static Diagnostic UncoveredValues(Location at, string example) =>
        UncoveredValuesDescriptor.At(at, $"no row holds for {example}", "add a row, or say with `otherwise:` what holds then");

    public static Diagnostic ParameterGap(Location at, string parameter, string inForce, Location rightAt, string from, string first) =>
        ParameterGapDescriptor.At(at, $"`{parameter}` has no value before {first}, but {inForce} is in force from {from}",
            "add the earlier value, write `missing` for it, or give the parameter `in_force: {from: …}`", new Label(rightAt, "this right uses it"));

    public static Diagnostic Placeholder(Location at, string message, string? help = null) => PlaceholderDescriptor.At(at, message, help);

    public static Diagnostic Condition(Location at, string message, string? help = null, params Label[] labels) => ConditionDescriptor.At(at, message, help, labels);

    public static Diagnostic NotPartition(Location at, string household) =>
        NotPartitionDescriptor.At(at, $"household `{household}` is not a partition, so persons could hold the right twice or not at all", "only a household with `partition: true` can hold a right");

    public static Diagnostic UnknownBasis(Location at, string basis, IEnumerable<string> valid) =>
        UnknownBasisDescriptor.At(at, $"unknown legal basis `{basis}`", Suggestions.DidYouMean(basis, valid) ?? "declare it under `legal_basis:`");
}
