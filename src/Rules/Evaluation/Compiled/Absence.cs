using System.Linq.Expressions;
using RightsEngine.Concepts.Catalogue;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>What it may mean that a record is not there, where rules about that cannot be decided yet.</summary>
internal sealed class OpenAbsence(Emitter emitter)
{
    private const int Nothing = -1;
    private const int Several = -2;

    private readonly Dictionary<AbsentMeaning, Expression> _meanings = [];
    private ParameterExpression? _seen;
    private ParameterExpression? _facts;

    /// <summary>Notes a rule of which it is not known whether it holds.</summary>
    /// <param name="means">What it says.</param>
    /// <param name="meaning">The statement that does what it says.</param>
    /// <param name="facts">The facts that would tell.</param>
    public Expression Add(AbsentMeaning means, Expression meaning, Expression facts)
    {
        if (_seen is null)
        {
            (_seen, _facts) = (emitter.Variable(typeof(int), "seen"), emitter.Variable(typeof(int), "facts"));
            emitter.Do(Block(typeof(void), Assign(_seen, Constant(Nothing)), Assign(_facts, Constant(0))));
        }
        _meanings.TryAdd(means, meaning);
        return Block(typeof(void), Assign(_facts!, emitter.Union(_facts!, facts)),
            Assign(_seen, Condition(Agrees(means), Constant((int)means), Constant(Several))));
    }

    /// <summary>Does what a rule that holds says, unless one before it may say something else.</summary>
    public Expression Settled(AbsentMeaning means, Expression meaning, ParameterExpression state) =>
        _seen is null ? meaning : IfThenElse(Agrees(means), meaning, Assign(state, _facts!));

    /// <summary>What the rules come to when none holds for certain; null when all can be decided.</summary>
    public Expression? AtEnd(ParameterExpression state)
    {
        if (_seen is null) return null;
        Expression rest = IfThen(Equal(_seen, Constant(Several)), Assign(state, _facts!));
        foreach ((AbsentMeaning means, Expression meaning) in _meanings) rest = IfThenElse(Equal(_seen, Constant((int)means)), meaning, rest);
        return rest;
    }

    private Expression Agrees(AbsentMeaning means) => OrElse(Equal(_seen!, Constant(Nothing)), Equal(_seen!, Constant((int)means)));
}
