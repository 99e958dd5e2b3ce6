using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>What the reference evaluator decides for one test, computed once per right and date.</summary>
internal sealed class TestedDecisions(Rulebook rulebook, RuleTest test, EvaluationProbe? probe)
{
    private readonly Dictionary<(string Right, DateOnly Date), IReadOnlyList<Decision>> _done = [];
    private readonly Dictionary<(string Right, DateOnly Date), IReadOnlyList<TracedDecision>> _traced = [];
    private RightEvaluator? _evaluator;

    public RuleTest Test => test;

    public Case Case => test.Case;

    /// <summary>All decisions on what was asked so far.</summary>
    public IReadOnlyDictionary<(string Right, DateOnly Date), IReadOnlyList<Decision>> Done => _done;

    /// <summary>The decisions that an expectation is about: one, none, or several when its holder is not named in full.</summary>
    public IReadOnlyList<TracedDecision> Of(DecisionExpectation expectation)
    {
        var key = (expectation.Right, expectation.Date);
        if (!_traced.TryGetValue(key, out IReadOnlyList<TracedDecision>? all))
        {
            _traced[key] = all = Evaluator().Decide(rulebook.Find(expectation.Right)!, expectation.Date);
            _done[key] = [.. all.Select(d => d.Decision)];
        }
        return [.. all.Where(d => expectation.Holder.Fits(d.Decision))];
    }

    /// <summary>Forgets how the decisions came about, which takes much memory, and keeps them.</summary>
    public void Settle()
    {
        _traced.Clear();
        _evaluator = null;
    }

    /// <summary>One evaluator for all dates, so that what they share is computed once; where it is watched one for each, because a trace has a limit.</summary>
    private RightEvaluator Evaluator()
    {
        if (probe?.NeedsTrace == true) return new RightEvaluator(rulebook, test.Case, null, trace: true, probe);
        return _evaluator ??= new RightEvaluator(rulebook, test.Case, null, trace: false, probe);
    }
}
