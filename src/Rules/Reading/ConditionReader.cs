using System.Text.RegularExpressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Rules.Reading;

/// <summary>Reads <c>conditions:</c> with their groups, and checks their expressions and the placeholders of their texts.</summary>
internal sealed partial class ConditionReader(ReadingContext context, RightDefinition right, RightScope scope)
{
    private readonly Dictionary<string, List<ConditionDefinition>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<ConditionDefinition, (YamlScalar? Require, YamlMap? Text)> _raw = [];
    private readonly List<ConditionSymbol> _symbols = [];

    public IReadOnlyList<ConditionDefinition> Read(YamlNode? node)
    {
        if (node is null) return [];
        if (node is YamlList list) return [.. list.Items.Select(ReadOne).OfType<ConditionDefinition>()];
        context.Diagnostics.Add(SourceErrors.WrongShape(node, "conditions", "a list"));
        return [];
    }

    /// <summary>Checks what has not been asked for through <c>met(…)</c> yet, and the texts.</summary>
    public void BindAll()
    {
        foreach (ConditionSymbol symbol in _symbols) _ = symbol.Needs;
        foreach ((ConditionDefinition condition, (YamlScalar? _, YamlMap? text)) in _raw)
            if (text is not null) condition.Text = Text(text, condition.Id);
    }

    private ConditionDefinition? ReadOne(YamlNode node)
    {
        if (node is not YamlMap map)
        {
            context.Diagnostics.Add(SourceErrors.WrongShape(node, "conditions", "a condition {id, text, require} or a group {id, any: […]}"));
            return null;
        }
        var reader = new MapReader(map, "condition", context.Diagnostics);
        YamlScalar? idScalar = reader.RequiredScalar("id");
        YamlMap? text = reader.OptionalMap("text");
        YamlScalar? require = reader.OptionalScalar("require");
        var groups = new[] { ("any", ConditionKind.Any), ("all", ConditionKind.All), ("none", ConditionKind.None) }
            .Select(g => (List: reader.OptionalList(g.Item1), Kind: g.Item2)).Where(g => g.List is not null).ToList();
        YamlScalar? basis = reader.OptionalScalar("basis");
        DateSpan inForce = context.InForce(reader.OptionalMap("in_force"));
        GrantMode? grant = reader.OptionalChoice("grant", "automatic", "on request", "inform") is { } word ? RightReader.Mode(word, GrantMode.OnRequest) : null;
        reader.OptionalScalar("note");
        if (!reader.Finish() || idScalar is null) return null;
        string id = context.Name(idScalar);
        if (groups.Count + (require is null ? 0 : 1) != 1)
        {
            context.Diagnostics.Add(RuleErrors.Condition(idScalar.Location, $"condition `{id}` needs exactly one of `require`, `any`, `all` and `none`",
                require is null && groups.Count == 0 ? "add `require:` with an expression" : "put the others as conditions of their own into the group: `any:` if one is enough, `all:` if each must hold"));
            return null;
        }
        if (basis is not null && !right.LegalBasis.ContainsKey(basis.Text))
            context.Diagnostics.Add(RuleErrors.UnknownBasis(basis.Location, basis.Text, right.LegalBasis.Keys));
        var condition = new ConditionDefinition(id, require is not null ? ConditionKind.Require : groups[0].Kind, idScalar.Location)
        {
            Basis = basis?.Text,
            InForce = inForce,
            Grant = grant,
            Children = require is not null ? [] : Read(groups[0].List),
        };
        if (GeneratedConditions.All.Contains(id))
            context.Diagnostics.Add(RuleErrors.Condition(idScalar.Location, $"`{id}` is the id of a condition that rights have without being written", "give the condition another id"));
        if (!_byId.TryGetValue(id, out List<ConditionDefinition>? versions)) versions = _byId[id] = [];
        if (versions.Find(v => v.InForce.Overlaps(inForce)) is { } other)
        {
            context.Diagnostics.Add(RuleErrors.Condition(idScalar.Location, $"condition `{id}` is written twice", "give one of the two another id", new Label(other.Location, "first written here")));
            return condition;
        }
        versions.Add(condition);
        _raw[condition] = (require, text);
        var symbol = new ConditionSymbol(condition, context.Stack, Check);
        _symbols.Add(symbol);
        scope.Add(versions.Count == 1 ? symbol : Versions(id, versions));
        return condition;
    }

    /// <summary>What <c>met(id)</c> asks when a condition has versions: the one that is in force.</summary>
    private ConditionSymbol Versions(string id, List<ConditionDefinition> versions)
    {
        var all = new ConditionDefinition(id, ConditionKind.All, versions[0].Location) { Children = [.. versions] };
        return new ConditionSymbol(all, context.Stack, _ => versions.Aggregate(Needs.Nothing, (n, v) => n | _symbols.First(s => s.Condition == v).Needs));
    }

    private Needs Check(ConditionDefinition condition)
    {
        if (condition.Kind == ConditionKind.Require)
        {
            if (_raw[condition].Require is { } require)
                condition.Require ??= ExpressionReader.Check(require, scope, RightsType.Boolean, context.Diagnostics);
            return condition.Require?.Needs ?? Needs.Nothing;
        }
        return condition.Children.Aggregate(Needs.Nothing, (n, c) => n | (scope.FindCondition(c.Id)?.Needs ?? Needs.Nothing));
    }

    private ConditionText Text(YamlMap map, string id)
    {
        LocalizedText texts = context.Texts(map, $"condition `{id}`");
        var placeholders = new Dictionary<string, CoreExpression>(StringComparer.Ordinal);
        string[]? first = null;
        foreach (YamlEntry entry in map.Entries)
        {
            if (entry.Value is not YamlScalar text) continue;
            string[] names = [.. PlaceholderPattern().Matches(text.Text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
            first ??= names;
            if (!names.SequenceEqual(first))
                context.Diagnostics.Add(RuleErrors.Placeholder(text.Location, $"the text in `{entry.Key.Text}` has other placeholders than the first", "use the same {names} in every language"));
            foreach (Match stray in StrayBracePattern().Matches(PlaceholderPattern().Replace(text.Text, m => new string(' ', m.Length))))
                context.Diagnostics.Add(RuleErrors.Placeholder(text.Content.At(stray.Index, stray.Length), "braces hold a name and nothing else", "give the value a name under `definitions:` and write `{name}`"));
            foreach (Match match in PlaceholderPattern().Matches(text.Text))
            {
                string name = match.Groups[1].Value;
                if (placeholders.ContainsKey(name)) continue;
                ExpressionSyntax syntax = Parser.ParseExpression(Slice(text, match.Groups[1].Index, name.Length), context.Diagnostics);
                placeholders[name] = new Checker(scope, context.Diagnostics).Check(syntax, null);
            }
        }
        return new ConditionText(texts, placeholders);
    }

    private static MappedText Slice(YamlScalar text, int start, int length)
    {
        int[] offsets = [.. Enumerable.Range(start, length + 1).Select(i => text.Content.At(i, 0).Span.Start)];
        return MappedText.Mapped(text.Content.File, text.Text.Substring(start, length), offsets);
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")]
    private static partial Regex PlaceholderPattern();

    [GeneratedRegex(@"\{[^{}]*\}?|\}")]
    private static partial Regex StrayBracePattern();
}
