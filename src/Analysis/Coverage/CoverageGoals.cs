using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Coverage;

/// <summary>Everything that the tests of a rulebook should see.</summary>
internal static class CoverageGoals
{
    private const Needs Data = Needs.PersonalData | Needs.Household | Needs.OtherRight;

    public static IReadOnlyList<CoverageGoal> Of(Rulebook rulebook)
    {
        IReadOnlyList<RulePart> parts = RulebookParts.Of(rulebook);
        var goals = new List<CoverageGoal>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (RulePart part in parts)
        {
            if (part.Component is { } component)
                goals.Add(new(CoverageKind.Row, part.Owner, component.Location, $"component `{component.Id}` counted", part.Expression, Aspect.Counted));
            foreach (CoreExpression node in part.Nodes)
                if (seen.Add(node)) goals.AddRange(OfNode(part.Owner, node));
        }
        foreach (RightDefinition right in rulebook.Rights)
            foreach (ConditionDefinition condition in right.AllConditions) goals.AddRange(OfCondition(right, condition));
        foreach ((ParameterDefinition parameter, ParameterVersion version) in RulebookParts.UsableFigures(rulebook, parts))
            goals.Add(new(CoverageKind.Figure, RulebookParts.Owner(parameter), version.Location, $"`{parameter.Name}` from {version.From:yyyy-MM-dd} was used", version, Aspect.Computed));
        return goals;
    }

    private static IEnumerable<CoverageGoal> OfCondition(RightDefinition right, ConditionDefinition condition)
    {
        CoverageGoal Goal(string was, Aspect aspect) => new(CoverageKind.Condition, right.Name, condition.Location, $"condition `{condition.Id}` was {was}", condition, aspect);
        yield return Goal("true", Aspect.True);
        yield return Goal("false", Aspect.False);
        if (condition.SelfAndDescendants.Any(c => c.Require is { } require && (require.Needs & Data) != 0)) yield return Goal("unknown", Aspect.Unknown);
    }

    private static IEnumerable<CoverageGoal> OfNode(string owner, CoreExpression node)
    {
        CoverageGoal Boundary(string text, Aspect aspect) => new(CoverageKind.Boundary, owner, node.Origin, $"`{RulebookParts.Written(node)}` {text}", node, aspect);
        switch (node)
        {
            case Comparison c when Limit.Of(c.Operator) is not null && HasStep(c.Left):
                yield return Boundary("at the limit", Aspect.AtLimit);
                yield return Boundary("a step beyond the limit", Aspect.Beyond);
                break;
            case Within { Container: RangeOf } w when HasStep(w.Value):
                yield return Boundary("at the lower limit", Aspect.AtLimit);
                yield return Boundary("a step beyond the lower limit", Aspect.Beyond);
                yield return Boundary("at the upper limit", Aspect.AtUpperLimit);
                yield return Boundary("a step beyond the upper limit", Aspect.BeyondUpper);
                break;
            // What the checker adds for a member of something optional is no branch that anybody wrote.
            case Select { Coverage: null } choice when !choice.Origin.Text.StartsWith("if", StringComparison.Ordinal): break;
            case Select { Coverage: null } choice:
                yield return new(CoverageKind.Branch, owner, choice.Origin, "`if` was true", choice.Rows[0].When, Aspect.True);
                yield return new(CoverageKind.Branch, owner, choice.Origin, "`if` was false", choice.Rows[0].When, Aspect.False);
                break;
            case Select table:
                foreach (SelectRow row in table.Rows) yield return new(CoverageKind.Row, owner, row.Origin, "row held", row.When, Aspect.True);
                if (table.Otherwise is { } otherwise) yield return new(CoverageKind.Row, owner, otherwise.Origin, "`otherwise` was taken", otherwise, Aspect.Computed);
                break;
        }
    }

    private static bool HasStep(CoreExpression value) => value.Type.Required() is var type && type.IsOrdered && !type.Equals(Language.Types.RightsType.Text);
}
