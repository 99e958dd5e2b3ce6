using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Arithmetic on scaled numbers, and the built-ins that have code.</summary>
internal partial class Emitter
{
    /// <summary>Products with more decimals go to the reference evaluator.</summary>
    private const int MaximumScale = 14;

    public static Shape ShapeFor(RightsType type) => ShapeOf(type);

    /// <summary>A value as state and number.</summary>
    public Emitted Scalar(Emitted value) => AsScalar(value);

    /// <summary>The number with another, not smaller, number of decimals.</summary>
    public Expression Rescaled(Emitted value, int scale)
    {
        if (value.Scale == scale) return value.Value;
        if (value.Scale > scale) throw new NotEmittableException("fewer decimals");
        long power = Scaled.Power(scale - value.Scale);
        if (value.Value is ConstantExpression { Value: long number })
            return Expression.Constant(Int128.Abs((Int128)number * power) <= long.MaxValue ? number * power : throw new NotEmittableException("a number this large"));
        return Times(value.Value, Expression.Constant(power), Product(value.Bound, power));
    }

    /// <summary>A sum or difference whose size is at most a bound; what does not fit into 64 bits leaves.</summary>
    protected virtual Expression Plus(Expression a, Expression b, bool subtract, Int128 bound) =>
        Call(typeof(Scaled), subtract ? nameof(Scaled.Subtract) : nameof(Scaled.Add), null, a, b, X);

    /// <summary>A product whose size is at most a bound; what does not fit into 64 bits leaves.</summary>
    protected virtual Expression Times(Expression a, Expression b, Int128 bound) => Call(typeof(Scaled), nameof(Scaled.Multiply), null, a, b, X);

    /// <summary>The bound of a product of two numbers.</summary>
    protected static Int128 Product(Int128 a, Int128 b) => a <= long.MaxValue && b <= long.MaxValue ? a * b : Int128.MaxValue;

    private static Int128 Sum(Int128 a, Int128 b) => a <= long.MaxValue && b <= long.MaxValue ? a + b : Int128.MaxValue;

    private static Int128 BoundIn(Emitted value, int scale) => Product(value.Bound, Scaled.Power(scale - value.Scale));

    private Emitted OfSum(Sum e, KernelScope scope)
    {
        var terms = e.Terms.Select(t => (Value: Keep(Number(Emit(t.Value, scope))), t.Subtract)).ToList();
        if (terms.TrueForAll(t => t.Value.ConstantHere is NumberValue))
        {
            Func<Value[], Value?> add = Adding([.. terms.Select(t => t.Subtract)]);
            if (add([.. terms.Select(t => t.Value.ConstantHere!)]) is { } known) return OfFolded(known, e.Type, [.. terms.Select(t => t.Value)], add);
        }
        return Added(terms, e.Type);
    }

    /// <summary>A sum of constants; null where it has no value.</summary>
    private static Func<Value[], Value?> Adding(bool[] subtract) => values =>
    {
        decimal? total = 0;
        for (int i = 0; i < values.Length && total is not null; i++) total = values[i] is NumberValue { Value: var number } ? ExactDecimal.Add(total.Value, subtract[i] ? -number : number) : null;
        return total is { } known ? new NumberValue(known) : null;
    };

    private static Emitted Number(Emitted value) =>
        value.Shape == Shape.Scalar ? value : throw new NotEmittableException($"arithmetic with {value.Type}");

    private Emitted Added(IReadOnlyList<(Emitted Value, bool Subtract)> terms, RightsType type)
    {
        int scale = terms.Max(t => t.Value.Scale);
        Int128 bound = terms.Aggregate((Int128)0, (sum, t) => Sum(sum, BoundIn(t.Value, scale)));
        return WhenKnown(StrictState(terms.Select(t => t.Value)), Shape.Scalar, type, () =>
        {
            Expression? total = null;
            foreach ((Emitted value, bool subtract) in terms)
            {
                Expression term = Rescaled(value, scale);
                total = total is null && !subtract ? term : Plus(total ?? Expression.Constant(0L), term, subtract, bound);
            }
            return total!;
        }) with
        { Scale = scale, Bound = bound };
    }

