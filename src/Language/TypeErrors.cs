using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Language;

/// <summary>Findings about names and types in expressions (RE3xxx).</summary>
internal static class TypeErrors
{
    public static readonly DiagnosticDescriptor MismatchDescriptor = new("RE3001", "value of another type expected");
    public static readonly DiagnosticDescriptor UnknownNameDescriptor = new("RE3002", "unknown name");
    public static readonly DiagnosticDescriptor MayBeAbsentDescriptor = new("RE3003", "value that may be absent");
    public static readonly DiagnosticDescriptor UnknownMemberDescriptor = new("RE3004", "unknown member");
    public static readonly DiagnosticDescriptor ArgumentsDescriptor = new("RE3005", "wrong arguments");
    public static readonly DiagnosticDescriptor NotACodeDescriptor = new("RE3006", "not a code of the list");
    public static readonly DiagnosticDescriptor UnknownTypeDescriptor = new("RE3007", "unknown type");
    public static readonly DiagnosticDescriptor ShadowingDescriptor = new("RE3008", "name used twice");
    public static readonly DiagnosticDescriptor NullDescriptor = new("RE3009", "null is not a value");
    public static readonly DiagnosticDescriptor OperandDescriptor = new("RE3010", "operator does not take this type");
    public static readonly DiagnosticDescriptor DateArithmeticDescriptor = new("RE3011", "arithmetic with dates");
    public static readonly DiagnosticDescriptor UnitsDescriptor = new("RE3012", "product without a unit");
    public static readonly DiagnosticDescriptor NotComparableDescriptor = new("RE3013", "values that cannot be compared");
    public static readonly DiagnosticDescriptor OutsideLanguageDescriptor = new("RE3014", "outside the language");
    public static readonly DiagnosticDescriptor NeverAbsentDescriptor = new("RE3015", "value that is never absent", Severity.Warning);
    public static readonly DiagnosticDescriptor PersonalDateDescriptor = new("RE3016", "personal date around households or rights");
    public static readonly DiagnosticDescriptor NotCallableDescriptor = new("RE3017", "not a function");
    public static readonly DiagnosticDescriptor InvalidTemporalDescriptor = new("RE3018", "not a date or duration");
    public static readonly DiagnosticDescriptor UnknownConditionDescriptor = new("RE3019", "unknown condition");
    public static readonly DiagnosticDescriptor UnknownRightDescriptor = new("RE3020", "unknown right");
    public static readonly DiagnosticDescriptor NotAStatusDescriptor = new("RE3021", "not a status");
    public static readonly DiagnosticDescriptor TooDeepDescriptor = new("RE3022", "expression nested too deeply");
    public static readonly DiagnosticDescriptor NoAmountDescriptor = new("RE3023", "right without an amount");

    public static Diagnostic Mismatch(Location at, RightsType expected, RightsType found) =>
        MismatchDescriptor.At(at, $"expected {expected}, found {Found(found)}", ConversionHelp(expected, found));

    public static Diagnostic UnknownName(Location at, string name, string? help) =>
        UnknownNameDescriptor.At(at, $"unknown name `{name}`", help ?? "declare it as a concept or under `definitions:`; a text stands in double quotes");

    public static Diagnostic MayBeAbsent(Location at)
    {
        string text = Shown(at);
        return MayBeAbsentDescriptor.At(at, $"`{text}` may be absent",
            $"guard it with `is present({text})` or use `default({text}, …)`");
    }

    public static Diagnostic UnknownMember(Location at, string name, string owner, string? help) =>
        UnknownMemberDescriptor.At(at, $"{owner} has no `{name}`", help);

    public static Diagnostic Arguments(Location at, string message, string signature) =>
        ArgumentsDescriptor.At(at, message, $"it is written `{signature}`");

    public static Diagnostic NotACode(Location at, string code, string list, IReadOnlyList<string> codes) =>
        NotACodeDescriptor.At(at, $"`{code}` is not a code of `{list}`", Suggestions.DidYouMean(code, codes)
            ?? (codes.Count is > 0 and <= 12 ? $"the codes are {string.Join(", ", codes.Select(c => $"`{c}`"))}" : null));

