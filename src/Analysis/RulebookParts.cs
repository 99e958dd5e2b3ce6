using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis;

/// <summary>A checked expression of a rulebook, with what it belongs to.</summary>
/// <param name="Owner">The right or declaration: <c>growth_package.social_supplement</c>, <c>income family_benefit_income</c>.</param>
/// <param name="Expression">The expression as a whole.</param>
internal sealed record RulePart(string Owner, CoreExpression Expression)
{
    /// <summary>The condition whose test it is, or null.</summary>
    public ConditionDefinition? Condition { get; init; }

    /// <summary>The component whose amount it is, or null.</summary>
    public IncomeComponent? Component { get; init; }

    public IEnumerable<CoreExpression> Nodes => CoreParts.SelfAndDescendants(Expression);
}

/// <summary>All expressions of a rulebook, in the order of the catalogue and then of the rights: for analyses that walk over the rules.</summary>
internal static class RulebookParts
{
    private const int LongestText = 70;

    public static IReadOnlyList<RulePart> Of(Rulebook rulebook) => [.. OfCatalogue(rulebook.Catalogue), .. rulebook.Rights.SelectMany(OfRight)];

    public static string Owner(Declaration declaration) =>
        declaration is ParameterDefinition { Right: { } right } ? right : $"{declaration.Kind} {declaration.Name}";

    /// <summary>What is written at an expression, on one line and not too long.</summary>
    public static string Written(CoreExpression expression)
    {
        string text = string.Join(' ', expression.Origin.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestText ? text : text[..LongestText] + "…";
    }

    /// <summary>The versions of parameters that an expression asks for while a right in force may use them.</summary>
    public static IEnumerable<(ParameterDefinition Parameter, ParameterVersion Version)> UsableFigures(Rulebook rulebook, IEnumerable<RulePart> parts)
    {
        var asked = parts.SelectMany(p => p.Nodes).OfType<Call>().Select(c => c.Symbol).OfType<ParameterSymbol>().Select(s => s.Parameter).ToHashSet();
        foreach (ParameterDefinition parameter in rulebook.Catalogue.Parameters.Values.Concat(rulebook.Rights.SelectMany(r => r.Parameters.Values)))
        {
            if (!asked.Contains(parameter)) continue;
            DateSpan[] inForce = [.. rulebook.Rights.Where(r => r.UsedParameters.Contains(parameter)).Select(r => r.InForce)];
            for (int i = 0; i < parameter.Versions.Count; i++)
            {
                DateOnly? last = i + 1 < parameter.Versions.Count ? parameter.Versions[i + 1].From.AddDays(-1) : null;
                if (inForce.Any(new DateSpan(parameter.Versions[i].From, last).Overlaps)) yield return (parameter, parameter.Versions[i]);
            }
        }
    }

    private static IEnumerable<RulePart> OfCatalogue(ConceptCatalogue catalogue)
    {
        foreach (RecordDefinition record in catalogue.Records.Values)
            foreach (AbsentRule rule in record.AbsentRules.Where(r => r.When is not null)) yield return new RulePart(Owner(record), rule.When!);
        foreach (HouseholdDefinition household in catalogue.Households.Values)
            foreach (HouseholdVersion version in household.Versions) yield return new RulePart(Owner(household), version.Members);
        foreach (IncomeDefinition income in catalogue.Incomes.Values)
            foreach (IncomeComponent component in income.Versions.SelectMany(v => v.Components))
                yield return new RulePart(Owner(income), component.Take) { Component = component };
        foreach (ConceptDefinition concept in catalogue.Concepts.Values)
        {
            var inside = new HashSet<DefinitionSymbol>();
            foreach (ConceptVersion version in concept.Versions)
            {
                yield return new RulePart(Owner(concept), version.Value);
                foreach (CoreExpression definition in Definitions(version.Value, inside)) yield return new RulePart(Owner(concept), definition);
            }
        }
    }

    /// <summary>The definitions inside a concept that its value asks for, directly or through others.</summary>
    private static IEnumerable<CoreExpression> Definitions(CoreExpression value, HashSet<DefinitionSymbol> seen)
    {
        foreach (DefinitionSymbol symbol in CoreParts.SelfAndDescendants(value).OfType<Call>().Select(c => c.Symbol).OfType<DefinitionSymbol>())
        {
            if (symbol.Body is not { } body || !seen.Add(symbol)) continue;
            yield return body;
            foreach (CoreExpression further in Definitions(body, seen)) yield return further;
        }
    }

    /// <summary>What a right itself writes.</summary>
    public static IEnumerable<RulePart> OfRight(RightDefinition right)
    {
        CoreExpression?[] written = [right.Candidates, .. right.OnePer, right.FirstBy, right.Amount?.Value, right.Amount?.NotDueBelow, right.Award?.RunsUntil, .. right.Definitions.Values.Select(d => d.Body)];
        foreach (CoreExpression? expression in written)
            if (expression is not null) yield return new RulePart(right.Name, expression);
        foreach (ConditionDefinition condition in right.AllConditions)
            if (condition.Require is { } require) yield return new RulePart(right.Name, require) { Condition = condition };
    }
}
