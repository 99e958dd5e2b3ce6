using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>What every reader of declarations needs: the findings, the languages and sources of the rulebook.</summary>
internal sealed class ReadingContext(DiagnosticBag diagnostics)
{
    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>What is being checked now, over the whole rulebook.</summary>
    public BindingStack Stack { get; } = new(diagnostics);

    /// <summary>Every table read so far, to be looked through for overlaps and gaps.</summary>
    public List<CheckedTable> Tables { get; } = [];

    /// <summary>The languages in which every text must be there.</summary>
    public IReadOnlyList<string> Languages { get; set; } = ["nl", "en"];

    /// <summary>The short names of sources, or null when none are declared.</summary>
    public IReadOnlySet<string>? Sources { get; set; }

    private readonly Dictionary<string, List<ParameterReform>> _reforms = new(StringComparer.Ordinal);

    /// <summary>Adds a change of the figures of a parameter, after those that are there.</summary>
    /// <param name="parameter">The full name: with the right it belongs to.</param>
    /// <param name="reform">The change.</param>
    public void AddReform(string parameter, ParameterReform reform)
    {
        if (!_reforms.TryGetValue(parameter, out List<ParameterReform>? all)) _reforms[parameter] = all = [];
        all.Add(reform);
    }

    /// <summary>The changes of the figures of a parameter, in order.</summary>
    public IReadOnlyList<ParameterReform> ReformsOf(string parameter) => _reforms.GetValueOrDefault(parameter) ?? [];

    /// <summary>A name in snake_case; another one is reported and used all the same.</summary>
    public string Name(YamlScalar scalar, bool dotted = false)
    {
        bool good = scalar.Text.Split('.').All(part => part.Length > 0 && char.IsAsciiLetterLower(part[0]) && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'));
        if (!good || (!dotted && scalar.Text.Contains('.'))) Diagnostics.Add(ConceptErrors.BadName(scalar.Location, scalar.Text));
        return scalar.Text;
    }

    /// <summary>A text per language; a language that is missing is reported.</summary>
    public LocalizedText Texts(YamlNode? node, string owner)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (node is YamlMap map)
        {
            AddTexts(map, texts);
            foreach (string language in Languages)
                if (!texts.ContainsKey(language)) Diagnostics.Add(ConceptErrors.MissingLanguage(map.Location, owner, language));
        }
        else if (node is not null)
        {
            Diagnostics.Add(SourceErrors.WrongShape(node, "title", "a text per language such as {nl: …, en: …}"));
        }
        return new LocalizedText(texts);
    }

    /// <summary>The scalars of a list; an item of another shape is reported.</summary>
    public IEnumerable<YamlScalar> Scalars(YamlList? list, string key, string expected) => Items<YamlScalar>(list, key, expected);

    /// <summary>The mappings of a list; an item of another shape is reported.</summary>
    public IEnumerable<YamlMap> Maps(YamlList? list, string key, string expected) => Items<YamlMap>(list, key, expected);

    private List<T> Items<T>(YamlList? list, string key, string expected)
        where T : YamlNode
    {
        foreach (YamlNode other in list?.Items.Where(i => i is not T) ?? []) Diagnostics.Add(SourceErrors.WrongShape(other, key, expected));
        return [.. list?.Items.OfType<T>() ?? []];
    }

    /// <summary>A text in some languages, not necessarily in all: a citation, an authority.</summary>
    public LocalizedText SomeTexts(YamlNode? node, string key)
    {
        if (node is not (null or YamlMap)) Diagnostics.Add(SourceErrors.WrongShape(node, key, "a text per language such as {nl: …}"));
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (node is YamlMap map) AddTexts(map, texts);
        return new LocalizedText(texts);
    }

    private void AddTexts(YamlMap map, SortedDictionary<string, string> texts)
    {
        foreach (YamlEntry entry in map.Entries)
        {
            if (entry.Value is YamlScalar { IsNull: false } text) texts[entry.Key.Text] = text.Text;
            else if (entry.Value is YamlScalar && map.Location.Text.StartsWith('{')) Diagnostics.Add(SourceErrors.SplitAtComma(entry.Key));
            else Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a text"));
        }
    }

