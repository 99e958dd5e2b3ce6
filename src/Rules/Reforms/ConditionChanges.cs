using RightsEngine.Concepts.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Changes the conditions of a right, at whatever depth they stand.</summary>
internal sealed class ConditionChanges(ReadingContext context, YamlMap? set, YamlList? add, YamlList? remove)
{
    private const string Key = "conditions";
    private static readonly string[] Kinds = ["require", "any", "all", "none"];

    public bool IsEmpty => (set, add, remove) is (null, null, null);

    /// <summary>The right with its conditions changed.</summary>
    /// <param name="right">The right.</param>
    /// <param name="split">The day of the reform, within the right.</param>
    /// <param name="owner">For messages.</param>
    public YamlMap Of(YamlMap right, DaySplit split, string owner)
    {
        YamlList conditions = right.Find(Key)?.Value as YamlList ?? new YamlList(split.At.Location, []);
        foreach (YamlEntry entry in set?.Entries ?? [])
        {
            if (Known(conditions, entry.Key, split, owner) is not { } found) continue;
            if (entry.Value is not YamlMap change)
            {
                context.Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "what changes in the condition, such as {require: …}"));
                continue;
            }
            if (found.All(f => YamlEdits.Same(Changed(f, change), f)))
            {
                context.Diagnostics.Add(ReformErrors.NothingChanges(entry.Key.Location, $"the change of condition `{entry.Key.Text}`", "that is what it says"));
                continue;
            }
            conditions = At(conditions, entry.Key.Text, split, old => [split.Before(old), split.After(old) is { } now ? Changed(now, change) : null]);
        }
        foreach (YamlScalar id in context.Scalars(remove, "remove_conditions", "the id of a condition"))
            if (Known(conditions, id, split, owner) is not null) conditions = At(conditions, id.Text, split, old => [split.Before(old)]);
        foreach (YamlMap added in context.Maps(add, "add_conditions", "a condition {id, text, require}")) conditions = Add(conditions, added, split, owner);
        return right.With(Key, conditions);
    }

    private YamlList Add(YamlList conditions, YamlMap added, DaySplit split, string owner)
    {
        YamlMap condition = added.Without("in");
        string id = IdOf(condition);
        if (All(conditions).FirstOrDefault(c => IdOf(c) == id && !split.IsOver(c)) is { } first)
        {
            context.Diagnostics.Add(ReformErrors.AlreadyThere(condition.Find("id")!.Value.Location, owner, "condition", id, "use `set_conditions` to change it", first.Location));
            return conditions;
        }
        if (split.After(condition) is not { } starting) return conditions;
        if (added.Find("in")?.Value is not YamlScalar group) return new YamlList(conditions.Location, [.. conditions.Items, starting]);
        if (Known(conditions, group, split, owner) is not { } groups) return conditions;
        if (groups.Any(g => g.Find("require") is not null))
        {
            context.Diagnostics.Add(ReformErrors.NotPossible(group.Location, $"condition `{group.Text}` is no group", "name a group with `any`, `all` or `none`"));
            return conditions;
        }
        return At(conditions, group.Text, split, g => [Kinds.Aggregate(g, (m, kind) => m.Find(kind)?.Value is YamlList parts ? m.With(kind, new YamlList(parts.Location, [.. parts.Items, starting])) : m)]);
    }

    /// <summary>A condition with other keys; another kind takes the place of the one it had.</summary>
    private static YamlMap Changed(YamlMap condition, YamlMap change)
    {
        YamlMap kept = change.Entries.Any(e => Kinds.Contains(e.Key.Text)) ? condition.Without(Kinds) : condition;
        return kept.Overlaid(change.Entries);
    }

    /// <summary>The conditions of an id that hold on some day of the reform; null, and a finding, when there are none.</summary>
    private List<YamlMap>? Known(YamlList conditions, YamlScalar id, DaySplit split, string owner)
    {
        List<YamlMap> found = [.. All(conditions).Where(c => IdOf(c) == id.Text)];
        if (found.Count == 0)
        {
            context.Diagnostics.Add(ReformErrors.UnknownPart(id.Location, owner, "condition", id.Text, All(conditions).Select(IdOf)));
            return null;
        }
        List<YamlMap> now = [.. found.Where(f => !split.IsOver(f))];
        if (now.Count > 0) return now;
        context.Diagnostics.Add(ReformErrors.Over(id.Location, $"condition `{id.Text}`", $"{found.Max(f => DaySplit.SpanOf(f).To):yyyy-MM-dd}", $"{split.Day:yyyy-MM-dd}"));
        return null;
    }

    /// <summary>The list with others in the place of each condition of an id that holds on some day of the reform.</summary>
    private static YamlList At(YamlList list, string id, DaySplit split, Func<YamlMap, IEnumerable<YamlMap?>> change)
    {
        var items = new List<YamlNode>();
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlMap map) items.Add(item);
            else if (IdOf(map) == id && !split.IsOver(map)) items.AddRange(change(map).OfType<YamlMap>());
            else items.Add(Kinds.Aggregate(map, (m, kind) => m.Find(kind)?.Value is YamlList parts ? m.With(kind, At(parts, id, split, change)) : m));
        }
        return new YamlList(list.Location, items);
    }

    private static IEnumerable<YamlMap> All(YamlList list) => list.Items.OfType<YamlMap>()
        .SelectMany(m => Kinds.Select(k => m.Find(k)?.Value).OfType<YamlList>().SelectMany(All).Prepend(m));

    private static string IdOf(YamlMap condition) => (condition.Find("id")?.Value as YamlScalar)?.Text ?? "";
}
