using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Trees with something put in the place of something else. Every node keeps the place where it is written.</summary>
internal static class YamlEdits
{
    /// <summary>A scalar that is written nowhere; findings about it point to what it follows from.</summary>
    public static YamlScalar Scalar(string text, Location at)
    {
        int[] offsets = [.. Enumerable.Repeat(at.Span.Start, text.Length), at.Span.End];
        return new YamlScalar(at, MappedText.Mapped(at.File, text, offsets), ScalarStyle.Plain);
    }

    public static YamlMap Map(Location at, params (string Key, YamlNode Value)[] entries) =>
        new(at, [.. entries.Select(e => new YamlEntry(Scalar(e.Key, at), e.Value))]);

    /// <summary>The mapping with another value for a key, in its place or at the end.</summary>
    public static YamlMap With(this YamlMap map, string key, YamlNode value, YamlScalar? keyScalar = null)
    {
        YamlEntry entry = new(map.Find(key)?.Key ?? keyScalar ?? Scalar(key, value.Location), value);
        return map.Of(map.Find(key) is null ? [.. map.Entries, entry] : [.. map.Entries.Select(e => e.Key.Text == key ? entry : e)]);
    }

    public static YamlMap Without(this YamlMap map, params string[] keys) =>
        map.Of([.. map.Entries.Where(e => !keys.Contains(e.Key.Text))]);

    /// <summary>The mapping with other entries; what was changed in it before still counts.</summary>
    public static YamlMap Of(this YamlMap map, IReadOnlyList<YamlEntry> entries) => new(map.Location, entries) { Amendments = map.Amendments };

    /// <summary>The mapping with the text of a change, which counts in its digest.</summary>
    public static YamlMap Amended(this YamlMap map, string change) => new(map.Location, map.Entries) { Amendments = [.. map.Amendments, change] };

    /// <summary>The mapping with the entries of another one in the place of its own.</summary>
    public static YamlMap Overlaid(this YamlMap map, IEnumerable<YamlEntry> entries) =>
        entries.Aggregate(map, (m, e) => m.With(e.Key.Text, e.Value, e.Key));

    /// <summary>Whether two trees say the same, however they are written.</summary>
    public static bool Same(YamlNode? a, YamlNode? b) => (a, b) switch
    {
        (null, null) => true,
        (YamlScalar x, YamlScalar y) => Words(x.Text) == Words(y.Text),
        (YamlList x, YamlList y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(p => Same(p.First, p.Second)),
        (YamlMap x, YamlMap y) => x.Entries.Count == y.Entries.Count && x.Entries.All(e => y.Find(e.Key.Text) is { } other && Same(e.Value, other.Value)),
        (YamlVersions x, YamlVersions y) => x.Versions.Count == y.Versions.Count && x.Versions.Zip(y.Versions).All(p => (p.First.From, p.First.To) == (p.Second.From, p.Second.To) && Same(p.First.Value, p.Second.Value)),
        _ => false,
    };

    /// <summary>A text with single blanks.</summary>
    public static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
