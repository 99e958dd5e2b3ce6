using RightsEngine.Data.Decisions;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Why a decision is not as expected: the conditions that decided it, with the figures that they compared.</summary>
internal static class DecidingConditions
{
    private const int MostComparisons = 6;

    /// <summary>Decides the case of a test again, keeping how everything came about.</summary>
    public static IReadOnlyList<string> Of(Rulebook rulebook, RuleTest test, DecisionExpectation expected)
    {
        var evaluator = new RightEvaluator(rulebook, test.Case, null, trace: true);
        TracedDecision[] found = [.. evaluator.Decide(rulebook.Find(expected.Right)!, expected.Date).Where(d => expected.Holder.Fits(d.Decision))];
        return found.Length == 1 ? [.. Of(found[0], expected)] : [];
    }

    private static IEnumerable<string> Of(TracedDecision traced, DecisionExpectation expected)
    {
        HashSet<string> groups = [.. traced.Right.AllConditions.Where(c => c.Children.Count > 0).Select(c => c.Id)];
        HashSet<string> asked = [.. expected.Conditions.Select(c => c.Id)];
        foreach (DecidedCondition condition in traced.Decision.Conditions.DistinctBy(c => c.Id))
        {
            // What holds explains nothing, except where the test says that it should not.
            bool unexpected = expected.Conditions.Any(c => c.Id == condition.Id && c.Outcome != DecisionText.Of(condition.Outcome));
            if (condition.Outcome == ConditionOutcome.True ? !unexpected : groups.Contains(condition.Id) && !asked.Contains(condition.Id)) continue;
            yield return $"{condition.Id} is {DecisionText.Of(condition.Outcome)}";
            if (!traced.Conditions.TryGetValue(condition.Id, out (Value Value, TraceNode? Trace) outcome) || outcome.Trace is null) continue;
            foreach (string line in outcome.Trace.All().Select(ComparisonText.Of).OfType<string>().Distinct().Take(MostComparisons)) yield return $"  {line}";
        }
        if (traced.AmountTrace?.Value is { } amount && traced.Decision.Outcome == Outcome.Granted && expected.Amount is not null)
            yield return $"the amount is {ValueComparison.Explain(amount)} before rounding: {RulebookParts.Written(traced.AmountTrace.Expression)}";
    }
}
