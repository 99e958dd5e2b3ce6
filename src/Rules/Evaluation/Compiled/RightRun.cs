using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The decision on a right for a holder, as other rights ask for it.</summary>
/// <param name="Found">Whether the right concerns the holder.</param>
/// <param name="Holder">The person, the link, or the mask of the members.</param>
/// <param name="All">Whether it is granted.</param>
/// <param name="AmountState">The state of the amount.</param>
/// <param name="Amount">The amount, scaled.</param>
/// <param name="Missing">The facts that lack.</param>
internal readonly record struct RightAnswer(bool Found, long Holder, int All, int AmountState, long Amount, int Missing);

/// <summary>One right for one case: finds the holders, runs the kernels, reads off the decisions.</summary>
internal sealed class RightRun(KernelContext x, RightKernel kernel, KernelPlan plan)
{
    private readonly record struct Candidate(int A, int B, long Holder, int Candidacy, (int State, long Value)[] Keys);

    private RightDefinition Right => kernel.Right;

    public List<Decision> Decisions()
    {
        var decisions = new List<Decision>();
        Each(c => decisions.Add(Read(c)));
        return decisions;
    }

    /// <summary>The decisions as other rights ask for them.</summary>
    public void Answer(List<RightAnswer> answers) => Each(c =>
    {
        int all = All();
        long holder = Right.Holder == HolderKind.Person ? c.A : c.Holder;
        answers.Add(new RightAnswer(true, holder, all, Right.Amount is null ? 1 : x.AmountState, x.Amount, Missing(all)));
    });

    private void Each(Action<Candidate> decided)
    {
        x.Prepare(kernel.Needs);
        List<Candidate> candidates = [.. Candidates()];
        for (int i = 0; i < candidates.Count && !x.Bail; i++)
        {
            int candidacy = Right.OnePer.Count == 0 ? candidates[i].Candidacy : OnePer(candidates, i);
            if (candidacy == 0) continue;
            kernel.Decide(x, candidates[i].A, candidates[i].B, candidates[i].Holder, candidacy);
            if (!x.Bail) decided(candidates[i]);
        }
    }

    /// <summary>Conditions and amount together; a fault is for the reference evaluator, which says what it is.</summary>
    private int All()
    {
        int all = x.And(x.Whole, x.Due);
        if (all == -1 || (all == 1 && x.AmountState == -1 && Right.Amount is not null)) x.Bail = true;
        return all;
    }

    private bool AmountUnknown => Right.Amount is not null && x.AmountState >= FactArena.FirstHandle;

    private int Missing(int all) => all >= FactArena.FirstHandle ? x.Whole >= FactArena.FirstHandle ? x.Whole : all : all == 1 && AmountUnknown ? x.AmountState : 0;

    private IEnumerable<Candidate> Candidates()
    {
        int from = kernel.Period.Start.DayNumber, to = kernel.Period.End.DayNumber, day = kernel.Period.ReferenceDate.DayNumber;
        switch (Right.Holder)
        {
            case HolderKind.Person:
                for (int person = 0; person < x.PersonCount; person++)
                    if (Consider(person, 0, 0, x.Alive(person, from, to)) is { } c) yield return c;
                break;
            case HolderKind.Relation:
                for (int link = 0; link < x.LinkCount(kernel.Relation); link++)
                {
                    if (!x.LinkHolds(kernel.Relation, link, day)) continue;
                    int a = x.LinkFrom(kernel.Relation, link), b = x.LinkTo(kernel.Relation, link);
                    if (Consider(a, b, link, x.And(x.Alive(a, from, to), x.Alive(b, from, to))) is { } c) yield return c;
                }
                break;
            default:
                long seen = 0;
                for (int person = 0; person < x.PersonCount; person++)
                {
                    if ((seen & Masks.Bit(person)) != 0) continue;
                    if (x.Unit(kernel.HouseholdUnit, person) != 0) x.Bail = true;
                    long members = x.Result;
                    if (x.Bail || members == 0) continue;
                    // Someone in two households, or households seen differently by their members: for the reference evaluator.
                    if ((seen & members) != 0 || !SeenAlike(members)) x.Bail = true;
                    seen |= members;
                    if (Consider(person, 0, members, AnyAlive(members, from, to)) is { } c) yield return c;
                }
                break;
        }
    }

    private bool SeenAlike(long members)
    {
        for (long rest = members; rest != 0; rest &= rest - 1)
            if (x.Unit(kernel.HouseholdUnit, Masks.Lowest(rest)) != 0 || x.Result != members) return false;
        return true;
    }

    private int AnyAlive(long members, int from, int to)
    {
        int any = 0;
        for (long rest = members; rest != 0; rest &= rest - 1) any = x.Or(any, x.Alive(Masks.Lowest(rest), from, to));
        return any;
    }

