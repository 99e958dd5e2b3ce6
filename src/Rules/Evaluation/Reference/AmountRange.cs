using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>
/// The least and greatest amount still possible when it hangs on unknown facts that sit in a branch or a table.
/// Anything else that is unknown leaves the amount without a range.
/// </summary>
internal sealed class AmountRange(Evaluator evaluator)
{
    private readonly Dictionary<(DefinitionSymbol, Frame, DateOnly), (decimal Low, decimal High)?> _known = [];

    /// <summary>The range of an amount after rounding, or null.</summary>
    public (decimal Low, decimal High)? Of(AmountDefinition definition, Env env)
    {
        if (Of(definition.Value, env) is not var (low, high)) return null;
        if (definition.Round is not { } round) return (low, high);
        return round.Of(low) is NumberValue l && round.Of(high) is NumberValue h ? (l.Value, h.Value) : null;
    }

    private (decimal Low, decimal High)? Of(CoreExpression expression, Env env)
    {
        Value value = evaluator.Evaluate(expression, env);
        if (value is NumberValue n) return (n.Value, n.Value);
        if (value is not UnknownValue) return null;
        return expression switch
        {
            Select { Hit: not HitPolicy.Sum } select => OfSelect(select, env),
            Product product => OfProduct(product, env),
            Sum sum => OfSum(sum, env),
            Call { Symbol: DefinitionSymbol { Parameters.Count: 0 } definition } => OfDefinition(definition, env),
            _ => null,
        };
    }

    private (decimal Low, decimal High)? OfSelect(Select select, Env env)
    {
        (decimal Low, decimal High)? all = null;
        bool decided = false;
        foreach (SelectRow row in select.Rows.Where(r => r.InForce.Contains(env.Date)))
        {
            Value when = evaluator.Evaluate(row.When, env);
            if (when is BooleanValue { Value: false }) continue;
            if (Of(row.Then, env) is not { } range) return null;
            all = Cover(all, range);
            decided = when is BooleanValue;
            if (decided) break;
        }
        if (decided) return all;
        // A table without `otherwise` was checked to cover every value.
        if (select.Otherwise is null) return all;
        return Of(select.Otherwise, env) is { } last ? Cover(all, last) : null;
    }

    /// <summary>Only factors that are not negative and known divisors above zero keep the ends in their places.</summary>
    private (decimal Low, decimal High)? OfProduct(Product product, Env env)
    {
        (decimal? low, decimal? high) = (1m, 1m);
        foreach (CoreExpression factor in product.Factors)
        {
            if (Of(factor, env) is not var (l, h) || l < 0 || low is null || high is null) return null;
            (low, high) = (ExactDecimal.Multiply(low.Value, l), ExactDecimal.Multiply(high.Value, h));
        }
        foreach (CoreExpression divisor in product.Divisors)
        {
            if (Of(divisor, env) is not var (l, h) || l != h || l <= 0 || low is null || high is null) return null;
            (low, high) = (ExactDecimal.Divide(low.Value, l), ExactDecimal.Divide(high.Value, l));
        }
        return low is { } a && high is { } b ? (a, b) : null;
    }

    private (decimal Low, decimal High)? OfSum(Sum sum, Env env)
    {
        (decimal? low, decimal? high) = (0m, 0m);
        foreach (SumTerm term in sum.Terms)
        {
            if (Of(term.Value, env) is not var (l, h) || low is null || high is null) return null;
            (l, h) = term.Subtract ? (-h, -l) : (l, h);
            (low, high) = (ExactDecimal.Add(low.Value, l), ExactDecimal.Add(high.Value, h));
        }
        return low is { } a && high is { } b ? (a, b) : null;
    }

    /// <summary>Once per definition: branches that all lead to the ones below would double the work with each step.</summary>
    private (decimal Low, decimal High)? OfDefinition(DefinitionSymbol definition, Env env)
    {
        if (definition.Body is not { } body) return null;
        if (!_known.TryGetValue((definition, env.Frame, env.Date), out (decimal, decimal)? range))
            _known[(definition, env.Frame, env.Date)] = range = Of(body, new Env(env.Frame, null, env.Date));
        return range;
    }

    private static (decimal, decimal) Cover((decimal Low, decimal High)? a, (decimal Low, decimal High) b) =>
        a is var (low, high) ? (Math.Min(low, b.Low), Math.Max(high, b.High)) : b;
}
