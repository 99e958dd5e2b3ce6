using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>The conditions of a right for one holder on one date, with their outcomes.</summary>
internal sealed class TestedConditions(Env env)
{
    private readonly Dictionary<string, (Value Value, TraceNode? Trace)> _outcomes = new(StringComparer.Ordinal);
    private readonly List<DecidedCondition> _decided = [];

    /// <summary>Where they were tested: its date is the check date of a right with memory.</summary>
    public Env Env { get; } = env;

    /// <summary>Whether the right is due as far as its conditions go, candidacy included.</summary>
    public Value Whole { get; set; } = BooleanValue.True;

    /// <summary>The check date that grants and until when that runs, for a right with memory.</summary>
    public Award? Award { get; set; }

    public IReadOnlyDictionary<string, (Value Value, TraceNode? Trace)> Outcomes => _outcomes;

    public IReadOnlyList<DecidedCondition> Decided => _decided;

    public void Add(string id, Value value, TraceNode? trace, int depth)
    {
        _outcomes[id] = (value, trace);
        _decided.Add(new DecidedCondition(id, OutcomeOf(value), depth));
    }

    private static ConditionOutcome OutcomeOf(Value value) => value switch
    {
        BooleanValue b => b.Value ? ConditionOutcome.True : ConditionOutcome.False,
        UnknownValue => ConditionOutcome.Unknown,
        _ => ConditionOutcome.Error,
    };
}
