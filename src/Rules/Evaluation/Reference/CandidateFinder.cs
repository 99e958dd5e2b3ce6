using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>Someone who may hold a right on a date.</summary>
/// <param name="Env">Where the expressions of the right are evaluated for this holder.</param>
/// <param name="Roles">The persons in their roles.</param>
/// <param name="Holder">The holder as <c>granted(right, holder)</c> names it.</param>
/// <param name="Candidacy">Whether the right concerns the holder: alive, of the candidates, the first of its group.</param>
/// <param name="Trace">The evaluation of <c>candidates:</c>.</param>
internal sealed record Candidate(Env Env, IReadOnlyList<HolderRole> Roles, Value Holder, Value Candidacy, TraceNode? Trace)
{
    /// <summary>The values of <c>one_per</c>.</summary>
    public IReadOnlyList<Value> Keys { get; init; } = [];

    /// <summary>The value of <c>first_by</c>.</summary>
    public Value? First { get; init; }

    /// <summary>The roles, and those of the persons who only may belong to a household.</summary>
    public IReadOnlyList<HolderRole> Possible { get; init; } = Roles;

    /// <summary>Whether two candidates of different dates are the same persons in the same roles, or may be.</summary>
    public bool MayBe(Candidate other) => Roles.All(other.Possible.Contains) && other.Roles.All(Possible.Contains);
}

/// <summary>Finds who may hold a right in a case.</summary>
internal sealed class CandidateFinder(Rulebook rulebook, Case subject, Evaluator evaluator)
{
    /// <summary>Those whom the right concerns, or may concern, in the order of the case.</summary>
    public IEnumerable<Candidate> Find(RightDefinition right, PeriodOf period)
    {
        List<Candidate> candidates = [.. Holders(right, period)];
        return candidates.Select((c, mine) => c with { Candidacy = OnePer(right, mine, candidates) })
            .Where(c => c.Candidacy is not BooleanValue { Value: false });
    }

    private IEnumerable<Candidate> Holders(RightDefinition right, PeriodOf period)
    {
        switch (right.Holder)
        {
            case HolderKind.Person:
                foreach (Person person in subject.Persons)
                    if (Consider(right, period, [("person", person)], new PersonValue(person), null, [new PersonValue(person)]) is { } c) yield return c;
                break;
            case HolderKind.Relation:
                foreach ((Link link, FactSet? possible) in evaluator.Facts.LinksOn(right.Relation!, period.ReferenceDate))
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
        var named = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<(Candidate Candidate, FactSet? Possible)>();
        var frame = new Frame();
        var env = new Env(frame, null, period.ReferenceDate);
        var symbol = (HouseholdSymbol)rulebook.Scope.Find(right.Household!.Name)!;
        var local = new LocalSymbol("person", Language.Types.RightsType.Person);
        foreach (Person person in subject.Persons)
        {
            Value members = evaluator.Evaluate(new Call(symbol, [new Local(local, right.Location)], symbol.ResultType, right.Location), env.With(local, new PersonValue(person)));
            if (members is ListValue { Items.Count: 0 } || !seen.Add(members)) continue;
            (Person[] sure, Person[] all) = Members(members, person);
            if (!named.Add(string.Join('\0', sure.Concat(all).Select(p => p.Id)))) continue;
            (string, Person)[] roles = [.. sure.Select(p => ("member", p))];
            FactSet? possible = members switch
            {
                UnknownValue u => u.Facts,
                ListValue { AllBelong: false } l => l.PossibleFacts,
                _ => null,
            };
            if (Consider(right, period, roles, members, possible, [members]) is { } c)
                found.Add((c with { Possible = [.. all.Select(p => new HolderRole("member", p.Id))] }, possible));
        }
        // A partition puts everyone in one household; where it does not, nobody can say which of them holds the right.
        string[] twice = [.. found.Where(f => f.Possible is null).SelectMany(f => f.Candidate.Roles).GroupBy(r => r.Person).Where(g => g.Count() > 1).Select(g => g.Key)];
        foreach ((Candidate c, FactSet? possible) in found)
        {
            if (possible is not null) yield return c;
            else if (c.Roles.FirstOrDefault(r => twice.Contains(r.Person)) is { } role)
                yield return c with { Candidacy = new FaultValue($"`{role.Person}` is in two households of `{right.Household.Name}`", right.Household.Location) };
            // Somebody who may be in another one as well may be in two.
            else if (found.FirstOrDefault(f => f.Possible is not null && f.Candidate.Possible.Any(r => c.Roles.Any(own => own.Person == r.Person))).Possible is { } facts)
                yield return c with { Candidacy = Kleene.And([c.Candidacy, new UnknownValue(facts)]) };
            else yield return c;
        }
    }

    /// <summary>
    /// Those who are sure to belong, after whom a household is named, and all who may: seen from someone who only may
    /// belong, it is another household.
    /// </summary>
    private (Person[] Sure, Person[] All) Members(Value members, Person seenFrom)
    {
        if (members is not ListValue list) return ([seenFrom], [.. subject.Persons]);
        (Person Person, bool Sure)[] all = [.. list.Items.Select(i => (((PersonValue)i.Value).Person, i.Possible is null))];
        return ([.. all.Where(m => m.Sure || m.Person == seenFrom).Select(m => m.Person)], [.. all.Select(m => m.Person)]);
    }

    private Candidate? Consider(RightDefinition right, PeriodOf period, (string Role, Person Person)[] roles, Value holder, FactSet? possible, Value[] locals)
    {
        var frame = new Frame(right);
        for (int i = 0; i < locals.Length; i++) frame.Bind(right.HolderLocals[i], locals[i]);
        frame.Bind(RightScope.Period, new RangeValue(true, new DateValue(period.Start), new DateValue(period.End), true));
        var env = new Env(frame, null, period.ReferenceDate);
        var span = new DateSpan(period.Start, period.End);
        var parts = new List<Value>();
        if (possible is not null) parts.Add(new UnknownValue(possible));
        parts.AddRange(right.Holder == HolderKind.Household
            ? [Kleene.Or(roles.Select(r => evaluator.Facts.Alive(r.Person, span)))]
            : roles.Select(r => evaluator.Facts.Alive(r.Person, span)));
        if (parts.Exists(p => p is BooleanValue { Value: false })) return null;
        TraceNode? trace = null;
        if (right.Candidates is { } candidates)
        {
            (Value value, trace) = evaluator.EvaluateApart(candidates, env);
            parts.Add(value);
        }
        Value candidacy = Kleene.And(parts);
        if (candidacy is BooleanValue { Value: false }) return null;
        return new Candidate(env, [.. roles.Select(r => new HolderRole(r.Role, r.Person.Id))], holder, candidacy, trace)
        {
            Keys = [.. right.OnePer.Select(k => evaluator.Evaluate(k, env))],
            First = right.FirstBy is null ? null : evaluator.Evaluate(right.FirstBy, env),
        };
    }

    /// <summary>Candidacy with <c>one_per</c>: nobody of the same group comes first.</summary>
    private static Value OnePer(RightDefinition right, int mine, List<Candidate> all)
    {
        Candidate candidate = all[mine];
        if (right.OnePer.Count == 0) return candidate.Candidacy;
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
}
