using RightsEngine.Concepts.Reading;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>
/// The definition of what Core means: walks the tree, one method per kind. With a trace it also keeps
/// every value with its expression and what was read for it; results are the same with and without.
/// </summary>
internal sealed partial class Evaluator
{
    /// <summary>The most items that may be looked at, in iterations and in lists that are made or compared, for one right of one case: a rule that needs more runs away.</summary>
    public const int MaximumSteps = 10_000_000;

    /// <summary>What a computed definition counts for: with its place in memory it is dearer than an item.</summary>
    private const int StepsOfDefinition = 20;

    /// <summary>How much of a computation is kept to be explained: nobody reads more, and memory is finite.</summary>
    private const int MaximumTrace = 1_000_000;

    private TraceNode? _current;
    private long _steps;
    private int _traced;

    /// <summary>The value of an expression; never throws for any rulebook that passed its checks.</summary>
    public Value Evaluate(CoreExpression expression, Env env)
    {
        if (_probe is not null) expression = _probe.Instead(expression);
        if (!_trace || ++_traced > MaximumTrace) return Compute(expression, env);
        var node = new TraceNode(expression) { Date = env.Date };
        TraceNode? outer = _current;
        outer?.Children.Add(node);
        _current = node;
        node.Value = Compute(expression, env);
        _current = outer;
        _probe?.Computed(node);
        return node.Value;
    }

    /// <summary>The value with its own trace, not added to any other.</summary>
    public (Value Value, TraceNode? Trace) EvaluateApart(CoreExpression expression, Env env)
    {
        TraceNode? outer = _current;
        _current = _trace ? new TraceNode(expression) { Date = env.Date } : null;
        Value value = Evaluate(expression, env);
        TraceNode? trace = _current?.Children.FirstOrDefault();
        _current = outer;
        return (value, trace);
    }

    private Value Compute(CoreExpression expression, Env env)
    {
        Value value = expression switch
        {
            Literal e => e.Value,
            Local e => LocalValue(e.Symbol, env),
            Call e => Call(e, env),
            Member e => MemberOf(Evaluate(e.Target, env), e.Symbol.Name),
            BuiltinCall e => Paid(Builtin(e.Builtin, PaidAll(e.Arguments, env))),
            Comparison e => Compare(e.Operator, Paid(Evaluate(e.Left, env)), Paid(Evaluate(e.Right, env))),
            Sum e => SumOf(e, env),
            Product e => ProductOf(e, env),
            And e => AllOf(e, env),
            Or e => AnyOf(e, env),
            Not e => Kleene.Not(Evaluate(e.Operand, env)),
            Select e => SelectOf(e, env),
            ForEach e => Paid(ForEachOf(e, env)),
            Quantified e => QuantifiedOf(e, env),
            Filter e => FilterOf(e, env),
            Sort e => SortOf(e, env),
            Item e => ItemOf(Evaluate(e.List, env), Evaluate(e.Index, env)),
            ContextOf e => Paid(Context(e, env)),
            ListOf e => Paid(ListValue.Certain((ReadOnlySpan<Value>)EvaluateAll(e.Items, env))),
            RangeOf e => RangeValueOf(e, env),
            Within e => WithinOf(e, env),
            IsPresent e => Evaluate(e.Operand, env) switch { AbsentValue => BooleanValue.False, UnknownValue u => u, FaultValue f => f, _ => BooleanValue.True },
            Default e => Evaluate(e.Operand, env) is var v && v is AbsentValue ? Evaluate(e.Otherwise, env) : v,
            On e => OnDate(e, env),
            _ => throw new InvalidOperationException($"no meaning for {expression.GetType().Name}"),
        };
        return value is FaultValue { Origin: null } fault ? fault with { Origin = expression.Origin } : value;
    }

    // These run for every node of every case: loops, because a lambda would cost an object in each call of what it stands in.

