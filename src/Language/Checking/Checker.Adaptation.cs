using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Language.Checking;

/// <summary>
/// What is written takes the type of its surroundings: a bare number that of an amount beside it, a text literal that
/// of a code or an identifier. Values that are computed keep their type.
/// </summary>
internal sealed partial class Checker
{
    /// <summary>The value with its literals read as the target type where that is possible.</summary>
    private CoreExpression Adapt(CoreExpression core, RightsType target)
    {
        if (core.Type.IsError || target.IsError || core.Type.FitsIn(target)) return core;
        RightsType wanted = target.Required();
        switch (core)
        {
            case Literal { Value: NumberValue } number when number.Type.Equals(RightsType.Number) && wanted.IsMoney:
                return number with { Type = wanted };
            case Literal { Value: TextValue text } literal when literal.Type.Equals(RightsType.Text):
                if (wanted is CodeType codes) return Code(text.Value, codes, literal);
                return wanted.Equals(RightsType.Identifier) ? literal with { Type = wanted } : literal;
            case Sum sum when sum.Type.Equals(RightsType.Number) && wanted.IsMoney:
                Sum adapted = sum with { Type = wanted, Terms = [.. sum.Terms.Select(t => t with { Value = Adapt(t.Value, wanted) })] };
                return adapted.Terms.All(t => t.Value.Type.FitsIn(wanted)) ? adapted : sum;
            case Select select:
                var changed = select with
                {
                    Rows = [.. select.Rows.Select(r => r with { Then = Adapt(r.Then, target) })],
                    Otherwise = select.Otherwise is null ? null : Adapt(select.Otherwise, target),
                };
                return Joined(changed.Rows.Select(r => r.Then).Concat(changed.Otherwise is null ? [] : [changed.Otherwise])) is { } type
                    ? changed with { Type = type } : select;
            case ListOf list when wanted is ListType { Item: var item }:
                CoreExpression[] items = [.. list.Items.Select(i => Adapt(i, item))];
                return Joined(items) is { } joined ? list with { Items = items, Type = new ListType(joined) } : list;
            case RangeOf range when wanted is RangeType { Item: var bound }:
                CoreExpression low = Adapt(range.Low, bound), high = Adapt(range.High, bound);
                return low.Type.Equals(high.Type) ? range with { Low = low, High = high, Type = new RangeType(low.Type) } : range;
            case ForEach each when wanted is ListType { Item: var item } && !each.FlattenDistinct:
                CoreExpression body = Adapt(each.Body, item);
                return each with { Body = body, Type = new ListType(body.Type) };
            case On on:
                CoreExpression inside = Adapt(on.Body, target);
                return on with { Body = inside, Type = inside.Type };
            case Default @default:
                CoreExpression operand = Adapt(@default.Operand, target), otherwise = Adapt(@default.Otherwise, target);
                return Joined([operand, otherwise]) is { } both
                    ? @default with { Operand = operand, Otherwise = otherwise, Type = otherwise.Type.IsOptional ? both : both.Required() }
                    : @default;
            default:
                return core;
        }
    }

    private Literal Code(string code, CodeType list, Literal literal)
    {
        IReadOnlyList<string> codes = scope.CodesOf(list.Name) ?? [];
        return codes.Contains(code)
            ? literal with { Type = list }
            : Report(TypeErrors.NotACode(literal.Origin, code, list.Name, codes), literal.Origin);
    }

    /// <summary>The values with literals read alike; what is computed decides for what is written.</summary>
    private CoreExpression[] Unify(IReadOnlyList<CoreExpression> values)
    {
        RightsType? leading = values.Select(v => Leading(v.Type)).FirstOrDefault(t => t is not null);
        if (leading is null) return [.. values];
        return [.. values.Select(v => Adapt(v, v.Type.Required() switch
        {
            ListType => new ListType(leading),
            RangeType => new RangeType(leading),
            _ => leading,
        }))];
    }

    private (CoreExpression Left, CoreExpression Right) Unify(CoreExpression left, CoreExpression right)
    {
        CoreExpression[] both = Unify([left, right]);
        return (both[0], both[1]);
    }

    /// <summary>The type that literals beside a value of this type take, or null.</summary>
    private static RightsType? Leading(RightsType type) => type switch
    {
        MoneyType or CodeType => type,
        _ when type.Equals(RightsType.Identifier) => type,
        OptionalType o => Leading(o.Inner),
        ListType l => Leading(l.Item),
        RangeType r => Leading(r.Item),
        _ => null,
    };

    /// <summary>The type that holds all values, or null when they do not mix.</summary>
    private static RightsType? Joined(IEnumerable<CoreExpression> values) =>
        values.Aggregate((RightsType?)RightsType.Nothing, (joined, v) => joined is null ? null
            : joined.IsError || v.Type.IsError ? RightsType.Error : RightsType.Join(joined, v.Type));

    /// <summary>The value in which the reader finds the type that others do not share.</summary>
    private CoreExpression ReportMixed(IReadOnlyList<CoreExpression> values, Source.Location at)
    {
        CoreExpression first = values.FirstOrDefault(v => Leading(v.Type) is not null) ?? values[0];
        foreach (CoreExpression value in values)
        {
            if (RightsType.Join(first.Type, value.Type) is not null) continue;
            diagnostics.Add(TypeErrors.Mismatch(value.Origin, first.Type, value.Type));
            return Wrong(at);
        }
        return Wrong(at);
    }

    /// <summary>An income where its components are not asked for is its total.</summary>
    private CoreExpression IncomeAsMoney(CoreExpression core)
    {
        switch (core.Type)
        {
            case StructType { Kind: StructKind.Income } income when scope.FindMember(income, IncomeTotal) is { } total:
                return new Member(core, total, total.Type, core.Origin).WithNeeds();
            case OptionalType { Inner: StructType { Kind: StructKind.Income } income } when scope.FindMember(income, IncomeTotal) is { } total:
                return new Member(core, total, total.Type.Optional(), core.Origin).WithNeeds();
            case ListType { Item: StructType { Kind: StructKind.Income } }:
                var each = new LocalSymbol("income", ((ListType)core.Type).Item, core.Needs, core.Origin);
                CoreExpression body = IncomeAsMoney(new Local(each, core.Origin).WithNeeds());
                return body is Local ? core : new ForEach(each, core, body, false, new ListType(body.Type), core.Origin).WithNeeds();
            default:
                return core;
        }
    }

    /// <summary>The name under which a scope gives the total of an income; no rulebook can use it.</summary>
    public const string IncomeTotal = "";
}
