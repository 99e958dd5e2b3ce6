using RightsEngine.Concepts.Reading;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Changes definitions: a mapping of names to bodies.</summary>
/// <param name="context">What all readers share.</param>
/// <param name="set">Other bodies for definitions that are there.</param>
/// <param name="add">New ones.</param>
/// <param name="remove">Those that nothing uses any more.</param>
internal sealed class NamedChanges(ReadingContext context, YamlMap? set, YamlMap? add, YamlList? remove)
{
    private const string Key = "definitions";

    public bool IsEmpty => (set, add, remove) is (null, null, null);

    /// <summary>The owner with its definitions changed.</summary>
    /// <param name="owner">The right or the concept.</param>
    /// <param name="split">The day of the reform, within the owner.</param>
    /// <param name="ownerName">For messages.</param>
    public YamlMap Of(YamlMap owner, DaySplit split, string ownerName)
    {
        YamlMap definitions = owner.Find(Key)?.Value as YamlMap ?? YamlEdits.Map(split.At.Location);
        var bodies = new BodyChanges(context, split);
        foreach (YamlEntry entry in set?.Entries ?? [])
        {
            if (Find(definitions, entry.Key, ownerName) is not { } found) continue;
            YamlMap before = found.Value as YamlMap ?? new YamlMap(found.Value.Location, [new YamlEntry(YamlEdits.Scalar("value", found.Value.Location), found.Value)]);
            if (bodies.Change(before, entry.Value, entry.Key, $"definition `{entry.Key.Text}`") is { } changed) definitions = definitions.With(entry.Key.Text, changed);
        }
        foreach (YamlEntry entry in add?.Entries ?? [])
        {
            if (definitions.Find(entry.Key.Text) is { } first)
                context.Diagnostics.Add(ReformErrors.AlreadyThere(entry.Key.Location, ownerName, "definition", entry.Key.Text, "use `set_definitions` to change it", first.Key.Location));
            else definitions = definitions.With(entry.Key.Text, entry.Value, entry.Key);
        }
        return owner.With(Key, definitions);
    }

    /// <summary>The owner without the definitions to remove; called when all else was changed, so that only what is left uses them.</summary>
    public YamlMap WithoutRemoved(YamlMap owner, DaySplit split, string ownerName)
    {
        foreach (YamlScalar name in context.Scalars(remove, "remove_definitions", "a name"))
        {
            if (owner.Find(Key)?.Value is not YamlMap definitions || Find(definitions, name, ownerName) is null) continue;
            if (new UseSearch(split.Day, name.Text).In(owner) is { } use) context.Diagnostics.Add(ReformErrors.StillUsed(name.Location, "definition", name.Text, use.Location));
            // Before the day of the reform it may be used; from then on nothing asks for it.
            else if (new UseSearch(DateOnly.MinValue, name.Text).In(owner) is null) owner = owner.With(Key, definitions.Without(name.Text));
        }
        return owner;
    }

    private YamlEntry? Find(YamlMap definitions, YamlScalar name, string owner)
    {
        YamlEntry? found = definitions.Find(name.Text);
        if (found is null) context.Diagnostics.Add(ReformErrors.UnknownPart(name.Location, owner, "definition", name.Text, definitions.Entries.Select(e => e.Key.Text)));
        return found;
    }
}
