using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>
/// Watches an evaluation, or puts one thing in another's place in it: for coverage and for mutation of rules.
/// By itself it does neither.
/// </summary>
internal abstract class EvaluationProbe
{
    /// <summary>Whether <see cref="Computed"/> is to be called, which takes a trace.</summary>
    public virtual bool NeedsTrace => false;

    /// <summary>The expression to compute instead of the one that is written.</summary>
    public virtual CoreExpression Instead(CoreExpression written) => written;

    /// <summary>The figure to take instead of the one that is written; the row and column are null for a parameter without keys.</summary>
    public virtual Value Figure(ParameterVersion version, ParameterRow? row, string? column, Value written) => written;

    /// <summary>How a group of conditions is folded instead of how it is written.</summary>
    public virtual ConditionKind Kind(ConditionDefinition group) => group.Kind;

    /// <summary>Called when an expression has its value, with the values of its parts: where a trace is kept.</summary>
    public virtual void Computed(TraceNode node)
    {
    }

    /// <summary>Called when a condition or a group of conditions has its outcome.</summary>
    public virtual void Tested(ConditionDefinition condition, Value outcome)
    {
    }

    /// <summary>Called when a figure of a parameter is asked for, known or missing.</summary>
    public virtual void Asked(ParameterDefinition parameter, ParameterVersion version)
    {
    }
}
