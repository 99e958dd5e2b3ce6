using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Harmonisation;

/// <summary>Where on the line of incomes something is asked: at a limit, just above it, or below all limits.</summary>
/// <param name="Limit">The number of the limit; -1 for below all.</param>
/// <param name="IsAbove">Whether a little more than the limit is meant.</param>
internal readonly record struct IncomePoint(int Limit, bool IsAbove)
{
    public static readonly IncomePoint BelowAll = new(-1, false);
}

/// <summary>
/// The limits against which a right compares its income, found in its conditions: every comparison in which the income stands on one
/// side is solved for the income, so that the other side is a limit. Between two limits next to each other nothing changes, so a right
/// is known for every income when it is known at and just above each limit.
/// </summary>
internal sealed class IncomeLimits
{
    private readonly LocalSymbol _income;
    private readonly CoreInlining _inlining;
    private string _condition = "";
    private readonly List<CoreExpression> _limits = [];
    private readonly List<string> _written = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <exception cref="NotHandledException">The income is used in a way in which no limit can be seen.</exception>
    public IncomeLimits(RightDefinition right, DefinitionSymbol income, DateOnly on)
    {
        _income = new LocalSymbol(income.Name, income.ResultType);
        _inlining = new CoreInlining(on, e => e is Call { Symbol: var symbol } call && symbol == income ? new Local(_income, call.Origin) : e is Local { Symbol: var l } && l == _income ? e : null, $"`{income.Name}`");
        _inlining.Marks.Add(_income);
        foreach (RulePart part in RulebookParts.OfRight(right))
        {
            if (part.Condition is not { } condition || !condition.InForce.Contains(on)) continue;
            _condition = condition.Id;
            Atoms(_inlining.Of(part.Expression), null);
        }
        if (right.Candidates is { } candidates && _inlining.Leads(candidates)) throw new NotHandledException("who may hold it depends on the income");
        if (_limits.Count == 0) throw new NotHandledException("none of its conditions compares the income with a limit");
        AmountDepends = _inlining.Leads(right.Amount?.Value) || _inlining.Leads(right.Amount?.NotDueBelow);
    }

    /// <summary>The limits, given the holder.</summary>
    public IReadOnlyList<CoreExpression> Limits => _limits;

    /// <summary>What is written where the limits are compared.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Whether the amount of the right depends on the income.</summary>
    public bool AmountDepends { get; }

    /// <summary>The points at which the right has to be asked.</summary>
    public IEnumerable<IncomePoint> Points => Enumerable.Range(0, _limits.Count).SelectMany(i => (IncomePoint[])[new(i, false), new(i, true)]).Prepend(IncomePoint.BelowAll);

    /// <summary>A condition of the right as if the income stood at a point.</summary>
    public CoreExpression At(CoreExpression condition, IncomePoint point) => _inlining.Leads(condition) ? Atoms(_inlining.Of(condition), point) : condition;

    /// <summary>An expression of the right with another income.</summary>
    public CoreExpression With(CoreExpression expression, CoreExpression income)
    {
        return _inlining.Leads(expression) ? Put(_inlining.Of(expression)) : expression;

        CoreExpression Put(CoreExpression e) => e is Local { Symbol: var s } && s == _income ? income : CoreParts.Map(e, Put).WithNeeds();
    }

    /// <summary>Notes the limits of an expression (no point), or writes it as it is at a point.</summary>
    private CoreExpression Atoms(CoreExpression expression, IncomePoint? point)
    {
        if (!Has(expression)) return expression;
        switch (expression)
        {
            case Comparison comparison when Solve(comparison) is var (op, limit):
                int number = NumberOf(limit, comparison);
                return point is { } at ? Truth(op, at, number, comparison) : comparison;
            case Within { Container: RangeOf range } within when Has(within.Value) && !Has(range):
                CoreExpression low = new Comparison(range.LowIncluded ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, within.Value, range.Low, within.Origin).WithNeeds();
                CoreExpression high = new Comparison(range.HighIncluded ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, within.Value, range.High, within.Origin).WithNeeds();
                return Atoms(new And([low, high], within.Origin).WithNeeds(), point);
            case Local:
                throw new NotHandledException($"`{_income.Name}` goes into its condition `{_condition}` in a way that shows no limit");
            default:
                return CoreParts.Map(expression, part => Atoms(part, point)).WithNeeds();
        }
    }

    private bool Has(CoreExpression expression) => CoreParts.SelfAndDescendants(expression).Any(e => e is Local { Symbol: var symbol } && symbol == _income);

