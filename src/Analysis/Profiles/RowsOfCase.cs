using RightsEngine.Analysis.Simulation;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Analysis.Profiles;

/// <summary>The decisions on a batch, case by case, to be held against those on the same cases with another income.</summary>
internal sealed class RowsOfCase
{
    private readonly DecisionBatch _decisions;
    private readonly BatchEvaluator _evaluator;
    private readonly Dictionary<int, int> _starts = [];

    public RowsOfCase(DecisionBatch decisions, BatchEvaluator evaluator)
    {
        (_decisions, _evaluator) = (decisions, evaluator);
        for (int row = 0; row < decisions.Count; row++) _starts.TryAdd(decisions.Case[row], row);
    }

    /// <summary>What a case has less than before, in a year; whether a right without money is lost; and whether something is not known.</summary>
    /// <param name="before">The decisions before.</param>
    /// <param name="was">The number of the case there.</param>
    /// <param name="now">The number of the case here.</param>
    public (decimal Fall, bool IsLost, bool IsOpen) FallFrom(RowsOfCase before, int was, int now)
    {
        decimal fall = 0;
        bool isLost = false, isOpen = false;
        var others = new Dictionary<(int, int, int, long), GivenToHolder>();
        foreach ((var key, GivenToHolder given) in Of(now)) others[key] = given;
        foreach ((var key, GivenToHolder given) in before.Of(was))
        {
            GivenToHolder after = others.Remove(key, out GivenToHolder found) ? found : new GivenToHolder("", Outcome.Refused, 0, true);
            isOpen |= !given.IsKnown || !after.IsKnown;
            if (!given.IsKnown || !after.IsKnown) continue;
            fall += given.PerYear!.Value - after.PerYear!.Value;
            isLost |= given.Outcome == Outcome.Granted && after.Outcome != Outcome.Granted && YearlyAmount.Times(_evaluator.Steps[key.Item1].Right) == 0;
        }
        foreach (GivenToHolder added in others.Values)
        {
            isOpen |= !added.IsKnown;
            fall -= added.PerYear ?? 0;
        }
        return (fall, isLost, isOpen);
    }

    private IEnumerable<((int Step, int First, int Second, long Members) Key, GivenToHolder Given)> Of(int number)
    {
        int unnamed = 0;
        if (!_starts.TryGetValue(number, out int row)) yield break;
        for (; row < _decisions.Count && _decisions.Case[row] == number; row++)
        {
            int step = _decisions.Step[row];
            // Households too large for a mask are told apart by their order.
            long members = _decisions.First[row] < 0 && _decisions.Members[row] == 0 ? -++unnamed : _decisions.Members[row];
            yield return ((step, _decisions.First[row], _decisions.Second[row], members), GivenRight.Of("", _decisions.Outcomes[row], _evaluator.AmountOf(_decisions, row), YearlyAmount.Times(_evaluator.Steps[step].Right)));
        }
    }
}
