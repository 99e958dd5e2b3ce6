namespace RightsEngine.Language.Builtins;

/// <summary>All built-ins, by name. To add one, add an entry in the file of its family; the manual and the tests read this table.</summary>
internal static class BuiltinTable
{
    /// <summary>Functions that the checker knows itself because they are not ordinary: lazy, scoped or about the case.</summary>
    public static readonly IReadOnlyList<string> SpecialForms =
        ["is present", "default", "on", "met", "granted", "amount_of", "sort by", "held on", "held throughout", "held in",
         "months held in a row", "age on", "not", "list contains"];

    public static readonly IReadOnlyDictionary<string, Builtin> All =
        new[] { NumberBuiltins.All, ListBuiltins.All, TextBuiltins.All, DateBuiltins.All, RangeBuiltins.All, MoneyBuiltins.All }
            .SelectMany(family => family)
            .ToDictionary(b => b.Name, StringComparer.Ordinal);

    public static Builtin? Find(string name) => All.GetValueOrDefault(name);

    public static IEnumerable<string> Names => All.Keys.Concat(SpecialForms);
}
