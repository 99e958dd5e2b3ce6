using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>Equality, order, ranges and lists.</summary>
internal sealed partial class Checker
{
    private CoreExpression InferComparison(BinarySyntax syntax)
    {
        ComparisonOperator @operator = OperatorOf(syntax.Operator);
        if (NullOrAbsent(syntax.Left) || NullOrAbsent(syntax.Right))
        {
            ExpressionSyntax other = NullOrAbsent(syntax.Left) ? syntax.Right : syntax.Left;
            string asked = $"is present({SyntaxPrinter.Print(other)})";
            return Report(TypeErrors.Null(syntax.Location, $"write `{(@operator == ComparisonOperator.NotEqual ? asked : $"not({asked})")}`"), syntax.Location);
        }
        CoreExpression left = Infer(syntax.Left);
        CoreExpression right = Infer(syntax.Right, left.Type);
        return Compare(@operator, left, right, syntax.Location);
    }

    private bool NullOrAbsent(ExpressionSyntax syntax) => Bare(syntax) is NullSyntax || IsAbsentWord(Bare(syntax));

    private CoreExpression Compare(ComparisonOperator @operator, CoreExpression left, CoreExpression right, Location at)
    {
        if (@operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) (left, right) = (Require(left), Require(right));
        (left, right) = Unify(left, right);
        return CheckComparable(@operator, left, right, at) ? new Comparison(@operator, left, right, at).WithNeeds() : Wrong(at);
    }

    private bool CheckComparable(ComparisonOperator @operator, CoreExpression left, CoreExpression right, Location at)
    {
        if (left.Type.IsError || right.Type.IsError) return false;
        if (RightsType.Join(left.Type, right.Type) is not { } joined)
        {
            diagnostics.Add(TypeErrors.NotComparable(at, left.Type, right.Type));
            return false;
        }
        if (@operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual || joined.IsOrdered) return true;
        diagnostics.Add(TypeErrors.NoOrder(at, joined));
        return false;
    }

    private CoreExpression InferBetween(BetweenSyntax syntax)
    {
        CoreExpression[] parts = Unify([Require(Infer(syntax.Value)), Require(Infer(syntax.Low)), Require(Infer(syntax.High))]);
        // Checked as the two comparisons it stands for; kept as one range so that the value is computed once.
        if (!CheckComparable(ComparisonOperator.GreaterOrEqual, parts[0], parts[1], syntax.Location)
            || !CheckComparable(ComparisonOperator.LessOrEqual, parts[0], parts[2], syntax.Location)) return Wrong(syntax.Location);
        var range = new RangeOf(true, parts[1], parts[2], true, new RangeType(parts[1].Type), syntax.Low.Location.Cover(syntax.High.Location)).WithNeeds();
        return new Within(parts[0], range, syntax.Location).WithNeeds();
    }

    private CoreExpression InferRange(RangeSyntax syntax)
    {
        (CoreExpression low, CoreExpression high) = Unify(Require(Infer(syntax.Low)), Require(Infer(syntax.High)));
        return CheckComparable(ComparisonOperator.LessOrEqual, low, high, syntax.Location)
            ? new RangeOf(syntax.LowIncluded, low, high, syntax.HighIncluded, new RangeType(low.Type), syntax.Location).WithNeeds()
            : Wrong(syntax.Location);
    }

    private CoreExpression InferSeries(SeriesSyntax syntax)
    {
        CoreExpression low = Require(Infer(syntax.Low));
        RightsType item = low.Type.Equals(RightsType.Date) ? RightsType.Date : RightsType.Number;
        low = Fit(low, item);
        CoreExpression high = Check(syntax.High, item);
        return low.Type.IsError || high.Type.IsError ? Wrong(syntax.Location)
            : Internal(InternalBuiltins.Series, new ListType(item), syntax.Location, low, high);
    }

    private CoreExpression InferList(ListSyntax syntax, RightsType? hint, bool bareCodes)
    {
        RightsType? itemHint = hint?.Required() is ListType l ? l.Item : null;
        CoreExpression[] items = [.. syntax.Items.Select(i => bareCodes ? InferArgument(i, itemHint) : Infer(i, itemHint))];
        if (items.Any(i => i.Type.IsError)) return Wrong(syntax.Location);
        items = Unify(items);
        if (Joined(items) is not { } item) return ReportMixed(items, syntax.Location);
        return item.IsError ? Wrong(syntax.Location) : new ListOf(items, new ListType(item), syntax.Location).WithNeeds();
    }

    /// <summary>Whether a value is in a list; an absent one is in none.</summary>
    private CoreExpression InList(CoreExpression value, CoreExpression list, Location at)
    {
        list = Require(list);
        (value, list) = Unify(value, list);
        if (value.Type.IsError || list.Type.IsError) return Wrong(at);
        if (list.Type is not ListType { Item: var item } || RightsType.Join(value.Type, item) is null)
            return Report(TypeErrors.Mismatch(list.Origin, new ListType(value.Type.Required()), list.Type), at);
        return GuardPresent(value, v => new Within(v, list, at).WithNeeds(), at);
    }

    /// <summary>A condition over a value; false when the value is absent.</summary>
    private static CoreExpression GuardPresent(CoreExpression value, Func<CoreExpression, CoreExpression> condition, Location at) =>
        !value.Type.IsOptional ? condition(value)
        : new And([new IsPresent(value, at).WithNeeds(), condition(value with { Type = value.Type.Required() })], at).WithNeeds();

    private static ComparisonOperator OperatorOf(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Equal => ComparisonOperator.Equal,
        BinaryOperator.NotEqual => ComparisonOperator.NotEqual,
        BinaryOperator.Less => ComparisonOperator.Less,
        BinaryOperator.LessOrEqual => ComparisonOperator.LessOrEqual,
        BinaryOperator.Greater => ComparisonOperator.Greater,
        _ => ComparisonOperator.GreaterOrEqual,
    };
}
