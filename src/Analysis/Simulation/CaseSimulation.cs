using RightsEngine.Analysis.Differences;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Analysis.Simulation;

/// <summary>Takes the decisions on a batch case by case: puts decisions of today beside those of the reform, and counts. For one thread.</summary>
internal sealed class CaseSimulation(SimulationPlan plan)
{
    private readonly bool _isWeighted = plan.Analysis.Weight is not null;
    private readonly bool _hasIncome = plan.Analysis.Income is not null || plan.Analysis.Disposable is not null;
    private readonly List<DecidedRight> _before = [], _after = [];
    private readonly List<Loss> _losses = [];
    private readonly CaseHouseholds _households = new(plan);
    private readonly List<(int Household, int Right)> _touched = [];
    private RightOfHousehold[] _given = [];

    /// <summary>What a right gives a household by either set of rules.</summary>
    private struct RightOfHousehold
    {
        public int HoldersBefore, HoldersAfter;

        public decimal CostBefore, CostAfter;
    }

    /// <summary>Counts the decisions on a batch.</summary>
    /// <exception cref="InputException">A household has no weight, or one that is none.</exception>
    public void Add(BatchDecider decided, SimulationTally tally)
    {
        DecisionBatch decisions = decided.Decisions;
        for (int start = 0; start < decisions.Count;)
        {
            int end = start + 1;
            while (end < decisions.Count && decisions.Case[end] == decisions.Case[start]) end++;
            AddCase(decided, start, end, tally);
            start = end;
        }
    }

    private void AddCase(BatchDecider decided, int start, int end, SimulationTally tally)
    {
        DecisionBatch decisions = decided.Decisions;
        _households.Find(decided, start, end);
        _before.Clear();
        _after.Clear();
        _losses.Clear();
        if (_given.Length < _households.Count * plan.Rights.Count) _given = new RightOfHousehold[2 * _households.Count * plan.Rights.Count];
        for (int row = start; row < end; row++)
        {
            StepUse use = plan.Steps[decisions.Step[row]];
            if (use.Right < 0) continue;
            DecidedRight right = Read(decided, row, use);
            decimal weight = _households.WeightOf(right.Household);
            RightTally counts = tally.Rights[use.Right];
            bool isAutomatic = decisions.Flags[row].HasFlag(DecisionFlags.Automatic);
            if (use.Before) Count(ref counts.Before, right, weight, isAutomatic);
            if (use.After) Count(ref counts.After, right, weight, isAutomatic);
            Give(right, use, tally);
            if (use is { Before: true, After: true }) AddMove(tally, right, right);
            else (use.Before ? _before : _after).Add(right);
        }
        foreach (DecidedRight was in _before)
        {
            int found = _after.FindIndex(a => a.IsSame(was));
            Turn(decided, tally, was, found < 0 ? null : _after[found]);
            if (found >= 0) _after.RemoveAt(found);
        }
        foreach (DecidedRight added in _after) Turn(decided, tally, null, added);
        Finish(tally);
    }

    /// <summary>A decision before and after, of a right that the reform changes; either may be missing.</summary>
    private void Turn(BatchDecider decided, SimulationTally tally, DecidedRight? before, DecidedRight? after)
    {
        DecidedRight any = after ?? before!.Value;
        Move move = AddMove(tally, before ?? any with { Outcome = Outcome.Refused, Amount = null }, after ?? any with { Outcome = Outcome.Refused, Amount = null });
        if (move is Move.Same) return;
        if (move is Move.Unknown)
        {
            if (any.Household >= 0 && any.Factor != 0) _households[any.Household].IsUnknown = true;
            return;
        }
        // Whoever has to pay, or to pay more, loses by it.
        bool isLoss = any.Factor < 0 ? move is Move.Gained or Move.More : move is Move.Lost or Move.Less;
        Decision? was = before is { } b ? decided.Read(b.Row) : null, becomes = after is { } a ? decided.Read(a.Row) : null;
        string condition = DecisionChange.Of(was, becomes)?.DecidingCondition ?? (was is null || becomes is null ? "candidates" : "amount");
        tally.AddReason(new ReasonKey(any.Number, isLoss, condition), _households.WeightOf(any.Household), _households.WeightOf(any.Household) * ((after?.Yearly ?? 0) - (before?.Yearly ?? 0)));
        if (!isLoss) return;
        Decision one = becomes ?? was!;
        _losses.Add(new Loss(one.Case, any.Household < 0 ? "" : _households.NameOf(decided, any.Row, any.Household), 0, one.Right, DecisionText.Of(one.Holder), one.PeriodStart,
            Said(was), was?.Amount, Said(becomes), becomes?.Amount, condition, _households.WeightOf(any.Household))
        {
            HouseholdNumber = any.Household,
        });
    }

    private static string Said(Decision? decision) => decision is null ? "no decision" : DecisionText.Of(decision.Outcome);

    private Move AddMove(SimulationTally tally, in DecidedRight before, in DecidedRight after)
    {
        RightTally counts = tally.Rights[after.Number];
        decimal difference = after.Yearly - before.Yearly;
        Move move = before.IsUnknown || after.IsUnknown ? Move.Unknown
            : before.IsGranted != after.IsGranted ? after.IsGranted ? Move.Gained : Move.Lost
            : (after.Amount ?? 0) > (before.Amount ?? 0) ? Move.More
            : (after.Amount ?? 0) < (before.Amount ?? 0) ? Move.Less : Move.Same;
        // What nobody holds by either set of rules is no holder to whom nothing happens.
        if (move == Move.Same && !before.IsGranted) return move;
        decimal weight = _households.WeightOf(after.Household);
        counts.Moves[(int)move] += weight;
        counts.Amounts[(int)move] += weight * difference;
        return move;
    }

