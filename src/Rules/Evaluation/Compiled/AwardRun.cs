namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Looks back on the check dates of a right with memory. Makes no garbage.</summary>
/// <param name="x">The context.</param>
/// <param name="checks">The check dates that may still count, by their numbers in the plan, the latest first.</param>
/// <param name="layouts">The bits of the conditions: of nobody checked, then of each check date.</param>
/// <param name="day">The day that is decided.</param>
internal sealed class AwardRun(KernelContext x, int[] checks, IReadOnlyList<ConditionLayout> layouts, int day)
{
    /// <summary>
    /// Whether a candidate holds the right as far as its conditions go. Those of the latest check date that grants, else of
    /// the latest check date, are left in the context, with <c>award</c> as the last of them.
    /// </summary>
    public int Remember(Candidates candidates, int candidate, int candidacy)
    {
        int awarded = 0, shown = 0, untilState = 0;
        long until = 0, holds = 0;
        ulong odd = 0, faults = 0;
        for (int i = 0; i < checks.Length; i++)
        {
            CheckRun check = x.Checks[checks[i]];
            int then = check.Find(candidates, candidate);
            if (x.Bail) return -1;
            if (then < 0) continue;
            int state = check.Until(then);
            long last = x.Result;
            // What is absent has no order.
            int runs = state switch { 0 => last >= day ? 1 : 0, 1 => -1, _ => state };
            if (runs == 0) continue;
            ref readonly CheckResult tested = ref check.Test(then);
            if (x.Bail) return -1;
            int held = x.And(tested.Whole, runs);
            if (shown == 0 || held == 1) (shown, holds, odd, faults) = (i + 1, tested.Holds, tested.Odd, tested.Faults);
            awarded = x.Or(awarded, held);
            if (held != 1) continue;
            (until, untilState) = (last, state);
            break;
        }
        (x.Shown, x.Until) = (shown, untilState == 0 ? (int)until : -1);
        (x.Holds, x.Odd, x.Faults) = (holds, odd, faults);
        int bit = layouts[shown].Conditions.Count;
        if (awarded is 0 or 1) x.Holds |= (long)awarded << bit;
        else x.SetOdd(awarded, bit);
        return x.And(candidacy, awarded);
    }
}