    public static Diagnostic UnknownType(Location at, string name, IEnumerable<string> valid) =>
        UnknownTypeDescriptor.At(at, $"unknown type `{name}`", Suggestions.DidYouMean(name, valid)
            ?? TypeOfAnotherLanguage(name));

    public static Diagnostic RangeOfUnordered(Location at, RightsType item) =>
        UnknownTypeDescriptor.At(at, $"there is no range of {item}: it has no order",
            "ranges hold numbers, amounts, dates, durations or texts");

    public static Diagnostic Shadowing(Location at, string name, Location? declared) =>
        ShadowingDescriptor.At(at, $"`{name}` is already a name here", "choose another name",
            declared is { } place ? [new Label(place, "first named here")] : []);

    public static Diagnostic NestedItem(Location at) =>
        ShadowingDescriptor.At(at, "`item` already stands for an item of the list around",
            "name the items: `for x in xs return …` or `some x in xs satisfies …`");

    public static Diagnostic Null(Location at, string help) => NullDescriptor.At(at, "`null` is not a value of the language", help);

    public static Diagnostic Operand(Location at, string sign, string takes, RightsType found, string? help = null) =>
        OperandDescriptor.At(at, $"`{sign}` takes {takes}, found {found}", help ?? OperandHelp(sign, found));

    public static Diagnostic DatePlusDuration(Location at, string help) =>
        DateArithmeticDescriptor.At(at, "adding months to a date may give a date that does not exist", help);

    public static Diagnostic DateMinusDate(Location at, string help) =>
        DateArithmeticDescriptor.At(at, "a date cannot be subtracted from a date", help);

    public static Diagnostic DateArithmetic(Location at) =>
        DateArithmeticDescriptor.At(at, "dates cannot be added or subtracted", "write `add months(date, n, \"down\")` or `years and months duration(from, to)`");

    public static Diagnostic Units(Location at, string units) =>
        UnitsDescriptor.At(at, $"{units} gives no amount and no number",
            "multiply or divide an amount by numbers, or divide amounts of the same period");

    public static Diagnostic NotComparable(Location at, RightsType left, RightsType right) =>
        NotComparableDescriptor.At(at, $"cannot compare {left} with {right}", ConversionHelp(left, right));

    public static Diagnostic NoOrder(Location at, RightsType type) =>
        NotComparableDescriptor.At(at, $"{type} has no order", "only numbers, amounts, dates, durations and texts can be larger or smaller");

    public static Diagnostic OutsideLanguage(Location at, string message, string help) =>
        OutsideLanguageDescriptor.At(at, message, help);

    public static Diagnostic NeverAbsent(Location at) =>
        NeverAbsentDescriptor.At(at, $"`{Shown(at)}` is never absent", "absent is not the same as unknown: rules cannot ask whether a value is known");

    public static Diagnostic PersonalDate(Location at, Needs needs, Location date) =>
        PersonalDateDescriptor.At(at, $"{(needs.HasFlag(Needs.OtherRight) ? "decisions on rights" : "households")} cannot be asked on a date that depends on a person's data",
            "use a date from constants, parameters or the period, or move this out of `on(…)`", new Label(date, "this date depends on a person's data"));

    public static Diagnostic NotCallable(Location at, string name, string what) =>
        NotCallableDescriptor.At(at, $"`{name}` is {what}, not a function", "write it without brackets");

    public static Diagnostic InvalidTemporal(Location at, string message, string help) => InvalidTemporalDescriptor.At(at, message, help);

    public static Diagnostic UnknownCondition(Location at, string id, IReadOnlyList<string> ids) =>
        UnknownConditionDescriptor.At(at, $"unknown condition `{id}`",
            ids.Count == 0 ? "`met(…)` can be used only in rights, for their own conditions" : Suggestions.DidYouMeanOrOneOf(id, ids, "the conditions are"));

