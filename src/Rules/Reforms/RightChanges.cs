using RightsEngine.Concepts.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>Changes a right, in each of its versions that holds on some day of the reform.</summary>
internal sealed class RightChanges(MapReader reader, string name, DaySplit split, RuleDocuments documents, ReadingContext context, string text)
{
    // What has a key of its own in a change, or none because it is what the right is known by.
    private static readonly string[] NotSet = ["right", "in_force", "parameters", "definitions", "conditions", "candidates", "award"];

    private readonly YamlMap? _setParameters = reader.OptionalMap("set_parameters"), _addParameters = reader.OptionalMap("add_parameters");
    private readonly NamedChanges _definitions = new(context, reader.OptionalMap("set_definitions"), reader.OptionalMap("add_definitions"), reader.OptionalList("remove_definitions"));
    private readonly ConditionChanges _conditions = new(context, reader.OptionalMap("set_conditions"), reader.OptionalList("add_conditions"), reader.OptionalList("remove_conditions"));
    private readonly YamlScalar? _candidates = reader.OptionalScalar("set_candidates");
    private readonly YamlNode? _amount = reader.Optional("set_amount");
    private readonly YamlMap? _set = reader.OptionalMap("set");

    private DiagnosticBag Diagnostics => context.Diagnostics;

    private string Owner => $"right `{name}`";

    public void Run()
    {
        if (reader.Map.Entries.Count == 1) Diagnostics.Add(ReformErrors.NothingChanges(reader.Map.Entries[0].Value.Location, $"the change of {Owner}", "it says nothing more"));
        YamlMap[] all = [.. documents.Of("right").Where(d => RuleDocuments.NameOf(d, "right") == name)];
        if (all.All(split.IsOver))
        {
            Diagnostics.Add(ReformErrors.Over(reader.Map.Entries[0].Value.Location, Owner, $"{all.Max(d => DaySplit.SpanOf(d).To):yyyy-MM-dd}", $"{split.Day:yyyy-MM-dd}"));
            return;
        }
        SetParameters(all[^1]);
        documents.Replace("right", name, old => split.IsOver(old) ? [old] : Changed(old));
    }

    private IEnumerable<YamlMap> Changed(YamlMap right)
    {
        DaySplit within = split.Within(right);
        YamlMap changed = AddParameters(right);
        if (_candidates is not null) changed = Candidates(changed, within, _candidates);
        if (_amount is not null) changed = Amount(changed, within, _amount);
        if (!_definitions.IsEmpty) changed = _definitions.Of(changed, within, Owner);
        if (!_conditions.IsEmpty) changed = _conditions.Of(changed, within, Owner);
        changed = _definitions.WithoutRemoved(changed, within, Owner);
        changed = changed.Amended(text);
        return _set is null ? [changed] : Whole(changed, _set);
    }

    private void SetParameters(YamlMap right)
    {
        YamlMap? parameters = right.Find("parameters")?.Value as YamlMap;
        foreach (YamlEntry entry in _setParameters?.Entries ?? [])
        {
            if (parameters?.Find(entry.Key.Text) is null) Diagnostics.Add(ReformErrors.UnknownPart(entry.Key.Location, Owner, "parameter", entry.Key.Text, parameters?.Entries.Select(e => e.Key.Text) ?? []));
            else context.AddReform($"{name}.{entry.Key.Text}", new ParameterReform(entry.Key, entry.Value, split.Day, split.At));
        }
    }

    private YamlMap AddParameters(YamlMap right)
    {
        if (_addParameters is null) return right;
        YamlMap parameters = right.Find("parameters")?.Value as YamlMap ?? YamlEdits.Map(_addParameters.Location);
        foreach (YamlEntry entry in _addParameters.Entries)
        {
            if (parameters.Find(entry.Key.Text) is { } first)
                Diagnostics.Add(ReformErrors.AlreadyThere(entry.Key.Location, Owner, "parameter", entry.Key.Text, "use `set_parameters` to change its figures", first.Key.Location));
            // Nothing asks for it before, so that it needs no figures for then.
            else parameters = parameters.With(entry.Key.Text, entry.Value is YamlMap p ? split.After(p) ?? p : entry.Value, entry.Key);
        }
        return right.With("parameters", parameters);
    }

    private YamlMap Candidates(YamlMap right, DaySplit within, YamlScalar candidates)
    {
        YamlScalar key = reader.Map.Find("set_candidates")!.Key;
        YamlNode before = right.Find("candidates")?.Value ?? YamlEdits.Scalar("true", candidates.Location);
        YamlMap? body = new BodyChanges(context, within).Change(YamlEdits.Map(before.Location, ("value", before)), candidates, key, $"the candidates of {Owner}");
        return body is null ? right : right.With("candidates", body.Find("value")!.Value);
    }

    private YamlMap Amount(YamlMap right, DaySplit within, YamlNode change)
    {
        YamlScalar key = reader.Map.Find("set_amount")!.Key;
        if (right.Find("amount")?.Value is not YamlMap amount)
        {
            Diagnostics.Add(ReformErrors.NotPossible(key.Location, $"{Owner} has no amount to change", "give it one with `set: {amount: …}`"));
            return right;
        }
        return new BodyChanges(context, within).Change(amount, change, key, $"the amount of {Owner}") is { } changed ? right.With("amount", changed) : right;
    }

    /// <summary>A version of its own from the day on, for what a right has only once: who grants it how, and for which period.</summary>
    private IEnumerable<YamlMap> Whole(YamlMap right, YamlMap set)
    {
        foreach (YamlEntry entry in set.Entries.Where(e => NotSet.Contains(e.Key.Text)))
            Diagnostics.Add(ReformErrors.NotPossible(entry.Key.Location, $"`{entry.Key.Text}` of {Owner} cannot be set", "use the change made for it, or `replace:` the whole right"));
        if (set.Entries.All(e => YamlEdits.Same(right.Find(e.Key.Text)?.Value, e.Value)))
        {
            Diagnostics.Add(ReformErrors.NothingChanges(set.Location, $"`set` of {Owner}", "that is what it says"));
            return [right];
        }
        YamlMap? before = split.Before(right);
        if (before is not null && right.Find("award") is not null)
        {
            Diagnostics.Add(ReformErrors.NotPossible(set.Location, $"{Owner} remembers what was granted, and would forget it", "let the reform start on the day on which the right came into force"));
            return [right];
        }
        YamlMap?[] versions = [before, split.After(right)?.Overlaid(set.Entries.Where(e => !NotSet.Contains(e.Key.Text)))];
        return versions.OfType<YamlMap>();
    }
}
