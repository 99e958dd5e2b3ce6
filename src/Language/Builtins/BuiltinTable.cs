namespace RightsEngine.Language.Builtins;

/// <summary>A function that the checker knows itself because it is not ordinary: lazy, scoped or about the case.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Signature">The parameters and result as the manual shows them.</param>
/// <param name="Summary">One sentence for the manual.</param>
internal sealed record SpecialForm(string Name, string Signature, string Summary);

/// <summary>
/// All built-ins, by name. To add one, add an entry in the file of its family; the manual (<c>docs/built-ins.md</c>)
/// and the tests read this table.
/// </summary>
internal static class BuiltinTable
{
    /// <summary>The built-ins by family, as the manual shows them.</summary>
    public static readonly IReadOnlyList<(string Title, IReadOnlyList<Builtin> Builtins)> Families =
    [
        ("Numbers and amounts", NumberBuiltins.All),
        ("Money", MoneyBuiltins.All),
        ("Lists", ListBuiltins.All),
        ("Texts", TextBuiltins.All),
        ("Dates and durations", DateBuiltins.All),
        ("Ranges", RangeBuiltins.All),
    ];

    public static readonly IReadOnlyList<SpecialForm> SpecialForms =
    [
        new("is present", "is present(x) → boolean", "whether a value that may be absent is there"),
        new("default", "default(x, otherwise) → same", "the value, or the other one where it is absent; what is unknown stays unknown"),
        new("not", "not(condition: boolean) → boolean", "the opposite"),
        new("list contains", "list contains(list: list, item) → boolean", "whether an item is in a list; the same as `item in list`"),
        new("sort by", "sort by(list: list, key [descending]) → list", "the items in the order of a key, in which `item` is the item; ties stay in the order of the list"),
        new("on", "on(date: date, expression) → same", "an expression as of another date"),
        new("age on", "age on(person: person, date: date) → number", "full years on a day"),
        new("held on", "held on(person.status, date: date) → boolean", "whether a status is held on a day"),
        new("held in", "held in(person.status, range: range of date) → boolean", "whether a status is held on some day of a range"),
        new("held throughout", "held throughout(person.status, range: range of date) → boolean", "whether a status is held on every day of a range"),
        new("months held in a row", "months held in a row(person.status, date: date) → number", "for how many whole months up to a day a status has been held without a break"),
        new("met", "met(condition_id) → boolean", "the outcome of a condition of the same right"),
        new("granted", "granted(right.name, holder) → boolean", "whether another right is granted to a holder, in its period that contains the reference date"),
        new("amount_of", "amount_of(right.name, holder) → same", "the amount of another right; 0 where it is refused"),
    ];

    public static readonly IReadOnlyDictionary<string, Builtin> All =
        Families.SelectMany(family => family.Builtins).ToDictionary(b => b.Name, StringComparer.Ordinal);

    public static Builtin? Find(string name) => All.GetValueOrDefault(name);

    public static IEnumerable<string> Names => All.Keys.Concat(SpecialForms.Select(f => f.Name));
}
