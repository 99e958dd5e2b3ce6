using RightsEngine.Analysis.Differences;
using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Analysis.Simulation;

/// <summary>Takes the decisions on a batch case by case: finds the households, puts decisions of today beside those of the reform, and counts. For one thread.</summary>
internal sealed class CaseSimulation(SimulationPlan plan)
{
    private readonly bool _isWeighted = plan.Analysis.Weight is not null;
    private readonly bool _hasIncome = plan.Analysis.Income is not null || plan.Analysis.Disposable is not null;
    private readonly List<Right> _before = [], _after = [];
    private readonly List<Loss> _losses = [];
    private HouseholdFigures[] _households = new HouseholdFigures[4];
    private (decimal? Least, decimal? Greatest)[] _weights = new (decimal?, decimal?)[4];
    private string?[] _names = new string?[4];
    private RightOfHousehold[] _given = [];
    private readonly List<(int Household, int Right)> _touched = [];
    private int[] _householdOf = new int[CaseBatch.MaximumPersons];
    private int _count;

    /// <summary>A decision on a right that the reform changes.</summary>
    private readonly record struct Right(int Row, int Number, DateOnly Start, int First, int Second, long Members, int Household, Outcome Outcome, decimal? Amount, decimal Factor)
    {
        public bool IsSame(in Right other) => (Number, Start, First, Second, Members) == (other.Number, other.Start, other.First, other.Second, other.Members);

        public bool IsGranted => Outcome == Outcome.Granted;

        /// <summary>What is known of it in a year.</summary>
        public decimal Yearly => IsGranted && Amount is { } amount ? amount * Factor : 0;

        /// <summary>Whether what it gives is not known.</summary>
        public bool IsUnknown => Outcome is Outcome.Undetermined or Outcome.Error || (IsGranted && Factor != 0 && Amount is null);
    }

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
        FindHouseholds(decided, start, end);
        if (_isWeighted) Weigh(decided, start);
        _before.Clear();
        _after.Clear();
        _losses.Clear();
        if (_given.Length < _households.Length * plan.Rights.Count) _given = new RightOfHousehold[_households.Length * plan.Rights.Count];
        for (int row = start; row < end; row++)
        {
            StepUse use = plan.Steps[decisions.Step[row]];
            if (use.Right < 0) continue;
            Right right = Read(decided, row, use);
            decimal weight = WeightOf(right.Household);
            RightTally counts = tally.Rights[use.Right];
            bool isAutomatic = decisions.Flags[row].HasFlag(DecisionFlags.Automatic);
            if (use.Before) Count(ref counts.Before, right, weight, isAutomatic);
            if (use.After) Count(ref counts.After, right, weight, isAutomatic);
            Give(right, use, tally);
            if (use is { Before: true, After: true }) AddMove(tally, right, right);
            else (use.Before ? _before : _after).Add(right);
        }
        foreach (Right was in _before)
        {
            int found = _after.FindIndex(a => a.IsSame(was));
            Turn(decided, tally, was, found < 0 ? null : _after[found]);
            if (found >= 0) _after.RemoveAt(found);
        }
        foreach (Right added in _after) Turn(decided, tally, null, added);
        Finish(tally);
    }

    /// <summary>A decision before and after, of a right that the reform changes; either may be missing.</summary>
    private void Turn(BatchDecider decided, SimulationTally tally, Right? before, Right? after)
    {
        Right any = after ?? before!.Value;
        Move move = AddMove(tally, before ?? any with { Outcome = Outcome.Refused, Amount = null }, after ?? any with { Outcome = Outcome.Refused, Amount = null });
        if (move is Move.Same) return;
        if (move is Move.Unknown)
        {
            if (any.Household >= 0 && any.Factor != 0) _households[any.Household].IsUnknown = true;
            return;
        }
        bool isLoss = move is Move.Lost or Move.Less;
        Decision? was = before is { } b ? decided.Read(b.Row) : null, becomes = after is { } a ? decided.Read(a.Row) : null;
        string condition = DecisionChange.Of(was, becomes)?.DecidingCondition ?? (was is null || becomes is null ? "candidates" : "amount");
        tally.AddReason(new ReasonKey(any.Number, isLoss, condition), WeightOf(any.Household), WeightOf(any.Household) * ((after?.Yearly ?? 0) - (before?.Yearly ?? 0)));
        if (!isLoss) return;
        Decision one = becomes ?? was!;
        _losses.Add(new Loss(one.Case, any.Household < 0 ? "" : _names[any.Household] ??= NameOf(decided, any), 0, one.Right, DecisionText.Of(one.Holder), one.PeriodStart,
            Said(was), was?.Amount, Said(becomes), becomes?.Amount, condition, WeightOf(any.Household)) { HouseholdNumber = any.Household });
    }

    private static string Said(Decision? decision) => decision is null ? "no decision" : DecisionText.Of(decision.Outcome);

    private Move AddMove(SimulationTally tally, in Right before, in Right after)
    {
        RightTally counts = tally.Rights[after.Number];
        decimal difference = after.Yearly - before.Yearly;
        Move move = before.IsUnknown || after.IsUnknown ? Move.Unknown
            : before.IsGranted != after.IsGranted ? after.IsGranted ? Move.Gained : Move.Lost
            : (after.Amount ?? 0) > (before.Amount ?? 0) ? Move.More
            : (after.Amount ?? 0) < (before.Amount ?? 0) ? Move.Less : Move.Same;
        // What nobody holds by either set of rules is no holder to whom nothing happens.
        if (move == Move.Same && !before.IsGranted) return move;
        decimal weight = WeightOf(after.Household);
        counts.Moves[(int)move] += weight;
        counts.Amounts[(int)move] += weight * difference;
        return move;
    }

    private static void Count(ref Side side, in Right right, decimal weight, bool isAutomatic)
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
    private void Give(in Right right, StepUse use, SimulationTally tally)
    {
        if (!right.IsGranted) return;
        decimal yearly = right.Yearly;
        if (right.Household < 0)
        {
            // Nobody shares in it; it is counted all the same.
            decimal weight = WeightOf(-1);
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
        for (int i = 0; i < _count; i++)
        {
            ref HouseholdFigures household = ref _households[i];
            tally.Households++;
            tally.All.Add(household, _isWeighted);
            if (plan.Analysis.Types is not null) tally.Of(tally.Types, household.Type).Add(household, _isWeighted);
            if (plan.Analysis.Children is not null) tally.Of(tally.Children, household.Children).Add(household, _isWeighted);
            if (plan.Analysis.Age is not null) tally.Of(tally.Ages, household.Age).Add(household, _isWeighted);
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

    private void FindHouseholds(BatchDecider decided, int start, int end)
    {
        DecisionBatch decisions = decided.Decisions;
        int persons = decided.Cases.PersonCount(decisions.Case[start]);
        if (_householdOf.Length < persons) _householdOf = new int[persons];
        Array.Fill(_householdOf, -1, 0, persons);
        _count = 0;
        for (int row = start; row < end; row++)
        {
            if (plan.Steps[decisions.Step[row]].Measure != Measure.Size) continue;
            if (_count == _households.Length) Grow();
            _households[_count] = new HouseholdFigures { Weight = 1, Type = -1, Children = -1, Age = -1, Equivalence = plan.Analysis.Equivalence is null ? 1 : null };
            _weights[_count] = default;
            _names[_count] = null;
            int size = 0;
            foreach (int person in Members(decided, row))
            {
                _householdOf[person] = _count;
                size++;
            }
            _households[_count++].Persons = size;
        }
        for (int row = start; row < end; row++)
            if (plan.Steps[decisions.Step[row]].Measure is not (Measure.None or Measure.Size) and var measure) SetMeasure(decided, row, measure);
    }

    private void SetMeasure(BatchDecider decided, int row, Measure measure)
    {
        int first = -1;
        foreach (int person in Members(decided, row))
        {
            first = person;
            break;
        }
        if (first < 0 || _householdOf[first] < 0) return;
        int number = _householdOf[first];
        ref HouseholdFigures household = ref _households[number];
        decimal? value = AmountOf(decided, row, out _);
        switch (measure)
        {
            case Measure.Income: household.Income = value; break;
            case Measure.Disposable: household.Disposable = value; break;
            case Measure.Equivalence: household.Equivalence = value; break;
            case Measure.Children: household.Children = value is { } children ? (int)Math.Clamp(children, 0, 999) : -1; break;
            case Measure.Age: household.Age = value is { } age ? plan.Analysis.AgeGroups.Count(g => age >= g) : -1; break;
            case Measure.Types: household.Type = TypeOf(decided, row); break;
            case Measure.LeastWeight: _weights[number].Least = value; break;
            case Measure.GreatestWeight: _weights[number].Greatest = value; break;
        }
    }

    /// <summary>The first type whose condition holds, if none before may hold; else -1.</summary>
    private int TypeOf(BatchDecider decided, int row)
    {
        DecisionBatch decisions = decided.Decisions;
        if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole))
        {
            int known = whole.Conditions.TakeWhile(c => c.Outcome == ConditionOutcome.False).Count();
            return known < whole.Conditions.Count && whole.Conditions[known].Outcome == ConditionOutcome.True ? known : -1;
        }
        ulong holds = decisions.True[row], fails = decisions.False[row];
        for (int i = 0; i < plan.Analysis.HouseholdTypes.Count; i++)
        {
            bool isTrue = ((holds >> i) & 1) == 1, isFalse = ((fails >> i) & 1) == 1;
            if (isTrue == isFalse) return -1;
            if (isTrue) return i;
        }
        return -1;
    }

    private void Weigh(BatchDecider decided, int row)
    {
        for (int i = 0; i < _count; i++)
        {
            (decimal? least, decimal? greatest) = _weights[i];
            string id = decided.Cases.CaseIds.Text(decided.Decisions.Case[row]), field = plan.Analysis.WeightField ?? "";
            if (least is null || greatest is null) throw new InputException($"case `{id}` has a household without weight: `{field}` of its members is not known");
            if (least < 0) throw new InputException($"case `{id}` has the weight {Number(least.Value)}: `{field}` is 0 or more");
            if (least != greatest) throw new InputException($"case `{id}` has a household whose members have different weights: `{field}` is {Number(least.Value)} and {Number(greatest.Value)}");
            _households[i].Weight = least.Value;
        }
    }

    private static string Number(decimal weight) => weight.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The weight of a household; of somebody in none, that of the first of the case.</summary>
    private decimal WeightOf(int household) => household >= 0 ? _households[household].Weight : _count > 0 ? _households[0].Weight : 1;

    private Right Read(BatchDecider decided, int row, StepUse use)
    {
        DecisionBatch decisions = decided.Decisions;
        decimal? amount = AmountOf(decided, row, out Outcome outcome);
        int holder = decisions.First[row];
        long members = decisions.Members[row];
        if (holder < 0)
            foreach (int person in Members(decided, row))
            {
                holder = person;
                break;
            }
        return new Right(row, use.Right, plan.Evaluator.Steps[decisions.Step[row]].Period.Start, holder, decisions.Second[row], members, holder < 0 ? -1 : _householdOf[holder], outcome, amount, use.Factor);
    }

    /// <summary>The amount of a decision, or null.</summary>
    private decimal? AmountOf(BatchDecider decided, int row, out Outcome outcome)
    {
        DecisionBatch decisions = decided.Decisions;
        outcome = decisions.Outcomes[row];
        if (decisions.Others.Count > 0 && decisions.Others.TryGetValue(row, out Decision? whole)) return whole.Amount;
        return decisions.Flags[row].HasFlag(DecisionFlags.HasAmount) ? Scaled.ToDecimal(decisions.Amounts[row], plan.Evaluator.Steps[decisions.Step[row]].AmountScale) : null;
    }

    /// <summary>The persons of a household that holds a measure or a right, by their numbers in the case.</summary>
    private static IEnumerable<int> Members(BatchDecider decided, int row)
    {
        DecisionBatch decisions = decided.Decisions;
        if (decisions.Others.Count == 0 || !decisions.Others.TryGetValue(row, out Decision? whole))
        {
            for (long rest = decisions.Members[row]; rest != 0; rest &= rest - 1) yield return Masks.Lowest(rest);
            yield break;
        }
        int first = decided.Cases.FirstPerson(decisions.Case[row]), count = decided.Cases.PersonCount(decisions.Case[row]);
        foreach (HolderRole holder in whole.Holder)
            for (int person = 0; person < count; person++)
                if (decided.Cases.PersonIds.Text(first + person) == holder.Person) yield return person;
    }

    private string NameOf(BatchDecider decided, in Right right)
    {
        int index = decided.Decisions.Case[right.Row], first = decided.Cases.FirstPerson(index), household = right.Household;
        int person = Array.IndexOf(_householdOf, household, 0, decided.Cases.PersonCount(index));
        return decided.Cases.PersonIds.Text(first + person);
    }

    private void Grow()
    {
        int size = _households.Length * 2;
        Array.Resize(ref _households, size);
        Array.Resize(ref _weights, size);
        Array.Resize(ref _names, size);
    }
}
