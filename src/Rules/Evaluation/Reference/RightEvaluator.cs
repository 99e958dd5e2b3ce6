using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Builtins;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>Decides rights for one case: finds the holders, folds their conditions, computes the amount.</summary>
internal sealed class RightEvaluator
{
    /// <summary>The generated condition that the amount is not zero or refused.</summary>
    public const string AmountDue = "amount_due";

    private readonly Rulebook _rulebook;
    private readonly Case _case;
    private readonly Evaluator _evaluator;
    private readonly Dictionary<(RightDefinition, DateOnly), IReadOnlyList<TracedDecision>> _decided = [];

    public RightEvaluator(Rulebook rulebook, Case subject, DateOnly? requestedOn, bool trace)
    {
        _rulebook = rulebook;
        _case = subject;
        _evaluator = new Evaluator(new CaseFacts(subject, rulebook.Catalogue), subject.RequestedOn ?? requestedOn, trace, Granted);
    }

    public Evaluator Evaluator => _evaluator;

    /// <summary>The decisions for the period that contains a date; persons who are no candidates have none.</summary>
    public IReadOnlyList<TracedDecision> Decide(RightDefinition right, DateOnly date)
    {
        PeriodOf period = PeriodOf.Right(right, date);
        if (_decided.TryGetValue((right, period.Start), out IReadOnlyList<TracedDecision>? known)) return known;
        var decisions = new List<TracedDecision>();
        if (right.InForce.Contains(period.ReferenceDate))
        {
            List<Candidate> candidates = [.. Holders(right, period)];
            foreach (Candidate candidate in candidates)
            {
                Value candidacy = OnePer(right, candidate, candidates);
                if (candidacy is BooleanValue { Value: false }) continue;
                decisions.Add(DecideOne(right, candidate, candidacy, period));
            }
        }
        return _decided[(right, period.Start)] = decisions;
    }

    /// <summary>Someone who may hold the right, with whether it is a candidate and the keys of <c>one_per</c>.</summary>
    private sealed record Candidate(Env Env, IReadOnlyList<HolderRole> Roles, Value Holder, Value Candidacy, TraceNode? Trace)
    {
        public IReadOnlyList<Value> Keys { get; init; } = [];

        public Value? First { get; init; }
    }

    private IEnumerable<Candidate> Holders(RightDefinition right, PeriodOf period)
    {
        switch (right.Holder)
        {
            case HolderKind.Person:
                foreach (Person person in _case.Persons)
                    if (Consider(right, period, [("person", person)], new PersonValue(person), null, [new PersonValue(person)]) is { } c) yield return c;
                break;
            case HolderKind.Relation:
                foreach ((Link link, FactSet? possible) in _evaluator.Facts.LinksOn(right.Relation!, period.ReferenceDate))
                {
                    var roles = new[] { (right.Relation!.FromRole, link.From), (right.Relation.ToRole, link.To) };
                    if (Consider(right, period, roles, new LinkValue(link), possible, [new PersonValue(link.From), new PersonValue(link.To), new LinkValue(link)]) is { } c) yield return c;
                }
                break;
            default:
                foreach (Candidate c in Households(right, period)) yield return c;
                break;
        }
    }

    private IEnumerable<Candidate> Households(RightDefinition right, PeriodOf period)
    {
        var seen = new HashSet<Value>();
        var found = new List<(Candidate Candidate, FactSet? Possible)>();
        var frame = new Frame();
        var env = new Env(frame, null, period.ReferenceDate);
        var symbol = (HouseholdSymbol)_rulebook.Scope.Find(right.Household!.Name)!;
        var local = new LocalSymbol("person", Language.Types.RightsType.Person);
        foreach (Person person in _case.Persons)
        {
            Value members = _evaluator.Evaluate(new Call(symbol, [new Local(local, right.Location)], symbol.ResultType, right.Location), env.With(local, new PersonValue(person)));
            if (members is ListValue { Items.Count: 0 } || !seen.Add(members)) continue;
            IEnumerable<(string, Person)> roles = members is ListValue list
                ? list.Items.Select(i => ("member", ((PersonValue)i.Value).Person)) : [("member", person)];
            FactSet? possible = members switch
            {
                UnknownValue u => u.Facts,
                ListValue { IsCertain: false } l => l.PossibleFacts,
                _ => null,
            };
            if (Consider(right, period, [.. roles], members, possible, [members]) is { } c) found.Add((c, possible));
        }
        // A partition puts everyone in one household; where it does not, nobody can say which of them holds the right.
        string[] twice = [.. found.Where(f => f.Possible is null).SelectMany(f => f.Candidate.Roles).GroupBy(r => r.Person).Where(g => g.Count() > 1).Select(g => g.Key)];
        foreach ((Candidate c, FactSet? possible) in found)
        {
            if (possible is not null) yield return c;
            else if (c.Roles.FirstOrDefault(r => twice.Contains(r.Person)) is { } role)
                yield return c with { Candidacy = new FaultValue($"`{role.Person}` is in two households of `{right.Household.Name}`", right.Household.Location) };
            // Somebody who may be in another one as well may be in two.
            else if (found.FirstOrDefault(f => f.Possible is not null && f.Candidate.Roles.Any(r => c.Roles.Any(own => own.Person == r.Person))).Possible is { } facts)
                yield return c with { Candidacy = Kleene.And([c.Candidacy, new UnknownValue(facts)]) };
            else yield return c;
        }
    }

