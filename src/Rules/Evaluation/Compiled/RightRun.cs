using RightsEngine.Language.Core;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>One right in one context: finds the holders in the case and runs the kernel for each. Makes no garbage.</summary>
/// <param name="x">The context.</param>
/// <param name="kernel">The code of the right.</param>
/// <param name="answers">Where the decisions are kept for other rights that ask for them; null when none does.</param>
/// <param name="candidates">Where the holders are kept while other rights may be asked for; null when those of the context will do.</param>
internal sealed class RightRun(KernelContext x, RightKernel kernel, RightAnswers? answers, Candidates? candidates)
{
    private readonly RightDefinition _right = kernel.Right;
    private readonly HolderKind _holder = kernel.Right.Holder;
    private readonly bool _onePer = kernel.Right.OnePer.Count > 0;
    private readonly bool _hasAmount = kernel.Right.Amount is not null;
    private readonly bool _hasCandidates = kernel.Right.Candidates is not null || kernel.Right.OnePer.Count > 0;
    private readonly int _from = kernel.Period.Start.DayNumber;
    private readonly int _to = kernel.Period.End.DayNumber;
    private readonly int _day = kernel.Period.ReferenceDate.DayNumber;
    private readonly CandidateKernel _candidate = kernel.Candidate;
    private readonly DecideKernel _decide = kernel.Decide;
    private readonly AwardRun? _award = kernel.Checks is { } checks ? new AwardRun(x, checks, kernel.Layouts, kernel.Period.ReferenceDate.DayNumber) : null;

    /// <summary>The holders of this case, after <see cref="Find"/>.</summary>
    public Candidates Candidates { get; } = candidates ?? x.Candidates;

    /// <summary>Conditions and amount together, after <see cref="Decide"/>: three-valued.</summary>
    public int All { get; private set; }

    /// <summary>The facts that the decision misses, after <see cref="Decide"/>; below the first handle: none.</summary>
    public int Missing { get; private set; }

    /// <summary>Whether the amount was asked for and is not known, after <see cref="Decide"/>.</summary>
    public bool AmountUnknown => _hasAmount && x.AmountState >= FactArena.FirstHandle;

    /// <summary>Decides for all holders, for the rights that ask for this one.</summary>
    public void Answer()
    {
        Find();
        for (int i = 0; i < Candidates.Count && !x.Bail; i++) Decide(i);
        Finish();
    }

    /// <summary>Nobody holds a right that is not in force.</summary>
    public void AnswerNothing()
    {
        answers?.Clear();
        Finish();
    }

    /// <summary>Marks the answers of this case as complete, or as not to be had.</summary>
    public void Finish()
    {
        if (answers is not null) (answers.Stamp, answers.Cause) = (x.Stamp, x.Bail ? x.Cause : null);
    }

    /// <summary>Finds who may hold the right in the case.</summary>
    public void Find()
    {
        if (kernel.Needs.Length > 0) x.Prepare(kernel.Needs);
        answers?.Clear();
        x.Candidates = Candidates;
        Candidates.Count = 0;
        switch (_holder)
        {
            case HolderKind.Person: FindPersons(); break;
            case HolderKind.Relation: FindLinks(); break;
            default: FindHouseholds(); break;
        }
    }

    /// <summary>Decides for a candidate; false when the right does not concern it after all. Faults are for the reference evaluator, which says what they are.</summary>
    public bool Decide(int candidate)
    {
        int candidacy = Candidacy(candidate);
        if (candidacy == 0) return false;
        if (_award is not null)
        {
            candidacy = _award.Remember(Candidates, candidate, candidacy);
            if (x.Bail) return true;
        }
        _decide(x, Candidates.First[candidate], Candidates.Second[candidate], Candidates.Holder[candidate], candidacy);
        int all = x.And(x.Whole, x.Due);
        if (all == 0 || (all == 1 && x.AmountState is 0 or 1))
        {
            (All, Missing) = (all, 0);
        }
        else
        {
            if (all == -1 || (all == 1 && x.AmountState == -1 && _hasAmount)) x.GiveUp("a fault");
            All = all;
            Missing = all >= FactArena.FirstHandle ? x.Whole >= FactArena.FirstHandle ? x.Whole : all : all == 1 && AmountUnknown ? x.AmountState : 0;
        }
        answers?.Add(new RightAnswer(true, _holder == HolderKind.Person ? Candidates.First[candidate] : Candidates.Holder[candidate], all, _hasAmount ? x.AmountState : 1, x.Amount, Missing));
        return true;
    }

