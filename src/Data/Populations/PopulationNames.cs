using System.Globalization;
using RightsEngine.Concepts;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Data.Populations;

/// <summary>The names of a population file as they are met, and the figures that all its parts write alike.</summary>
internal sealed class PopulationNames(DiagnosticBag diagnostics)
{
    /// <summary>Words that no draw may have for a name.</summary>
    public static readonly string[] Reserved = ["type", "role", "age", "born", "household"];

    // Conditions hold types and roles as bits.
    private const int Most = 64;

    private readonly List<string> _types = [];
    private readonly List<string> _roles = [];
    private int _sites;

    public HashSet<string> Sources { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Types => _types;

    public IReadOnlyList<string> Roles => _roles;

    public int NextSite() => ++_sites;

    public bool AddType(string name)
    {
        bool isNew = !_types.Contains(name);
        _types.Add(name);
        return isNew;
    }

    public int Role(string name)
    {
        int found = _roles.IndexOf(name);
        if (found >= 0) return found;
        _roles.Add(name);
        return _roles.Count - 1;
    }

    public void CheckNumbers(YamlNode at)
    {
        if (_types.Count > Most) diagnostics.Add(SourceErrors.InvalidValue(at, $"there are {_types.Count} types of household: at most {Most} are possible"));
        if (_roles.Count > Most) diagnostics.Add(SourceErrors.InvalidValue(at, $"there are {_roles.Count} roles: at most {Most} are possible"));
    }

    /// <summary>Where figures come from: every part of the file says it.</summary>
    public void Source(MapReader reader)
    {
        YamlNode? node = reader.Required("source");
        IEnumerable<YamlNode> items = node switch { null => [], YamlList list => list.Items, _ => [node] };
        foreach (YamlNode item in items)
            if (item is not YamlScalar name) diagnostics.Add(SourceErrors.WrongShape(item, "source", "a name under `sources`, or `assumed`"));
            else if (name.Text != PopulationReader.Assumed && !Sources.Contains(name.Text))
                diagnostics.Add(ConceptErrors.UnknownReference(name.Location, "source", name.Text, Sources.Append(PopulationReader.Assumed)));
    }

    /// <summary>A number that is at least as large as a limit; a percentage is a hundredth.</summary>
    public decimal? Number(YamlScalar? scalar, decimal least)
    {
        if (scalar is null) return null;
        bool percent = scalar.Text.EndsWith('%');
        if (Plain(percent ? scalar.Text[..^1] : scalar.Text) is { } number && number >= least) return percent ? number / 100 : number;
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a number of at least {least.ToString(CultureInfo.InvariantCulture)}", "write digits and a decimal point, or a percentage such as 2.5%"));
        return null;
    }

    /// <summary>A share between 0 and 1.</summary>
    public Chance Share(YamlScalar? scalar, Chance otherwise)
    {
        if (scalar is null || Number(scalar, 0) is not { } share) return otherwise;
        if (share > 1) diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is more than 1", "write a share such as 0.25 or 25%"));
        return new Chance(share);
    }

    public decimal? Weight(YamlEntry entry)
    {
        if (entry.Value is YamlScalar scalar) return Number(scalar, 0);
        diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "a weight"));
        return null;
    }

    /// <summary>Whether there is something to draw; where a weight was not understood, that was said.</summary>
    public void CheckTotal(YamlMap at, IReadOnlyCollection<decimal> weights)
    {
        if (weights.Count == at.Entries.Count && weights.Sum() <= 0) diagnostics.Add(SourceErrors.InvalidValue(at, "the weights are all 0, so nothing can be drawn", "give something a weight above 0"));
    }

    public Ranges? Exactly(YamlScalar scalar, long least, long most)
    {
        if (Number(scalar, least) is not { } number) return null;
        if (number == decimal.Truncate(number) && number <= most) return new Ranges([((long)number, (long)number, 1)]);
        diagnostics.Add(SourceErrors.InvalidValue(scalar, $"`{scalar.Text}` is not a whole number from {least} to {most}"));
        return null;
    }

    /// <summary><c>{0 to 17: 20, 18 to 64: 60, 65: 1}</c>: ranges with weights; both ends are included.</summary>
    /// <param name="map">The ranges.</param>
    /// <param name="decimals">How many decimals the ends may have; they are scaled by them.</param>
    /// <param name="least">The smallest end, not scaled.</param>
    /// <param name="most">The largest end, not scaled.</param>
    public Ranges? Ranges(YamlMap? map, int decimals, long least, long most)
    {
        if (map is null) return null;
        List<(long, long, decimal)> ranges = [];
        foreach (YamlEntry entry in map.Entries)
        {
            string[] ends = entry.Key.Text.Split(" to ");
            long? from = Scaled(ends[0], decimals, least, most), to = ends.Length == 2 ? Scaled(ends[1], decimals, least, most) : from;
            if (from > to || from is null || to is null || ends.Length > 2)
                diagnostics.Add(SourceErrors.InvalidValue(entry.Key, $"`{entry.Key.Text}` is not a range from {least} to {most}", "write a number, or two with `to` between them: 18 to 64"));
            else if (Weight(entry) is { } weight) ranges.Add((from.Value, to.Value, weight));
        }
        CheckTotal(map, [.. ranges.Select(r => r.Item3)]);
        return ranges.Count == 0 || ranges.Sum(r => r.Item3) <= 0 ? null : new Ranges(ranges);
    }

    private static long? Scaled(string text, int decimals, long least, long most)
    {
        if (Plain(text.Trim()) is not { } number || number < least || number > most) return null;
        for (int i = 0; i < decimals; i++) number *= 10;
        return number == decimal.Truncate(number) ? (long)number : null;
    }

    private static decimal? Plain(string text) =>
        text.Length is > 0 and <= 18 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
