using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The least and greatest amount still possible; without <see cref="Has"/> there is no range.</summary>
internal sealed record RangeVariables(ParameterExpression Has, ParameterExpression Low, ParameterExpression High);

/// <summary>The code of the range of an amount that is not known. It runs only then, so it counts in plain decimals.</summary>
internal sealed class RangeEmitter(Emitter emitter)
{
    public RangeVariables Of(AmountDefinition definition, Emitted amount, KernelScope scope)
    {
        RangeVariables range = Variables();
        emitter.Do(IfThen(GreaterThanOrEqual(amount.State, Constant(FactArena.FirstHandle)), emitter.Block(() =>
        {
            RangeVariables found = Of(definition.Value, scope);
            emitter.Do(Copy(range, found));
            if (definition.Round is not { } round) return;
            emitter.Do(IfThen(range.Has, Block(typeof(void),
                Assign(range.Low, Rounded(range.Low, round)),
                Assign(range.High, Rounded(range.High, round)))));
        })));
        return range;
    }

    private RangeVariables Of(CoreExpression e, KernelScope scope)
    {
        Emitted value = emitter.Keep(emitter.Scalar(emitter.Emit(e, scope)));
        RangeVariables range = Variables();
        Expression number = Call(typeof(Scaled), nameof(Scaled.ToDecimal), null, value.Value, Constant(value.Scale));
        Expression known = Block(typeof(void), Assign(range.Low, number), Assign(range.High, range.Low), Assign(range.Has, Constant(true)));
        if (value.IsAlwaysKnown)
        {
            emitter.Do(known);
            return range;
        }
        emitter.Do(IfThenElse(Equal(value.State, Emitted.Known), known, IfThen(GreaterThanOrEqual(value.State, Constant(FactArena.FirstHandle)), emitter.Block(() =>
        {
            switch (e)
            {
                case Select { Hit: not HitPolicy.Sum } select: OfSelect(select, scope, range); break;
                case Product product: OfProduct(product, scope, range); break;
                case Sum sum: OfSum(sum, scope, range); break;
                case Call { Symbol: DefinitionSymbol { Parameters.Count: 0, Body: { } body } }: emitter.Do(Copy(range, Of(body, scope))); break;
            }
        }))));
        return range;
    }

    private void OfSelect(Select select, KernelScope scope, RangeVariables all)
    {
        ParameterExpression failed = emitter.Variable(typeof(bool), "failed"), decided = emitter.Variable(typeof(bool), "decided");
        emitter.Do(Assign(failed, Constant(false)));
        emitter.Do(Assign(decided, Constant(false)));
        foreach (SelectRow row in select.Rows.Where(r => Emitter.IsInForce(r.InForce, scope)))
        {
            emitter.Do(IfThen(Not(OrElse(failed, decided)), emitter.Block(() =>
            {
                Emitted when = emitter.TruthOf(row.When, scope);
                emitter.Do(IfThen(NotEqual(when.Value, Constant(0)), emitter.Block(() =>
                {
                    Cover(all, Of(row.Then, scope), failed);
                    emitter.Do(Assign(decided, Equal(when.Value, Constant(1))));
                })));
            })));
        }
        if (select.Otherwise is { } otherwise)
            emitter.Do(IfThen(Not(OrElse(failed, decided)), emitter.Block(() => Cover(all, Of(otherwise, scope), failed))));
        emitter.Do(IfThen(failed, Assign(all.Has, Constant(false))));
    }

    private void Cover(RangeVariables all, RangeVariables one, ParameterExpression failed) =>
        emitter.Do(IfThenElse(one.Has,
            IfThenElse(all.Has, Block(typeof(void),
                Assign(all.Low, Call(typeof(Math), nameof(Math.Min), null, all.Low, one.Low)),
                Assign(all.High, Call(typeof(Math), nameof(Math.Max), null, all.High, one.High))), Copy(all, one)),
            Assign(failed, Constant(true))));

