using System.Globalization;
using RightsEngine.Concepts;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Mapping;

/// <summary>
/// Reads how values are mapped: a bare name of the source, or <c>{take: …, recode: …}</c>.
/// </summary>
internal sealed class ValueMappingReader(ConceptCatalogue catalogue, DiagnosticBag diagnostics)
{
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyy-MM", "yyyy-MM end"];

    /// <summary>The mapping of a value, or null with a finding.</summary>
    /// <param name="node">What the mapping file says.</param>
    /// <param name="type">The type of the value in the catalogue.</param>
    /// <param name="owner">What it is, for messages: "field `birth_date`".</param>
    public ValueMapping? Read(YamlNode? node, RightsType type, string owner)
    {
        if (node is null) return null;
        if (node is YamlScalar { IsNull: false } name) return new ValueMapping { Type = type, Location = name.Location, Parts = [[name.Text]] };
        if (node is YamlMap map) return ReadMap(map, type.Required(), owner);
        diagnostics.Add(SourceErrors.WrongShape(node, owner, "a name of the source, or a mapping such as {take: name, recode: {…}}"));
        return null;
    }

    private ValueMapping ReadMap(YamlMap map, RightsType type, string owner)
    {
        var reader = new MapReader(map, owner, diagnostics);
        YamlNode? take = reader.Optional("take");
        YamlScalar? join = reader.OptionalScalar("join");
        YamlList? mayBeEmpty = reader.OptionalList("may_be_empty");
        YamlMap? recode = reader.OptionalMap("recode"), startsWith = reader.OptionalMap("starts_with");
        YamlScalar? constant = reader.OptionalScalar("constant");
        var mapping = new ValueMapping
        {
            Type = type,
            Location = map.Location,
            Parts = Parts(take, join),
            Separator = join?.Text ?? "",
            MayBeEmpty = (mayBeEmpty?.Items ?? []).OfType<YamlScalar>().Select(s => s.Text).ToHashSet(StringComparer.Ordinal),
            Recode = recode is null ? null : Codes(recode, type).ToDictionary(c => c.Written, c => c.Value, StringComparer.Ordinal),
            StartsWith = startsWith is null ? null : [.. Codes(startsWith, type).OrderByDescending(c => c.Written.Length)],
            Divide = Divide(reader.OptionalScalar("divide"), type),
            DecimalComma = reader.OptionalBoolean("decimal_comma"),
            DateFormat = DateFormat(reader.OptionalScalar("date"), type),
            Decimals = Decimals(reader.OptionalScalar("round")),
            Constant = constant is null ? null : Scalar(constant, type),
        };
        reader.Finish();
        if (take is null && constant is null) diagnostics.Add(SourceErrors.MissingKey(map, owner, "take"));
        if (take is not null && constant is not null) diagnostics.Add(SourceErrors.InvalidValue(constant, "`constant` is given beside `take`", "keep one of the two"));
        if (recode is not null && startsWith is not null) diagnostics.Add(SourceErrors.InvalidValue(startsWith, "`starts_with` is given beside `recode`", "keep one of the two"));
        return mapping;
    }

    private List<IReadOnlyList<string>> Parts(YamlNode? take, YamlScalar? join)
    {
        if (take is null) return [];
        if (take is YamlScalar one) return [[one.Text]];
        if (take is not YamlList list)
        {
            diagnostics.Add(SourceErrors.WrongShape(take, "take", "a name or a list of names"));
            return [];
        }
        List<IReadOnlyList<string>> parts = [];
        foreach (YamlNode item in list.Items)
        {
            if (item is YamlScalar name) parts.Add([name.Text]);
            else if (item is YamlList alternatives && alternatives.Items.All(a => a is YamlScalar)) parts.Add([.. alternatives.Items.OfType<YamlScalar>().Select(a => a.Text)]);
            else diagnostics.Add(SourceErrors.WrongShape(item, "take", "a name, or a list of names of which the first with a value counts"));
        }
        if (parts.Count > 1 && join is null)
            diagnostics.Add(SourceErrors.InvalidValue(take, "`take` has several names, and nothing says how to join them", "add `join:`, or put the names in a list of their own to take the first with a value: [[a, b]]"));
        return parts;
    }

    private IEnumerable<(string Written, CaseScalar Value)> Codes(YamlMap map, RightsType type)
    {
        foreach (YamlEntry entry in map.Entries)
            if (entry.Value is YamlScalar scalar) yield return (entry.Key.Text, Scalar(scalar, type));
            else diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a value of the field, `unknown` or `nothing`"));
    }

    /// <summary>A value of the catalogue, written in the mapping file, with <c>unknown</c> and <c>nothing</c> as words of their own.</summary>
    private CaseScalar Scalar(YamlScalar scalar, RightsType type)
    {
        if (scalar.Text == "unknown") return ValueMapping.Unknown;
        if (scalar.Text == "nothing") return ValueMapping.Nothing;
        if (ReadingContext.ParseConstant(scalar.Text, type, catalogue) is null)
        {
            string? help = type is CodeType code && catalogue.CodeLists.TryGetValue(code.Name, out CodeList? list)
                ? Suggestions.DidYouMean(scalar.Text, list.Codes.Select(c => c.Name)) ?? $"the codes are {string.Join(", ", list.Codes.Select(c => $"`{c.Name}`"))}" : null;
            diagnostics.Add(ConceptErrors.ParameterValue(scalar.Location, $"`{scalar.Text}` is not a value of type {type}", help));
        }
        return CaseScalar.FromCell(scalar.Text, type);
    }

    private decimal? Divide(YamlScalar? scalar, RightsType type)
    {
        if (scalar is null) return null;
        if (!type.IsMoney && !type.Equals(RightsType.Number)) diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`divide` does not go with a value of type {type}", "it is for numbers and money"));
        if (scalar.Text is "10" or "100" or "1000" or "10000") return decimal.Parse(scalar.Text, CultureInfo.InvariantCulture);
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`divide` is `{scalar.Text}`: expected 10, 100, 1000 or 10000", "other divisions have remainders"));
        return null;
    }

    private string? DateFormat(YamlScalar? scalar, RightsType type)
    {
        if (scalar is null) return null;
        if (!type.Equals(RightsType.Date)) diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`date` does not go with a value of type {type}"));
        if (!DateFormats.Contains(scalar.Text))
            diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`date` is `{scalar.Text}`: expected {string.Join(", ", DateFormats)}", Suggestions.DidYouMean(scalar.Text, DateFormats)));
        // The reader of cases takes dates in this form, and dates of which a part is unknown.
        return scalar.Text == DateFormats[0] ? null : scalar.Text;
    }

    private int? Decimals(YamlScalar? scalar)
    {
        const string words = "half up to ";
        if (scalar is null) return null;
        string text = scalar.Text;
        if (text == words + "1") return 0;
        if (text.StartsWith(words + "0.", StringComparison.Ordinal) && text[^1] == '1' && text.Length - words.Length - 2 is >= 1 and <= 6 and int decimals
            && text[(words.Length + 2)..^1].All(c => c == '0')) return decimals;
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`round` is `{text}`: expected `half up to 0.01`", "it is for columns in floating point; other numbers are taken exactly"));
        return null;
    }
}
