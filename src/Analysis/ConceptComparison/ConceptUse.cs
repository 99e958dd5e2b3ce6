using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>How a right uses an income.</summary>
/// <param name="Income">The income.</param>
/// <param name="Members">The components and groups that are asked for; null when the whole is, or more than that.</param>
/// <param name="Years">Of which years, as rules write them.</param>
/// <param name="Via">The concepts through which it is reached, in ordinal order; empty when the right asks itself.</param>
internal sealed record IncomeUse(IncomeDefinition Income, IReadOnlySet<string>? Members, IReadOnlyList<string> Years, IReadOnlyList<string> Via);

/// <summary>How a right uses a household.</summary>
/// <param name="Household">The household.</param>
/// <param name="IsHolder">Whether it holds the right.</param>
/// <param name="Via">The concepts through which it is reached; empty when the right asks itself.</param>
internal sealed record HouseholdUse(HouseholdDefinition Household, bool IsHolder, IReadOnlyList<string> Via);

/// <summary>The incomes and households that a right uses, itself or through definitions and concepts; not those of other rights that it asks for.</summary>
internal sealed class ConceptUse
{
    private readonly DateOnly? _on;
    private readonly HashSet<(object, string)> _seen = [];
    private readonly Dictionary<IncomeDefinition, (HashSet<string> Members, bool Whole, SortedSet<string> Years, SortedSet<string> Via)> _incomes = [];
    private readonly Dictionary<HouseholdDefinition, SortedSet<string>> _households = [];
    private string _via = "";

    private ConceptUse(RightDefinition right, DateOnly? on)
    {
        _on = on;
        Right = right;
        if (right.Household is { } held) Household(held);
        foreach (RulePart part in RulebookParts.OfRight(right))
            if (part.Condition is not { } condition || on is not { } date || condition.InForce.Contains(date)) Visit(part.Expression);
    }

    public RightDefinition Right { get; }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<IncomeUse> Incomes { get; private init; } = [];

    public IReadOnlyList<HouseholdUse> Households { get; private init; } = [];

    /// <summary>Looks through a right.</summary>
    /// <param name="right">The right.</param>
    /// <param name="on">The reference date whose versions count; null for the latest.</param>
    public static ConceptUse Of(RightDefinition right, DateOnly? on)
    {
        var found = new ConceptUse(right, on);
        return new ConceptUse(found);
    }

    private ConceptUse(ConceptUse found)
    {
        Right = found.Right;
        Incomes = [.. found._incomes.OrderBy(i => i.Key.Name, StringComparer.Ordinal).Select(i => new IncomeUse(i.Key, i.Value.Whole ? null : i.Value.Members, [.. i.Value.Years], Direct(i.Value.Via)))];
        Households = [.. found._households.OrderBy(h => h.Key.Name, StringComparer.Ordinal).Select(h => new HouseholdUse(h.Key, found.Right.Household == h.Key, Direct(h.Value)))];
    }

    /// <summary>Nothing when the right asks itself too.</summary>
    private static string[] Direct(SortedSet<string> via) => via.Contains("") ? [] : [.. via];

    private void Visit(CoreExpression expression)
    {
        if (expression is Member { Target: Call { Symbol: IncomeSymbol symbol } call } member)
        {
            Income(symbol.Income, member.Symbol.Name.Length == 0 ? null : member.Symbol.Name, call);
            foreach (CoreExpression argument in call.Arguments) Visit(argument);
            return;
        }
        if (expression is Call asked) Call(asked);
        foreach (CoreExpression part in CoreParts.Of(expression)) Visit(part);
    }

    private void Call(Call call)
    {
        switch (call.Symbol)
        {
            case IncomeSymbol income: Income(income.Income, null, call); break;
            case HouseholdSymbol household: Household(household.Household); break;
            case DefinitionSymbol { Body: { } body } definition when _seen.Add((definition, _via)): Visit(body); break;
            case ConceptSymbol concept when IncomePartReader.Version(concept.Concept.Versions, _on) is { } version:
                string before = _via;
                if (before.Length == 0) _via = concept.Name;
                if (_seen.Add((concept.Concept, _via))) Visit(version.Value);
                _via = before;
                break;
            default: break;
        }
    }

    private void Income(IncomeDefinition income, string? member, Call call)
    {
        if (!_incomes.TryGetValue(income, out var use)) use = ([], false, new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        if (member is not null) use.Members.Add(member);
        if (call.Arguments.Count > 1) use.Years.Add(RulebookParts.Written(call.Arguments[1]));
        use.Via.Add(_via);
        _incomes[income] = use with { Whole = use.Whole || member is null };
    }

    private void Household(HouseholdDefinition household)
    {
        if (!_households.TryGetValue(household, out SortedSet<string>? via)) _households[household] = via = new SortedSet<string>(StringComparer.Ordinal);
        via.Add(_via);
    }
}
