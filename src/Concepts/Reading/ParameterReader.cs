using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Concepts.Reading;

/// <summary>Reads dated figures and dated tables of figures, inline or from a CSV file beside the rule file.</summary>
internal sealed partial class ParameterReader(ReadingContext context, CatalogueScope scope)
{
    /// <param name="name">Its name.</param>
    /// <param name="map">The mapping with type, values, keys …</param>
    /// <param name="right">The right it belongs to, or null.</param>
    /// <param name="at">Where the name stands.</param>
    /// <param name="folder">The folder of the rule file, for <c>file:</c>.</param>
    public ParameterDefinition? Read(string name, YamlMap map, string? right, Location at, string folder)
    {
        var reader = new MapReader(map, $"parameter `{name}`", context.Diagnostics);
        if (right is null) reader.RequiredScalar("parameter");
        LocalizedText title = context.Texts(reader.Optional("title"), $"parameter `{name}`");
        YamlScalar? typeScalar = reader.OptionalScalar("type");
        YamlMap? keysMap = reader.OptionalMap("keys");
        YamlMap? columnsMap = reader.OptionalMap("columns");
        DateSpan inForce = context.InForce(reader.OptionalMap("in_force"));
        YamlScalar? file = reader.OptionalScalar("file");
        Indexation? indexed = Indexed(reader.OptionalMap("indexed"), name);
        YamlMap? values = file is null && indexed is null ? reader.RequiredMap("values") : reader.OptionalMap("values");
        reader.OptionalScalar("note");
        reader.Finish();

        ParameterKey[] keys = [.. (keysMap?.Entries ?? []).Select(e => new ParameterKey(context.Name(e.Key), TypeOf(e.Value)))];
        var columns = (columnsMap?.Entries ?? []).ToDictionary(e => context.Name(e.Key), e => new MemberSymbol(e.Key.Text, TypeOf(e.Value), e.Key.Location));
        string fullName = right is null ? name : $"{right}.{name}";
        RightsType type;
        if (keys.Length > 0)
        {
            if (columns.Count == 0) context.Diagnostics.Add(SourceErrors.MissingKey(map, $"parameter `{name}`", "columns"));
            type = new StructType(StructKind.Row, fullName);
        }
        else if (typeScalar is null)
        {
            context.Diagnostics.Add(SourceErrors.MissingKey(map, $"parameter `{name}`", "type"));
            return null;
        }
        else
        {
            type = ExpressionReader.Type(typeScalar, scope, context.Diagnostics);
        }
        string digest = map.DigestText;
        var versions = new List<ParameterVersion>();
        if (file is not null && !IsBeside(file.Text))
        {
            context.Diagnostics.Add(SourceErrors.InvalidValue(file, $"`file` is `{file.Text}`: expected the name of a .csv file beside the rule file", "put the table in the folder of the rule file"));
        }
        else if (file is not null)
        {
            string path = Path.Combine(folder, file.Text);
            versions.AddRange(ParameterFileReader.Read(path, file, keys, columns, context, scope.Catalogue, out string text));
            digest += text;
        }
        foreach (YamlEntry entry in values?.Entries ?? [])
            if (Version(name, entry, type, keys, columns) is { } version) versions.Add(version);
        IReadOnlyList<ParameterReform> reforms = context.ReformsOf(fullName);
        foreach (ParameterReform reform in reforms) digest += $"\n---\nfrom {reform.From:yyyy-MM-dd}\n{reform.Values.Location.Text}";
        return new ParameterDefinition(name, title, at, digest)
        {
            Reforms = [.. reforms.Select(r => ReadReform(name, r, type, keys, columns)).OfType<FigureReform>()],
            Right = right,
            Type = type,
            Keys = keys,
            Columns = columns,
            InForce = inForce,
            Versions = [.. versions.OrderBy(v => v.From)],
            Indexed = indexed,
        };
    }

    private Indexation? Indexed(YamlMap? map, string parameter)
    {
        if (map is null) return null;
        var reader = new MapReader(map, $"`indexed` of `{parameter}`", context.Diagnostics);
        YamlScalar? @base = reader.RequiredScalar("base");
        YamlScalar? factor = reader.RequiredScalar("factor");
        YamlScalar? divide = reader.OptionalScalar("divide");
        Rounding? round = Rounding.Read(reader.OptionalScalar("round"), context.Diagnostics);
        reader.Finish();
        decimal divisor = divide is not null && context.Constant(divide, RightsType.Number, scope.Catalogue) is NumberValue n ? n.Value : 1;
        if (divisor <= 0) context.Diagnostics.Add(ConceptErrors.ParameterValue(divide!.Location, $"`divide` is {divisor}: expected a number above 0"));
        if (@base is null || factor is null) return null;
        return new Indexation { BaseName = @base, FactorName = factor, Divisor = divisor, Round = round, Failed = divisor <= 0 };
    }

    // Rules may come from a stranger: they cannot name a file elsewhere on the machine.
    private static bool IsBeside(string file) => file.EndsWith(".csv", StringComparison.Ordinal) && file.AsSpan().IndexOfAny("/\\:\0") < 0;

    private RightsType TypeOf(YamlNode node)
    {
        if (node is YamlScalar scalar) return ExpressionReader.Type(scalar, scope, context.Diagnostics);
        context.Diagnostics.Add(SourceErrors.WrongShape(node, "type", "a type"));
        return RightsType.Error;
    }

