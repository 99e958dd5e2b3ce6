using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>Decides rights for one case: folds the conditions of each holder, computes the amount.</summary>
internal sealed class RightEvaluator
{
    private readonly Case _case;
    private readonly Evaluator _evaluator;
    private readonly CandidateFinder _candidates;
    private readonly AwardEnds _ends;
    private readonly Dictionary<(RightDefinition, DateOnly), IReadOnlyList<TracedDecision>> _decided = [];
    private readonly Dictionary<(RightDefinition, PeriodOf), IReadOnlyList<Candidate>> _found = [];

    public RightEvaluator(Rulebook rulebook, Case subject, DateOnly? requestedOn, bool trace, EvaluationProbe? probe = null)
    {
        _case = subject;
        _evaluator = new Evaluator(new CaseFacts(subject, rulebook.Catalogue), subject.RequestedOn ?? requestedOn, trace, Granted, probe);
        _candidates = new CandidateFinder(rulebook, subject, _evaluator);
        _ends = new AwardEnds(_evaluator);
    }

    public Evaluator Evaluator => _evaluator;

    /// <summary>The decisions for the period that contains a date; persons who are no candidates have none.</summary>
    public IReadOnlyList<TracedDecision> Decide(RightDefinition right, DateOnly date)
    {
        PeriodOf period = PeriodOf.Right(right, date);
        if (_decided.TryGetValue((right, period.Start), out IReadOnlyList<TracedDecision>? known)) return known;
        var decisions = new List<TracedDecision>();
        if (right.InForce.Contains(period.ReferenceDate))
            foreach (Candidate candidate in Candidates(right, period)) decisions.Add(DecideOne(right, candidate, period));
        return _decided[(right, period.Start)] = decisions;
    }

    private IReadOnlyList<Candidate> Candidates(RightDefinition right, PeriodOf period)
    {
        if (_found.TryGetValue((right, period), out IReadOnlyList<Candidate>? known)) return known;
        return _found[(right, period)] = [.. _candidates.Find(right, period)];
    }

    private TracedDecision DecideOne(RightDefinition right, Candidate candidate, PeriodOf period)
    {
        TestedConditions tested = right.Award is null ? Test(right, candidate) : Remember(right, candidate, period.ReferenceDate);
        Env env = candidate.Env;
        Value conditions = tested.Whole;
        Value? amount = null;
        TraceNode? amountTrace = null;
        (decimal Low, decimal High)? range = null;
        Value due = BooleanValue.True;
        if (right.Amount is { } definition && conditions is not BooleanValue { Value: false })
        {
            (amount, amountTrace) = _evaluator.EvaluateApart(definition.Value, env);
            amount = Rounded(definition, amount);
            if (amount is UnknownValue) range = new AmountRange(_evaluator).Of(definition, env);
            due = Due(definition, amount, range, env);
            tested.Add(GeneratedConditions.AmountDue, due, amountTrace, 0);
        }
        Value all = Kleene.And([conditions, due]);
        Outcome outcome = all switch
        {
            BooleanValue b => b.Value ? Outcome.Granted : Outcome.Refused,
            UnknownValue => Outcome.Undetermined,
            _ => Outcome.Error,
        };
        FactSet missing = all is UnknownValue unknown ? conditions is UnknownValue u ? u.Facts : unknown.Facts
            : outcome == Outcome.Granted && amount is UnknownValue a ? a.Facts : FactSet.Empty;
        if (outcome == Outcome.Granted && amount is FaultValue fault) (outcome, all) = (Outcome.Error, fault);
        var decision = new Decision
        {
            Case = _case.Id,
            Right = right.Name,
            RightVersion = right.Version,
            Holder = candidate.Roles,
            PeriodStart = period.Start,
            PeriodEnd = period.End,
            ReferenceDate = period.ReferenceDate,
            Outcome = outcome,
            Award = outcome == Outcome.Granted ? tested.Award : null,
            Amount = outcome == Outcome.Granted && amount is NumberValue n ? n.Value : null,
            AmountRange = outcome is Outcome.Granted or Outcome.Undetermined ? range : null,
            AmountUnit = right.Amount is null ? null : right.Amount.Unit ?? right.Amount.Type.ToString(),
            AmountDirection = right.AmountDirection,
            Conditions = tested.Decided,
            Missing = [.. missing],
            Fault = all is FaultValue f ? $"{f.Message} ({f.Origin?.ToString() ?? right.Location.ToString()})" : null,
            ParameterStatus = StatusOn(right, [period.ReferenceDate, tested.Env.Date]),
            Automatic = outcome == Outcome.Granted ? Mode(right, tested) == GrantMode.Automatic && amount is not UnknownValue : outcome == Outcome.Refused && right.RefusesAutomatically,
            LegalBasis = [.. right.LegalBasis.Values],
        };
        return new TracedDecision(decision, right, _case, _evaluator, tested.Env, candidate.Holder, tested.Outcomes, candidate.Trace, amountTrace) { Mode = Mode(right, tested) };
    }

    /// <summary>The conditions of a right for a holder, on the date of the holder's environment.</summary>
    private TestedConditions Test(RightDefinition right, Candidate candidate)
    {
        var tested = new TestedConditions(candidate.Env);
        var topLevel = new List<Value> { candidate.Candidacy };
        foreach (ConditionDefinition condition in right.Conditions.Where(c => c.InForce.Contains(candidate.Env.Date)))
            topLevel.Add(Walk(condition, 0));
        tested.Whole = Kleene.And(topLevel);
        return tested;

        Value Walk(ConditionDefinition condition, int depth)
        {
            (Value value, TraceNode? trace) = _evaluator.ConditionWithTrace(condition, candidate.Env);
            tested.Add(condition.Id, value, trace, depth);
            foreach (ConditionDefinition child in condition.Children.Where(c => c.InForce.Contains(candidate.Env.Date))) Walk(child, depth + 1);
            return value;
        }
    }