    private Emitted OfProduct(Product e, KernelScope scope)
    {
        List<Emitted> factors = [.. e.Factors.Select(f => Keep(Number(Emit(f, scope))))], divisors = [.. e.Divisors.Select(d => Keep(Number(Emit(d, scope))))];
        if (factors.Concat(divisors).All(f => f.ConstantHere is NumberValue))
        {
            Func<Value[], Value?> multiply = Multiplying(factors.Count);
            if (multiply([.. factors.Concat(divisors).Select(f => f.ConstantHere!)]) is { } constant) return OfFolded(constant, e.Type, [.. factors, .. divisors], multiply);
        }
        return Quotient(factors, divisors, e.Type);
    }

    /// <summary>A product of constants; null where it has no value.</summary>
    private static Func<Value[], Value?> Multiplying(int factors)
    {
        return values =>
        {
            if (Product(values[..factors]) is not { } above || Product(values[factors..]) is not { } below || below == 0) return null;
            return values.Length == factors ? new NumberValue(above) : ExactDecimal.Divide(above, below) is { } quotient ? new NumberValue(quotient) : null;
        };

        static decimal? Product(Value[] numbers) => numbers.Aggregate((decimal?)1m, (product, n) => product is { } p && n is NumberValue { Value: var number } ? ExactDecimal.Multiply(p, number) : null);
    }

    private Emitted Quotient(List<Emitted> factors, List<Emitted> divisors, RightsType type)
    {
        int above = factors.Sum(f => f.Scale), below = divisors.Sum(d => d.Scale);
        int most = divisors.Count == 0 ? MaximumScale : Math.Min(MaximumScale, ExactDecimal.QuotientDecimals + below);
        if (above > most && factors.Count > 1 && !IsSettled && below <= MaximumScale) return Quotient([Shortened(factors, most, type)], divisors, type);
        if (above > MaximumScale || below > MaximumScale) throw new NotEmittableException("a product with this many decimals");
        int scale = divisors.Count == 0 ? above : ExactDecimal.QuotientDecimals;
        int shift = scale - above + below;
        if (shift < 0) throw new NotEmittableException("a quotient with this many decimals");
        Expression state = StrictState(factors.Concat(divisors));
        if (divisors.Count == 0) return WhenKnown(state, Shape.Scalar, type, () => Times(factors)) with { Scale = scale, Bound = BoundOf(factors) };
        bool never = divisors.TrueForAll(d => d.ConstantHere is NumberValue { Value: not 0 });
        if (never) divisors.ForEach(d => d.Dated?.Require(other => other is NumberValue { Value: not 0 }));
        Expression divisor = WhenKnown(state, Shape.Scalar, type, () => Times(divisors)).Value;
        if (!never) state = FaultWhen(Equal(divisor, Expression.Constant(0L)), state);
        return WhenKnown(state, Shape.Scalar, type, () =>
            Call(typeof(Scaled), nameof(Scaled.Divide), null, Times(factors), divisor, Expression.Constant(shift), X)) with
        { Scale = scale };
    }

    /// <summary>A product of which the last decimals are all zero, as they mostly are: else it goes to the reference evaluator.</summary>
    private Emitted Shortened(List<Emitted> factors, int scale, RightsType type)
    {
        Emitted product = factors[0];
        foreach (Emitted factor in factors.Skip(1))
        {
            Emitted before = product;
            int drop = Math.Max(0, before.Scale + factor.Scale - scale);
            if (drop > 18) throw new NotEmittableException("a product with this many decimals");
            product = Keep(WhenKnown(StrictState([before, factor]), Shape.Scalar, type,
                () => Call(typeof(Scaled), nameof(Scaled.MultiplyShort), null, before.Value, factor.Value, Expression.Constant(drop), X)) with
            { Scale = before.Scale + factor.Scale - drop });
        }
        return product;
    }

    private Expression Times(List<Emitted> factors) =>
        factors.Count == 0 ? Expression.Constant(1L) : factors.Index().Skip(1).Aggregate(factors[0].Value, (p, f) => Times(p, f.Item.Value, BoundOf(factors[..(f.Index + 1)])));

    private static Int128 BoundOf(IEnumerable<Emitted> factors) => factors.Aggregate((Int128)1, (product, f) => Product(product, f.Bound));