    private ParameterVersion? Version(string name, YamlEntry entry, RightsType type, ParameterKey[] keys, Dictionary<string, MemberSymbol> columns)
    {
        if (context.Date(entry.Key) is not { } from) return null;
        if (entry.Value is YamlScalar { Text: "missing" })
            return new ParameterVersion(from, null, null, ParameterStatus.Verified, null, entry.Key.Location);
        if (entry.Value is not YamlMap map)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "{value: …, source: …, status: …} or `missing`"));
            return null;
        }
        var reader = new MapReader(map, $"value of `{name}` from {entry.Key.Text}", context.Diagnostics);
        YamlScalar? value = keys.Length == 0 ? reader.RequiredScalar("value") : null;
        YamlNode? rows = keys.Length > 0 ? reader.Required("rows") : null;
        string? source = Source(reader.OptionalScalar("source"));
        ParameterStatus status = Status(reader.RequiredScalar("status"));
        reader.OptionalScalar("note");
        reader.Finish();
        if (keys.Length == 0)
            return value is null || context.Constant(value, type, scope.Catalogue) is not { } constant ? null
                : new ParameterVersion(from, constant, null, status, source, entry.Key.Location);
        return rows is null ? null : new ParameterVersion(from, null, [.. Rows(rows, keys, columns, status, source)], status, source, entry.Key.Location);
    }

    private string? Source(YamlScalar? scalar)
    {
        if (scalar is null) return null;
        if (context.Sources is { } known && !known.Contains(scalar.Text))
            context.Diagnostics.Add(ConceptErrors.UnknownReference(scalar.Location, "source", scalar.Text, known));
        return scalar.Text;
    }

    private ParameterStatus Status(YamlScalar? scalar)
    {
        if (scalar is null) return ParameterStatus.Derived;
        if (ParseStatus(scalar.Text) is { } status) return status;
        context.Diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`status` is `{scalar.Text}`: expected verified, secondary or derived",
            Suggestions.DidYouMean(scalar.Text, ["verified", "secondary", "derived"])));
        return ParameterStatus.Derived;
    }

    public static ParameterStatus? ParseStatus(string text) => text switch
    {
        "verified" => ParameterStatus.Verified,
        "secondary" => ParameterStatus.Secondary,
        "derived" => ParameterStatus.Derived,
        _ => null,
    };

    private IEnumerable<ParameterRow> Rows(YamlNode rows, ParameterKey[] keys, Dictionary<string, MemberSymbol> columns, ParameterStatus status, string? source)
    {
        if (rows is YamlMap map && keys.Length == 1)
        {
            foreach (YamlEntry entry in map.Entries)
            {
                if (Key(entry.Key, keys[0]) is not { } key || Columns(entry.Value, columns) is not { } values) continue;
                yield return new ParameterRow([key], values, status, source, entry.Key.Location);
            }
            yield break;
        }
        if (rows is not YamlList list)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(rows, "rows", keys.Length == 1 ? "a mapping of key to value, or a list of rows" : "a list of rows, each a list of keys and columns"));
            yield break;
        }
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlList row || row.Items.Count != keys.Length + columns.Count || !row.Items.All(i => i is YamlScalar))
            {
                context.Diagnostics.Add(ConceptErrors.ParameterValue(item.Location,
                    $"a row needs {keys.Length} keys and {columns.Count} columns: {string.Join(", ", keys.Select(k => k.Name).Concat(columns.Keys))}", "write each row as a list: keys first, then columns"));
                continue;
            }
            var cells = row.Items.Cast<YamlScalar>().ToArray();
            KeyCell?[] keyCells = [.. keys.Select((k, i) => Key(cells[i], k))];
            var values = new Dictionary<string, Value?>();
            foreach ((MemberSymbol column, int i) in columns.Values.Select((c, i) => (c, i)))
                values[column.Name] = Cell(cells[keys.Length + i], column.Type);
            if (keyCells.All(k => k is not null)) yield return new ParameterRow(keyCells!, values, status, source, row.Location);
        }
    }

    private KeyCell? Key(YamlScalar scalar, ParameterKey key)
    {
        KeyCell? cell = ParseKey(scalar.Text, key.Type, scope.Catalogue);
        if (cell is null) context.Constant(scalar, key.Type, scope.Catalogue);
        return cell;
    }

    public static KeyCell? ParseKey(string text, RightsType type, ConceptCatalogue catalogue)
    {
        if (text is "-" or "any") return KeyCell.Any;
        if (text.Length > 4 && text[0] is '[' or '(' && text[^1] is ']' or ')' && text.Contains("..", StringComparison.Ordinal))
        {
            string[] ends = text[1..^1].Split("..");
            return ends.Length == 2 && ReadingContext.ParseConstant(ends[0].Trim(), type, catalogue) is { } low
                && ReadingContext.ParseConstant(ends[1].Trim(), type, catalogue) is { } high
                ? new KeyCell(null, new RangeValue(text[0] == '[', low, high, text[^1] == ']')) : null;
        }
        return ReadingContext.ParseConstant(text, type, catalogue) is { } value ? new KeyCell(value, null) : null;
    }

    private Dictionary<string, Value?>? Columns(YamlNode node, Dictionary<string, MemberSymbol> columns)
    {
        var values = new Dictionary<string, Value?>();
        if (node is YamlScalar scalar && columns.Count == 1)
        {
            MemberSymbol only = columns.Values.First();
            values[only.Name] = Cell(scalar, only.Type);
            return values;
        }
        if (node is not YamlMap map)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(node, "rows", $"the columns {string.Join(", ", columns.Keys)}"));
            return null;
        }
        var reader = new MapReader(map, "row", context.Diagnostics);
        foreach (MemberSymbol column in columns.Values)
            values[column.Name] = reader.RequiredScalar(column.Name) is { } cell ? Cell(cell, column.Type) : null;
        reader.Finish();
        return values;
    }

    private Value? Cell(YamlScalar scalar, RightsType type) =>
        scalar.Text == "missing" ? null : context.Constant(scalar, type, scope.Catalogue);
}