    private Candidate? Consider(int a, int b, long holder, int alive)
    {
        if (alive == 0) return null;
        int candidacy = x.And(alive, kernel.Candidate(x, a, b, holder));
        if (candidacy == 0) return null;
        return new Candidate(a, b, holder, candidacy, Right.OnePer.Count == 0 ? [] : x.Keys[..(Right.OnePer.Count + 1)]);
    }

    /// <summary>Candidacy with <c>one_per</c>: nobody of the same group comes first.</summary>
    private int OnePer(List<Candidate> all, int mine)
    {
        int others = 0;
        for (int i = 0; i < all.Count; i++)
        {
            if (i == mine) continue;
            int same = all[i].Candidacy;
            for (int k = 1; k < all[i].Keys.Length; k++) same = x.And(same, Equal(all[i].Keys[k], all[mine].Keys[k]));
            if (same != 0) others = x.Or(others, x.And(same, Before(all[i].Keys[0], all[mine].Keys[0], i < mine)));
        }
        return x.And(all[mine].Candidacy, KernelContext.Not(others));
    }

    private int Equal((int State, long Value) a, (int State, long Value) b) => x.Strict(a.State, b.State) switch
    {
        0 => a.Value == b.Value ? 1 : 0,
        1 => 0,
        var state => state,
    };

    private int Before((int State, long Value) other, (int State, long Value) mine, bool earlier)
    {
        if (Right.FirstBy is null) return earlier ? 1 : 0;
        int state = x.Strict(other.State, mine.State);
        int less = state == 0 ? other.Value < mine.Value ? 1 : 0 : state == 1 ? -1 : state;
        return earlier ? x.Or(less, Equal(other, mine)) : less;
    }

    private Decision Read(Candidate candidate)
    {
        int all = All();
        Outcome outcome = all switch { 0 => Outcome.Refused, 1 => Outcome.Granted, _ => Outcome.Undetermined };
        bool amountUnknown = AmountUnknown;
        int missing = Missing(all);
        var conditions = new List<DecidedCondition>(kernel.Conditions.Count + 1);
        for (int i = 0; i < kernel.Conditions.Count; i++)
            conditions.Add(new DecidedCondition(kernel.Conditions[i].Condition.Id, OutcomeOf(x.Conditions[i]), kernel.Conditions[i].Depth));
        bool amountAsked = Right.Amount is not null && x.Whole != 0;
        if (amountAsked) conditions.Add(new DecidedCondition(GeneratedConditions.AmountDue, OutcomeOf(x.Due), 0));
        Concepts.Cases.Case subject = x.Batch.Source(x.Case);
        return new Decision
        {
            Case = subject.Id,
            Right = Right.Name,
            RightVersion = Right.Version,
            Holder = [.. Roles(candidate).Select(r => new HolderRole(r.Role, subject.Persons[r.Person].Id))],
            PeriodStart = kernel.Period.Start,
            PeriodEnd = kernel.Period.End,
            ReferenceDate = kernel.Period.ReferenceDate,
            Outcome = outcome,
            Amount = outcome == Outcome.Granted && amountAsked && x.AmountState == 0 ? Scaled.ToDecimal(x.Amount, kernel.AmountScale) : null,
            AmountRange = outcome != Outcome.Refused && amountAsked && amountUnknown && x.HasRange ? (x.Low, x.High) : null,
            AmountUnit = Right.Amount is null ? null : Right.Amount.Unit ?? Right.Amount.Type.ToString(),
            Conditions = conditions,
            Missing = [.. x.Facts.Facts(missing, plan.Kinds, subject)],
            ParameterStatus = Reference.RightEvaluator.StatusOn(Right, [kernel.Period.ReferenceDate]),
            Automatic = outcome == Outcome.Granted ? Mode() == GrantMode.Automatic && !amountUnknown : outcome == Outcome.Refused && Right.RefusesAutomatically,
            LegalBasis = [.. Right.LegalBasis.Values],
        };
    }

    private GrantMode Mode()
    {
        GrantMode? best = null;
        for (int i = 0; i < kernel.Conditions.Count; i++)
            if (x.Conditions[i] == 1 && kernel.Conditions[i].Condition.Grant is { } mode && (best is null || mode < best)) best = mode;
        return best ?? Right.Grant;
    }

    private IEnumerable<(string Role, int Person)> Roles(Candidate c)
    {
        switch (Right.Holder)
        {
            case HolderKind.Person: return [("person", c.A)];
            case HolderKind.Relation: return [(Right.Relation!.FromRole, c.A), (Right.Relation.ToRole, c.B)];
            default: return Enumerable.Range(0, x.PersonCount).Where(p => (c.Holder & Masks.Bit(p)) != 0).Select(p => ("member", p));
        }
    }

    private static ConditionOutcome OutcomeOf(int truth) => truth switch
    {
        0 => ConditionOutcome.False,
        1 => ConditionOutcome.True,
        -1 => ConditionOutcome.Error,
        _ => ConditionOutcome.Unknown,
    };
}