    private Value[] EvaluateAll(IReadOnlyList<CoreExpression> expressions, Env env)
    {
        if (expressions.Count == 0) return [];
        var values = new Value[expressions.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Evaluate(expressions[i], env);
        return values;
    }

    private Value[] PaidAll(IReadOnlyList<CoreExpression> expressions, Env env)
    {
        var values = new Value[expressions.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Paid(Evaluate(expressions[i], env));
        return values;
    }

    private Value AllOf(And e, Env env)
    {
        var all = default(Conjunction);
        for (int i = 0; i < e.Operands.Count; i++)
            if (!all.Add(Evaluate(e.Operands[i], env))) break;
        return all.Value;
    }

    private Value AnyOf(Or e, Env env)
    {
        var any = default(Disjunction);
        for (int i = 0; i < e.Operands.Count; i++)
            if (!any.Add(Evaluate(e.Operands[i], env))) break;
        return any.Value;
    }

    private static readonly FaultValue TooManySteps = new($"an iteration of more than {MaximumSteps} steps", null);

    private bool RunsAway(long steps = 1)
    {
        if (_steps < MaximumSteps) _steps += Math.Min(steps, MaximumSteps);
        return _steps >= MaximumSteps;
    }

    /// <summary>The value, if there are steps left to walk over all of it.</summary>
    private Value Paid(Value value) => value.Size > 1 && RunsAway(value.Size) ? TooManySteps : value;

    private Value LocalValue(LocalSymbol symbol, Env env)
    {
        if (ReferenceEquals(symbol, CatalogueScope.ReferenceDate)) return new DateValue(env.Date);
        if (ReferenceEquals(symbol, RightScope.RequestedOn))
            return _requestedOn is { } day ? new DateValue(day) : UnknownValue.Of(new Fact(null, "requested_on", null, null));
        return env.Lookup(symbol) ?? throw new InvalidOperationException($"`{symbol.Name}` is not bound");
    }

    private Value OnDate(On e, Env env)
    {
        Value date = Evaluate(e.Date, env);
        return date is DateValue d ? Evaluate(e.Body, env with { Date = d.Value }) : date;
    }

    private static Value Builtin(Builtin builtin, Value[] arguments)
    {
        if (builtin.IsMonotone && arguments[0] is UnknownValue partly && PartialDate.Bounds(partly) is var (first, last) && arguments.Skip(1).All(a => a is NumberValue or TextValue))
            return Between(builtin, partly, first, last, arguments);
        if (Stopped(builtin, arguments) is { } stopped) return stopped;
        if (Array.Exists(arguments, a => a is AbsentValue)) return new FaultValue($"`{builtin.Name}` of something that is absent", null);
        return builtin.Compute(arguments);
    }

    private static Value? Stopped(Builtin builtin, Value[] arguments)
    {
        // What most have, numbers and dates, holds nothing else.
        if (!Array.Exists(arguments, a => a is ListValue or ContextValue)) return Kleene.Strict((ReadOnlySpan<Value>)arguments);
        return Kleene.Strict(arguments.Concat(arguments.SelectMany(a => Inner(builtin, a))));
    }

    /// <summary>The result for a date known in part: known when both ends give the same, else between what they give.</summary>
    private static Value Between(Builtin builtin, UnknownValue date, DateOnly first, DateOnly last, IReadOnlyList<Value> arguments)
    {
        Value low = builtin.Compute([new DateValue(first), .. arguments.Skip(1)]), high = builtin.Compute([new DateValue(last), .. arguments.Skip(1)]);
        if (low.IsKnown && low.Equals(high)) return low;
        return new UnknownValue(date.Facts, Measure(low), Measure(high)) is { Low: not null, High: not null } bounded ? bounded : new UnknownValue(date.Facts);
    }

    /// <summary>What an ordinary function would have to know of an argument: its items and entries; membership too.</summary>
    private static IEnumerable<Value> Inner(Builtin builtin, Value argument)
    {
        if (argument is not ListValue list || !builtin.TakesPossible) return argument.Inside();
        // Counting needs no values; all and any fold them with three-valued logic.
        return builtin.TakesUnknownItems ? [] : list.Items.SelectMany(i => i.Inside());
    }

    /// <summary>The entries in order; each sees those before it.</summary>
    private ContextValue Context(ContextOf e, Env env)
    {
        var entries = new List<(string, Value)>();
        foreach ((LocalSymbol symbol, CoreExpression value) in e.Entries)
        {
            Value entry = Evaluate(value, env);
            entries.Add((symbol.Name, entry));
            env = env.With(symbol, entry);
        }
        return new ContextValue(entries);
    }

    private Value SumOf(Sum e, Env env)
    {
        var terms = new Value[e.Terms.Count];
        for (int i = 0; i < terms.Length; i++) terms[i] = Evaluate(e.Terms[i].Value, env);
        if (Kleene.Strict((ReadOnlySpan<Value>)terms) is { } stopped) return stopped;
        if (terms[0] is DurationValue)
        {
            long months = 0;
            for (int i = 0; i < terms.Length; i++) months += (e.Terms[i].Subtract ? -1L : 1L) * ((DurationValue)terms[i]).Months;
            return Math.Abs(months) > int.MaxValue ? new FaultValue("overflow: the duration is too long", null) : new DurationValue((int)months);
        }
        decimal? total = 0m;
        for (int i = 0; i < terms.Length; i++)
        {
            if (terms[i] is not NumberValue n) return new FaultValue("arithmetic with something that is absent", null);
            total = ExactDecimal.Add(total.Value, e.Terms[i].Subtract ? -n.Value : n.Value);
            if (total is null) return BuiltinSupport.Overflow;
        }
        return new NumberValue(total.Value);
    }

    private Value ProductOf(Product e, Env env)
    {
        Value[] factors = EvaluateAll(e.Factors, env), divisors = EvaluateAll(e.Divisors, env);
        Value[] all = divisors.Length == 0 ? factors : [.. factors, .. divisors];
        if (Kleene.Strict((ReadOnlySpan<Value>)all) is { } stopped) return stopped;
        if (Array.Exists(all, v => v is not NumberValue)) return new FaultValue("arithmetic with something that is absent", null);
        if (Multiply(factors) is not { } product || Multiply(divisors) is not { } divisor) return BuiltinSupport.Overflow;
        if (divisors.Length == 0) return new NumberValue(product);
        return divisor == 0 ? new FaultValue("division by zero", null) : ExactDecimal.Divide(product, divisor).OrOverflow();
    }

    private static decimal? Multiply(Value[] values)
    {
        decimal? product = 1m;
        foreach (Value value in values)
            if (product is { } p) product = ExactDecimal.Multiply(p, ((NumberValue)value).Value);
        return product;
    }

    internal static Value Compare(ComparisonOperator op, Value a, Value b)
    {
        if (a is UnknownValue { Low: not null } u && Measure(b) is { } n && Bounded(op, u, n) is { } decided) return decided;
        if (b is UnknownValue { Low: not null } w && Measure(a) is { } m && Bounded(Mirror(op), w, m) is { } mirrored) return mirrored;
        bool isEquality = op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        // Nothing equals what is absent, whatever the other side turns out to be.
        bool absentDecides = isEquality && (a is AbsentValue || b is AbsentValue) && a is not FaultValue && b is not FaultValue;
        ReadOnlySpan<Value> sides = [a, b];
        if (!absentDecides && Kleene.Strict(sides) is { } stopped) return stopped;
        if (isEquality)
        {
            Value equal = Equal(a, b);
            return op == ComparisonOperator.Equal ? equal : Kleene.Not(equal);
        }
        if (a is AbsentValue || b is AbsentValue) return new FaultValue("comparison with something that is absent", null);
        int order = BuiltinSupport.Compare(a, b);
        return BooleanValue.Of(op switch
        {
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    /// <summary>A known value on the scale of the bounds of an unknown one: a number, or the day number of a date.</summary>
    private static decimal? Measure(Value value) => value switch
    {
        NumberValue n => n.Value,
        DateValue d => d.Value.DayNumber,
        _ => null,
    };

    private static Value Equal(Value a, Value b)
    {
        if (a is AbsentValue || b is AbsentValue) return BooleanValue.False;
        if (a is NumberValue or TextValue or DateValue or BooleanValue or EntityValue && b is NumberValue or TextValue or DateValue or BooleanValue or EntityValue) return BooleanValue.Of(a.Equals(b));
        if (a is not ListValue x || b is not ListValue y) return Kleene.Strict(a.Inside().Concat(b.Inside())) ?? BooleanValue.Of(a.Equals(b));
        if (Kleene.Strict(x.Items.Concat(y.Items).SelectMany(i => i.Inside())) is { } inner) return inner;
        // Who is in one for certain and cannot be in the other makes them different, whoever else may be in them.
        if (Apart(x, y) || Apart(y, x)) return BooleanValue.False;
        FactSet facts = x.PossibleFacts.Union(y.PossibleFacts);
        return facts.Count > 0 ? new UnknownValue(facts) : BooleanValue.Of(x.Equals(y));
    }

    private static bool Apart(ListValue one, ListValue other) =>
        one.Items.Any(i => i.Possible is null && !other.Items.Any(o => o.Value.Equals(i.Value)));

    private static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };

    /// <summary>What a comparison of a bounded number with a known one is for certain, or null.</summary>
    private static BooleanValue? Bounded(ComparisonOperator op, UnknownValue u, decimal n)
    {
        (decimal low, decimal high) = (u.Low!.Value, u.High!.Value);
        bool? certain = op switch
        {
            ComparisonOperator.Less => high < n ? true : low >= n ? false : null,
            ComparisonOperator.LessOrEqual => high <= n ? true : low > n ? false : null,
            ComparisonOperator.Greater => low > n ? true : high <= n ? false : null,
            ComparisonOperator.GreaterOrEqual => low >= n ? true : high < n ? false : null,
            ComparisonOperator.Equal => n < low || n > high ? false : null,
            _ => n < low || n > high ? true : null,
        };
        return certain is { } c ? BooleanValue.Of(c) : null;
    }

    private Value SelectOf(Select e, Env env)
    {
        if (e.Hit == HitPolicy.Sum) return SumOfRows(e, env);
        List<Value>? possible = null;
        FactSet facts = FactSet.Empty;
        Value? hit = null;
        for (int i = 0; i < e.Rows.Count; i++)
        {
            SelectRow row = e.Rows[i];
            if (!row.InForce.Contains(env.Date)) continue;
            Value when = Evaluate(row.When, env);
            if (when is BooleanValue { Value: false }) continue;
            if (when is not (BooleanValue or UnknownValue))
            {
                if (when is AbsentValue) when = new FaultValue("a condition that is absent", row.Origin);
                if (possible is null) return when;
                possible.Add(when);
                break;
            }
            if (when is UnknownValue unknown)
            {
                facts = facts.Union(unknown.Facts);
                (possible ??= []).Add(Evaluate(row.Then, env));
                continue;
            }
            if (hit is not null) return new FaultValue("two rows of the table hold", row.Origin);
            hit = Evaluate(row.Then, env);
            if (e.Hit == HitPolicy.First) break;
        }
        // Rows of a table with `hit: unique` exclude each other, so a row that holds settles it.
        if (hit is not null && (possible is null || e.Hit == HitPolicy.Unique)) return hit;
        // One of the possible rows holds: the table was seen to leave nothing out.
        if (hit is null && e is { Otherwise: null, Coverage.IsComplete: true } && possible is not null) return TheSame(possible) ?? new UnknownValue(facts);
        hit ??= e.Otherwise is null ? new FaultValue("no row of the table holds", e.Origin) : Evaluate(e.Otherwise, env);
        if (possible is null) return hit;
        possible.Add(hit);
        return TheSame(possible) ?? new UnknownValue(facts);
    }

    /// <summary>The value that all are, if they are known and alike.</summary>
    private static Value? TheSame(List<Value> values) => values.TrueForAll(v => v.IsKnown && v.Equals(values[0])) ? values[0] : null;

    private Value SumOfRows(Select e, Env env)
    {
        var values = new List<Value>();
        foreach (SelectRow row in e.Rows)
        {
            if (!row.InForce.Contains(env.Date)) continue;
            Value when = Evaluate(row.When, env);
            if (when is BooleanValue { Value: false }) continue;
            values.Add(when is BooleanValue ? Evaluate(row.Then, env) : when);
        }
        if (Kleene.Strict(values) is { } stopped) return stopped;
        if (values.Count == 0 && e.Otherwise is not null) return Evaluate(e.Otherwise, env);
        decimal? total = 0m;
        foreach (Value value in values)
            if (total is { } t) total = ExactDecimal.Add(t, ((NumberValue)value).Value);
        return total.OrOverflow();
    }

    private Value ForEachOf(ForEach e, Env env)
    {
        Value domain = Evaluate(e.Domain, env);
        if (domain is not ListValue list) return domain is AbsentValue ? ListValue.Empty : domain;
        var items = new List<ListItem>();
        FactSet? order = list.Order;
        foreach (ListItem item in list.Items)
        {
            if (RunsAway()) return TooManySteps;
            Value value = Evaluate(e.Body, env.With(e.Variable, item.Value));
            // What is at fault for a member that is only possible is as unknown as its membership.
            if (value is FaultValue && item.Possible is { } possible) value = new UnknownValue(possible);
            if (value is FaultValue) return value;
            if (!e.FlattenDistinct)
            {
                items.Add(new ListItem(value, item.Possible));
            }
            else if (value is ListValue inner)
            {
                order = FactSet.Both(order, inner.Order);
                items.AddRange(inner.Items.Select(i => i.Given(item.Possible)));
            }
            else if (value is UnknownValue)
            {
                return value;
            }
            else if (value is not AbsentValue)
            {
                items.Add(new ListItem(value, item.Possible));
            }
        }
        if (!e.FlattenDistinct) return new ListValue(items) { Order = order };
        // Which of its items are the same, an unknown among them leaves open.
        if (Kleene.Strict(items.SelectMany(i => i.Inside())) is { } stopped) return stopped;
        // A path over persons gives each once, in the order of the case, whatever way they were reached.
        bool persons = items.All(i => i.Value is PersonValue);
        return ListBuiltins.Distinct(persons ? new ListValue([.. items.OrderBy(i => ((PersonValue)i.Value).Person.Index)]) : new ListValue(items) { Order = order });
    }

    private Value QuantifiedOf(Quantified e, Env env)
    {
        Value domain = Evaluate(e.Domain, env);
        if (domain is not ListValue list) return domain is AbsentValue ? BooleanValue.Of(e.IsEvery) : domain;
        var all = default(Conjunction);
        var any = default(Disjunction);
        for (int i = 0; i < list.Items.Count; i++)
        {
            Value outcome = OutcomeOf(e, list.Items[i], env);
            if (!(e.IsEvery ? all.Add(outcome) : any.Add(outcome))) break;
        }
        return e.IsEvery ? all.Value : any.Value;
    }

    private Value OutcomeOf(Quantified e, ListItem item, Env env)
    {
        if (RunsAway()) return TooManySteps;
        Value holds = Evaluate(e.Body, env.With(e.Variable, item.Value));
        if (item.Possible is not { } facts) return holds;
        var member = new UnknownValue(facts);
        return e.IsEvery ? Kleene.Or([Kleene.Not(member), holds]) : Kleene.And([member, holds]);
    }

    private Value FilterOf(Filter e, Env env)
    {
        Value domain = Evaluate(e.Domain, env);
        if (domain is not ListValue list) return domain is AbsentValue ? ListValue.Empty : domain;
        var items = new List<ListItem>();
        foreach (ListItem item in list.Items)
        {
            if (RunsAway()) return TooManySteps;
            Value keep = Evaluate(e.Condition, env.With(e.Variable, item.Value));
            if (keep is FaultValue && item.Possible is { } possible) keep = new UnknownValue(possible);
            if (keep is FaultValue) return keep;
            if (keep is BooleanValue { Value: false }) continue;
            items.Add(keep is UnknownValue u ? item.Given(u.Facts) : item);
        }
        return new ListValue(items) { Order = list.Order };
    }

    private Value SortOf(Sort e, Env env)
    {
        Value domain = Evaluate(e.Domain, env);
        if (domain is not ListValue list) return domain;
        if (list.Items.Count <= 1) return list;
        List<(ListItem Item, Value Key)> keyed = [.. list.Items.Select(i => (i, Evaluate(e.Key, env.With(e.Variable, i.Value))))];
        if (Kleene.Strict(keyed.Select(k => k.Key)) is { } stopped) return stopped;
        if (keyed.Exists(k => k.Key is AbsentValue)) return new FaultValue("sorting by something that is absent", null);
        Comparer<Value> order = Comparer<Value>.Create(BuiltinSupport.Compare);
        return new ListValue([.. (e.Descending ? keyed.OrderByDescending(k => k.Key, order) : keyed.OrderBy(k => k.Key, order)).Select(k => k.Item)]) { Order = list.Order };
    }

    private static Value ItemOf(Value list, Value index)
    {
        if (Kleene.Strict([list, index]) is { } stopped) return stopped;
        if (list is AbsentValue) return list;
        IReadOnlyList<ListItem> items = ((ListValue)list).Items;
        if (((ListValue)list).Order is { } facts) return new UnknownValue(facts);
        if (!index.TryInt(out int place) || place == 0) return new FaultValue($"{index.Number()} is not a place in a list", null);
        IEnumerable<ListItem> ordered = place > 0 ? items : items.Reverse();
        int wanted = Math.Abs(place), seen = 0;
        foreach (ListItem item in ordered)
        {
            // Whether someone who is only possible stands before decides who is at the place.
            if (item.Possible is not null) return new UnknownValue(((ListValue)list).PossibleFacts);
            if (++seen == wanted) return item.Value;
        }
        return AbsentValue.Instance;
    }

    private Value RangeValueOf(RangeOf e, Env env)
    {
        Value low = Evaluate(e.Low, env), high = Evaluate(e.High, env);
        return Kleene.Strict([low, high]) ?? new RangeValue(e.LowIncluded, low, high, e.HighIncluded);
    }

    private Value WithinOf(Within e, Env env)
    {
        Value value = Evaluate(e.Value, env);
        // Each end of a range decides for itself: below a known low end, an unknown high end does not matter.
        if (e.Container is RangeOf r) return InRange(value, r.LowIncluded, Evaluate(r.Low, env), Evaluate(r.High, env), r.HighIncluded);
        Value container = Paid(Evaluate(e.Container, env));
        if (Kleene.Strict([container]) is { } stopped) return stopped;
        if (container is RangeValue range) return InRange(value, range.LowIncluded, range.Low, range.High, range.HighIncluded);
        if (container is not ListValue list) return BooleanValue.False;
        var any = default(Disjunction);
        for (int i = 0; i < list.Items.Count; i++)
        {
            Value equal = Compare(ComparisonOperator.Equal, value, list.Items[i].Value);
            if (!any.Add(list.Items[i].Possible is { } facts ? Kleene.And([new UnknownValue(facts), equal]) : equal)) break;
        }
        return any.Value;
    }

    private static Value InRange(Value value, bool lowIncluded, Value low, Value high, bool highIncluded)
    {
        if (value is AbsentValue) return BooleanValue.False;
        return Kleene.And([
            Compare(lowIncluded ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater, value, low),
            Compare(highIncluded ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, value, high),
        ]);
    }
}
