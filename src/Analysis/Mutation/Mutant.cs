using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Mutation;

/// <summary>One small wrong change to the rules, which a test should notice.</summary>
/// <param name="Owner">The right or declaration that is changed.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Text">What became what: <c>`&lt;=` became `&lt;`</c>.</param>
/// <param name="Part">The part that a test has to reach to notice: an expression, or a version or row of a parameter.</param>
/// <param name="Edits">The places in the file that would read otherwise; empty where the change is no change of text.</param>
internal abstract record Mutant(string Owner, Location Location, string Text, object Part, IReadOnlyList<TextEdit> Edits)
{
    /// <summary>An evaluation in which the change is made.</summary>
    public abstract EvaluationProbe Probe();
}

/// <summary>Another text in the place of a span.</summary>
internal readonly record struct TextEdit(Location Location, string Replacement);

/// <summary>Another expression in the place of one that is written.</summary>
internal sealed record ExpressionMutant(string Owner, Location Location, string Text, CoreExpression Written, CoreExpression Changed, IReadOnlyList<TextEdit> Edits)
    : Mutant(Owner, Location, Text, Written, Edits)
{
    public override EvaluationProbe Probe() => new Substitution(Written, Changed);

    private sealed class Substitution(CoreExpression written, CoreExpression changed) : EvaluationProbe
    {
        public override CoreExpression Instead(CoreExpression expression) => ReferenceEquals(expression, written) ? changed : expression;
    }
}

/// <summary>A group of conditions of which all have to hold where any is enough, or the other way round.</summary>
internal sealed record GroupMutant(string Owner, Location Location, string Text, ConditionDefinition Group, ConditionKind Changed, IReadOnlyList<TextEdit> Edits)
    : Mutant(Owner, Location, Text, Group, Edits)
{
    public override EvaluationProbe Probe() => new OtherKind(this);

    private sealed class OtherKind(GroupMutant mutant) : EvaluationProbe
    {
        public override ConditionKind Kind(ConditionDefinition group) => ReferenceEquals(group, mutant.Group) ? mutant.Changed : group.Kind;
    }
}

/// <summary>Another figure in the place of one that is written.</summary>
internal sealed record FigureMutant(string Owner, Location Location, string Text, ParameterVersion Version, ParameterRow? Row, string? Column, Value Changed, IReadOnlyList<TextEdit> Edits)
    : Mutant(Owner, Location, Text, Row is null ? Version : Row, Edits)
{
    public override EvaluationProbe Probe() => new OtherFigure(this);

    private sealed class OtherFigure(FigureMutant mutant) : EvaluationProbe
    {
        public override Value Figure(ParameterVersion version, ParameterRow? row, string? column, Value written) =>
            ReferenceEquals(version, mutant.Version) && ReferenceEquals(row, mutant.Row) && column == mutant.Column ? mutant.Changed : written;
    }
}
