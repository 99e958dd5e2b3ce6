using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static RightsEngine.Language.Types.RightsType;

namespace RightsEngine.Language.Builtins;

/// <summary>Built-ins over lists.</summary>
internal static class ListBuiltins
{
    public static readonly Builtin[] All =
    [
        new("count", "count(list: list) → number", "the number of items", "count([1, 2, 3]) = 3",
            t => t.Count == 1 && t[0] is ListType ? Number : null, Count) { TakesPossible = true, TakesUnknownItems = true },
        new("sum", "sum(list: list of number|money) → same", "the sum of the items; 0 of an empty list", "sum([1, 2, 3]) = 6",
            t => Amounts(t, whenEmpty: Number), a => SumOf(a[0].Items())) { TakesItems = true },
        new("product", "product(list: list of number) → number?", "the product of the items; absent for an empty list", "product([2, 3, 4]) = 24",
            t => Amounts(t, Number) is { IsMoney: false } item ? item.Optional() : null, Product) { TakesItems = true },
        new("mean", "mean(list: list of number|money) → same?", "the average; absent for an empty list", "mean([1, 2, 6]) = 3",
            t => Amounts(t, Number)?.Optional(), Mean) { TakesItems = true },
        new("median", "median(list: list of number|money) → same?", "the value in the middle, of two the average; absent for an empty list", "median([8, 2, 5, 3, 4]) = 4",
            t => Amounts(t, Number)?.Optional(), Median) { TakesItems = true },
        new("mode", "mode(list: list of number|money) → list of same", "the values that come most often, from small to large", "mode([6, 1, 9, 6, 1]) = [1, 6]",
            t => Amounts(t, Number) is { } item ? new ListType(item) : null, Mode) { TakesItems = true },
        Extreme("max", "largest", "max(1, 5, 3) = 5", 1),
        Extreme("min", "smallest", "min(1, 5, 3) = 1", -1),
        new("all", "all(list: list of boolean) → boolean", "whether every item is true", "all([true, false]) = false",
            t => t.Are(new ListType(RightsType.Boolean)) ? RightsType.Boolean : null, a => Kleene.And(Guarded(a[0], BooleanValue.False))) { TakesPossible = true, TakesUnknownItems = true, TakesItems = true },
        new("any", "any(list: list of boolean) → boolean", "whether some item is true", "any([true, false]) = true",
            t => t.Are(new ListType(RightsType.Boolean)) ? RightsType.Boolean : null, a => Kleene.Or(Guarded(a[0], BooleanValue.True))) { TakesPossible = true, TakesUnknownItems = true, TakesItems = true },
        new("concatenate", "concatenate(list, list, …) → list", "the lists one after another", "concatenate([1], [2, 1]) = [1, 2, 1]",
            JoinLists, Joined) { TakesPossible = true },
        new("union", "union(list, list, …) → list", "the lists one after another without duplicates", "union([1], [2, 1]) = [1, 2]",
            JoinLists, a => Distinct(Joined(a))) { TakesPossible = true },
        new("distinct values", "distinct values(list: list) → list", "each item once, in the order of first appearance", "distinct values([1, 2, 1]) = [1, 2]",
            t => t.Count == 1 && t[0] is ListType ? t[0] : null, a => Distinct((ListValue)a[0])) { TakesPossible = true },
        new("duplicate values", "duplicate values(list: list) → list", "each item that comes more than once, in the order of first appearance", "duplicate values([1, 2, 1]) = [1]",
            t => t.Count == 1 && t[0] is ListType ? t[0] : null,
            a => ListValue.Certain(a[0].Items().GroupBy(v => v).Where(g => g.Count() > 1).Select(g => g.Key))),
        new("flatten", "flatten(list: list of lists) → list", "the items of the lists in a list", "flatten([[1], [2, 3]]) = [1, 2, 3]",
            t => t.Count == 1 && t[0] is ListType { Item: ListType inner } ? inner : null, Flatten) { TakesPossible = true },
        new("append", "append(list, item, …) → list", "the list with items added at the end", "append([1], 2) = [1, 2]",
            t => t.Count >= 2 && t[0] is ListType l ? t.Skip(1).Aggregate((RightsType?)l.Item, (j, x) => j is null ? null : Join(j, x)) is { } item ? new ListType(item) : null : null,
            a => new ListValue([.. ((ListValue)a[0]).Items, .. a.Skip(1).Select(v => new ListItem(v))]) { Order = ((ListValue)a[0]).Order }) { TakesPossible = true },
        new("insert before", "insert before(list: list, position: number, newItem: item) → list", "the list with an item put in before a position", "insert before([1, 3], 2, 2) = [1, 2, 3]",
            t => t.Count == 3 && t[1].FitsIn(Number) ? WithItem(t[0], t[2]) : null,
            a => Placed(a, (items, at) => [.. items[..at], a[2], .. items[at..]])),
        new("remove", "remove(list: list, position: number) → list", "the list without the item at a position", "remove([1, 2, 3], 2) = [1, 3]",
            t => t.Count == 2 && t[0] is ListType && t[1].FitsIn(Number) ? t[0] : null,
            a => Placed(a, (items, at) => [.. items[..at], .. items[(at + 1)..]])),
        new("list replace", "list replace(list: list, position: number, newItem: item) → list", "the list with another item at a position", "list replace([1, 9, 3], 2, 2) = [1, 2, 3]",
            t => t.Count == 3 && t[1].FitsIn(Number) ? WithItem(t[0], t[2]) : null,
            a => Placed(a, (items, at) => [.. items[..at], a[2], .. items[(at + 1)..]])),
        new("reverse", "reverse(list: list) → list", "the items from last to first", "reverse([1, 2]) = [2, 1]",
            t => t.Count == 1 && t[0] is ListType ? t[0] : null, a => new ListValue([.. ((ListValue)a[0]).Items.Reverse()]) { Order = ((ListValue)a[0]).Order }) { TakesPossible = true },
        new("index of", "index of(list: list, match: item) → list of number", "the positions at which the item stands, from 1", "index of([1, 2, 1], 1) = [1, 3]",
            t => t.Count == 2 && t[0] is ListType l && Join(l.Item, t[1]) is not null ? new ListType(Number) : null,
            a => ListValue.Certain(a[0].Items().Select((v, i) => (v, i)).Where(x => x.v.Equals(a[1])).Select(x => new NumberValue(x.i + 1)))),
        new("sublist", "sublist(list: list, start position: number, length?: number) → list", "a part of the list; the start counts from 1, from the end when negative", "sublist([1, 2, 3], 2, 1) = [2]",
            t => (t.Count == 2 || t.Count == 3) && t[0] is ListType && t.Skip(1).All(x => x.FitsIn(Number)) ? t[0] : null, Sublist),
    ];

