using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Explanations;

namespace RightsEngine.Analysis.Reports;

/// <summary>Makes texts in the languages that a report can be read in, with money, numbers and dates as each language writes them.</summary>
/// <param name="currency">The currency, as in <c>EUR</c>.</param>
internal sealed class ReportWords(string currency)
{
    /// <summary>The languages of reports; the texts of a rulebook that has others are shown as they are.</summary>
    public static readonly IReadOnlyList<string> Languages = ["nl", "en"];

    private readonly LocalFormat _nl = new("nl", currency), _en = new("en", currency);

    public string Currency => currency;

    /// <summary>How a language writes numbers.</summary>
    public LocalFormat Format(string language) => language == "nl" ? _nl : _en;

    public LocalizedText Say(Func<LocalFormat, string> nl, Func<LocalFormat, string> en) => Of(nl(_nl), en(_en));

    /// <summary>A number, an amount, a date.</summary>
    public LocalizedText Say(Func<LocalFormat, string> figure) => Of(figure(_nl), figure(_en));

    public static LocalizedText Of(string nl, string en) => new(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["nl"] = nl, ["en"] = en });

    /// <summary>A text that is the same in all languages.</summary>
    public static LocalizedText Of(string text) => Of(text, text);

    /// <summary>The texts of a result; the name when there are none.</summary>
    public static LocalizedText Of(IReadOnlyDictionary<string, string>? title, string name) => title is { Count: > 0 } ? new LocalizedText(title) : Of(name);

    /// <summary>A text made of others, language by language.</summary>
    public static LocalizedText Join(Func<Func<LocalizedText, string>, string> make) => Of(make(t => t.In("nl")), make(t => t.In("en")));
}
