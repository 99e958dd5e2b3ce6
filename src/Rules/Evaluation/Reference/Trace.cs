using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>Where a value came from, apart from the expression that computed it.</summary>
internal abstract record TraceRead;

/// <summary>A field that a source delivered, or said nothing about.</summary>
internal sealed record FieldRead(string Person, RecordDefinition? Record, RelationDefinition? Relation, string? Key, string Field, bool Delivered) : TraceRead;

/// <summary>A figure of the law.</summary>
internal sealed record ParameterRead(ParameterDefinition Parameter, ParameterVersion Version, ParameterRow? Row, string? Column) : TraceRead;

/// <summary>A status with the spans that were looked at.</summary>
internal sealed record StatusRead(string Person, StatusDefinition Status) : TraceRead;

/// <summary>A value with the expression that gave it, what was read for it, and the values it was made of.</summary>
internal sealed class TraceNode(CoreExpression expression)
{
    public CoreExpression Expression { get; } = expression;

    public Value? Value { get; set; }

    public TraceRead? Read { get; set; }

    public DateOnly Date { get; init; }

    public List<TraceNode> Children { get; } = [];

    /// <summary>The node and all below it; what is shared comes once.</summary>
    public IEnumerable<TraceNode> All()
    {
        var seen = new HashSet<TraceNode>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<TraceNode>([this]);
        while (stack.TryPop(out TraceNode? node))
        {
            if (!seen.Add(node)) continue;
            yield return node;
            for (int i = node.Children.Count - 1; i >= 0; i--) stack.Push(node.Children[i]);
        }
    }
}
