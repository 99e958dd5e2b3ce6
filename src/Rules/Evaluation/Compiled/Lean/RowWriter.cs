using System.Linq.Expressions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>The code that writes a decision into its row. It does not jump: which way a decision goes cannot be guessed.</summary>
internal sealed class RowWriter(LeanEmitter emitter, LeanCode code, RightDefinition right, RightKernel kernel, ParameterExpression into, ParameterExpression row)
{
    private ParameterExpression? _all;
    private ParameterExpression? _given;

    /// <param name="conditions">How many conditions there are.</param>
    /// <param name="holds">A bit per condition that holds.</param>
    /// <param name="whole">Whether the conditions hold together: 0 or 1.</param>
    /// <param name="due">Whether the amount is due; null without an amount.</param>
    /// <param name="amount">The amount.</param>
    public void Write(int conditions, ParameterExpression holds, ParameterExpression whole, ParameterExpression? due, ParameterExpression amount)
    {
        _all = emitter.Variable(typeof(int), "all");
        emitter.Do(Assign(_all, due is null ? whole : And(whole, due)));
        // Granted is 0, refused 1.
        Set(nameof(DecisionBatch.Outcomes), Convert(ExclusiveOr(_all, Constant(1)), typeof(Outcome)));
        Expression fails = And(Not(holds), Constant((1L << conditions) - 1)), succeeds = holds;
        _given = amount;
        if (due is not null)
        {
            succeeds = Or(holds, LeftShift(Convert(_all, typeof(long)), Constant(conditions)));
            fails = Or(fails, LeftShift(Convert(And(whole, ExclusiveOr(due, Constant(1))), typeof(long)), Constant(conditions)));
            _given = emitter.Variable(typeof(long), "given");
            emitter.Do(Assign(_given, And(amount, Negate(Convert(_all, typeof(long))))));
        }
        Set(nameof(DecisionBatch.Amounts), due is null ? Constant(0L) : _given);
        Set(nameof(DecisionBatch.True), Convert(succeeds, typeof(ulong)));
        Set(nameof(DecisionBatch.False), Convert(fails, typeof(ulong)));
        Set(nameof(DecisionBatch.Flags), Convert(Flags(holds, due is not null), typeof(DecisionFlags)));
    }

    /// <summary>The decision for the rights that ask for this one.</summary>
    public void Answer(ParameterExpression answers, ParameterExpression place)
    {
        ParameterExpression states = code.Hoist(Field(answers, nameof(LeanAnswers.States)), "states"), amounts = code.Hoist(Field(answers, nameof(LeanAnswers.Amounts)), "amounts");
        ParameterExpression isAsked = code.Hoist(GreaterThan(ArrayLength(states), Constant(0)), "isAsked");
        emitter.Do(IfThen(isAsked, Block(typeof(void),
            Assign(ArrayAccess(states, place), Convert(Add(_all!, Constant(LeanRight.Refused)), typeof(byte))),
            right.Amount is null ? Empty() : Assign(ArrayAccess(amounts, place), _given!))));
    }

    private Expression Flags(ParameterExpression holds, bool hasAmount)
    {
        long refused = right.RefusesAutomatically ? (long)DecisionFlags.Automatic : 0;
        long granted = (long)(hasAmount ? DecisionFlags.HasAmount : DecisionFlags.None);
        if (kernel.Grants.Length == 0) return LeanEmitter.Choose(_all!, granted | Automatic(right.Grant), refused);
        // The easiest way to grant among the conditions that hold and name one.
        Expression automatic = Constant(Automatic(right.Grant));
        foreach (IGrouping<GrantMode, (ulong Bit, GrantMode Mode)> mode in kernel.Grants.GroupBy(g => g.Mode).OrderByDescending(g => g.Key))
        {
            long bits = (long)mode.Aggregate(0UL, (all, g) => all | g.Bit);
            automatic = Condition(NotEqual(And(holds, Constant(bits)), Constant(0L)), Constant(Automatic(mode.Key)), automatic);
        }
        return Condition(Equal(_all!, Constant(1)), Or(Constant(granted), automatic), Constant(refused));
    }

    private static long Automatic(GrantMode mode) => mode == GrantMode.Automatic ? (long)DecisionFlags.Automatic : 0;

    private void Set(string column, Expression value) => emitter.Do(Assign(ArrayAccess(code.Hoist(Field(into, column), $"row{column}"), row), value));
}
