using System.Linq.Expressions;
using RightsEngine.Language.Core;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Compiles one right for one period: a method that looks at candidates, and one that decides.</summary>
internal sealed partial class RightCompiler(KernelPlan plan, UnitCompiler units)
{
    private static readonly ParameterExpression X = Parameter(typeof(KernelContext), "x");
    private static readonly ParameterExpression A = Parameter(typeof(int), "a");
    private static readonly ParameterExpression B = Parameter(typeof(int), "b");
    private static readonly ParameterExpression Holder = Parameter(typeof(long), "holder");
    private static readonly ParameterExpression Candidacy = Parameter(typeof(int), "candidacy");

    private readonly Dictionary<(RightDefinition, DateOnly), RightKernel> _done = [];
    private readonly SharedCodes<DatedCandidateKernel> _candidates = new();
    private readonly SharedCodes<DatedDecideKernel> _decisions = new();

    /// <exception cref="NotEmittableException">Some construct has no emitter.</exception>
    public RightKernel Compile(RightDefinition right, PeriodOf period)
    {
        if (_done.TryGetValue((right, period.Start), out RightKernel? done)) return done;
        return _done[(right, period.Start)] = CompileOne(right, period);
    }

    private RightKernel CompileOne(RightDefinition right, PeriodOf period)
    {
        plan.MaximumKeys = Math.Max(plan.MaximumKeys, right.OnePer.Count + 1);
        return right.Award is null ? CompileConditions(right, period, new Gathered()) : CompileAward(right, period);
    }

    /// <summary>The code of the conditions on a date; with that of the amount, unless the right has memory.</summary>
    private RightKernel CompileConditions(RightDefinition right, PeriodOf period, Gathered needed)
    {
        (CandidateKernel candidate, long[] keyUnits) = CompileCandidate(right, period, needed);
        List<(ConditionDefinition, int)> conditions = [.. DecisionStep.Flatten(right.Conditions, 0, period.ReferenceDate)];
        if (conditions.Count > (right.Award is null ? DecisionStep.MaximumConditions : DecisionStep.MaximumConditions - 1)) throw new NotEmittableException("more conditions than there are bits");
        (DecideKernel decide, int scale) = CompileDecision(right, period, conditions, needed);
        return new RightKernel(right, period, candidate, decide)
        {
            KeyUnits = keyUnits,
            Grants = [.. conditions.Index().Where(c => c.Item.Item1.Grant is not null).Select(c => (1UL << c.Index, c.Item.Item1.Grant!.Value))],
            AmountScale = scale,
            Needs = [.. needed.Rights],
            LeftOut = needed.LeftOut,
            HouseholdUnit = HouseholdUnit(right, period),
            Relation = RelationNumber(right),
        };
    }

    private int HouseholdUnit(RightDefinition right, PeriodOf period) => right.Household is { } household ? units.Household(household, period.ReferenceDate) : -1;

    private int RelationNumber(RightDefinition right) => right.Relation is { } relation ? plan.Relation(relation) : -1;

    /// <summary>The code that looks at candidates, or that of another date; and what 1 is in each key.</summary>
    private (CandidateKernel, long[]) CompileCandidate(RightDefinition right, PeriodOf period, Gathered needed)
    {
        long[] keyUnits = new long[right.OnePer.Count + 1];
        string name = $"{right.Name} candidates {period.ReferenceDate:yyyy-MM-dd}";
        CodeOnDate<DatedCandidateKernel> found = _candidates.Get((right, ""), new KernelDate(period.ReferenceDate, period), dates =>
        {
            Emitter emitter = New(right, dates);
            Expression body = EmitCandidate(right, period, emitter, keyUnits);
            return new SharedCode<DatedCandidateKernel>(dates, plan.Code(Lambda<DatedCandidateKernel>(body, name, [X, A, B, Holder, dates.Numbers]))) { Needed = emitter.Needed, LeftOut = emitter.LeftOut, KeyUnits = keyUnits };
        });
        needed.Add(found.Needed, found.LeftOut);
        KernelCode<DatedCandidateKernel> code = found.Shared.Code!;
        return ((x, a, b, holder) => code.Value(x, a, b, holder, found.Numbers), found.Shared.KeyUnits);
    }