    /// <summary>Fewer decimals, in a way. What is absent stays so where that is no fault.</summary>
    public Emitted Rounded(Emitted value, int decimals, RoundingWay way, bool absentIsFault = true)
    {
        value = Keep(value);
        if (decimals is < 0 or > 12) throw new NotEmittableException("rounding to this place");
        // Nothing is rounded off, but a function of a number between bounds has none.
        if (value.Scale <= decimals) return absentIsFault && value.MayBeBounded ? WhenKnown(StrictState([value]), Shape.Scalar, value.Type, () => value.Value) with { Scale = value.Scale, Bound = value.Bound } : value;
        return WhenKnown(StrictState([value], absentIsFault), Shape.Scalar, value.Type,
            () => Call(typeof(Scaled), nameof(Scaled.Round), null, value.Value, Expression.Constant(value.Scale - decimals), Expression.Constant(way))) with
        { Scale = decimals, Bound = value.Bound };
    }

    protected virtual Emitted OfBuiltin(BuiltinCall e, KernelScope scope)
    {
        switch (e.Builtin.Name)
        {
            case "sum" or "min" or "max" when e.Arguments is [ForEach { FlattenDistinct: false } each]: return OfFold(e.Builtin.Name, each, e.Type, scope);
            case "all" or "any" when e.Arguments is [ForEach { FlattenDistinct: false } each]: return OfTruths(each, e.Builtin.Name == "all", scope);
            case "count": return OfCount(Keep(EmitPartial(e.Arguments[0], scope)));
            case "union": return OfUnion([.. e.Arguments.Select(a => Keep(EmitPartial(a, scope)))]);
            case "concatenate": return OfSeveral([.. e.Arguments.Select(a => Keep(EmitPartial(a, scope)))], e.Type);
            case "flatten" when e.Arguments is [ForEach { FlattenDistinct: false } each]: return OfFlattened(each, e.Type, scope);
            case "distinct values" when e.Arguments is [BuiltinCall { Builtin.Name: "flatten", Arguments: [ForEach { FlattenDistinct: false, Type: var lists } each] }] && IsPersons(e.Type):
                return OfForEach(each with { FlattenDistinct = true, Type = e.Type }, scope, keepsOrder: true);
        }
        Emitted[] a = [.. e.Arguments.Select(x => Keep(Emit(x, scope)))];
        if (a.All(x => x.Shape != Shape.Chosen && x.ConstantHere is not null and not (UnknownValue or AbsentValue)) && e.Builtin.Compute([.. a.Select(x => x.ConstantHere!)]) is { IsKnown: true } constant) return OfFolded(constant, e.Type, a, e.Builtin.Compute);
        switch (e.Builtin.Name)
        {
            case "months" when a[0].Shape == Shape.Range && !IsSettled: return a[0] with { Shape = Shape.Months, Type = e.Type };
            case "start" when a[0].Shape == Shape.Range: return End(a[0], last: false);
            case "end" when a[0].Shape == Shape.Range: return End(a[0], last: true);
            case "year" or "month" or "day": return DatePart(e.Builtin.Name, a[0]);
            case "first day of month": return OfDate(nameof(Days.FirstOfMonth), a[0]);
            case "last day of month": return OfDate(nameof(Days.LastOfMonth), a[0]);
            case "add months" when a[2].Constant is TextValue mode:
                return WhenKnown(StrictState([a[0], a[1]]), Shape.Scalar, RightsType.Date,
                    () => Call(typeof(Days), nameof(Days.AddMonths), null, a[0].Value, a[1].Value, Expression.Constant(Scaled.Power(a[1].Scale)), Expression.Constant(mode.Value == "up"), X));
            case "modulo": return Modulo(Number(a[0]), Number(a[1]));
            case "abs": return WhenKnown(StrictState([a[0]]), Shape.Scalar, e.Type, () => Call(typeof(Math), nameof(Math.Abs), null, a[0].Value)) with { Scale = a[0].Scale, Bound = a[0].Bound };
            case "floor" when a.Length == 1: return Rounded(Number(a[0]), 0, RoundingWay.Floor);
            case "ceiling" when a.Length == 1: return Rounded(Number(a[0]), 0, RoundingWay.Ceiling);
            case "per year": return Quotient([Number(a[0]), Twelve], [], e.Type);
            case "per month": return Quotient([Number(a[0])], [Twelve], e.Type);
            case "over": return Quotient([Number(a[0]), Number(a[1])], [], e.Type);
            case "min" or "max" when a.Length > 1: return Extreme(a, e.Builtin.Name == "max", e.Type);
        }
        if (e.Builtin.Name.StartsWith("round ", StringComparison.Ordinal) && a is [_, { Constant: NumberValue places }])
            return Rounded(Number(a[0]), (int)places.Value, Way(e.Builtin.Name[6..]));
        throw new NotEmittableException($"`{e.Builtin.Name}`");
    }

