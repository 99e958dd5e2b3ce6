using RightsEngine.Concepts.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reforms;

/// <summary>
/// Changes the documents of a rulebook as a reform says. What is changed holds as it was before the day of the reform, and as the
/// reform has it from then on. Nothing is given a meaning here: the changed documents are read and checked as others are.
/// </summary>
internal sealed class ReformApplication(Reform reform, RuleDocuments documents, ReadingContext context)
{
    private static readonly string[] Changeable = ["right", "concept", "household", "income", "parameter"];
    private static readonly string[] Replaceable = ["right", "concept", "household", "income"];

    private readonly DaySplit _split = new(reform.From, reform.FromScalar);

    private DiagnosticBag Diagnostics => context.Diagnostics;

    public void Run()
    {
        foreach (YamlMap change in reform.Changes) Apply(change);
    }

    private void Apply(YamlMap change)
    {
        var reader = new MapReader(change, "change", Diagnostics);
        switch (change.Entries.Count > 0 ? change.Entries[0].Key.Text : "")
        {
            case "change": Change(reader); break;
            case "add": Add(reader); break;
            case "replace": Replace(reader); break;
            case "remove": Remove(reader); break;
            default: Diagnostics.Add(SourceErrors.WrongShape(change, "changes", "a change that starts with `change:`, `add:`, `replace:` or `remove:`")); break;
        }
    }

    private void Change(MapReader reader)
    {
        // Which keys a change may have depends on what it changes.
        if (Target(reader.RequiredScalar("change"), Changeable) is not var (kind, name, at)) return;
        string text = Text(reader);
        switch (kind)
        {
            case "parameter":
                if (reader.Required("set_values") is { } values) context.AddReform(name, new ParameterReform(at, values, reform.From, reform.FromScalar));
                break;
            case "right":
                new RightChanges(reader, name, _split, documents, context, text).Run();
                break;
            default:
                new DeclarationChanges(reader, kind, name, _split, documents, context, text).Run();
                break;
        }
        reader.Finish();
    }

    private void Add(MapReader reader)
    {
        YamlMap? map = reader.RequiredMap("add");
        reader.Finish();
        if (map is not { Entries.Count: > 0 } added) return;
        string kind = added.Entries[0].Key.Text, name = RuleDocuments.NameOf(added, kind);
        if (kind != "right" && !CatalogueReader.Kinds.Contains(kind))
        {
            Diagnostics.Add(Concepts.ConceptErrors.UnknownKind(added.Entries[0].Key.Location, kind, CatalogueReader.Kinds.Append("right")));
            return;
        }
        YamlMap[] others = [.. documents.Of(kind).Where(d => RuleDocuments.NameOf(d, kind) == name)];
        bool dated = Replaceable.Contains(kind);
        if (others.FirstOrDefault(o => !dated || !_split.IsOver(o)) is { } other)
        {
            Diagnostics.Add(ReformErrors.AlreadyThere(added.Entries[0].Value.Location, "the rulebook", kind, name, dated ? $"write `replace: {kind} {name}` to put another in its place" : "give it another name", other.Entries[0].Value.Location));
            return;
        }
        // What nobody could ask for before needs no date of its own, unless it follows one that has ended.
        YamlMap? starting = kind == "right" || others.Length > 0 ? _split.After(added) : added;
        if (starting is null) Over(added, kind, name);
        else Append(kind, starting.Amended(Text(reader)));
    }

