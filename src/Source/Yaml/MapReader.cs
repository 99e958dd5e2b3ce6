namespace RightsEngine.Source.Yaml;

/// <summary>
/// Reads a mapping key by key and reports what is missing, misplaced or left over.
/// Every declaration is read through it, so that no key of a rule file is ever ignored.
/// </summary>
internal sealed class MapReader
{
    private readonly YamlMap _map;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<string> _known = [];

    /// <param name="map">The mapping to read.</param>
    /// <param name="owner">What it is, for messages: "right `water.social_tariff`".</param>
    /// <param name="diagnostics">Where findings go.</param>
    public MapReader(YamlMap map, string owner, DiagnosticBag diagnostics) =>
        (_map, Owner, _diagnostics) = (map, owner, diagnostics);

    /// <summary>What is being read, for messages.</summary>
    public string Owner { get; }

    /// <summary>The mapping itself.</summary>
    public YamlMap Map => _map;

    /// <summary>Where findings go.</summary>
    public DiagnosticBag Diagnostics => _diagnostics;

    /// <summary>The value of an optional key; a key without a value is reported.</summary>
    public YamlNode? Optional(string key)
    {
        _known.Add(key);
        YamlEntry? entry = _map.Find(key);
        if (entry is null) return null;
        if (entry.Value is YamlScalar { IsNull: true })
        {
            _diagnostics.Add(SourceErrors.NullValue(entry.Key));
            return null;
        }
        return entry.Value;
    }

    /// <summary>The value of a key that must be there.</summary>
    public YamlNode? Required(string key)
    {
        YamlNode? value = Optional(key);
        if (value is null && _map.Find(key) is null) _diagnostics.Add(SourceErrors.MissingKey(_map, Owner, key));
        return value;
    }

    public YamlScalar? OptionalScalar(string key) => AsScalar(key, Optional(key));

    public YamlScalar? RequiredScalar(string key) => AsScalar(key, Required(key));

    public YamlMap? OptionalMap(string key) => As<YamlMap>(key, Optional(key), "a mapping");

    public YamlMap? RequiredMap(string key) => As<YamlMap>(key, Required(key), "a mapping");

    public YamlList? OptionalList(string key) => As<YamlList>(key, Optional(key), "a list");

    public YamlList? RequiredList(string key) => As<YamlList>(key, Required(key), "a list");

    /// <summary>The items of a list that are single values; others are reported.</summary>
    public IReadOnlyList<YamlScalar> Scalars(string key, YamlList? list) => Items<YamlScalar>(key, list, "a single value in each item");

    /// <summary>The items of a list that are mappings; others are reported.</summary>
    public IReadOnlyList<YamlMap> Maps(string key, YamlList? list, string expected) => Items<YamlMap>(key, list, expected);

    /// <summary>An optional boolean, false when the key is missing.</summary>
    public bool OptionalBoolean(string key, bool otherwise = false)
    {
        YamlScalar? scalar = OptionalScalar(key);
        if (scalar is null) return otherwise;
        if (scalar.Text is "true" or "false") return scalar.Text == "true";
        _diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{key}` is `{scalar.Text}`: expected true or false"));
        return otherwise;
    }

    /// <summary>An optional choice among words; reports another word with a suggestion.</summary>
    public string? OptionalChoice(string key, params string[] choices)
    {
        YamlScalar? scalar = OptionalScalar(key);
        if (scalar is null) return null;
        if (choices.Contains(scalar.Text)) return scalar.Text;
        _diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{key}` is `{scalar.Text}`: expected {Listed(choices)}",
            Suggestions.DidYouMean(scalar.Text, choices)));
        return null;
    }

    /// <summary>Reports every key that nobody asked for. Call it last.</summary>
    /// <returns>False when a value was split at a comma, so that what was read is not what was meant.</returns>
    public bool Finish()
    {
        bool whole = true;
        foreach (YamlEntry entry in _map.Entries)
        {
            if (_known.Contains(entry.Key.Text)) continue;
            // `{when: max(a, b) > 3}` is split by YAML at the comma, and the rest becomes a key without a value.
            bool split = entry.Value is YamlScalar { IsNull: true } && !entry.Key.IsQuoted && IsFlow();
            _diagnostics.Add(split ? SourceErrors.SplitAtComma(entry.Key) : SourceErrors.UnknownKey(entry.Key, Owner, _known));
            whole &= !split;
        }
        return whole;
    }

    private bool IsFlow() => _map.Location.Span.Length > 0 && _map.Location.Text.StartsWith('{');

    private List<T> Items<T>(string key, YamlList? list, string expected)
        where T : YamlNode
    {
        foreach (YamlNode item in list?.Items ?? [])
            if (item is not T) _diagnostics.Add(SourceErrors.WrongShape(item, key, expected, item is YamlScalar ? null : "quote it if it is meant as text or as an expression"));
        return [.. (list?.Items ?? []).OfType<T>()];
    }

    private YamlScalar? AsScalar(string key, YamlNode? node)
    {
        if (node is null or YamlScalar) return node as YamlScalar;
        string? help = node is YamlList or YamlMap ? "quote it if it is meant as text or as an expression" : null;
        _diagnostics.Add(SourceErrors.WrongShape(node, key, "a single value", help));
        return null;
    }

    private T? As<T>(string key, YamlNode? node, string expected)
        where T : YamlNode
    {
        if (node is null or T) return node as T;
        _diagnostics.Add(SourceErrors.WrongShape(node, key, expected));
        return null;
    }

    private static string Listed(string[] choices) => string.Join(", ", choices[..^1]) + (choices.Length > 1 ? " or " : "") + choices[^1];
}