    private Candidate? Consider(RightDefinition right, PeriodOf period, (string Role, Person Person)[] roles, Value holder, FactSet? possible, Value[] locals)
    {
        var frame = new Frame(right);
        for (int i = 0; i < locals.Length; i++) frame.Locals[right.HolderLocals[i]] = locals[i];
        frame.Locals[RightScope.Period] = new RangeValue(true, new DateValue(period.Start), new DateValue(period.End), true);
        var env = new Env(frame, null, period.ReferenceDate);
        var span = new DateSpan(period.Start, period.End);
        var parts = new List<Value>();
        if (possible is not null) parts.Add(new UnknownValue(possible));
        parts.AddRange(right.Holder == HolderKind.Household
            ? [Kleene.Or(roles.Select(r => _evaluator.Facts.Alive(r.Person, span)))]
            : roles.Select(r => _evaluator.Facts.Alive(r.Person, span)));
        if (parts.Exists(p => p is BooleanValue { Value: false })) return null;
        TraceNode? trace = null;
        if (right.Candidates is { } candidates)
        {
            (Value value, trace) = _evaluator.EvaluateApart(candidates, env);
            parts.Add(value);
        }
        Value candidacy = Kleene.And(parts);
        if (candidacy is BooleanValue { Value: false }) return null;
        return new Candidate(env, [.. roles.Select(r => new HolderRole(r.Role, r.Person.Id))], holder, candidacy, trace)
        {
            Keys = [.. right.OnePer.Select(k => _evaluator.Evaluate(k, env))],
            First = right.FirstBy is null ? null : _evaluator.Evaluate(right.FirstBy, env),
        };
    }

    /// <summary>Candidacy with <c>one_per</c>: nobody of the same group comes first.</summary>
    private static Value OnePer(RightDefinition right, Candidate candidate, List<Candidate> all)
    {
        if (right.OnePer.Count == 0) return candidate.Candidacy;
        int mine = all.IndexOf(candidate);
        IEnumerable<Value> others = all.Select((other, i) =>
        {
            if (i == mine) return BooleanValue.False;
            Value same = Kleene.And(other.Keys.Select((k, n) => Evaluator.Compare(ComparisonOperator.Equal, k, candidate.Keys[n])).Prepend(other.Candidacy));
            return same is BooleanValue { Value: false } ? same : Kleene.And([same, Before(other, candidate, i < mine)]);
        });
        return Kleene.And([candidate.Candidacy, Kleene.Not(Kleene.Or(others))]);
    }

    /// <summary>Whether one comes before another by <c>first_by</c>; a tie goes by the order of the case.</summary>
    private static Value Before(Candidate other, Candidate candidate, bool earlier)
    {
        if (other.First is null || candidate.First is null) return BooleanValue.Of(earlier);
        Value less = Evaluator.Compare(ComparisonOperator.Less, other.First, candidate.First);
        return earlier ? Kleene.Or([less, Evaluator.Compare(ComparisonOperator.Equal, other.First, candidate.First)]) : less;
    }

