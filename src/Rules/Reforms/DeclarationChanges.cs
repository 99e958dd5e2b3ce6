using RightsEngine.Concepts.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Changes a concept, a household or an income, in each of its versions that holds on some day of the reform.</summary>
internal sealed class DeclarationChanges(MapReader reader, string kind, string name, DaySplit split, RuleDocuments documents, ReadingContext context, string text)
{
    private DiagnosticBag Diagnostics => context.Diagnostics;

    private string Owner => $"{kind} `{name}`";

    public void Run()
    {
        if (reader.Map.Entries.Count == 1) Diagnostics.Add(ReformErrors.NothingChanges(reader.Map.Entries[0].Value.Location, $"the change of {Owner}", "it says nothing more"));
        Func<YamlMap, IEnumerable<YamlMap?>> change = kind switch
        {
            "concept" => Concept(),
            "household" => Household(),
            _ => Income(),
        };
        YamlMap[] all = [.. documents.Of(kind).Where(d => RuleDocuments.NameOf(d, kind) == name)];
        if (all.All(split.IsOver))
        {
            Diagnostics.Add(ReformErrors.Over(reader.Map.Entries[0].Value.Location, Owner, $"{all.Max(d => DaySplit.SpanOf(d).To):yyyy-MM-dd}", $"{split.Day:yyyy-MM-dd}"));
            return;
        }
        documents.Replace(kind, name, old => split.IsOver(old) ? [old] : change(old).OfType<YamlMap>().Select(d => d.Amended(text)));
    }

    private Func<YamlMap, IEnumerable<YamlMap?>> Concept()
    {
        var definitions = new NamedChanges(context, reader.OptionalMap("set_definitions"), reader.OptionalMap("add_definitions"), reader.OptionalList("remove_definitions"));
        YamlNode? value = reader.Optional("set_value");
        // The new version holds from the day on and has no other time.
        var always = new DaySplit(split.Day, split.At, split.Day);
        return old =>
        {
            YamlMap changed = old;
            if (value is not null && new BodyChanges(context, always).Change(changed, value, reader.Map.Find("set_value")!.Key, $"the value of {Owner}") is { } valued) changed = valued;
            if (!definitions.IsEmpty) changed = definitions.Of(changed, always, Owner);
            changed = definitions.WithoutRemoved(changed, always, Owner);
            return [split.Before(old), split.After(changed)];
        };
    }

    private Func<YamlMap, IEnumerable<YamlMap?>> Household()
    {
        YamlScalar? members = reader.RequiredScalar("set_members");
        return old =>
        {
            if (members is null) return [old];
            if (YamlEdits.Same(old.Find("members")?.Value, members)) Diagnostics.Add(ReformErrors.NothingChanges(members.Location, $"the change of {Owner}", "these are its members"));
            return [split.Before(old), split.After(old)?.With("members", members)];
        };
    }

    private Func<YamlMap, IEnumerable<YamlMap?>> Income()
    {
        YamlMap? set = reader.OptionalMap("set_components");
        YamlList? add = reader.OptionalList("add_components"), remove = reader.OptionalList("remove_components");
        return old =>
        {
            DaySplit within = split.Within(old);
            YamlList components = old.Find("components")?.Value as YamlList ?? new YamlList(old.Location, []);
            foreach (YamlEntry entry in set?.Entries ?? []) components = SetComponent(components, entry, within);
            foreach (YamlScalar id in context.Scalars(remove, "remove_components", "the id of a component"))
                if (Known(components, id, within) is not null) components = At(components, id.Text, within, c => [within.Before(c)]);
            foreach (YamlMap added in context.Maps(add, "add_components", "a component {id, take}")) components = AddComponent(components, added, within);
            return [old.With("components", components)];
        };
    }

    private YamlList SetComponent(YamlList components, YamlEntry entry, DaySplit within)
    {
        if (Known(components, entry.Key, within) is not { } found) return components;
        if (entry.Value is not YamlMap change)
        {
            Diagnostics.Add(SourceErrors.WrongShape(entry.Value, entry.Key.Text, "what changes in the component, such as {times: 80%}"));
            return components;
        }
        if (found.All(f => YamlEdits.Same(f.Overlaid(change.Entries), f)))
        {
            Diagnostics.Add(ReformErrors.NothingChanges(entry.Key.Location, $"the change of component `{entry.Key.Text}`", "that is what it says"));
            return components;
        }
        return At(components, entry.Key.Text, within, c => [within.Before(c), within.After(c)?.Overlaid(change.Entries)]);
    }

    private YamlList AddComponent(YamlList components, YamlMap added, DaySplit within)
    {
        string id = IdOf(added);
        if (components.Items.OfType<YamlMap>().FirstOrDefault(c => IdOf(c) == id && !within.IsOver(c)) is { } first)
        {
            Diagnostics.Add(ReformErrors.AlreadyThere(added.Find("id")!.Value.Location, Owner, "component", id, "use `set_components` to change it", first.Location));
            return components;
        }
        return within.After(added) is { } starting ? new YamlList(components.Location, [.. components.Items, starting]) : components;
    }

    private List<YamlMap>? Known(YamlList components, YamlScalar id, DaySplit within)
    {
        List<YamlMap> found = [.. components.Items.OfType<YamlMap>().Where(c => IdOf(c) == id.Text)], now = [.. found.Where(c => !within.IsOver(c))];
        if (now.Count > 0) return now;
        Diagnostics.Add(found.Count == 0 ? ReformErrors.UnknownPart(id.Location, Owner, "component", id.Text, components.Items.OfType<YamlMap>().Select(IdOf))
            : ReformErrors.Over(id.Location, $"component `{id.Text}`", $"{found.Max(f => DaySplit.SpanOf(f).To):yyyy-MM-dd}", $"{split.Day:yyyy-MM-dd}"));
        return null;
    }

    private static YamlList At(YamlList components, string id, DaySplit within, Func<YamlMap, IEnumerable<YamlMap?>> change) =>
        new(components.Location, [.. components.Items.SelectMany(c => c is YamlMap m && IdOf(m) == id && !within.IsOver(m) ? change(m).OfType<YamlNode>() : [c])]);

    private static string IdOf(YamlMap component) => (component.Find("id")?.Value as YamlScalar)?.Text ?? "";
}