    /// <summary>
    /// A right with memory holds when its conditions held on some check date and what that gave still runs.
    /// The conditions shown are those of the latest check date that grants; else of the latest check date.
    /// </summary>
    private TestedConditions Remember(RightDefinition right, Candidate candidate, DateOnly date)
    {
        var possible = new List<Value>();
        TestedConditions? shown = null;
        foreach (DateOnly check in _ends.Checks(right, date))
        {
            // On a check date the period is the one that contains it, and the check date is the reference date.
            PeriodOf period = PeriodOf.Right(right, check) with { ReferenceDate = check };
            if (Candidates(right, period).FirstOrDefault(c => c.MayBe(candidate)) is not { } then) continue;
            Value until = _evaluator.Evaluate(right.Award!.RunsUntil, then.Env.With(RightScope.GrantedOn, new DateValue(check)));
            Value runs = Evaluator.Compare(ComparisonOperator.GreaterOrEqual, until, new DateValue(date));
            if (runs is BooleanValue { Value: false }) continue;
            TestedConditions tested = Test(right, then);
            Value held = Kleene.And([tested.Whole, runs]);
            shown ??= tested;
            possible.Add(held);
            if (held is not BooleanValue { Value: true }) continue;
            shown = tested;
            shown.Award = new Award(check, until is DateValue d ? d.Value : null);
            break;
        }
        shown ??= new TestedConditions(candidate.Env);
        Value awarded = Kleene.Or(possible);
        shown.Add(GeneratedConditions.Award, awarded, null, 0);
        shown.Whole = Kleene.And([candidate.Candidacy, awarded]);
        return shown;
    }

    private static Value Rounded(AmountDefinition definition, Value amount)
    {
        return amount is NumberValue n && definition.Round is { } round ? round.Of(n.Value) : amount;
    }

    private Value Due(AmountDefinition definition, Value amount, (decimal Low, decimal High)? range, Env env)
    {
        if (amount is AbsentValue) return BooleanValue.False;
        // A right that an amount of 0 does not refuse does not hang on its amount, unless a table may still refuse it.
        if (definition is { ZeroGranted: true, NotDueBelow: null } && !definition.Value.Type.IsOptional && amount is not FaultValue) return BooleanValue.True;
        Value floor = definition.NotDueBelow is null ? new NumberValue(0) : _evaluator.Evaluate(definition.NotDueBelow, env);
        ComparisonOperator enough = definition.NotDueBelow is not null || definition.ZeroGranted ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater;
        if (amount is UnknownValue u && range is var (low, high)) amount = new UnknownValue(u.Facts, low, high);
        Value due = Evaluator.Compare(enough, amount, floor);
        return definition.ZeroGranted || definition.NotDueBelow is null ? due : Kleene.And([due, Evaluator.Compare(ComparisonOperator.Greater, amount, new NumberValue(0))]);
    }

    /// <summary>How the right may be granted: by the easiest of the branches that hold and say so, else as the right says.</summary>
    private static GrantMode Mode(RightDefinition right, TestedConditions tested)
    {
        GrantMode[] modes = [.. right.AllConditions
            .Where(c => c.Grant is not null && c.InForce.Contains(tested.Env.Date) && tested.Outcomes.TryGetValue(c.Id, out var o) && o.Value is BooleanValue { Value: true })
            .Select(c => c.Grant!.Value)];
        return modes.Length == 0 ? right.Grant : modes.Min();
    }

    public static string StatusOn(RightDefinition right, IEnumerable<DateOnly> dates)
    {
        ParameterStatus weakest = dates.Distinct().SelectMany(date => right.UsedParameters.Where(p => p.InForce.Contains(date)).Select(p => p.At(date)))
            .Where(v => v is { IsMissing: false }).Select(v => v!.Status).DefaultIfEmpty(ParameterStatus.Verified).Max();
        return weakest.ToString().ToLowerInvariant();
    }

    /// <summary>Answers <c>granted(right, holder)</c> and <c>amount_of(right, holder)</c>.</summary>
    private Value Granted(RightDefinition right, Value holder, DateOnly date, bool amount)
    {
        // Of a household that may have another member, nobody knows which decision is meant.
        if (holder is ListValue { IsCertain: false } household) return new UnknownValue(household.PossibleFacts);
        TracedDecision? found = Decide(right.VersionOn(date), date).FirstOrDefault(d => d.Holder.Equals(holder));
        if (found is null) return amount ? new NumberValue(0) : BooleanValue.False;
        switch (found.Decision.Outcome)
        {
            case Outcome.Granted when !amount: return BooleanValue.True;
            case Outcome.Granted when found.Decision.Amount is { } value: return new NumberValue(value);
            case Outcome.Refused: return amount ? new NumberValue(0) : BooleanValue.False;
            case Outcome.Error: return new FaultValue($"`{right.Name}` could not be decided: {found.Decision.Fault}", null);
            default: return new UnknownValue(found.Decision.Missing.Aggregate(FactSet.Empty, (s, f) => s.Union(FactSet.Of(f))));
        }
    }
}
