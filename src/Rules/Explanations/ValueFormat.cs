using System.Globalization;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Source;

namespace RightsEngine.Rules.Explanations;

/// <summary>Writes values for people.</summary>
internal sealed class ValueFormat(string language, string currency, ConceptCatalogue catalogue)
{
    /// <summary>The language that is written.</summary>
    public string Language => language;

    private readonly LocalFormat _format = new(language, currency);

    public string Money(decimal amount) => _format.Money(amount);

    public string Date(DateOnly date) => _format.Date(date);

    public string Month(DateOnly date) => _format.Month(date);

    /// <summary>A value of a type; what is unknown is said to be.</summary>
    public string Value(Value value, RightsType type) => value switch
    {
        NumberValue n when type.Required().IsMoney => Money(n.Value),
        NumberValue n => n.Value == decimal.Truncate(n.Value) ? n.Value.ToString("0", CultureInfo.InvariantCulture) : _format.Number(n.Value),
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
