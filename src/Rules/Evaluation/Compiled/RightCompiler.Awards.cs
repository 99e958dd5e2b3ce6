using System.Linq.Expressions;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using static System.Linq.Expressions.Expression;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Rights with memory: code for each check date that may still count, shared by all periods that look back on it.</summary>
internal sealed partial class RightCompiler
{
    /// <summary>Who looks back further goes to the reference evaluator: code for each date would take longer than it saves.</summary>
    private const int MaximumChecks = 150;

    private readonly Dictionary<(RightDefinition, DateOnly), int> _checks = [];

    private RightKernel CompileAward(RightDefinition right, PeriodOf period)
    {
        var needed = new Gathered();
        // What decides which dates count is the same for everybody.
        Evaluator nobody = AboutNobody.Evaluator(plan.Catalogue);
        DateOnly[] dates = [.. new AwardEnds(nobody).Checks(right, period.ReferenceDate).Take(MaximumChecks + 1)];
        if (dates.Length > MaximumChecks) throw new NotEmittableException($"a memory of more than {MaximumChecks} check dates");
        ConditionLayout[] layouts = [new(right, null, period.ReferenceDate), .. dates.Select(date => new ConditionLayout(right, date, period.ReferenceDate))];
        (CandidateKernel candidate, long[] keyUnits) = CompileCandidate(right, period, needed);
        int[] checks = [.. dates.Select(date => Check(right, date))];
        foreach (int check in checks) needed.LeftOut.UnionWith(plan.Checks[check].Conditions.LeftOut);
        (DecideKernel decide, int scale) = CompileAmount(right, period, needed);
        return new RightKernel(right, period, candidate, decide)
        {
            KeyUnits = keyUnits,
            Checks = checks,
            Layouts = layouts,
            AmountScale = scale,
            Needs = [.. needed.Rights],
            LeftOut = needed.LeftOut,
            HouseholdUnit = HouseholdUnit(right, period),
            Relation = RelationNumber(right),
        };
    }

    /// <summary>The number of a check date in the plan.</summary>
    private int Check(RightDefinition right, DateOnly date)
    {
        if (_checks.TryGetValue((right, date), out int known)) return known;
        // On a check date the period is the one that contains it, and the check date is the reference date.
        PeriodOf period = PeriodOf.Right(right, date) with { ReferenceDate = date };
        var needed = new Gathered();
        (UntilKernel? until, int last) = CompileUntil(right, period, needed);
        RightKernel conditions = CompileConditions(right, period, needed);
        plan.Checks.Add(new CheckKernel(conditions, until, last));
        return _checks[(right, date)] = plan.Checks.Count - 1;
    }

    private (UntilKernel?, int) CompileUntil(RightDefinition right, PeriodOf period, Gathered needed)
    {
        var emitter = New(right);
        KernelScope scope = Scope(right, period, emitter).Inner();
        scope.Locals[RightScope.GrantedOn] = emitter.OfConstant(new DateValue(period.ReferenceDate), RightsType.Date);
        Emitted until = emitter.Keep(emitter.Scalar(emitter.Emit(right.Award!.RunsUntil, scope)));
        if (until.Constant is DateValue day) return (null, day.Value.DayNumber);
        needed.Add(emitter);
        Expression body = Block(emitter.Variables, [.. emitter.Code, Assign(Property(X, nameof(KernelContext.Result)), until.Value), until.State]);
        KernelCode<UntilKernel> code = plan.Code(Lambda<UntilKernel>(body, $"{right.Name} runs_until {period.ReferenceDate:yyyy-MM-dd}", [X, A, B, Holder]));
        return ((x, a, b, holder) => code.Value(x, a, b, holder), 0);
    }

    /// <summary>The amount of the period itself; whether the right is held comes from the check dates.</summary>
    private (DecideKernel, int) CompileAmount(RightDefinition right, PeriodOf period, Gathered needed)
    {
        var emitter = New(right);
        int scale = EmitOutcome(right, Candidacy, emitter, Scope(right, period, emitter));
        needed.Add(emitter);
        return (Deciding(emitter, $"{right.Name} amount {period.ReferenceDate:yyyy-MM-dd}"), scale);
    }
}