    private void OfProduct(Product product, KernelScope scope, RangeVariables range)
    {
        emitter.Do(Block(typeof(void), Assign(range.Low, Constant(1m)), Assign(range.High, Constant(1m)), Assign(range.Has, Constant(true))));
        foreach ((CoreExpression part, bool divide) in product.Factors.Select(f => (f, false)).Concat(product.Divisors.Select(d => (d, true))))
            emitter.Do(IfThen(range.Has, emitter.Block(() => Combine(range, Of(part, scope), divide ? nameof(Ranges.Divide) : nameof(Ranges.Multiply)))));
    }

    private void OfSum(Sum sum, KernelScope scope, RangeVariables range)
    {
        emitter.Do(Block(typeof(void), Assign(range.Low, Constant(0m)), Assign(range.High, Constant(0m)), Assign(range.Has, Constant(true))));
        foreach (SumTerm term in sum.Terms)
            emitter.Do(IfThen(range.Has, emitter.Block(() => Combine(range, Of(term.Value, scope), term.Subtract ? nameof(Ranges.Subtract) : nameof(Ranges.Add)))));
    }

    private void Combine(RangeVariables range, RangeVariables one, string method) =>
        emitter.Do(IfThenElse(one.Has, Assign(range.Has, Call(typeof(Ranges), method, null, range.Low, range.High, one.Low, one.High)), Assign(range.Has, Constant(false))));

    private static MethodCallExpression Rounded(Expression number, Rounding round) =>
        Call(typeof(Ranges), nameof(Ranges.Round), null, number, Constant(round.Decimals), Constant(Emitter.Way(round.Mode)));

    private RangeVariables Variables()
    {
        var range = new RangeVariables(emitter.Variable(typeof(bool), "has"), emitter.Variable(typeof(decimal), "low"), emitter.Variable(typeof(decimal), "high"));
        emitter.Do(Assign(range.Has, Constant(false)));
        return range;
    }

    private static BlockExpression Copy(RangeVariables to, RangeVariables from) =>
        Block(typeof(void), Assign(to.Has, from.Has), Assign(to.Low, from.Low), Assign(to.High, from.High));
}

/// <summary>Arithmetic on ranges; false when the result is none.</summary>
internal static class Ranges
{
    public static decimal Round(decimal number, int decimals, RoundingWay way)
    {
        if (number.Scale <= decimals) return number;
        decimal down = decimal.Round(number, decimals, MidpointRounding.ToZero), rest = Math.Abs(number - down);
        var step = new decimal(1, 0, 0, false, (byte)decimals);
        bool away = way switch
        {
            RoundingWay.HalfEven => decimal.Round(number, decimals, MidpointRounding.ToEven) != down,
            RoundingWay.HalfUp => rest >= step / 2,
            RoundingWay.HalfDown => rest > step / 2,
            RoundingWay.Up => rest > 0,
            _ => false,
        };
        return away ? down + (number < 0 ? -step : step) : down;
    }

    public static bool Add(ref decimal low, ref decimal high, decimal l, decimal h) => Keep(ref low, ref high, ExactDecimal.Add(low, l), ExactDecimal.Add(high, h));

    public static bool Subtract(ref decimal low, ref decimal high, decimal l, decimal h) => Keep(ref low, ref high, ExactDecimal.Add(low, -h), ExactDecimal.Add(high, -l));

    /// <summary>Only factors that are not negative keep the ends in their places.</summary>
    public static bool Multiply(ref decimal low, ref decimal high, decimal l, decimal h) =>
        l >= 0 && Keep(ref low, ref high, ExactDecimal.Multiply(low, l), ExactDecimal.Multiply(high, h));

    /// <summary>Only divisors above zero that are known keep the ends in their places.</summary>
    public static bool Divide(ref decimal low, ref decimal high, decimal l, decimal h) =>
        l == h && l > 0 && Keep(ref low, ref high, ExactDecimal.Divide(low, l), ExactDecimal.Divide(high, l));

    private static bool Keep(ref decimal low, ref decimal high, decimal? newLow, decimal? newHigh)
    {
        if (newLow is not { } a || newHigh is not { } b) return false;
        (low, high) = (a, b);
        return true;
    }
}
