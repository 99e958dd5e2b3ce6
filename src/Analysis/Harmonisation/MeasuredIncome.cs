using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>The income on which a right is decided: one of its definitions, with what it counts.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Counted">What it counts.</param>
/// <param name="Elsewhere">Incomes that the right asks besides, parts of it included; those stay as they are.</param>
internal sealed record MeasuredIncome(DefinitionSymbol Definition, CountedIncome Counted, IReadOnlyList<string> Elsewhere)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="NotHandledException">There is none, or none that can be replaced.</exception>
    public static MeasuredIncome Of(RightDefinition right, DateOnly on)
    {
        if (right.Award is not null) throw new NotHandledException("it remembers what was granted: its income was looked at on an earlier day");
        var income = new CoreInlining(on, e => e is Member { Target: Call { Symbol: IncomeSymbol }, Symbol.Name: Checker.IncomeTotal } total ? total : null, "the income");
        DefinitionSymbol[] amounts = [.. right.Definitions.Values.Where(d => d.Parameters.Count == 0 && d.Body is { Type: MoneyType } body && income.Leads(body))];
        // Of definitions that build on each other the first one is the income; the others are what the right makes of it.
        DefinitionSymbol[] first = [.. amounts.Where(d => !amounts.Any(other => other != d && new CoreInlining(on, e => e is Call { Symbol: var s } && s == other ? e : null, other.Name).Leads(d.Body)))];
        if (first.Length == 0) throw new NotHandledException("its income is no definition of its own, so there is nothing to put another one in the place of");
        if (first.Length > 1) throw new NotHandledException($"several of its definitions are incomes: {string.Join(", ", first.Select(d => d.Name).Order(StringComparer.Ordinal))}");
        DefinitionSymbol definition = first[0];
        return new MeasuredIncome(definition, CountedIncome.Of(definition.Body!, right, on), Others(right, definition, on));
    }

    private static string[] Others(RightDefinition right, DefinitionSymbol definition, DateOnly on)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { definition };
        foreach (RulePart part in RulebookParts.OfRight(right))
            if (!ReferenceEquals(part.Expression, definition.Body) && (part.Condition is not { } condition || condition.InForce.Contains(on))) Visit(part.Expression, "");
        return [.. found];

        void Visit(CoreExpression expression, string via)
        {
            if (expression is Member { Target: Call { Symbol: IncomeSymbol symbol } } member)
                found.Add($"{symbol.Name}{(member.Symbol.Name.Length == 0 ? "" : $".{member.Symbol.Name}")}{(via.Length == 0 ? "" : $" in {via}")}");
            if (expression is Call { Symbol: ConceptSymbol or DefinitionSymbol } call && seen.Add(call.Symbol))
            {
                CoreExpression? body = call.Symbol is DefinitionSymbol d ? d.Body : ConceptComparison.IncomePartReader.Version(((ConceptSymbol)call.Symbol).Concept.Versions, on)?.Value;
                if (body is not null) Visit(body, call.Symbol is ConceptSymbol && via.Length == 0 ? call.Symbol.Name : via);
            }
            foreach (CoreExpression part in CoreParts.Of(expression)) Visit(part, via);
        }
    }
}
