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
        Candidates candidates = run.Candidates;
        Outcome outcome = run.All switch { 0 => Outcome.Refused, 1 => Outcome.Granted, _ => Outcome.Undetermined };
        into.Case[row] = x.Case;
        into.Step[row] = number;
        into.Outcomes[row] = outcome;
        (into.First[row], into.Second[row], into.Members[row]) = step.Holder switch
        {
            HolderKind.Household => (-1, -1, candidates.Holder[candidate]),
            HolderKind.Person => (candidates.First[candidate], -1, 0),
            _ => (candidates.First[candidate], candidates.Second[candidate], 0),
        };
        ulong conditionBits = step.ConditionBits, dueBit = step.DueBit;
        (ulong Bit, GrantMode Mode)[] grants = step.Kernel!.Grants;
        if (step.Layouts is { Count: > 0 } layouts)
        {
            ConditionLayout layout = layouts[x.Shown];
            (conditionBits, dueBit, grants) = (layout.ConditionBits, layout.DueBit, layout.Grants);
            (into.Shown[row], into.Until[row]) = ((short)x.Shown, x.Until);
        }
        ulong holds = (ulong)x.Holds, fails = ~holds & ~x.Odd & conditionBits;
        bool mayBeAutomatic = true;
        DecisionFlags flags = DecisionFlags.None;
        long amount = 0;
        if (step.HasAmount && x.Whole != 0)
        {
            if (x.Due is 1 or -1) holds |= dueBit;
            if (x.Due is 0 or -1) fails |= dueBit;
            if (outcome == Outcome.Granted)
            {
                if (x.AmountState == 0) (amount, flags) = (x.Amount, DecisionFlags.HasAmount);
                else flags = DecisionFlags.AmountUndetermined;
            }
            mayBeAutomatic = x.AmountState < FactArena.FirstHandle;
            if (!mayBeAutomatic && x.HasRange && outcome != Outcome.Refused)
            {
                if (CaseBatch.Scaled(x.Low, step.AmountScale) is not { } low || CaseBatch.Scaled(x.High, step.AmountScale) is not { } high) return false;
                (into.Low[row], into.High[row]) = (low, high);
                flags |= DecisionFlags.HasRange;
            }
        }
        if (outcome == Outcome.Granted ? mayBeAutomatic && Mode(step.Right, grants) == GrantMode.Automatic : outcome == Outcome.Refused && step.Right.RefusesAutomatically) flags |= DecisionFlags.Automatic;
        into.Amounts[row] = amount;
        into.Flags[row] = flags;
        into.True[row] = holds | x.Faults;
        into.False[row] = fails | x.Faults;
        if (isKnown)
        {
            into.Missing[row] = 0;
            return true;
        }
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

    private GrantMode Mode(RightDefinition right, (ulong Bit, GrantMode Mode)[] grants)
    {
        if (grants.Length == 0) return right.Grant;
        GrantMode? best = null;
        foreach ((ulong bit, GrantMode mode) in grants)
            if (((ulong)x.Holds & bit) != 0 && (best is null || mode < best)) best = mode;
        return best ?? right.Grant;
    }
}