    private TracedDecision DecideOne(RightDefinition right, Candidate candidate, Value candidacy, PeriodOf period)
    {
        Env env = candidate.Env;
        var outcomes = new Dictionary<string, (Value Value, TraceNode? Trace)>(StringComparer.Ordinal);
        var decided = new List<DecidedCondition>();
        var topLevel = new List<Value>();
        foreach (ConditionDefinition condition in right.Conditions.Where(c => c.InForce.Contains(env.Date)))
            topLevel.Add(Walk(condition, 0));
        Value conditions = Kleene.And(topLevel.Prepend(candidacy));
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
            outcomes[AmountDue] = (due, amountTrace);
            decided.Add(new DecidedCondition(AmountDue, OutcomeOf(due), 0));
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
            Amount = outcome == Outcome.Granted && amount is NumberValue n ? n.Value : null,
            AmountRange = outcome is Outcome.Granted or Outcome.Undetermined ? range : null,
            AmountUnit = right.Amount is null ? null : right.Amount.Unit ?? right.Amount.Type.ToString(),
            Conditions = decided,
            Missing = [.. missing],
            Fault = all is FaultValue f ? $"{f.Message} ({f.Origin?.ToString() ?? right.Location.ToString()})" : null,
            ParameterStatus = StatusOn(right, period.ReferenceDate),
            Automatic = outcome == Outcome.Granted ? Mode(right, outcomes) == GrantMode.Automatic && amount is not UnknownValue : outcome == Outcome.Refused && right.RefusesAutomatically,
            LegalBasis = [.. right.LegalBasis.Values],
        };
        return new TracedDecision(decision, right, _case, _evaluator, env, outcomes, candidate.Trace, amountTrace);

        Value Walk(ConditionDefinition condition, int depth)
        {
            (Value value, TraceNode? trace) = _evaluator.ConditionWithTrace(condition, env);
            outcomes[condition.Id] = (value, trace);
            decided.Add(new DecidedCondition(condition.Id, OutcomeOf(value), depth));
            foreach (ConditionDefinition child in condition.Children.Where(c => c.InForce.Contains(env.Date))) Walk(child, depth + 1);
            return value;
        }
    }

    private static Value Rounded(AmountDefinition definition, Value amount)
    {
        if (amount is not NumberValue n || definition.Decimals is not { } decimals) return amount;
        return BuiltinTable.Find($"round {definition.RoundingMode}")!.Compute([n, new NumberValue(decimals)]);
    }

    private Value Due(AmountDefinition definition, Value amount, (decimal Low, decimal High)? range, Env env)
    {
        if (amount is AbsentValue) return BooleanValue.False;
        Value floor = definition.NotDueBelow is null ? new NumberValue(0) : _evaluator.Evaluate(definition.NotDueBelow, env);
        ComparisonOperator enough = definition.NotDueBelow is not null || definition.ZeroGranted ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.Greater;
        if (amount is UnknownValue u && range is var (low, high)) amount = new UnknownValue(u.Facts, low, high);
        Value due = Evaluator.Compare(enough, amount, floor);
        return definition.ZeroGranted || definition.NotDueBelow is null ? due : Kleene.And([due, Evaluator.Compare(ComparisonOperator.Greater, amount, new NumberValue(0))]);
    }

    private static ConditionOutcome OutcomeOf(Value value) => value switch
    {
        BooleanValue b => b.Value ? ConditionOutcome.True : ConditionOutcome.False,
        UnknownValue => ConditionOutcome.Unknown,
        _ => ConditionOutcome.Error,
    };

    /// <summary>How the right may be granted: by the easiest of the branches that hold and say so, else as the right says.</summary>
    private static GrantMode Mode(RightDefinition right, Dictionary<string, (Value Value, TraceNode? Trace)> outcomes)
    {
        GrantMode[] modes = [.. right.AllConditions
            .Where(c => c.Grant is not null && outcomes.TryGetValue(c.Id, out var o) && o.Value is BooleanValue { Value: true })
            .Select(c => c.Grant!.Value)];
        return modes.Length == 0 ? right.Grant : modes.Min();
    }

    private static string StatusOn(RightDefinition right, DateOnly date)
    {
        ParameterStatus weakest = right.UsedParameters.Where(p => p.InForce.Contains(date)).Select(p => p.At(date))
            .Where(v => v is { IsMissing: false }).Select(v => v!.Status).DefaultIfEmpty(ParameterStatus.Verified).Max();
        return weakest.ToString().ToLowerInvariant();
    }

    /// <summary>Answers <c>granted(right, holder)</c> and <c>amount_of(right, holder)</c>.</summary>
    private Value Granted(RightDefinition right, Value holder, DateOnly date, bool amount)
    {
        TracedDecision? found = Decide(right, date).FirstOrDefault(d => d.Env.Frame.Locals[right.HolderLocals[^1]].Equals(holder));
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