    /// <summary><c>{from: 2019-01-01, to: 2024-12-31}</c>.</summary>
    public DateSpan InForce(YamlMap? map)
    {
        if (map is null) return DateSpan.Always;
        var reader = new MapReader(map, "`in_force`", Diagnostics);
        DateOnly? from = Date(reader.OptionalScalar("from"));
        DateOnly? to = Date(reader.OptionalScalar("to"));
        reader.Finish();
        if (from is { } first && to is { } last && last < first)
            Diagnostics.Add(SourceErrors.InvalidValue(reader.Map.Find("to")!.Value, $"`in_force` ends on {last:yyyy-MM-dd}, before it starts on {first:yyyy-MM-dd}", "both days are included"));
        return new DateSpan(from, to);
    }

    /// <summary>A date written <c>2019-01-01</c>; anything else is reported.</summary>
    public DateOnly? Date(YamlScalar? scalar)
    {
        if (scalar is null) return null;
        DateOnly? date = DateBuiltins.ParseDate(scalar.Text);
        if (date is null) Diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a date", "write year-month-day: 2019-01-01"));
        return date;
    }

    /// <summary>A constant of a type; null (and a finding) when the text does not fit.</summary>
    public Value? Constant(YamlScalar scalar, RightsType type, ConceptCatalogue catalogue)
    {
        Value? value = ParseConstant(scalar.Text, type, catalogue);
        if (value is not null) return value;
        Diagnostics.Add(ConceptErrors.ParameterValue(scalar.Location, $"`{scalar.Text}` is not a value of type {type}", HelpForConstant(scalar.Text, type, catalogue)));
        return null;
    }

    /// <summary>How a constant of a type is written.</summary>
    public static string? HelpForConstant(string text, RightsType type, ConceptCatalogue catalogue) => type switch
    {
        OptionalType optional => HelpForConstant(text, optional.Inner, catalogue),
        CodeType code => catalogue.CodeLists.TryGetValue(code.Name, out CodeList? list) ? Suggestions.DidYouMeanOrOneOf(text, list.Codes.Select(c => c.Name), "the codes are") : null,
        _ when type.IsMoney || type.Equals(RightsType.Number) => "write digits and a decimal point, such as 1234.50, or a percentage such as 80%",
        _ when type.Equals(RightsType.Boolean) => "write `true` or `false`",
        _ when type.Equals(RightsType.Date) => "write year-month-day: 2019-01-01",
        _ when type.Equals(RightsType.Duration) => "write years and months: P1Y6M",
        _ => null,
    };

    public static Value? ParseConstant(string text, RightsType type, ConceptCatalogue catalogue)
    {
        if (type is OptionalType optional) return text == "absent" ? AbsentValue.Instance : ParseConstant(text, optional.Inner, catalogue);
        if (type.IsMoney || type.Equals(RightsType.Number)) return ParseNumber(text) is { } n ? new NumberValue(n) : null;
        if (type.Equals(RightsType.Boolean)) return text is "true" or "false" ? BooleanValue.Of(text == "true") : null;
        if (type.Equals(RightsType.Date)) return DateBuiltins.ParseDate(text) is { } d ? new DateValue(d) : null;
        if (type.Equals(RightsType.Duration)) return DateBuiltins.ParseDuration(text) is { } m ? new DurationValue(m) : null;
        if (type is CodeType code) return catalogue.CodeLists.TryGetValue(code.Name, out CodeList? list) && list.Has(text) ? new TextValue(text) : null;
        return type.Equals(RightsType.Text) || type.Equals(RightsType.Identifier) ? new TextValue(text) : null;
    }

    private static decimal? ParseNumber(string text)
    {
        bool percent = text.EndsWith('%');
        string digits = percent ? text[..^1] : text;
        const System.Globalization.NumberStyles styles = System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign;
        if (digits.Count(char.IsAsciiDigit) > ExactDecimal.MaximumDigits || !decimal.TryParse(digits, styles, System.Globalization.CultureInfo.InvariantCulture, out decimal number)) return null;
        return percent ? number / 100m : number;
    }
}
