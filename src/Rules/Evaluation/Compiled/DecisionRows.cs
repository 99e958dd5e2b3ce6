using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Writes decisions into the columns of a batch: those of kernels from a context, those of the reference evaluator from objects.</summary>
internal sealed class DecisionRows(KernelContext x, FactKinds kinds)
{
    /// <summary>The decision a kernel just made; false when the columns cannot hold it.</summary>
    public bool Add(DecisionBatch into, short number, DecisionStep step, RightRun run, int candidate)
    {
        bool isKnown = run.Missing < FactArena.FirstHandle;
        ReadOnlySpan<int> facts = isKnown ? default : x.Facts[run.Missing];
        int row = into.Add(facts.Length);
        RightDefinition right = step.Right;
        Outcome outcome = run.All switch { 0 => Outcome.Refused, 1 => Outcome.Granted, _ => Outcome.Undetermined };
        Candidates candidates = run.Candidates;
        into.Case[row] = x.Case;
        into.Step[row] = number;
        into.First[row] = right.Holder == HolderKind.Household ? -1 : candidates.First[candidate];
        into.Second[row] = right.Holder == HolderKind.Relation ? candidates.Second[candidate] : -1;
        into.Members[row] = right.Holder == HolderKind.Household ? candidates.Holder[candidate] : 0;
        into.Outcomes[row] = outcome;
        bool asked = right.Amount is not null && x.Whole != 0, unknown = asked && x.AmountState >= FactArena.FirstHandle;
        DecisionFlags flags = DecisionFlags.None;
        (into.Amounts[row], into.Low[row], into.High[row]) = (0, 0, 0);
        if (outcome == Outcome.Granted && right.Amount is not null)
        {
            if (x.AmountState == 0) (into.Amounts[row], flags) = (x.Amount, DecisionFlags.HasAmount);
            else flags = DecisionFlags.AmountUndetermined;
        }
        if (unknown && x.HasRange && outcome != Outcome.Refused)
        {
            if (CaseBatch.Scaled(x.Low, step.AmountScale) is not { } low || CaseBatch.Scaled(x.High, step.AmountScale) is not { } high) return false;
            (into.Low[row], into.High[row]) = (low, high);
            flags |= DecisionFlags.HasRange;
        }
        if (outcome == Outcome.Granted ? !unknown && Mode(step.Kernel!) == GrantMode.Automatic : outcome == Outcome.Refused && right.RefusesAutomatically) flags |= DecisionFlags.Automatic;
        into.Flags[row] = flags;
        int count = step.Conditions.Count;
        ulong holds = (ulong)x.Holds, fails = ~holds & ~x.Odd & ((1UL << count) - 1);
        if (asked)
        {
            ulong due = 1UL << count;
            if (x.Due is 1 or -1) holds |= due;
            if (x.Due is 0 or -1) fails |= due;
        }
        into.True[row] = holds | x.Faults;
        into.False[row] = fails | x.Faults;
        into.Missing[row] = 0;
        if (isKnown) return true;
        facts.CopyTo(into.Facts.AsSpan(into.FactStart[row]));
        into.Missing[row] = x.KindSets.NumberOf(facts);
        return true;
    }

    /// <summary>A decision of the reference evaluator.</summary>
    public void Add(DecisionBatch into, int index, short number, DecisionStep step, Decision decision, Case subject)
    {
        bool fits = subject.Persons.Count <= CaseBatch.MaximumPersons;
        int[] facts = fits ? [.. decision.Missing.Select(f => kinds.Encode(f, subject)).Order()]
            : [.. decision.Missing.Select(f => kinds.Encode(f with { Subject = f.Subject is null ? null : subject.Persons[0].Id }, subject)).Distinct().Order()];
        int row = into.Add(facts.Length);
        facts.CopyTo(into.Facts, into.FactStart[row]);
        into.Case[row] = index;
        into.Step[row] = number;
        int[] holder = [.. decision.Holder.Select(h => subject.Find(h.Person)!.Index)];
        HolderKind kind = step.Right.Holder;
        into.First[row] = kind == HolderKind.Household ? -1 : holder[0];
        into.Second[row] = kind == HolderKind.Relation ? holder[1] : -1;
        into.Members[row] = kind == HolderKind.Household && fits ? holder.Aggregate(0L, (mask, person) => mask | Masks.Bit(person)) : 0;
        into.Outcomes[row] = decision.Outcome;
        long? amount = decision.Amount is { } a ? CaseBatch.Scaled(a, step.AmountScale) : null;
        long? low = decision.AmountRange is var (l, _) ? CaseBatch.Scaled(l, step.AmountScale) : null, high = decision.AmountRange is var (_, h) ? CaseBatch.Scaled(h, step.AmountScale) : null;
        (into.Amounts[row], into.Low[row], into.High[row]) = (amount ?? 0, low ?? 0, high ?? 0);
        bool hasRange = low is not null && high is not null;
        into.Flags[row] = (amount is null ? 0 : DecisionFlags.HasAmount) | (hasRange ? DecisionFlags.HasRange : 0)
            | (decision.AmountUndetermined ? DecisionFlags.AmountUndetermined : 0) | (decision.Automatic ? DecisionFlags.Automatic : 0);
        into.Missing[row] = x.KindSets.NumberOf(facts);
        (into.True[row], into.False[row]) = (0, 0);
        bool sameConditions = SetConditions(into, row, step, decision);
        if (!sameConditions || !fits || decision.Fault is not null || decision.Award is not null || amount is null != decision.Amount is null || hasRange != decision.AmountRange is not null)
            into.Others[row] = decision;
    }

    private static bool SetConditions(DecisionBatch into, int row, DecisionStep step, Decision decision)
    {
        int count = step.Conditions.Count;
        if (count > DecisionStep.MaximumConditions || step.Right.Award is not null) return false;
        for (int i = 0; i < decision.Conditions.Count; i++)
        {
            ulong bit = 1UL << i;
            ConditionOutcome outcome = decision.Conditions[i].Outcome;
            if (outcome is ConditionOutcome.True or ConditionOutcome.Error) into.True[row] |= bit;
            if (outcome is ConditionOutcome.False or ConditionOutcome.Error) into.False[row] |= bit;
        }
        return true;
    }

    private GrantMode Mode(RightKernel kernel)
    {
        GrantMode? best = null;
        foreach ((ulong bit, GrantMode mode) in kernel.Grants)
            if (((ulong)x.Holds & bit) != 0 && (best is null || mode < best)) best = mode;
        return best ?? kernel.Right.Grant;
    }
}