    /// <summary>The type of the items of the only argument, when they are numbers or amounts.</summary>
    private static RightsType? Amounts(IReadOnlyList<RightsType> t, RightsType whenEmpty) =>
        t.Count != 1 || t[0] is not ListType list ? null : list.Item.Equals(Nothing) ? whenEmpty : list.Item.IsAmount() ? list.Item : null;

    private static RightsType? WithItem(RightsType list, RightsType item) =>
        list is ListType l && Join(l.Item, item) is { } joined ? new ListType(joined) : null;

    /// <summary>A change at a position, counted from 1 or, when negative, from the end.</summary>
    private static Value Placed(IReadOnlyList<Value> a, Func<Value[], int, IEnumerable<Value>> change)
    {
        Value[] items = [.. a[0].Items()];
        if (!a[1].TryInt(out int position) || position == 0 || Math.Abs(position) > items.Length)
            return new FaultValue($"there is no position {a[1].Number()} in a list of {items.Length}", null);
        return ListValue.Certain(change(items, position > 0 ? position - 1 : items.Length + position));
    }

    private static ListValue Joined(IReadOnlyList<Value> lists) =>
        new([.. lists.SelectMany(l => ((ListValue)l).Items)]) { Order = lists.Aggregate((FactSet?)null, (o, l) => FactSet.Both(o, ((ListValue)l).Order)) };

    private static ListValue Flatten(IReadOnlyList<Value> a)
    {
        var outer = (ListValue)a[0];
        return new ListValue([.. outer.Items.SelectMany(o => ((ListValue)o.Value).Items.Select(i => i.Given(o.Possible)))])
        {
            Order = outer.Items.Aggregate(outer.Order, (o, i) => FactSet.Both(o, ((ListValue)i.Value).Order)),
        };
    }

    private static Value Product(IReadOnlyList<Value> a)
    {
        decimal? product = 1m;
        bool any = false;
        foreach (Value item in a[0].Items())
        {
            any = true;
            if (product is { } p) product = ExactDecimal.Multiply(p, item.Number());
        }
        return any ? product.OrOverflow() : AbsentValue.Instance;
    }

    private static Value Median(IReadOnlyList<Value> a)
    {
        decimal[] sorted = [.. a[0].Items().Select(i => i.Number()).Order()];
        if (sorted.Length == 0) return AbsentValue.Instance;
        int middle = sorted.Length / 2;
        if (sorted.Length % 2 == 1) return new NumberValue(sorted[middle]);
        return ExactDecimal.Add(sorted[middle - 1], sorted[middle]) is { } sum ? ExactDecimal.Divide(sum, 2).OrOverflow() : BuiltinSupport.Overflow;
    }

