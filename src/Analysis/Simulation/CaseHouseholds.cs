using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Runs;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Analysis.Simulation;

/// <summary>The households of one case: who is in which, and what is measured of them. Used for one case after another, by one thread.</summary>
internal sealed class CaseHouseholds(SimulationPlan plan)
{
    private HouseholdFigures[] _households = new HouseholdFigures[4];
    private (decimal? Least, decimal? Greatest)[] _weights = new (decimal?, decimal?)[4];
    private string?[] _names = new string?[4];
    private int[] _householdOf = new int[CaseBatch.MaximumPersons];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A household by its number in the case.</summary>
    public ref HouseholdFigures this[int number] => ref _households[number];

    /// <summary>The number of the household of a person, or -1.</summary>
    public int Of(int person) => _householdOf[person];

    /// <summary>Finds the households of a case, with what is measured of them.</summary>
    /// <param name="decided">The decisions on a batch.</param>
    /// <param name="start">The first row of the case.</param>
    /// <param name="end">The row after its last.</param>
    /// <exception cref="InputException">A household has no weight, or one that is none.</exception>
    public void Find(BatchDecider decided, int start, int end)
    {
        DecisionBatch decisions = decided.Decisions;
        int persons = decided.Cases.PersonCount(decisions.Case[start]);
        if (_householdOf.Length < persons) _householdOf = new int[persons];
        Array.Fill(_householdOf, -1, 0, persons);
        Count = 0;
        for (int row = start; row < end; row++)
        {
            if (plan.Steps[decisions.Step[row]].Measure != Measure.Size) continue;
            if (Count == _households.Length) Grow();
            _households[Count] = new HouseholdFigures { Weight = 1, Type = -1, Children = -1, Age = -1, Equivalence = plan.Analysis.Equivalence is null ? 1 : null };
            _weights[Count] = default;
            _names[Count] = null;
            int size = 0;
            foreach (int person in decided.Members(row))
            {
                _householdOf[person] = Count;
                size++;
            }
            _households[Count++].Persons = size;
        }
        for (int row = start; row < end; row++)
            if (plan.Steps[decisions.Step[row]].Measure is not (Measure.None or Measure.Size) and var measure) SetMeasure(decided, row, measure);
        if (plan.Analysis.Weight is not null) Weigh(decided, start);
    }

    /// <summary>The weight of a household; of somebody in none, that of the first of the case.</summary>
    public decimal WeightOf(int household) => household >= 0 ? _households[household].Weight : Count > 0 ? _households[0].Weight : 1;

    /// <summary>The first person of a household, who stands for it in lists.</summary>
    /// <param name="decided">The decisions on the batch.</param>
    /// <param name="row">A row of the case.</param>
    /// <param name="household">The number of the household.</param>
    public string NameOf(BatchDecider decided, int row, int household)
    {
        int index = decided.Decisions.Case[row], first = decided.Cases.FirstPerson(index);
        return _names[household] ??= decided.Cases.PersonIds.Text(first + Array.IndexOf(_householdOf, household, 0, decided.Cases.PersonCount(index)));
    }

    private void SetMeasure(BatchDecider decided, int row, Measure measure)
    {
        int first = -1;
        foreach (int person in decided.Members(row))
        {
            first = person;
            break;
        }
        if (first < 0 || _householdOf[first] < 0) return;
        int number = _householdOf[first];
        ref HouseholdFigures household = ref _households[number];
        decimal? value = plan.Evaluator.AmountOf(decided.Decisions, row);
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
        for (int i = 0; i < Count; i++)
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

    private void Grow()
    {
        int size = _households.Length * 2;
        Array.Resize(ref _households, size);
        Array.Resize(ref _weights, size);
        Array.Resize(ref _names, size);
    }
}
