using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Generation;

/// <summary>A field that an evaluation read, with the value it had.</summary>
internal sealed record ReadField(FieldRead Read, Value Value);

/// <summary>Two sides of a comparison as an evaluation met them.</summary>
internal sealed record ComparedValues(CoreExpression Comparison, Value First, Value Second);

/// <summary>Notes which data a part of the rules reads, and what it compares.</summary>
internal sealed class Reading : EvaluationProbe
{
    private const int MostReads = 60;
    private readonly HashSet<object> _parts = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string, string, string?, string)> _fields = [];
    private readonly HashSet<(string, StatusDefinition)> _statuses = [];
    private readonly HashSet<(CoreExpression, Value, Value)> _compared = [];

    /// <param name="part">An expression, or a condition with those below it; null for everything.</param>
    public Reading(object? part)
    {
        if (part is ConditionDefinition condition)
            foreach (CoreExpression require in condition.SelfAndDescendants.Select(c => c.Require).OfType<CoreExpression>()) _parts.Add(require);
        else if (part is not null) _parts.Add(part);
        Everything = part is null;
    }

    private bool Everything { get; }

    public override bool NeedsTrace => true;

    public List<ReadField> Fields { get; } = [];

    public List<StatusRead> Statuses { get; } = [];

    public List<ComparedValues> Compared { get; } = [];

    public override void Computed(TraceNode node)
    {
        if (Everything) Note(node);
        else if (_parts.Contains(node.Expression))
            foreach (TraceNode below in node.All()) Note(below);
    }

    private void Note(TraceNode node)
    {
        if (node.Read is FieldRead { Record: not null } field && Fields.Count < MostReads && _fields.Add((field.Person, field.Record.Name, field.Key, field.Field)))
            Fields.Add(new ReadField(field, node.Value ?? AbsentValue.Instance));
        if (node.Read is StatusRead status && Statuses.Count < MostReads && _statuses.Add((status.Person, status.Status))) Statuses.Add(status);
        if (node.Expression is not (Comparison or Within) || node.Children.Count != 2 || Compared.Count >= MostReads) return;
        (Value first, Value second) = (node.Children[0].Value!, node.Children[1].Value!);
        if (_compared.Add((node.Expression, first, second))) Compared.Add(new ComparedValues(node.Expression, first, second));
    }
}