    private int NumberOf(CoreExpression limit, Comparison comparison)
    {
        // One and the same comparison is met again in each condition that asks for it. What a concept was given counts: its places are in the limit.
        string key = string.Join(' ', CoreParts.SelfAndDescendants(limit).Select(e => e.Origin.ToString()).Prepend(comparison.Origin.ToString()));
        if (_numbers.TryGetValue(key, out int number)) return number;
        _limits.Add(limit);
        _written.Add(RulebookParts.Written(comparison));
        return _numbers[key] = _limits.Count - 1;
    }

    /// <summary>Whether the comparison with a limit holds at a point. Other limits are compared with that of the point.</summary>
    private CoreExpression Truth(ComparisonOperator op, IncomePoint point, int number, Comparison at)
    {
        if (point == IncomePoint.BelowAll) return Known(op is ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.NotEqual, at);
        CoreExpression here = _limits[point.Limit], limit = _limits[number];
        if (!point.IsAbove) return new Comparison(op, here, limit, at.Origin).WithNeeds();
        return op switch
        {
            ComparisonOperator.Less or ComparisonOperator.LessOrEqual => new Comparison(ComparisonOperator.Less, here, limit, at.Origin).WithNeeds(),
            ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual => new Comparison(ComparisonOperator.GreaterOrEqual, here, limit, at.Origin).WithNeeds(),
            _ => Known(op == ComparisonOperator.NotEqual, at),
        };
    }

    private static Literal Known(bool truth, Comparison at) => new(BooleanValue.Of(truth), RightsType.Boolean, at.Origin);

    /// <summary>The comparison as one of the income with a limit; null when the income stands deeper inside.</summary>
    private (ComparisonOperator, CoreExpression)? Solve(Comparison comparison)
    {
        bool isLeft = Has(comparison.Left), isRight = Has(comparison.Right);
        if (isLeft && isRight) return null;
        return isLeft ? Solve(comparison.Left, comparison.Right, comparison.Operator) : Solve(comparison.Right, comparison.Left, Turned(comparison.Operator));
    }

    private (ComparisonOperator, CoreExpression)? Solve(CoreExpression side, CoreExpression other, ComparisonOperator op)
    {
        switch (side)
        {
            case Local: return (op, other);
            case Sum sum when sum.Terms.Count(t => Has(t.Value)) == 1:
                SumTerm own = sum.Terms.First(t => Has(t.Value));
                SumTerm[] rest = [.. sum.Terms.Where(t => t != own)];
                // other = own + rest, or other = rest - own.
                SumTerm[] terms = own.Subtract ? [.. rest, new SumTerm(true, other)] : [new SumTerm(false, other), .. rest.Select(t => t with { Subtract = !t.Subtract })];
                return Solve(own.Value, new Sum(terms, own.Value.Type, side.Origin).WithNeeds(), own.Subtract ? Turned(op) : op);
            case Product product when product.Factors.Count(Has) == 1 && !product.Divisors.Any(Has):
                CoreExpression factor = product.Factors.First(Has);
                CoreExpression[] others = [.. product.Factors.Where(f => !ReferenceEquals(f, factor))];
                if (others.Concat(product.Divisors).FirstOrDefault(f => !IsPositive(f)) is { } unsure) throw new NotHandledException($"whether `{RulebookParts.Written(unsure)}`, with which the income is multiplied or divided, is above 0 cannot be told");
                return Solve(factor, new Product([other, .. product.Divisors], others, factor.Type, side.Origin).WithNeeds(), op);
            case BuiltinCall { Builtin.Name: "per month" or "per year", Arguments: [var amount] } built:
                Builtin back = BuiltinTable.Find(built.Builtin.Name == "per month" ? "per year" : "per month")!;
                return Solve(amount, new BuiltinCall(back, [other], amount.Type, side.Origin).WithNeeds(), op);
            default: return null;
        }
    }

    /// <summary>Whether a factor is a number above 0, or a figure that always is.</summary>
    private static bool IsPositive(CoreExpression factor) => factor switch
    {
        Literal { Value: NumberValue n } => n.Value > 0,
        Call { Symbol: ParameterSymbol p } => p.Parameter.Versions.All(v => v.Value is null or NumberValue { Value: > 0 }),
        Member { Target: Call { Symbol: ParameterSymbol p }, Symbol.Name: var column } => p.Parameter.Versions.All(v => v.Rows is null || v.Rows.All(r => r.Columns[column] is null or NumberValue { Value: > 0 })),
        _ => false,
    };

    private static ComparisonOperator Turned(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };
}