    public static Diagnostic UnknownRight(Location at, string name, IEnumerable<string> names) =>
        UnknownRightDescriptor.At(at, $"unknown right `{name}`", Suggestions.DidYouMeanOrOneOf(name, names, "the rights are"));

    /// <summary>The version that gives none is named where others do.</summary>
    public static Diagnostic NoAmount(Location at, string name, Location? version) =>
        NoAmountDescriptor.At(at, $"`{name}` has no amount{(version is null ? "" : " in one of its versions")}",
            $"ask whether it is granted: `granted({name}, …)`; or give the right an `amount:`",
            version is null ? [] : [new Label(version.Value, "this version has none")]);

    public static Diagnostic NotAStatus(Location at, string form, string? suggestion) =>
        NotAStatusDescriptor.At(at, $"`{form}` asks for a status, found `{Shown(at)}`", suggestion ?? $"write `{form}(person.status, …)`");

    public static Diagnostic TooDeep(Location at) =>
        TooDeepDescriptor.At(at, "expression is nested too deeply, together with what it needs", "use fewer brackets and branches, here and in the definitions that it needs");

    public static Diagnostic TypeTooLarge(Location at, int limit) =>
        TooDeepDescriptor.At(at, $"lists and contexts of more than {limit} lists and entries within each other", "give the inner lists and contexts names, and use fewer of them here");

    /// <summary>The text of a place on one line, cut when long.</summary>
    public static string Shown(Location at)
    {
        string text = string.Join(' ', at.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : "…";
    }

    private static string? OperandHelp(string sign, RightsType found) => found switch
    {
        BasicType when found.Equals(RightsType.Boolean) => "write `if … then 1 else 0` to count with it",
        ListType => "this is a list: use `sum(…)`, or take one with `[1]`",
        _ => null,
    };

    private static string TypeOfAnotherLanguage(string name) => name.ToLowerInvariant() switch
    {
        "integer" or "int" or "decimal" or "float" or "double" or "long" => "write `number`: it is exact",
        "string" => "write `text`",
        "bool" => "write `boolean`",
        "datetime" or "time" => "write `date`",
        _ => "the types are `boolean`, `number`, `money` and `money per year`, `date`, `duration`, `text`, `identifier`, `person`, those of the catalogue, and `list of …`",
    };

    private static string Found(RightsType type) => type.Required().Equals(RightsType.Nothing) ? "absent" : $"{type}";

    private static string? ConversionHelp(RightsType expected, RightsType found)
    {
        RightsType e = Innermost(expected), f = Innermost(found);
        return (e, f) switch
        {
            (MoneyType { Period: MoneyPeriod.Year }, MoneyType { Period: MoneyPeriod.Month }) => "use `per year(…)`",
            (MoneyType { Period: MoneyPeriod.Month }, MoneyType { Period: MoneyPeriod.Year }) => "use `per month(…)`",
            (MoneyType { Period: MoneyPeriod.None }, MoneyType) => "use `over(amount, n)` for n periods",
            (MoneyType, MoneyType) => "amounts of different periods do not mix",
            (MoneyType, BasicType) when f.Equals(RightsType.Number) => "only a number written here takes a money type; multiply an amount instead",
            (BasicType, MoneyType) when e.Equals(RightsType.Number) => "divide it by an amount of the same period to get a number",
            (CodeType code, BasicType) when f.Equals(RightsType.Text) => $"give the value the type {code}; only a text written here is read as a code",
            (BasicType, CodeType code) when e.Equals(RightsType.Text) => $"give the value the type {code}; only a text written here is read as a code",
            _ when found is ListType && expected is not ListType => "this is a list: take one with `[1]`, or use `some … satisfies`",
            _ => null,
        };
    }

    private static RightsType Innermost(RightsType type) => type switch
    {
        OptionalType o => Innermost(o.Inner),
        ListType l => Innermost(l.Item),
        RangeType r => Innermost(r.Item),
        _ => type,
    };
}