    private static void Count(ref Side side, in DecidedRight right, decimal weight, bool isAutomatic)
    {
        switch (right.Outcome)
        {
            case Outcome.Granted:
                side.Outcomes.Granted += weight;
                if (isAutomatic) side.Outcomes.Automatic += weight;
                else side.Outcomes.OnRequest += weight;
                if (right.Factor != 0 && right.Amount is null) side.Outcomes.AmountUnknown += weight;
                break;
            case Outcome.Refused: side.Outcomes.Refused += weight; break;
            case Outcome.Undetermined: side.Outcomes.Undetermined += weight; break;
            default: side.Outcomes.Errors += weight; break;
        }
    }

    /// <summary>Adds what is granted to what the household has.</summary>
    private void Give(in DecidedRight right, StepUse use, SimulationTally tally)
    {
        if (!right.IsGranted) return;
        decimal yearly = right.Yearly;
        if (right.Household < 0)
        {
            // Nobody shares in it; it is counted all the same.
            decimal weight = _households.WeightOf(-1);
            RightTally counts = tally.Rights[right.Number];
            if (use.Before)
            {
                tally.OutsideBefore += weight * yearly;
                counts.Before.Holders.Add(weight, _isWeighted);
                counts.Before.Cost.Add(weight * yearly, _isWeighted);
            }
            if (use.After)
            {
                tally.OutsideAfter += weight * yearly;
                counts.After.Holders.Add(weight, _isWeighted);
                counts.After.Cost.Add(weight * yearly, _isWeighted);
            }
            counts.Change.Add(weight * ((use.After ? yearly : 0) - (use.Before ? yearly : 0)), _isWeighted);
            return;
        }
        ref RightOfHousehold given = ref _given[(right.Household * plan.Rights.Count) + right.Number];
        if (given.HoldersBefore + given.HoldersAfter == 0) _touched.Add((right.Household, right.Number));
        ref HouseholdFigures household = ref _households[right.Household];
        if (use.Before)
        {
            given.HoldersBefore++;
            given.CostBefore += yearly;
            household.Before += yearly;
        }
        if (use.After)
        {
            given.HoldersAfter++;
            given.CostAfter += yearly;
            household.After += yearly;
        }
    }

    private void Finish(SimulationTally tally)
    {
        foreach ((int household, int right) in _touched)
        {
            ref RightOfHousehold given = ref _given[(household * plan.Rights.Count) + right];
            RightTally counts = tally.Rights[right];
            decimal weight = _households[household].Weight;
            counts.Before.Holders.Add(weight * given.HoldersBefore, _isWeighted);
            counts.After.Holders.Add(weight * given.HoldersAfter, _isWeighted);
            if (given.HoldersBefore > 0) counts.Before.Households.Add(weight, _isWeighted);
            if (given.HoldersAfter > 0) counts.After.Households.Add(weight, _isWeighted);
            counts.Before.Cost.Add(weight * given.CostBefore, _isWeighted);
            counts.After.Cost.Add(weight * given.CostAfter, _isWeighted);
            counts.Change.Add(weight * (given.CostAfter - given.CostBefore), _isWeighted);
            given = default;
        }
        _touched.Clear();
        for (int i = 0; i < _households.Count; i++)
        {
            ref HouseholdFigures household = ref _households[i];
            tally.Households++;
            tally.All.Add(household, _isWeighted);
            if (plan.Analysis.Types is not null) SimulationTally.Of(tally.Types, household.Type).Add(household, _isWeighted);
            if (plan.Analysis.Children is not null) SimulationTally.Of(tally.Children, household.Children).Add(household, _isWeighted);
            if (plan.Analysis.Age is not null) SimulationTally.Of(tally.Ages, household.Age).Add(household, _isWeighted);
            if (household.Change != 0 && !household.IsUnknown) tally.Changes[ChangeEdges.BarOf(household.Change / plan.Divisor)] += household.Weight;
            if (_hasIncome) tally.Incomes.Add(IncomeRow.Of(household, plan.Divisor));
        }
        foreach (Loss loss in _losses)
        {
            // Whoever gets more of something else than is lost is no loser.
            if (loss.HouseholdNumber >= 0 && (_households[loss.HouseholdNumber].IsUnknown || _households[loss.HouseholdNumber].Change >= 0)) continue;
            tally.Losses.Add(loss with { HouseholdChange = loss.HouseholdNumber < 0 ? 0 : _households[loss.HouseholdNumber].Change / plan.Divisor });
        }
    }

    private DecidedRight Read(BatchDecider decided, int row, StepUse use)
    {
        DecisionBatch decisions = decided.Decisions;
        decimal? amount = plan.Evaluator.AmountOf(decisions, row);
        int holder = decisions.First[row];
        long members = decisions.Members[row];
        if (holder < 0)
            foreach (int person in decided.Members(row))
            {
                holder = person;
                break;
            }
        return new DecidedRight(row, use.Right, plan.Evaluator.Steps[decisions.Step[row]].Period.Start, holder, decisions.Second[row], members, holder < 0 ? -1 : _households.Of(holder), decisions.Outcomes[row], amount, use.Factor);
    }
}
