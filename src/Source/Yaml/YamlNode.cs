namespace RightsEngine.Source.Yaml;

/// <summary>How a scalar was written.</summary>
internal enum ScalarStyle
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

/// <summary>A node of a YAML file with its place.</summary>
internal abstract class YamlNode(Location location)
{
    public Location Location { get; } = location;

    /// <summary>What a person would call this kind of node: "a mapping", "a list", "a text".</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar: its value, and where each character of the value stands in the file.</summary>
internal sealed class YamlScalar(Location location, MappedText content, ScalarStyle style) : YamlNode(location)
{
    public MappedText Content { get; } = content;

    public ScalarStyle Style { get; } = style;

    public string Text => Content.Text;

    public bool IsQuoted => Style is not ScalarStyle.Plain;

    /// <summary>Whether YAML reads this as null: nothing, <c>~</c> or <c>null</c>, unquoted.</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class YamlList(Location location, IReadOnlyList<YamlNode> items) : YamlNode(location)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>One key of a mapping with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A mapping; keys are scalars and occur once (a second one is reported and dropped by the reader).</summary>
internal sealed class YamlMap(Location location, IReadOnlyList<YamlEntry> entries) : YamlNode(location)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    /// <summary>The texts of what was changed in it after it was read.</summary>
    public IReadOnlyList<string> Amendments { get; init; } = [];

    /// <summary>All that it says, for a digest: its text in the file, and the changes.</summary>
    public string DigestText => Amendments.Count == 0 ? Location.Text : string.Join("\n---\n", Amendments.Prepend(Location.Text));

    public override string Kind => "a mapping";

    public YamlEntry? Find(string key)
    {
        foreach (YamlEntry entry in Entries)
            if (entry.Key.Text == key) return entry;
        return null;
    }
}

/// <summary>
/// A value with the reference dates for which it holds, both included. No file has it: changes that hold from a date put it in the
/// place of what they change.
/// </summary>
internal sealed record YamlVersion(DateOnly? From, DateOnly? To, YamlNode Value);

/// <summary>Versions of a value, which do not overlap and leave no day out.</summary>
internal sealed class YamlVersions(IReadOnlyList<YamlVersion> versions) : YamlNode(versions[^1].Value.Location)
{
    public IReadOnlyList<YamlVersion> Versions { get; } = versions;

    public override string Kind => Versions[^1].Value.Kind;
}