    private static ListValue Mode(IReadOnlyList<Value> a)
    {
        List<IGrouping<decimal, Value>> groups = [.. a[0].Items().GroupBy(i => i.Number())];
        int most = groups.Count == 0 ? 0 : groups.Max(g => g.Count());
        return ListValue.Certain(groups.Where(g => g.Count() == most).Select(g => g.Key).Order().Select(n => new NumberValue(n)));
    }

    private static Builtin Extreme(string name, string which, string example, int sign) =>
        new(name, $"{name}(list: list) → item? | {name}(a, b, …) → same", $"the {which}; absent for an empty list", example,
            ExtremeType,
            a => Best(a.Count == 1 && a[0] is ListValue ? a[0].Items() : a, sign))
        { UnifiesArguments = true };

    private static RightsType? ExtremeType(IReadOnlyList<RightsType> t)
    {
        if (t.Count == 1) return t[0] is ListType { Item.IsOrdered: true } list ? list.Item.Optional() : null;
        return t.Count > 1 && t.Aggregate((RightsType?)t[0], (j, x) => j is null ? null : Join(j, x)) is { IsOrdered: true } joined ? joined : null;
    }

    private static Value Best(IEnumerable<Value> values, int sign)
    {
        Value? best = null;
        foreach (Value value in values)
            if (best is null || BuiltinSupport.Compare(value, best) * sign > 0) best = value;
        return best ?? AbsentValue.Instance;
    }

    private static Value Count(IReadOnlyList<Value> a)
    {
        var list = (ListValue)a[0];
        if (list.AllBelong) return new NumberValue(list.Items.Count);
        return new UnknownValue(list.PossibleFacts, list.Items.Count(i => i.Possible is null), list.Items.Count);
    }

    private static Value SumOf(IEnumerable<Value> items)
    {
        decimal? total = 0m;
        foreach (Value item in items)
        {
            total = ExactDecimal.Add(total.Value, item.Number());
            if (total is null) return BuiltinSupport.Overflow;
        }
        return new NumberValue(total.Value);
    }

    private static Value Mean(IReadOnlyList<Value> a)
    {
        int count = ((ListValue)a[0]).Items.Count;
        if (count == 0) return AbsentValue.Instance;
        return SumOf(a[0].Items()) is NumberValue sum ? ExactDecimal.Divide(sum.Value, count).OrOverflow() : BuiltinSupport.Overflow;
    }

    private static IEnumerable<Value> Guarded(Value list, BooleanValue decisive) =>
        ((ListValue)list).Items.Select(i => (i.Possible, i.Value) switch
        {
            (null, var value) => value,
            (_, BooleanValue b) when b.Value != decisive.Value => b,
            ({ } facts, UnknownValue u) => new UnknownValue(facts.Union(u.Facts)),
            ({ } facts, _) => new UnknownValue(facts),
        });

    private static RightsType? JoinLists(IReadOnlyList<RightsType> types) =>
        types.Count > 0 && types.All(t => t is ListType) ? types.Aggregate((RightsType?)types[0], (j, x) => j is null ? null : Join(j, x)) : null;

    /// <summary>
    /// Each item once. One that is certain somewhere is certain; where its first appearance is only possible, its place
    /// depends on that.
    /// </summary>
    public static ListValue Distinct(ListValue list)
    {
        var distinct = new List<ListItem>();
        var index = new Dictionary<Value, int>();
        FactSet? order = list.Order;
        foreach (ListItem item in list.Items)
        {
            if (!index.TryGetValue(item.Value, out int at))
            {
                index.Add(item.Value, distinct.Count);
                distinct.Add(item);
            }
            else if (distinct[at].Possible is { } facts)
            {
                if (at < distinct.Count - 1) order = FactSet.Both(order, facts);
                // Either appearance makes it belong.
                distinct[at] = item.Possible is null ? item : item.Given(facts);
            }
        }
        return new ListValue(distinct) { Order = order };
    }

    private static Value Sublist(IReadOnlyList<Value> a)
    {
        var items = ((ListValue)a[0]).Items;
        int length = items.Count;
        if (!a[1].TryInt(out int start) || start == 0 || (a.Count == 3 && !a[2].TryInt(out length)) || length < 0)
            return new FaultValue("start and length of a part are whole numbers, and start is not 0", null);
        int from = start > 0 ? start - 1 : Math.Max(0, items.Count + start);
        return new ListValue([.. items.Skip(from).Take(length)]);
    }
}
