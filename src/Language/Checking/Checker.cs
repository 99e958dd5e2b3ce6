using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Syntax;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Source;

namespace RightsEngine.Language.Checking;

/// <summary>
/// Gives expressions their types and turns them into <see cref="CoreExpression"/>s, in one pass. Never throws: what
/// cannot be typed is reported and becomes a literal of type <see cref="RightsType.Error"/>, which fits everywhere.
/// </summary>
internal sealed partial class Checker(IScope scope, DiagnosticBag diagnostics)
{
    /// <summary>The bare word for a value that is not there.</summary>
    private const string AbsentWord = "absent";

    private ImmutableList<LocalSymbol> _bound = []; // innermost last
    private ImmutableHashSet<string> _present = []; // printed paths that are known to be present here

    /// <summary>Checks an expression; with a type given, the result must fit it.</summary>
    public CoreExpression Check(ExpressionSyntax syntax, RightsType? expected)
    {
        CoreExpression core = Infer(syntax, expected);
        return expected is null ? core : Fit(core, expected);
    }

    /// <summary>An expression with its own type. The hint only helps to read what is ambiguous: it is not enforced.</summary>
    private CoreExpression Infer(ExpressionSyntax syntax, RightsType? hint = null) => IncomeAsMoney(InferTarget(syntax, hint));

    /// <summary>As <see cref="Infer"/>, but an income keeps its components: they may be asked for by the path.</summary>
    private CoreExpression InferTarget(ExpressionSyntax syntax, RightsType? hint = null)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) return Report(TypeErrors.TooDeep(syntax.Location), syntax.Location);
        return syntax switch
        {
            NumberSyntax n => Number(n.Value, n.Location),
            TextSyntax t => new Literal(new TextValue(t.Value), RightsType.Text, t.Location),
            BooleanSyntax b => new Literal(BooleanValue.Of(b.Value), RightsType.Boolean, b.Location),
            NullSyntax n => Report(TypeErrors.Null(n.Location, $"write `{AbsentWord}` for a value that is not there, and `is present(x)` to ask for it"), n.Location),
            TemporalSyntax t => Temporal(t),
            NameSyntax n => Narrowed(n, InferName(n, hint)),
            MemberSyntax m => Narrowed(m, InferMember(m)),
            CallSyntax c => Narrowed(c, InferCall(c)),
            BracketSyntax b => Narrowed(b, InferBracket(b)),
            NegationSyntax n => InferNegation(n),
            BinarySyntax b => InferBinary(b),
            BetweenSyntax b => InferBetween(b),
            InSyntax i => InferIn(i),
            IfSyntax i => InferIf(i, hint),
            ForSyntax f => InferFor(f, 0),
            QuantifiedSyntax q => InferQuantified(q, 0),
            SeriesSyntax s => InferSeries(s),
            RangeSyntax r => InferRange(r),
            ListSyntax l => InferList(l, hint, false),
            ContextSyntax c => InferContext(c),
            ParenthesisedSyntax p => InferTarget(p.Inner, hint),
            _ => Wrong(syntax.Location),
        };
    }

    /// <summary>The value as one of the expected type, or a finding.</summary>
    private CoreExpression Fit(CoreExpression core, RightsType expected)
    {
        core = Adapt(core, expected);
        if (core.Type.FitsIn(expected)) return core;
        ReportMisfits(core, expected);
        return Wrong(core.Origin);
    }

    /// <summary>Says which part of a value does not fit: of a choice or a list, the branch or item.</summary>
    private void ReportMisfits(CoreExpression core, RightsType expected)
    {
        if (core.Type.IsOptional && core is not Literal && core.Type.Required().FitsIn(expected))
        {
            diagnostics.Add(TypeErrors.MayBeAbsent(core.Origin));
            return;
        }
        RightsType inner = core is ListOf && expected.Required() is ListType list ? list.Item : expected;
        CoreExpression[] misfits = core switch
        {
            Select s => [.. s.Rows.Select(r => r.Then).Append(s.Otherwise).OfType<CoreExpression>().Where(p => !p.Type.FitsIn(inner))],
            ListOf l when expected.Required() is ListType => [.. l.Items.Where(p => !p.Type.FitsIn(inner))],
            _ => [],
        };
        foreach (CoreExpression misfit in misfits) ReportMisfits(misfit, inner);
        if (misfits.Length == 0) diagnostics.Add(TypeErrors.Mismatch(core.Origin, expected, core.Type));
    }

    /// <summary>A value that is certainly there; a finding when it may be absent.</summary>
    private CoreExpression Require(CoreExpression core) =>
        core.Type.IsOptional ? Report(TypeErrors.MayBeAbsent(core.Origin), core.Origin) : core;

    private Literal Report(Diagnostic diagnostic, Location at)
    {
        diagnostics.Add(diagnostic);
        return Wrong(at);
    }

    private static Literal Wrong(Location at) => new(AbsentValue.Instance, RightsType.Error, at);

    private static Literal Absent(Location at) => new(AbsentValue.Instance, new OptionalType(RightsType.Nothing), at);

    private static Literal Number(decimal value, Location at) => new(new NumberValue(value), RightsType.Number, at);

    private static Literal True(Location at) => new(BooleanValue.True, RightsType.Boolean, at);

    private static BuiltinCall Internal(Builtin builtin, RightsType type, Location at, params CoreExpression[] arguments) =>
        new BuiltinCall(builtin, arguments, type, at).WithNeeds();

    private Literal Temporal(TemporalSyntax syntax)
    {
        if (DateBuiltins.ParseDate(syntax.Value) is { } date) return new Literal(new DateValue(date), RightsType.Date, syntax.Location);
        if (DateBuiltins.ParseDuration(syntax.Value) is { } months) return new Literal(new DurationValue(months), RightsType.Duration, syntax.Location);
        return Report(TypeErrors.InvalidTemporal(syntax.Location, $"`{syntax.Value}` is not a date or a duration",
            "dates are written `@\"2025-09-01\"`, durations `@\"P1Y6M\"`"), syntax.Location);
    }

    private static ExpressionSyntax Bare(ExpressionSyntax syntax) => syntax is ParenthesisedSyntax p ? Bare(p.Inner) : syntax;
}
