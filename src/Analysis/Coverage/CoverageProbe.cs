using System.Runtime.CompilerServices;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Coverage;

/// <summary>Notes what an evaluation sees of the rules.</summary>
internal sealed class CoverageProbe : EvaluationProbe
{
    private readonly HashSet<(object Part, Aspect Aspect)> _seen = new(SamePart.Instance);

    /// <summary>The parts that were seen, each in each way.</summary>
    public IReadOnlySet<(object Part, Aspect Aspect)> Seen => _seen;

    public override bool NeedsTrace => true;

    public override void Tested(ConditionDefinition condition, Value outcome)
    {
        _seen.Add((condition, Aspect.Computed));
        Outcome(condition, outcome);
    }

    public override void Asked(ParameterDefinition parameter, ParameterVersion version) => _seen.Add((version, Aspect.Computed));

    public override Value Figure(ParameterVersion version, ParameterRow? row, string? column, Value written)
    {
        if (row is not null) _seen.Add((row, Aspect.Computed));
        return written;
    }

    public override void Computed(TraceNode node)
    {
        CoreExpression expression = node.Expression;
        _seen.Add((expression, Aspect.Computed));
        if (node.Value is NumberValue { Value: not 0 }) _seen.Add((expression, Aspect.Counted));
        if (expression.Type.Equals(Language.Types.RightsType.Boolean)) Outcome(expression, node.Value!);
        if (node.Children.Count < 2) return;
        Value first = node.Children[0].Value!, second = node.Children[1].Value!;
        bool money = node.Children[0].Expression.Type.Required().IsMoney;
        if (expression is Comparison comparison && Limit.Of(comparison.Operator) is { } side)
            Side(expression, Limit.Where(first, second, side, money), Aspect.AtLimit, Aspect.Beyond);
        // The ends of a range that is written out are computed each for itself.
        else if (expression is Within { Container: RangeOf range } && node.Children.Count == 3)
            Ends(expression, first, new RangeValue(range.LowIncluded, second, node.Children[2].Value!, range.HighIncluded), money);
        else if (expression is Within && second is RangeValue computed) Ends(expression, first, computed, money);
    }

    private void Ends(object part, Value value, RangeValue range, bool money)
    {
        Side(part, Limit.Where(value, range.Low, range.LowIncluded ? LimitSide.FromBelow : LimitSide.BelowOut, money), Aspect.AtLimit, Aspect.Beyond);
        Side(part, Limit.Where(value, range.High, range.HighIncluded ? LimitSide.FromAbove : LimitSide.AboveOut, money), Aspect.AtUpperLimit, Aspect.BeyondUpper);
    }

    private void Outcome(object part, Value outcome)
    {
        if (outcome is BooleanValue b) _seen.Add((part, b.Value ? Aspect.True : Aspect.False));
        else if (outcome is UnknownValue) _seen.Add((part, Aspect.Unknown));
    }

    private void Side(object part, bool? atLimit, Aspect at, Aspect beyond)
    {
        if (atLimit is { } isAt) _seen.Add((part, isAt ? at : beyond));
    }
}

/// <summary>Parts of rules are themselves only: two equal expressions at two places are two.</summary>
internal sealed class SamePart : IEqualityComparer<(object Part, Aspect Aspect)>
{
    public static readonly SamePart Instance = new();

    public bool Equals((object Part, Aspect Aspect) x, (object Part, Aspect Aspect) y) => x.Aspect == y.Aspect && ReferenceEquals(x.Part, y.Part);

    public int GetHashCode((object Part, Aspect Aspect) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Part), obj.Aspect);
}
