using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Lint;

/// <summary>What a right leaves out, or says by itself although it belongs to the catalogue.</summary>
internal static class RightLint
{
    private const int MonthsOfAYear = 12;

    private static readonly string[] Joining = ["union", "concatenate", "append", "flatten"];

    public static IEnumerable<(string Owner, Diagnostic Finding)> Find(Rulebook rulebook, IReadOnlyList<RulePart> parts) =>
        [.. rulebook.Rights.SelectMany(OfRight), .. Comparisons(parts), .. Months(parts), .. rulebook.Rights.SelectMany(Redefined)];

    private static IEnumerable<(string, Diagnostic)> OfRight(RightDefinition right)
    {
        foreach (ConditionDefinition condition in right.Conditions.Where(c => right.LegalBasis.Count > 0 && !c.SelfAndDescendants.Any(d => d.Basis is not null)))
            yield return (right.Name, LintErrors.NoBasis(condition.Location, condition.Id, right.Name));
        if (right.Amount is not { } amount) yield break;
        if (amount is { Round: null, Type.IsMoney: true } && CoreParts.SelfAndDescendants(amount.Value).Any(IsFraction))
            yield return (right.Name, LintErrors.NoRounding(amount.Location, right.Name));
        if ((amount.Type, right.Period) is (MoneyType { Period: MoneyPeriod.Month }, RightPeriod.Year) or (MoneyType { Period: MoneyPeriod.Year }, RightPeriod.Month))
            yield return (right.Name, LintErrors.OtherPeriod(amount.Location, right.Name, $"{amount.Type}", right.Period.ToString().ToLowerInvariant()));
    }

    private static bool IsFraction(CoreExpression e) =>
        e is Product { Divisors.Count: > 0 } || (e is Product p && p.Factors.Any(f => f is Literal { Value: NumberValue n } && !decimal.IsInteger(n.Value)));

    private static IEnumerable<(string, Diagnostic)> Comparisons(IEnumerable<RulePart> parts)
    {
        var keys = new ContentKeys();
        foreach (RulePart part in parts)
            foreach (Comparison comparison in part.Nodes.OfType<Comparison>().Where(c => keys.OfPlace(c.Left) == keys.OfPlace(c.Right)))
                yield return (part.Owner, LintErrors.Always(comparison.Origin, RulebookParts.Written(comparison),
                    comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.LessOrEqual or ComparisonOperator.GreaterOrEqual));
    }

    /// <summary>Twelve months made a year by hand: the type still says per month.</summary>
    private static IEnumerable<(string, Diagnostic)> Months(IEnumerable<RulePart> parts)
    {
        foreach (RulePart part in parts)
            foreach (Product product in part.Nodes.OfType<Product>())
            {
                if (product.Type.Required() is MoneyType { Period: MoneyPeriod.Month } && product.Factors.Any(IsTwelve))
                    yield return (part.Owner, LintErrors.ByHand(product.Origin, RulebookParts.Written(product), "month", "per year"));
                if (product.Type.Required() is MoneyType { Period: MoneyPeriod.Year } && product.Divisors.Any(IsTwelve))
                    yield return (part.Owner, LintErrors.ByHand(product.Origin, RulebookParts.Written(product), "year", "per month"));
            }
    }

    private static bool IsTwelve(CoreExpression e) => e is Literal { Value: NumberValue { Value: MonthsOfAYear } };

    /// <summary>Incomes and households that a right puts together by itself.</summary>
    private static IEnumerable<(string, Diagnostic)> Redefined(RightDefinition right)
    {
        IEnumerable<CoreExpression?> written = [right.Candidates, .. right.AllConditions.Select(c => c.Require), .. right.Definitions.Values.Select(d => d.Body), right.Amount?.Value];
        return written.OfType<CoreExpression>().SelectMany(e => Redefined(right, e));
    }

    /// <summary>The outermost of what is put together in an expression.</summary>
    private static IEnumerable<(string, Diagnostic)> Redefined(RightDefinition right, CoreExpression node)
    {
        if (node is Sum sum && sum.Terms.Where(t => !t.Subtract).SelectMany(t => FieldsOfYear(t.Value)).Distinct().Count() > 1)
            return [(right.Name, LintErrors.OwnIncome(node.Origin, right.Name, RulebookParts.Written(node)))];
        if (node is BuiltinCall { Type: ListType { Item: var item } } call && item.Equals(RightsType.Person) && Joining.Contains(call.Builtin.Name)
            && call.Arguments.SelectMany(CoreParts.SelfAndDescendants).OfType<Call>().Count(c => c.Symbol is RelationSymbol or HouseholdSymbol) > 1)
            return [(right.Name, LintErrors.OwnHousehold(node.Origin, right.Name, RulebookParts.Written(node)))];
        return CoreParts.Of(node).SelectMany(part => Redefined(right, part));
    }

    /// <summary>The fields of money of yearly records that a term adds.</summary>
    private static IEnumerable<(string, string)> FieldsOfYear(CoreExpression term) =>
        term is Member { Target: Call { Symbol: RecordSymbol { Record.Per: RecordPeriod.Year } record }, Type: var type } member && type.Required().IsMoney ? [(record.Name, member.Symbol.Name)]
        : term is Product or Default ? CoreParts.Of(term).SelectMany(FieldsOfYear) : [];
}
