using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>The cases of a tests file: written once, used with changes by many tests.</summary>
internal sealed class TestCases(SourceFile file, CaseTreeReader trees, DiagnosticBag diagnostics)
{
    /// <summary>How many cases may be like each other in a row.</summary>
    public const int MaximumChain = 100;

    private readonly Dictionary<string, YamlEntry> _named = new(StringComparer.Ordinal);

    // Each named case once, with the number of cases that it is like in a row.
    private readonly Dictionary<string, (CaseMap? Tree, int Chain)> _read = new(StringComparer.Ordinal);

    public void Add(YamlMap cases)
    {
        foreach (YamlEntry entry in cases.Entries) _named[entry.Key.Text] = entry;
        foreach (YamlEntry entry in cases.Entries) Named(entry, []);
    }

    /// <summary>The case of a test, as it is written and as it was read; null after a finding.</summary>
    /// <param name="node">The value of <c>case:</c>, or the test itself when it has <c>persons:</c>.</param>
    /// <param name="id">What the case is called.</param>
    public (CaseMap Tree, Case Case)? Read(YamlNode node, string id)
    {
        if (Tree(node, "case", []).Tree is not { } tree) return null;
        var named = new CaseMap([new CaseMember("case", new CaseScalar(id, ScalarKind.Text)), .. tree.Members], tree.Line, tree.Location);
        CaseResult result = trees.Read(named, file.Path, null);
        foreach (CaseProblem problem in result.Problems)
            diagnostics.Add(TestErrors.CaseRejected(Place(problem) ?? node.Location, problem.Code, problem.Message));
        return result.Case is { } read ? (tree, read) : null;
    }

    private (CaseMap? Tree, int Chain) Named(YamlEntry entry, List<string> path)
    {
        if (_read.TryGetValue(entry.Key.Text, out (CaseMap?, int) known)) return known;
        (CaseMap? Tree, int Chain) read = Tree(entry.Value, entry.Key.Text, [.. path, entry.Key.Text]);
        return _read[entry.Key.Text] = read;
    }

    /// <summary>The tree of <c>{persons, requested_on, known_from}</c> or of <c>{like, with}</c>.</summary>
    private (CaseMap? Tree, int Chain) Tree(YamlNode node, string name, List<string> path)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Add(SourceErrors.WrongShape(node, name, "a mapping with `persons:`, or with `like:` and `with:`"));
            return default;
        }
        var reader = new MapReader(map, $"case `{name}`", diagnostics);
        bool derived = map.Find("like") is not null;
        YamlScalar? like = derived ? reader.OptionalScalar("like") : null;
        YamlMap? with = derived ? reader.OptionalMap("with") : null;
        YamlMap? persons = derived ? null : reader.RequiredMap("persons");
        YamlScalar? requested = derived ? null : reader.OptionalScalar("requested_on");
        YamlScalar? knownFrom = derived ? null : reader.OptionalScalar("known_from");
        reader.Finish();
        if (like is not null) return Derived(like, with, path);
        if (persons is null) return default;
        List<CaseMember> members = [new CaseMember("persons", CaseNode.FromYaml(persons))];
        if (requested is not null) members.Add(new CaseMember("requested_on", CaseNode.FromYaml(requested)));
        if (knownFrom is not null) members.Add(new CaseMember("known_from", CaseNode.FromYaml(knownFrom)));
        return (new CaseMap(members, null, map.Location), 0);
    }

    private (CaseMap? Tree, int Chain) Derived(YamlScalar like, YamlMap? with, List<string> path)
    {
        if (!_named.TryGetValue(like.Text, out YamlEntry? entry))
        {
            diagnostics.Add(TestErrors.UnknownCase(like.Location, like.Text, _named.Keys));
            return default;
        }
        if (path.Contains(like.Text))
        {
            diagnostics.Add(TestErrors.CaseCircle(like.Location, like.Text));
            return default;
        }
        (CaseMap? tree, int chain) = path.Count > MaximumChain ? (null, MaximumChain) : Named(entry, path);
        if (chain == MaximumChain) diagnostics.Add(TestErrors.CaseChain(like.Location, like.Text, MaximumChain));
        if (tree is null || chain >= MaximumChain) return (null, chain + 1);
        return (with is null ? tree : CaseNode.Merge(tree, CaseNode.FromYaml(with)) as CaseMap, chain + 1);
    }

    /// <summary>The value, else the field, else the line that a problem is about.</summary>
    private Location? Place(CaseProblem problem)
    {
        if (problem.Row is not { } row || row < 1 || row > file.LineCount) return null;
        string line = file.LineText(row);
        string? spot = new[] { problem.Value, problem.Field, LastName(problem.Path) }.FirstOrDefault(s => s is { Length: > 0 } && line.Contains(s, StringComparison.Ordinal));
        string text = spot ?? line.Trim();
        return new Location(file, new TextSpan(file.StartOfLine(row) + line.IndexOf(text, StringComparison.Ordinal), text.Length));
    }

    private static string LastName(string path) => path[(path.LastIndexOf('.') + 1)..].Split('[')[0];
}
