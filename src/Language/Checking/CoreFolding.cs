using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Checking;

/// <summary>
/// Computes the parts of an expression that are constant. What faults is left as it is: the evaluator reports it
/// where and when it is asked.
/// </summary>
internal static class CoreFolding
{
    public static CoreExpression Fold(CoreExpression expression)
    {
        CoreExpression folded = CoreParts.Map(expression, Fold);
        return folded switch
        {
            Sum s => FoldSum(s),
            Product p => FoldProduct(p),
            Comparison c => FoldComparison(c),
            And a => FoldLogic(a, a.Operands, false, rest => a with { Operands = rest }),
            Or o => FoldLogic(o, o.Operands, true, rest => o with { Operands = rest }),
            Not { Operand: Literal { Value: BooleanValue b } } n => Constant(n, BooleanValue.Of(!b.Value)),
            Select s => FoldSelect(s),
            BuiltinCall b => FoldBuiltin(b),
            ListOf l when l.Items.All(i => i is Literal { Value.IsKnown: true }) => Constant(l, ListValue.Certain(l.Items.Select(i => ((Literal)i).Value))),
            RangeOf r when Known(r.Low) is { } low && Known(r.High) is { } high => Constant(r, new RangeValue(r.LowIncluded, low, high, r.HighIncluded)),
            IsPresent { Operand: Literal { Value.IsKnown: true } l } i => Constant(i, BooleanValue.Of(l.Value is not AbsentValue)),
            Default { Operand: Literal { Value: AbsentValue } } d => d.Otherwise,
            Default d when Known(d.Operand) is not null => d.Operand,
            On { Body: Literal body } => body,
            _ => folded.WithNeeds(),
        };
    }

    private static CoreExpression FoldSum(Sum sum)
    {
        if (Values(sum.Terms.Select(t => t.Value)) is not { } values) return sum.WithNeeds();
        bool isDuration = values[0] is DurationValue;
        decimal? total = 0m;
        for (int i = 0; i < values.Length && total is not null; i++)
        {
            decimal term = values[i] is DurationValue d ? d.Months : values[i].Number();
            total = sum.Terms[i].Subtract ? ExactDecimal.Subtract(total.Value, term) : ExactDecimal.Add(total.Value, term);
        }
        if (total is null || (isDuration && Math.Abs(total.Value) > int.MaxValue)) return sum.WithNeeds();
        return Constant(sum, isDuration ? new DurationValue((int)total.Value) : new NumberValue(total.Value));
    }

    private static CoreExpression FoldProduct(Product product)
    {
        if (Values(product.Factors) is not { } factors || Values(product.Divisors) is not { } divisors) return product.WithNeeds();
        decimal? above = Multiply(factors), below = Multiply(divisors);
        if (above is null || below is null or 0) return product.WithNeeds();
        decimal? result = divisors.Length == 0 ? above : ExactDecimal.Divide(above.Value, below.Value);
        return result is { } value ? Constant(product, new NumberValue(value)) : product.WithNeeds();
    }

    private static decimal? Multiply(Value[] values) =>
        values.Aggregate((decimal?)1m, (p, v) => p is null ? null : ExactDecimal.Multiply(p.Value, v.Number()));

    private static CoreExpression FoldComparison(Comparison comparison)
    {
        if (Known(comparison.Left) is not { } left || Known(comparison.Right) is not { } right) return comparison.WithNeeds();
        bool result = comparison.Operator switch
        {
            ComparisonOperator.Equal => left.Equals(right),
            ComparisonOperator.NotEqual => !left.Equals(right),
            ComparisonOperator.Less => BuiltinSupport.Compare(left, right) < 0,
            ComparisonOperator.LessOrEqual => BuiltinSupport.Compare(left, right) <= 0,
            ComparisonOperator.Greater => BuiltinSupport.Compare(left, right) > 0,
            _ => BuiltinSupport.Compare(left, right) >= 0,
        };
        return Constant(comparison, BooleanValue.Of(result));
    }

    /// <summary>A decisive operand decides, whatever the others; neutral ones go.</summary>
    private static CoreExpression FoldLogic(CoreExpression whole, IReadOnlyList<CoreExpression> operands, bool decisive, Func<CoreExpression[], CoreExpression> rebuild)
    {
        if (operands.Any(o => o is Literal { Value: BooleanValue b } && b.Value == decisive)) return Constant(whole, BooleanValue.Of(decisive));
        CoreExpression[] rest = [.. operands.Where(o => o is not Literal { Value: BooleanValue })];
        return rest.Length switch
        {
            0 => Constant(whole, BooleanValue.Of(!decisive)),
            1 => rest[0],
            _ => rebuild(rest).WithNeeds(),
        };
    }

    private static CoreExpression FoldSelect(Select select)
    {
        SelectRow[] rows = [.. select.Rows.Where(r => r.When is not Literal { Value: BooleanValue { Value: false } })];
        CoreExpression? otherwise = select.Otherwise;
        if (select.Hit == HitPolicy.First)
        {
            int certain = Array.FindIndex(rows, r => r.When is Literal { Value: BooleanValue { Value: true } } && r.InForce == DateSpan.Always);
            if (certain >= 0) (rows, otherwise) = (rows[..certain], rows[certain].Then);
        }
        if (rows.Length == 0 && otherwise is not null && select.Hit != HitPolicy.Sum) return otherwise;
        return (select with { Rows = rows, Otherwise = otherwise }).WithNeeds();
    }

    private static CoreExpression FoldBuiltin(BuiltinCall call)
    {
        if (Values(call.Arguments) is not { } arguments) return call.WithNeeds();
        Value result = call.Builtin.Compute(arguments);
        return result.IsKnown ? Constant(call, result) : call.WithNeeds();
    }

    private static Value[]? Values(IEnumerable<CoreExpression> parts)
    {
        Value?[] values = [.. parts.Select(Known)];
        Value[] known = [.. values.OfType<Value>()];
        return known.Length == values.Length ? known : null;
    }

    /// <summary>The value of a constant that is there, as are all items of a list; else null.</summary>
    private static Value? Known(CoreExpression expression) => expression is Literal literal && !literal.Type.IsError && IsThere(literal.Value) ? literal.Value : null;

    private static bool IsThere(Value value) => value switch
    {
        AbsentValue => false,
        ListValue list => list.Items.All(i => IsThere(i.Value)),
        _ => value.IsKnown,
    };

    private static Literal Constant(CoreExpression expression, Value value) => new(value, expression.Type, expression.Origin);
}
