using RightsEngine.Analysis.Lint;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Checking;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Proofs;

/// <summary>
/// Makes formulas of checked expressions, with the figures of one date. A condition that holds makes its formula true with
/// the persons' values for terms, and one that does not hold makes the formula of its negation true. So when formulas
/// exclude each other, no case is such that the conditions come out that way.
/// </summary>
internal sealed class FormulaBuilder(ConceptCatalogue catalogue, DateOnly date, ContentKeys keys)
{
    /// <summary>What it means that a condition holds, or does not.</summary>
    public Formula Of(ConditionDefinition condition, bool holds)
    {
        if (condition.Kind == ConditionKind.Require) return condition.Require is { } require ? Of(require, holds) : Formula.True;
        ConditionDefinition[] children = [.. condition.Children.Where(c => c.InForce.Contains(date))];
        return condition.Kind switch
        {
            ConditionKind.All => Join(children.Select(c => Of(c, holds)), holds),
            ConditionKind.Any => Join(children.Select(c => Of(c, holds)), !holds),
            _ => Join(children.Select(c => Of(c, !holds)), holds),
        };
    }

    /// <summary>What it means that a boolean expression is true, or false.</summary>
    public Formula Of(CoreExpression e, bool holds)
    {
        switch (e)
        {
            case Literal { Value: BooleanValue value }: return Formula.Of(value.Value == holds);
            case And and: return Join(and.Operands.Select(o => Of(o, holds)), holds);
            case Or or: return Join(or.Operands.Select(o => Of(o, holds)), !holds);
            case Not not: return Of(not.Operand, !holds);
            case Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } }: return Of(body, holds);
            case Call { Symbol: ConditionSymbol condition } when condition.Condition.InForce.Contains(date): return Of(condition.Condition, holds);
            case Comparison comparison: return OfComparison(comparison, holds);
            case Within within: return OfWithin(within, holds);
            case Select { Hit: not HitPolicy.Sum } select: return OfSelect(select, holds);
            // `x in (a, b)` and tables bind what they look at to a variable of a list of one.
            case Quantified { Domain: ListOf { Items: [var only] } } bound: return Of(With(bound.Body, bound.Variable, only), holds);
            default: return new Said(keys.OfPlace(e), holds);
        }
    }

    private static CoreExpression With(CoreExpression e, LocalSymbol variable, CoreExpression value) =>
        e is Local local && local.Symbol == variable ? value : CoreParts.Map(e, part => With(part, variable, value));

    private static Formula Join(IEnumerable<Formula> parts, bool all) => all ? new Conjunction([.. parts]) : new Disjunction([.. parts]);

    /// <summary>One of the rows applies, and those before it do not. A table that no row fits ends in a fault, which is neither.</summary>
    private Disjunction OfSelect(Select select, bool holds)
    {
        var ways = new List<Formula>();
        var before = new List<Formula>();
        foreach (SelectRow row in select.Rows.Where(r => r.InForce.Contains(date)))
        {
            ways.Add(new Conjunction([.. before, Of(row.When, true), Of(row.Then, holds)]));
            before.Add(Of(row.When, false));
        }
        if (select.Otherwise is { } otherwise) ways.Add(new Conjunction([.. before, Of(otherwise, holds)]));
        return new Disjunction(ways);
    }

    private Formula OfComparison(Comparison c, bool holds)
    {
        ComparisonOperator comparison = holds ? c.Operator : Negated(c.Operator);
        RightsType type = c.Left.Type.Required();
        bool optional = c.Left.Type.IsOptional || c.Right.Type.IsOptional;
        Value? left = Figure(c.Left), right = Figure(c.Right);
        if (optional || (type.Equals(RightsType.Boolean) && left is null && right is null)) return OfOptional(c, holds, left, right);
        if (type.Equals(RightsType.Boolean))
        {
            bool value = ((left ?? right) as BooleanValue)?.Value ?? true;
            return Of(left is null ? c.Left : c.Right, value == (comparison == ComparisonOperator.Equal));
        }
        if (Number(left) is { } l && Number(right) is { } r) return Formula.Of(Compares(l.CompareTo(r), comparison));
        if (Number(right) is { } limit) return new Bound(TermOf(c.Left), comparison, limit);
        if (Number(left) is { } other) return new Bound(TermOf(c.Right), Turned(comparison), other);
        if (IsNumeric(type)) return OfDifference(c.Left, c.Right, comparison);
        if (c.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) return new Said(keys.OfPlace(c), holds);
        bool same = comparison == ComparisonOperator.Equal;
        if (left is TextValue x && right is TextValue y) return Formula.Of(x.Value == y.Value == same);
        if (right is TextValue a) return new OneOf(TermOf(c.Left), new HashSet<string> { a.Value }, same);
        if (left is TextValue b) return new OneOf(TermOf(c.Right), new HashSet<string> { b.Value }, same);
        string[] sides = [keys.OfPlace(c.Left), keys.OfPlace(c.Right)];
        Array.Sort(sides, StringComparer.Ordinal);
        return sides[0] == sides[1] ? Formula.Of(same) : new Said($"{sides[0]} = {sides[1]}", same);
    }

    /// <summary>What may be absent is not equal to anything then, so only what holds tells something about the value.</summary>
    private Formula OfOptional(Comparison c, bool holds, Value? left, Value? right)
    {
        var said = new Said(keys.OfPlace(c), holds);
        if (!holds || c.Operator != ComparisonOperator.Equal) return said;
        if ((left ?? right) is not { } value) return said;
        Term term = TermOf(left is null ? c.Left : c.Right);
        return value is TextValue text ? new Conjunction([said, new OneOf(term, new HashSet<string> { text.Value }, true)])
            : Number(value) is { } number ? new Conjunction([said, new Bound(term, ComparisonOperator.Equal, number)]) : said;
    }

    /// <summary>Two values that are not figures: their difference is a term.</summary>
    private Formula OfDifference(CoreExpression left, CoreExpression right, ComparisonOperator comparison)
    {
        string a = keys.OfPlace(left), b = keys.OfPlace(right);
        int order = string.CompareOrdinal(a, b);
        if (order == 0) return Formula.Of(Compares(0, comparison));
        return order < 0 ? new Bound(new Term($"{a} - {b}"), comparison, 0) : new Bound(new Term($"{b} - {a}"), Turned(comparison), 0);
    }

    private Formula OfWithin(Within w, bool holds)
    {
        var said = new Said(keys.OfPlace(w), holds);
        if (w.Value.Type.IsOptional) return said;
        RightsType type = w.Value.Type;
        if (w.Container is RangeOf range && IsNumeric(type))
        {
            var place = w.Origin;
            Formula low = OfComparison(new Comparison(range.LowIncluded ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, w.Value, range.Low, place), holds);
            Formula high = OfComparison(new Comparison(range.HighIncluded ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, w.Value, range.High, place), holds);
            return Join([low, high], holds);
        }
        Value?[]? items = w.Container is ListOf list ? [.. list.Items.Select(Figure)] : Figure(w.Container) is ListValue constant ? [.. constant.Items.Select(i => i.Value)] : null;
        if (items is null || items.Any(i => i is null)) return said;
        if (items.All(i => i is TextValue)) return new OneOf(TermOf(w.Value), items.Select(i => ((TextValue)i!).Value).ToHashSet(StringComparer.Ordinal), holds);
        if (!items.All(i => Number(i) is not null)) return said;
        return Join(items.Select(i => (Formula)new Bound(TermOf(w.Value), holds ? ComparisonOperator.Equal : ComparisonOperator.NotEqual, Number(i)!.Value)), !holds);
    }

    private Term TermOf(CoreExpression e)
    {
        (decimal? low, decimal? high, bool whole) = Range(e);
        IReadOnlyList<string>? texts = e.Type is CodeType code && catalogue.CodeLists.TryGetValue(code.Name, out CodeList? list) ? [.. list.Codes.Select(c => c.Name)] : null;
        return new Term(keys.OfPlace(e)) { Low = low, High = high, IsWhole = whole, Texts = texts };
    }

    /// <summary>What is known about a number whoever it is about.</summary>
    public (decimal? Low, decimal? High, bool IsWhole) Range(CoreExpression e)
    {
        if (Number(Figure(e)) is { } figure) return (figure, figure, decimal.IsInteger(figure));
        switch (e)
        {
            case BuiltinCall { Builtin.Name: "count" }: return (0, null, true);
            case Call { Symbol: AgeSymbol }: return (null, null, true);
            case Call { Symbol: StatusSymbol { Form: StatusForm.MonthsInARow } }: return (0, null, true);
            case Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } } when !body.Type.IsOptional: return Range(body);
            case Select { Hit: not HitPolicy.Sum, Otherwise: { } otherwise } select when !select.Type.IsOptional:
                var branches = select.Rows.Where(r => r.InForce.Contains(date)).Select(r => Range(r.Then)).Append(Range(otherwise)).ToList();
                return (branches.Any(b => b.Low is null) ? null : branches.Min(b => b.Low), branches.Any(b => b.High is null) ? null : branches.Max(b => b.High), branches.All(b => b.IsWhole));
            case BuiltinCall { Builtin.Name: "max", Arguments.Count: > 1 } max: return (max.Arguments.Select(Range).Max(r => r.Low), null, false);
            case BuiltinCall { Builtin.Name: "min", Arguments.Count: > 1 } min: return (null, min.Arguments.Select(Range).Min(r => r.High), false);
            default: return (null, null, e.Type.Equals(RightsType.Date));
        }
    }

    /// <summary>The value of what is made of constants and figures of the date, else null.</summary>
    private Value? Figure(CoreExpression e)
    {
        CoreExpression folded = CoreFolding.Fold(WithFigures(e));
        return folded is Literal { Value: { IsKnown: true } value } && value is not AbsentValue ? value : null;
    }

    private CoreExpression WithFigures(CoreExpression e) => e switch
    {
        // Inside `on` it is another date.
        On => e,
        Call { Symbol: ParameterSymbol { Parameter: var parameter } } call when parameter.Keys.Count == 0 =>
            parameter.InForce.Contains(date) && parameter.At(date)?.Value is { } value ? new Literal(value, call.Type, call.Origin) : call,
        Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } } => WithFigures(body),
        _ => CoreParts.Map(e, WithFigures),
    };

    private static decimal? Number(Value? value) => value switch
    {
        NumberValue n => n.Value,
        DateValue d => d.Value.DayNumber,
        DurationValue d => d.Months,
        _ => null,
    };

    private static bool IsNumeric(RightsType type) => type.IsMoney || type.Equals(RightsType.Number) || type.Equals(RightsType.Date) || type.Equals(RightsType.Duration);

    private static bool Compares(int order, ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static ComparisonOperator Negated(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => ComparisonOperator.NotEqual,
        ComparisonOperator.NotEqual => ComparisonOperator.Equal,
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        _ => ComparisonOperator.Less,
    };

    private static ComparisonOperator Turned(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };
}
