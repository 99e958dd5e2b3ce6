using RightsEngine.Concepts.Batches;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Makes a decision from a row of columns: the same that the reference evaluator gives for the case.</summary>
internal sealed class DecisionReader(IReadOnlyList<DecisionStep> steps, FactKinds kinds)
{
    public Decision Read(CaseBatch batch, DecisionBatch decisions, int row)
    {
        if (decisions.Others.TryGetValue(row, out Decision? whole)) return whole;
        DecisionStep step = steps[decisions.Step[row]];
        RightDefinition right = step.Right;
        DecisionFlags flags = decisions.Flags[row];
        ConditionLayout? layout = step.Layouts is { Count: > 0 } layouts ? layouts[decisions.Shown[row]] : null;
        int first = batch.FirstPerson(decisions.Case[row]);
        string Person(int number) => batch.PersonIds.Text(first + number);
        decimal Number(long scaled) => Scaled.ToDecimal(scaled, step.AmountScale);
        return new Decision
        {
            Case = batch.CaseIds.Text(decisions.Case[row]),
            Right = right.Name,
            RightVersion = right.Version,
            Holder = [.. Holder(right, decisions, row).Select(h => new HolderRole(h.Role, Person(h.Person)))],
            PeriodStart = step.Period.Start,
            PeriodEnd = step.Period.End,
            ReferenceDate = step.Period.ReferenceDate,
            Outcome = decisions.Outcomes[row],
            Award = layout is not null && decisions.Outcomes[row] == Decisions.Outcome.Granted ? new Award(layout.Check!.Value, decisions.Until[row] < 0 ? null : DateOnly.FromDayNumber(decisions.Until[row])) : null,
            Amount = flags.HasFlag(DecisionFlags.HasAmount) ? Number(decisions.Amounts[row]) : null,
            AmountRange = flags.HasFlag(DecisionFlags.HasRange) ? (Number(decisions.Low[row]), Number(decisions.High[row])) : null,
            AmountUnit = step.AmountUnit,
            AmountDirection = right.AmountDirection,
            Conditions = Conditions(step, layout, decisions.True[row], decisions.False[row]),
            Missing = [.. decisions.Facts[decisions.FactStart[row]..decisions.FactStart[row + 1]].Select(f => kinds.Decode(f, Person)).Order(Comparer<Fact>.Default)],
            ParameterStatus = layout?.ParameterStatus ?? step.ParameterStatus,
            Automatic = flags.HasFlag(DecisionFlags.Automatic),
            LegalBasis = [.. right.LegalBasis.Values],
        };
    }

    private static IEnumerable<(string Role, int Person)> Holder(RightDefinition right, DecisionBatch decisions, int row)
    {
        switch (right.Holder)
        {
            case HolderKind.Person: return [("person", decisions.First[row])];
            case HolderKind.Relation: return [(right.Relation!.FromRole, decisions.First[row]), (right.Relation.ToRole, decisions.Second[row])];
            default:
                long members = decisions.Members[row];
                return Enumerable.Range(0, CaseBatch.MaximumPersons).Where(p => (members & Masks.Bit(p)) != 0).Select(p => ("member", p));
        }
    }

    /// <summary>The conditions that the bits of a row stand for, with their outcomes.</summary>
    public static List<DecidedCondition> Conditions(DecisionStep step, ConditionLayout? layout, ulong holds, ulong fails)
    {
        IReadOnlyList<(ConditionDefinition Condition, int Depth)> shown = layout?.Conditions ?? step.Conditions;
        var conditions = new List<DecidedCondition>(shown.Count + 2);
        bool refused = false;
        for (int i = 0; i < shown.Count; i++)
        {
            (ConditionDefinition condition, int depth) = shown[i];
            ConditionOutcome outcome = Outcome(holds, fails, i);
            refused |= layout is null && depth == 0 && outcome == ConditionOutcome.False;
            conditions.Add(new DecidedCondition(condition.Id, outcome, depth));
        }
        if (layout is not null)
        {
            ConditionOutcome award = Outcome(holds, fails, shown.Count);
            refused = award == ConditionOutcome.False;
            conditions.Add(new DecidedCondition(GeneratedConditions.Award, award, 0));
        }
        // The amount is looked at unless a condition refuses the right.
        if (step.Right.Amount is not null && !refused) conditions.Add(new DecidedCondition(GeneratedConditions.AmountDue, Outcome(holds, fails, conditions.Count), 0));
        return conditions;
    }

    private static ConditionOutcome Outcome(ulong holds, ulong fails, int bit) => ((holds >> bit) & 1, (fails >> bit) & 1) switch
    {
        (1, 0) => ConditionOutcome.True,
        (0, 1) => ConditionOutcome.False,
        (0, 0) => ConditionOutcome.Unknown,
        _ => ConditionOutcome.Error,
    };
}
