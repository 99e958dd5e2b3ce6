using RightsEngine.Concepts.Cases;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>A decision with what led to it: for explanations and tests.</summary>
internal sealed record TracedDecision(Decision Decision, RightDefinition Right, Case Case, Evaluator Evaluator, Env Env, Value Holder,
    IReadOnlyDictionary<string, (Value Value, TraceNode? Trace)> Conditions, TraceNode? CandidateTrace, TraceNode? AmountTrace)
{
    /// <summary>How the right may be granted, by the branches that hold.</summary>
    public GrantMode Mode { get; init; }

    /// <summary>The value of a definition without arguments, or null when there is none of that name.</summary>
    public Value? Definition(string name) =>
        Right.Definitions.TryGetValue(name, out Concepts.Catalogue.DefinitionSymbol? symbol) && symbol.Parameters.Count == 0 && symbol.Body is not null
            ? Evaluator.Evaluate(new Call(symbol, [], symbol.ResultType, symbol.Declared!.Value), Env) : null;

    /// <summary>The value of an expression that belongs to the right, such as a placeholder.</summary>
    public Value Value(CoreExpression expression) => Evaluator.Evaluate(expression, Env);
}