    private void Replace(MapReader reader)
    {
        YamlScalar? target = reader.RequiredScalar("replace");
        YamlMap? other = reader.RequiredMap("by");
        reader.Finish();
        if (Target(target, Replaceable) is not var (kind, name, at) || other is not { Entries.Count: > 0 } by) return;
        if (by.Entries[0].Key.Text != kind || RuleDocuments.NameOf(by, kind) != name)
        {
            Diagnostics.Add(ReformErrors.NotPossible(by.Entries[0].Value.Location, $"{kind} `{name}` cannot be replaced by something of another name", $"start with `{kind}: {name}`; to give the new one another name, remove the old one and add the new one"));
            return;
        }
        if (_split.After(by) is not { } starting)
        {
            Over(by, kind, name);
            return;
        }
        if (Holding(kind, name, at) is not { } now) return;
        if (now.All(n => YamlEdits.Same(n.Without("in_force"), by.Without("in_force"))))
        {
            Diagnostics.Add(ReformErrors.NothingChanges(at.Location, $"replacing {kind} `{name}`", "the new one says the same"));
            return;
        }
        if (now.FirstOrDefault(n => n.Find("award") is not null && _split.Before(n) is not null) is { } remembering)
        {
            Diagnostics.Add(ReformErrors.NotPossible(at.Location, $"right `{name}` remembers what was granted, and would forget it", "change its parts with `change:` instead"));
            return;
        }
        documents.Replace(kind, name, old => _split.IsOver(old) ? [old] : _split.Before(old) is { } before ? [before.Amended(Text(reader))] : []);
        Append(kind, starting.Amended(Text(reader)));
    }

    private void Remove(MapReader reader)
    {
        YamlScalar? target = reader.RequiredScalar("remove");
        reader.Finish();
        if (Target(target, Replaceable) is not var (kind, name, at) || Holding(kind, name, at) is null) return;
        var use = new UseSearch(reform.From, name);
        if (documents.Rights.Concat(documents.Catalogue.OfType<YamlMap>()).Where(d => d.Find(kind) is null || RuleDocuments.NameOf(d, kind) != name).Select(use.In).OfType<YamlScalar>().FirstOrDefault() is { } used)
        {
            Diagnostics.Add(ReformErrors.StillUsed(at.Location, kind, name, used.Location));
            return;
        }
        documents.Replace(kind, name, old => _split.IsOver(old) ? [old] : _split.Before(old) is { } before ? [before.Amended(Text(reader))] : []);
    }

    /// <summary>The versions of a declaration that hold on some day of the reform; null, and a finding, when there are none.</summary>
    private YamlMap[]? Holding(string kind, string name, YamlScalar at)
    {
        YamlMap[] all = [.. documents.Of(kind).Where(d => RuleDocuments.NameOf(d, kind) == name)], now = [.. all.Where(d => !_split.IsOver(d))];
        if (now.Length > 0) return now;
        Diagnostics.Add(ReformErrors.Over(at.Location, $"{kind} `{name}`", $"{all.Max(d => DaySplit.SpanOf(d).To):yyyy-MM-dd}", $"{reform.From:yyyy-MM-dd}"));
        return null;
    }

    private void Over(YamlMap map, string kind, string name) =>
        Diagnostics.Add(ReformErrors.Over(map.Entries[0].Value.Location, $"{kind} `{name}`", $"{DaySplit.SpanOf(map).To:yyyy-MM-dd}", $"{reform.From:yyyy-MM-dd}"));

    private void Append(string kind, YamlMap document)
    {
        if (kind == "right") documents.Rights.Add(document);
        else documents.Catalogue.Add(document);
    }

    /// <summary>What <c>right name</c> names; null, and a finding, when there is no such thing.</summary>
    private (string Kind, string Name, YamlScalar At)? Target(YamlScalar? scalar, string[] kinds)
    {
        if (scalar is null) return null;
        string[] words = scalar.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var kind, var name] || !kinds.Contains(kind))
        {
            Diagnostics.Add(ReformErrors.TargetShape(scalar.Location, scalar.Text, kinds));
            return null;
        }
        string[] names = [.. documents.Of(kind).Select(d => RuleDocuments.NameOf(d, kind))];
        if (names.Contains(name)) return (kind, name, scalar);
        Diagnostics.Add(ReformErrors.UnknownTarget(scalar.Location, kind, name, names));
        return null;
    }

    private string Text(MapReader reader) => $"from {reform.From:yyyy-MM-dd}\n{reader.Map.Location.Text}";
}