    private static BlockExpression EmitCandidate(RightDefinition right, PeriodOf period, Emitter emitter, long[] keyUnits)
    {
        KernelScope scope = Scope(right, period, emitter);
        ParameterExpression result = emitter.Variable(typeof(int), "t");
        emitter.Do(Assign(result, Constant(1)));
        if (right.Candidates is { } candidates) emitter.Do(Assign(result, emitter.TruthOf(candidates, scope).Value));
        CoreExpression?[] keys = [right.FirstBy, .. right.OnePer];
        Expression setKeys = emitter.Block(() =>
        {
            for (int i = 0; i < keys.Length; i++)
            {
                if (keys[i] is not { } key) continue;
                Emitted value = emitter.Scalar(emitter.EmitPartial(key, scope));
                if (value.Shape is not (Shape.Scalar or Shape.Persons or Shape.Link)) throw new NotEmittableException($"`one_per` of {value.Type}");
                if (value.MayBeBounded) keyUnits[i] = Scaled.Power(value.Scale);
                emitter.Do(Call(X, ContextMethods.Named(nameof(KernelContext.SetKey)), Constant(i), value.State, value.Value));
            }
        });
        // Keys of somebody who is no candidate are never asked for.
        if (right.OnePer.Count > 0) emitter.Do(IfThen(NotEqual(result, Constant(0)), setKeys));
        return Block(emitter.Variables, emitter.Code.Append(result));
    }

    /// <summary>Conditions and amount together, for all dates on which the conditions are the same.</summary>
    private (DecideKernel, int) CompileDecision(RightDefinition right, PeriodOf period, List<(ConditionDefinition Condition, int Depth)> conditions, Gathered needed) =>
        Deciding(right, "", period, needed, emitter =>
        {
            emitter.Dates?.Require(other => DecisionStep.Flatten(right.Conditions, 0, other.Date).SequenceEqual(conditions));
            return EmitDecision(right, conditions, emitter, Scope(right, period, emitter));
        });

    /// <summary>Gives the decimals of the amount.</summary>
    private static int EmitDecision(RightDefinition right, List<(ConditionDefinition Condition, int Depth)> conditions, Emitter emitter, KernelScope scope)
    {
        ParameterExpression whole = emitter.Variable(typeof(int), "whole");
        emitter.Do(Assign(whole, Candidacy));
        ParameterExpression holds = emitter.Variable(typeof(long), "holds");
        emitter.Do(Assign(holds, Constant(0L)));
        Set(emitter, nameof(KernelContext.Odd), Constant(0UL));
        Set(emitter, nameof(KernelContext.Faults), Constant(0UL));
        for (int i = 0; i < conditions.Count; i++)
        {
            Emitted outcome = emitter.ConditionOnce(conditions[i].Condition, scope);
            emitter.Do(IfThenElse(Emitter.IsTwoValued(outcome.Value),
                Assign(holds, Or(holds, LeftShift(Convert(outcome.Value, typeof(long)), Constant(i)))),
                Call(X, ContextMethods.Named(nameof(KernelContext.SetOdd)), outcome.Value, Constant(i))));
            if (conditions[i].Depth == 0) emitter.Do(Assign(whole, emitter.Both(whole, outcome.Value)));
        }
        Set(emitter, nameof(KernelContext.Holds), holds);
        int scale = right.Award is null ? EmitOutcome(right, whole, emitter, scope) : 0;
        if (right.Award is not null) Set(emitter, nameof(KernelContext.Whole), whole);
        return scale;
    }