    private Emitted Modulo(Emitted dividend, Emitted divisor)
    {
        int scale = Math.Max(dividend.Scale, divisor.Scale);
        Expression state = StrictState([dividend, divisor]);
        state = FaultWhen(Equal(divisor.Value, Expression.Constant(0L)), state);
        return WhenKnown(state, Shape.Scalar, RightsType.Number,
            () => Call(typeof(Scaled), nameof(Scaled.Modulo), null, Rescaled(dividend, scale), Rescaled(divisor, scale))) with
        { Scale = scale };
    }

    private Emitted Twelve => OfConstant(new NumberValue(12), RightsType.Number);

    public static RoundingWay Way(string mode) => mode switch
    {
        "half up" => RoundingWay.HalfUp,
        "half down" => RoundingWay.HalfDown,
        "half even" => RoundingWay.HalfEven,
        "up" => RoundingWay.Up,
        _ => RoundingWay.Down,
    };

    private Emitted Extreme(Emitted[] operands, bool largest, RightsType type)
    {
        int scale = operands.Max(o => o.Scale);
        return WhenKnown(StrictState(operands), Shape.Scalar, type, () => operands.Select(o => Rescaled(o, scale))
            .Aggregate((a, b) => Call(typeof(Math), largest ? nameof(Math.Max) : nameof(Math.Min), null, a, b))) with
        { Scale = scale, Bound = operands.Max(o => BoundIn(o, scale)) };
    }

    private Emitted DatePart(string part, Emitted date) =>
        WhenKnown(StrictState([date]), Shape.Scalar, RightsType.Number, () => Call(typeof(Days), part switch { "year" => nameof(Days.Year), "month" => nameof(Days.Month), _ => nameof(Days.Day) }, null, date.Value)) with { Bound = 9999 };

    private Emitted OfDate(string method, Emitted date) =>
        WhenKnown(StrictState([date]), Shape.Scalar, RightsType.Date, () => Call(typeof(Days), method, null, date.Value));
}

/// <summary>Dates as day numbers.</summary>
internal static class Days
{
    public static long Year(long day) => DateOnly.FromDayNumber((int)day).Year;

    public static long Month(long day) => DateOnly.FromDayNumber((int)day).Month;

    public static long Day(long day) => DateOnly.FromDayNumber((int)day).Day;

    public static long FirstOfMonth(long day)
    {
        DateOnly date = DateOnly.FromDayNumber((int)day);
        return day - date.Day + 1;
    }

    /// <summary>The first day of the next month; -1 where there is none.</summary>
    public static long NextMonth(long day)
    {
        DateOnly date = DateOnly.FromDayNumber((int)day);
        return date is { Year: 9999, Month: 12 } ? -1 : date.AddMonths(1).DayNumber;
    }

    /// <summary>How many months lie in a span, whole or in part.</summary>
    public static long MonthsBetween(long first, long last)
    {
        DateOnly from = DateOnly.FromDayNumber((int)first), to = DateOnly.FromDayNumber((int)last);
        return last < first ? FirstOfMonth(first) <= last ? 1 : 0 : (to.Year - from.Year) * 12L + to.Month - from.Month + 1;
    }

    public static long LastOfMonth(long day)
    {
        DateOnly date = DateOnly.FromDayNumber((int)day);
        return day - date.Day + DateTime.DaysInMonth(date.Year, date.Month);
    }

    /// <param name="day">The date.</param>
    /// <param name="scaled">The months, which have to be whole.</param>
    /// <param name="unit">What one month is.</param>
    /// <param name="up">Whether a day that does not exist is the first of the next month.</param>
    /// <param name="x">Told when there is no such date.</param>
    public static long AddMonths(long day, long scaled, long unit, bool up, KernelContext x)
    {
        DateOnly date = DateOnly.FromDayNumber((int)day);
        (long months, long rest) = Math.DivRem(scaled, unit);
        long index = date.Year * 12L + date.Month - 1 + months;
        if (rest != 0 || index < 12 || index > 9999 * 12 + 11)
        {
            x.GiveUp("a date out of range");
            return 0;
        }
        int year = (int)(index / 12), month = (int)(index % 12) + 1, days = DateTime.DaysInMonth(year, month);
        if (date.Day <= days) return new DateOnly(year, month, date.Day).DayNumber;
        int last = new DateOnly(year, month, days).DayNumber;
        return up ? last + 1 : last;
    }
}
