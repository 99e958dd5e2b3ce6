using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Cuts what has <c>in_force:</c> at the first day of a reform: as it was before, and as it is from then on.</summary>
/// <param name="day">The first day of the reform.</param>
/// <param name="at">Where that day is written.</param>
/// <param name="ownerFrom">The first day of what the items belong to, or null.</param>
internal sealed class DaySplit(DateOnly day, YamlScalar at, DateOnly? ownerFrom = null)
{
    private static readonly string[] Groups = ["any", "all", "none"];

    public DateOnly Day => day;

    public YamlScalar At => at;

    /// <summary>The dates of an item, as far as they can be read.</summary>
    public static DateSpan SpanOf(YamlMap item)
    {
        var span = item.Find("in_force")?.Value as YamlMap;
        return new DateSpan(DateOf(span, "from"), DateOf(span, "to"));
    }

    /// <summary>Whether an item ends before the reform starts.</summary>
    public bool IsOver(YamlMap item) => SpanOf(item).To < day;

    /// <summary>The same day for the parts of something.</summary>
    public DaySplit Within(YamlMap owner) => new(day, at, SpanOf(owner).From);

    /// <summary>Whether nothing of the owner's time lies before the day.</summary>
    public bool CoversAll => ownerFrom >= day;

    /// <summary>An item as it holds before the day; null when it does not.</summary>
    public YamlMap? Before(YamlMap item)
    {
        DateSpan span = SpanOf(item);
        if (CoversAll || span.From >= day || day == DateOnly.MinValue) return null;
        if (span.To < day) return item;
        return Parts(item.With("in_force", Span(item, "to", day.AddDays(-1))), Before);
    }

    /// <summary>An item as it holds from the day on; null when it does not.</summary>
    public YamlMap? After(YamlMap item)
    {
        DateSpan span = SpanOf(item);
        if (span.To < day) return null;
        if (CoversAll || span.From >= day) return item;
        return Parts(item.With("in_force", Span(item, "from", day)), After);
    }

    /// <summary>The parts of a group have the same dates, so that two versions of the group do not share them.</summary>
    private static YamlMap Parts(YamlMap item, Func<YamlMap, YamlMap?> cut)
    {
        foreach (string group in Groups)
            if (item.Find(group)?.Value is YamlList list) item = item.With(group, new YamlList(list.Location, [.. list.Items.Select(i => i is YamlMap m ? cut(m) : i).OfType<YamlNode>()]));
        return item;
    }

    private YamlMap Span(YamlMap item, string key, DateOnly date)
    {
        YamlScalar scalar = YamlEdits.Scalar($"{date:yyyy-MM-dd}", at.Location);
        return item.Find("in_force")?.Value is YamlMap span ? span.With(key, scalar) : YamlEdits.Map(at.Location, (key, scalar));
    }

    private static DateOnly? DateOf(YamlMap? span, string key) => span?.Find(key)?.Value is YamlScalar text ? DateBuiltins.ParseDate(text.Text) : null;
}