    /// <summary>Code that decides, or that of another date.</summary>
    /// <param name="right">The right.</param>
    /// <param name="part">What is decided of it; empty for all.</param>
    /// <param name="period">The period.</param>
    /// <param name="needed">What it needs is added here.</param>
    /// <param name="emit">Makes the code, and gives the decimals of the amount.</param>
    private (DecideKernel, int) Deciding(RightDefinition right, string part, PeriodOf period, Gathered needed, Func<Emitter, int> emit)
    {
        string name = $"{right.Name} {part}{(part.Length > 0 ? " " : "")}{period.ReferenceDate:yyyy-MM-dd}";
        CodeOnDate<DatedDecideKernel> found = _decisions.Get((right, part), new KernelDate(period.ReferenceDate, period), dates =>
        {
            Emitter emitter = New(right, dates);
            int scale = emit(emitter);
            return new SharedCode<DatedDecideKernel>(dates, plan.Code(Lambda<DatedDecideKernel>(Statements(emitter), name, [X, A, B, Holder, Candidacy, dates.Numbers]))) { Needed = emitter.Needed, LeftOut = emitter.LeftOut, Scale = scale };
        });
        needed.Add(found.Needed, found.LeftOut);
        KernelCode<DatedDecideKernel> code = found.Shared.Code!;
        return ((x, a, b, holder, candidacy) => code.Value(x, a, b, holder, candidacy, found.Numbers), found.Shared.Scale);
    }

    private static BlockExpression Statements(Emitter emitter) => Block(typeof(void), emitter.Variables, emitter.Code.Append(Empty()));

    /// <summary>Whether the right is due as far as its conditions go, and the amount unless it is not; gives the decimals of the amount.</summary>
    private static int EmitOutcome(RightDefinition right, ParameterExpression whole, Emitter emitter, KernelScope scope)
    {
        Set(emitter, nameof(KernelContext.Whole), whole);
        Set(emitter, nameof(KernelContext.Due), Constant(1));
        Set(emitter, nameof(KernelContext.AmountState), Constant(1));
        Set(emitter, nameof(KernelContext.HasRange), Constant(false));
        int scale = 0;
        if (right.Amount is { } amount)
        {
            // Definitions of the amount are computed here, not before the conditions.
            emitter.Do(IfThen(NotEqual(whole, Constant(0)), emitter.Block(() => scale = EmitAmount(amount, emitter, scope.Branch(emitter.Code)))));
        }
        return scale;
    }

    private static int EmitAmount(AmountDefinition definition, Emitter emitter, KernelScope scope)
    {
        Emitted amount = emitter.Keep(emitter.Scalar(emitter.Emit(definition.Value, scope)));
        if (definition.Round is { } round) amount = emitter.Keep(emitter.Rounded(amount, round.Decimals, Emitter.Way(round.Mode), absentIsFault: false));
        Set(emitter, nameof(KernelContext.AmountState), amount.State);
        Set(emitter, nameof(KernelContext.Amount), amount.Value);
        var range = new RangeEmitter(emitter);
        if (!amount.IsAlwaysKnown)
        {
            RangeVariables found = range.Of(definition, amount, scope);
            Set(emitter, nameof(KernelContext.HasRange), found.Has);
            Set(emitter, nameof(KernelContext.Low), found.Low);
            Set(emitter, nameof(KernelContext.High), found.High);
        }
        if (definition is { ZeroGranted: true, NotDueBelow: null } && !definition.Value.Type.IsOptional)
        {
            Set(emitter, nameof(KernelContext.Due), Condition(Equal(amount.State, Constant(-1)), Constant(-1), Constant(1)));
            return amount.Scale;
        }
        Emitted floor = definition.NotDueBelow is null ? emitter.OfConstant(new NumberValue(0), amount.Type) : emitter.Keep(emitter.Emit(definition.NotDueBelow, scope));
        ComparisonOperator enough = definition.NotDueBelow is not null || definition.ZeroGranted ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater;
        Expression due = Compared(enough, floor);
        if (!definition.ZeroGranted && definition.NotDueBelow is not null)
            due = Call(X, ContextMethods.Named(nameof(KernelContext.And)), due, Compared(ComparisonOperator.Greater, emitter.OfConstant(new NumberValue(0), amount.Type)));
        Set(emitter, nameof(KernelContext.Due), Condition(Equal(amount.State, Constant(1)), Constant(0), due));
        return amount.Scale;

        Expression Compared(ComparisonOperator op, Emitted limit)
        {
            Emitted plain = emitter.OfComparison(op, amount, limit);
            if (amount.IsAlwaysKnown) return plain.Value;
            Expression bounded = Call(X, ContextMethods.Named(nameof(KernelContext.Bounded)), Constant(op), Call(typeof(Scaled), nameof(Scaled.ToDecimal), null, limit.Value, Constant(limit.Scale)), amount.State);
            Expression isBetween = AndAlso(GreaterThanOrEqual(amount.State, Constant(FactArena.FirstHandle)), Property(X, nameof(KernelContext.HasRange)));
            return Condition(limit.IsAlwaysKnown ? isBetween : AndAlso(isBetween, Equal(limit.State, Emitted.Known)), bounded, plain.Value);
        }
    }

