using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Mutation;

/// <summary>All small wrong changes of a rulebook, in the order of the rules.</summary>
internal static class Mutants
{
    public static IReadOnlyList<Mutant> Of(Rulebook rulebook)
    {
        IReadOnlyList<RulePart> parts = RulebookParts.Of(rulebook);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var alternatives = new HashSet<ConditionDefinition>(rulebook.Rights.SelectMany(r => r.AllConditions).Where(c => c.Kind == ConditionKind.Any).SelectMany(c => c.Children));
        var mutants = new List<Mutant>();
        foreach (RulePart part in parts)
        {
            if (part.Condition is { } condition) mutants.AddRange(OfCondition(part, condition, alternatives.Contains(condition)));
            if (part.Component is { } component) mutants.AddRange(OfComponent(part, component));
            // A range that a value is looked up in is never computed by itself; its ends are changed with the look-up.
            seen.UnionWith(part.Nodes.OfType<Within>().Select(w => w.Container).OfType<RangeOf>());
            foreach (CoreExpression node in part.Nodes)
                if (seen.Add(node)) mutants.AddRange(NodeMutants.Of(part.Owner, node));
        }
        foreach (RightDefinition right in rulebook.Rights)
            foreach (ConditionDefinition group in right.AllConditions.Where(c => c.Children.Count > 1)) mutants.Add(OfGroup(right, group));
        foreach ((ParameterDefinition parameter, ParameterVersion version) in RulebookParts.UsableFigures(rulebook, parts))
            mutants.AddRange(FigureMutants.Of(parameter, version));
        return mutants;
    }

    /// <summary>The same expression as another object, so that it may stand inside what replaces it.</summary>
    public static CoreExpression Copy(CoreExpression expression) => expression with { Origin = expression.Origin };

    private static IEnumerable<Mutant> OfCondition(RulePart part, ConditionDefinition condition, bool isAlternative)
    {
        CoreExpression written = part.Expression;
        var dropped = new Literal(BooleanValue.Of(!isAlternative), RightsType.Boolean, written.Origin);
        if (written is not Literal)
        {
            yield return new ExpressionMutant(part.Owner, condition.Location, $"condition `{condition.Id}` dropped", written, dropped, []);
            yield return new ExpressionMutant(part.Owner, condition.Location, $"condition `{condition.Id}` negated", written, new Not(Copy(written), written.Origin),
                [new TextEdit(written.Origin, $"not({written.Origin.Text})")]);
        }
    }

    private static GroupMutant OfGroup(RightDefinition right, ConditionDefinition group)
    {
        ConditionKind changed = group.Kind == ConditionKind.Any ? ConditionKind.All : ConditionKind.Any;
        (string was, string now) = (Word(group.Kind), Word(changed));
        Location at = group.Location;
        int from = at.Span.Start, first = group.Children[0].Location.Span.Start;
        // The key stands before the first condition of the group.
        int start = first > from ? at.File.Text.LastIndexOf($"{was}:", first, first - from, StringComparison.Ordinal) : -1;
        return new GroupMutant(right.Name, at, $"`{was}` of condition `{group.Id}` became `{now}`", group, changed,
            start < 0 ? [] : [new TextEdit(new Location(at.File, new TextSpan(start, was.Length)), now)]);
    }

    private static string Word(ConditionKind kind) => kind switch { ConditionKind.Any => "any", ConditionKind.All => "all", _ => "none" };

    private static IEnumerable<Mutant> OfComponent(RulePart part, IncomeComponent component)
    {
        CoreExpression written = part.Expression;
        Location at = component.Location;
        yield return new ExpressionMutant(part.Owner, at, $"component `{component.Id}` left out", written, new Literal(new NumberValue(0), written.Type, written.Origin), []);
        if (component.Numerator == component.Denominator) yield break;
        var whole = new Product([Copy(written), new Literal(new NumberValue(component.Denominator), RightsType.Number, written.Origin)],
            [new Literal(new NumberValue(component.Numerator), RightsType.Number, written.Origin)], written.Type, written.Origin);
        if (component.Numerator != 0) yield return new ExpressionMutant(part.Owner, at, $"component `{component.Id}` counted whole", written, whole, []);
    }
}
