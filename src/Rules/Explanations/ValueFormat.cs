using System.Globalization;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Source;

namespace RightsEngine.Rules.Explanations;

/// <summary>
/// Writes values for people. The process runs without culture data, so the formats of each language are here.
/// </summary>
internal sealed class ValueFormat(string language, string currency, ConceptCatalogue catalogue)
{
    /// <summary>The language that is written.</summary>
    public string Language => language;

    private readonly NumberFormatInfo _numbers = new()
    {
        NumberGroupSeparator = language switch { "en" => ",", "fr" => "\u202f", _ => "." },
        NumberDecimalSeparator = language == "en" ? "." : ",",
    };

    private readonly string[] _months = language switch
    {
        "nl" => ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
        "fr" => ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        "de" => ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        _ => ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    };

    public string Money(decimal amount) => $"{(currency == "EUR" ? "€" : currency)} {amount.ToString(amount == decimal.Round(amount, 2) ? "N2" : "#,0.00##########", _numbers)}";

    public string Date(DateOnly date) => language == "de" ? $"{date.Day}. {Month(date)}" : $"{date.Day} {Month(date)}";

    public string Month(DateOnly date) => $"{_months[date.Month - 1]} {date.Year}";

    /// <summary>A value of a type; what is unknown is said to be.</summary>
    public string Value(Value value, RightsType type) => value switch
    {
        NumberValue n when type.Required().IsMoney => Money(n.Value),
        NumberValue n => n.Value.ToString(n.Value == decimal.Truncate(n.Value) ? "0" : "#,0.############", _numbers),
        DateValue d => Date(d.Value),
        BooleanValue b => Word(b.Value ? "yes" : "no"),
        TextValue t when type.Required() is CodeType code => catalogue.CodeLists.TryGetValue(code.Name, out CodeList? list)
            ? list.Codes.FirstOrDefault(c => c.Name == t.Value)?.Title.In(language) ?? t.Value : t.Value,
        TextValue t => ControlCharacters.Replace(t.Value),
        DurationValue m => $"{m.Months / 12} {Word("years")} {m.Months % 12} {Word("months")}",
        PersonValue p => p.Person.Id,
        ListValue l => l.Items.Count == 0 ? Word("nobody") : string.Join(", ", l.Items.Select(i => Value(i.Value, type is ListType of ? of.Item : type) + (i.Possible is null ? "" : "?"))),
        RangeValue r => $"{Value(r.Low, Inner(type))} – {Value(r.High, Inner(type))}",
        AbsentValue => Word("absent"),
        FaultValue f => f.Message,
        UnknownValue u when type.Required().Equals(RightsType.Date) && PartialDate.Bounds(u) is var (first, last) => $"{Date(first)} – {Date(last)}",
        UnknownValue { Low: { } low, High: { } high } => $"{low}–{high}",
        _ => Word("unknown"),
    };

    /// <summary>A word of the explanation in the language, else in English.</summary>
    public string Word(string key) => ExplanationWords.In(language, key);

    private static RightsType Inner(RightsType type) => type is RangeType r ? r.Item : type;
}