    private static void Set(Emitter emitter, string property, Expression value) => emitter.Do(Assign(Property(X, property), value));

    private static KernelScope Scope(RightDefinition right, PeriodOf period, Emitter emitter) =>
        Scope(new RightFrame(right, period), period.ReferenceDate, emitter, (A, B, Holder));

    /// <summary>The names of a right for one holder.</summary>
    public static KernelScope Scope(RightFrame frame, DateOnly date, Emitter emitter, (Expression A, Expression B, Expression Holder) holder)
    {
        (RightDefinition right, PeriodOf period) = frame;
        var scope = new KernelScope(null, date, emitter.Code) { Frame = frame, Dated = emitter.Dates?.Date };
        static RangeValue Days(PeriodOf period) => new(true, new DateValue(period.Start), new DateValue(period.End), true);
        scope.Locals[RightScope.Period] = emitter.OfDated(emitter.OfConstant(Days(period), RightScope.Period.Type), other => other.Period is { } of ? Days(of) : null);
        IReadOnlyList<LocalSymbol> locals = right.HolderLocals;
        switch (right.Holder)
        {
            case HolderKind.Person:
                scope.Locals[locals[0]] = Person(holder.A);
                break;
            case HolderKind.Relation:
                scope.Locals[locals[0]] = Person(holder.A);
                scope.Locals[locals[1]] = Person(holder.B);
                scope.Locals[locals[2]] = new Emitted(Shape.Link, right.Relation!.Struct, Emitted.Known, holder.Holder) { Relation = right.Relation };
                break;
            default:
                scope.Locals[locals[0]] = new Emitted(Shape.Persons, locals[0].Type, Emitted.Known, holder.Holder);
                break;
        }
        return scope;
    }

    private Emitter New(RightDefinition right, DateSlots? dates)
    {
        units.Rights = this;
        return new Emitter(plan, units, X) { Rights = this, HolderIndex = HolderIndex(right), Dates = dates };
    }

    private static Expression HolderIndex(RightDefinition right) => right.Holder == HolderKind.Relation ? Convert(Holder, typeof(int)) : A;

    private static Emitted Person(Expression person) => new(Shape.Scalar, RightsType.Person, Emitted.Known, Convert(person, typeof(long)));
}

/// <summary>What the parts of a right need, and what they leave out.</summary>
internal sealed class Gathered
{
    /// <summary>The rights that have to be decided before, by their numbers in the plan.</summary>
    public SortedSet<int> Rights { get; } = [];

    /// <summary>What has no code, with its place.</summary>
    public SortedSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    public void Add(Emitter emitter) => Add(emitter.Needed, emitter.LeftOut);

    public void Add(IEnumerable<int> rights, IEnumerable<string> leftOut)
    {
        Rights.UnionWith(rights);
        LeftOut.UnionWith(leftOut);
    }
}