    /// <summary>Whether the right concerns a candidate after all, where only the first of a group may hold it: three-valued.</summary>
    public int Candidacy(int candidate) => _onePer ? OnePer(candidate) : Candidates.Candidacy[candidate];

    private void FindPersons()
    {
        for (int person = 0; person < x.PersonCount; person++) Consider(person, 0, 0, x.Alive(person, _from, _to));
    }

    private void FindLinks()
    {
        for (int link = 0; link < x.LinkCount(kernel.Relation); link++)
        {
            if (!x.LinkHolds(kernel.Relation, link, _day)) continue;
            int a = x.LinkFrom(kernel.Relation, link), b = x.LinkTo(kernel.Relation, link);
            Consider(a, b, link, x.And(x.Alive(a, _from, _to), x.Alive(b, _from, _to)));
        }
    }

    private void FindHouseholds()
    {
        CaseHouseholds households = x.Households(kernel.HouseholdUnit);
        for (int i = 0; i < households.Count && !x.Bail; i++)
        {
            long members = households.Members(i);
            Consider(households.First(i), 0, members, AnyAlive(members));
        }
    }

    private int AnyAlive(long members)
    {
        int any = 0;
        for (long rest = members; rest != 0 && any != 1; rest &= rest - 1) any = x.Or(any, x.Alive(Masks.Lowest(rest), _from, _to));
        return any;
    }

    private void Consider(int a, int b, long holder, int alive)
    {
        if (alive == 0) return;
        int candidacy = _hasCandidates ? x.And(alive, _candidate(x, a, b, holder)) : alive;
        if (candidacy != 0) Candidates.Add(a, b, holder, candidacy);
    }

    /// <summary>Candidacy with <c>one_per</c>: nobody of the same group comes first.</summary>
    public int OnePer(int mine)
    {
        int others = 0;
        for (int i = 0; i < Candidates.Count; i++)
        {
            if (i == mine) continue;
            int same = Candidates.Candidacy[i];
            for (int key = 1; key <= _right.OnePer.Count && same != 0; key++) same = x.And(same, Equal(key, Candidates.At(i, key), Candidates.At(mine, key)));
            if (same != 0) others = x.Or(others, x.And(same, Before(Candidates.At(i, 0), Candidates.At(mine, 0), i < mine)));
        }
        return x.And(Candidates.Candidacy[mine], KernelContext.Not(others));
    }

    private int Equal(int key, int a, int b)
    {
        int left = Candidates.KeyStates[a], right = Candidates.KeyStates[b];
        bool isPartial = PossibleMembers.IsPartial(left) || PossibleMembers.IsPartial(right);
        int state = x.AbsentFirst(PossibleMembers.IsPartial(left) ? 0 : left, PossibleMembers.IsPartial(right) ? 0 : right);
        return state switch
        {
            0 when isPartial => x.SameMembers(left, Candidates.KeyValues[a], right, Candidates.KeyValues[b]),
            0 => Candidates.KeyValues[a] == Candidates.KeyValues[b] ? 1 : 0,
            1 => 0,
            _ => InBounds(ComparisonOperator.Equal, key, a, b, state),
        };
    }

    private int Less(int a, int b)
    {
        int state = x.Strict(Candidates.KeyStates[a], Candidates.KeyStates[b]);
        return state switch
        {
            0 => Candidates.KeyValues[a] < Candidates.KeyValues[b] ? 1 : 0,
            1 => -1,
            _ => InBounds(ComparisonOperator.Less, 0, a, b, state),
        };
    }

    /// <summary>What a comparison of two keys comes to by the bounds of one that is not known.</summary>
    private int InBounds(ComparisonOperator op, int key, int a, int b, int found)
    {
        long unit = kernel.KeyUnits[key];
        return found < FactArena.FirstHandle || unit == 0 ? found
            : x.BetweenBounds(op, Candidates.KeyStates[a], Candidates.KeyValues[a], unit, Candidates.KeyStates[b], Candidates.KeyValues[b], unit, found);
    }

    private int Before(int other, int mine, bool earlier)
    {
        if (_right.FirstBy is null) return earlier ? 1 : 0;
        int less = Less(other, mine);
        return earlier ? x.Or(less, Equal(0, other, mine)) : less;
    }
}
