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
    private const int Money = 0, Figures = 1, Others = 2, Persons = 3;

    /// <summary>Decides the case of a test again, keeping how everything came about.</summary>
    public static IReadOnlyList<string> Of(Rulebook rulebook, RuleTest test, DecisionExpectation expected)
    {
        var evaluator = new RightEvaluator(rulebook, test.Case, null, trace: true);
        TracedDecision[] found = [.. evaluator.Decide(rulebook.Find(expected.Right)!, expected.Date).Where(d => expected.Holder.Fits(d.Decision))];
        return found.Length == 1 ? [.. Of(found[0], expected)] : [];
    }

    private static IEnumerable<string> Of(TracedDecision traced, DecisionExpectation expected)
    {
        Decision decision = traced.Decision;
        HashSet<string> groups = [.. traced.Right.AllConditions.Where(c => c.Children.Count > 0).Select(c => c.Id)];
        HashSet<string> asked = [.. expected.Conditions.Select(c => c.Id)];
        // Where the outcome is the expected one, conditions explain nothing but that they themselves came out otherwise.
        bool isOutcome = expected.Outcome is not null && expected.Outcome != DecisionText.Of(decision.Outcome);
        foreach (DecidedCondition condition in decision.Conditions.DistinctBy(c => c.Id))
        {
            bool unexpected = expected.Conditions.Any(c => c.Id == condition.Id && c.Outcome != DecisionText.Of(condition.Outcome));
            // What holds did not decide, nor did a group whose parts are told.
            bool decided = isOutcome && condition.Outcome != ConditionOutcome.True && (!groups.Contains(condition.Id) || asked.Contains(condition.Id));
            if (!unexpected && !decided) continue;
            yield return $"{condition.Id} is {DecisionText.Of(condition.Outcome)}";
            if (traced.Conditions.TryGetValue(condition.Id, out (Value Value, TraceNode? Trace) outcome))
                foreach (string line in Comparisons(outcome.Trace)) yield return line;
        }
        if (traced.AmountTrace?.Value is not { } amount || decision.Outcome != Outcome.Granted || expected.Amount is null || expected.Amount == decision.Amount) yield break;
        yield return $"the amount is {ValueComparison.Explain(amount)} before rounding: {RulebookParts.Written(traced.AmountTrace.Expression)}";
        foreach (string line in Comparisons(traced.AmountTrace)) yield return line;
    }

    /// <summary>What was compared below a node, money first, then other figures. Who is who, which loops over persons ask, is told where nothing else was compared.</summary>
    private static IEnumerable<string> Comparisons(TraceNode? trace)
    {
        ILookup<int, string> told = (trace?.All() ?? []).Select(node => (Text: ComparisonText.Of(node), Rank: Rank(node))).Where(n => n.Text is not null).Distinct().ToLookup(n => n.Rank, n => $"  {n.Text}");
        IEnumerable<string> things = told[Money].Concat(told[Figures]).Concat(told[Others]);
        return (things.Any() ? things : told[Persons]).Take(MostComparisons);
    }

    private static int Rank(TraceNode comparison)
    {
        if (comparison.Children.Any(c => c.Expression.Type.IsMoney)) return Money;
        if (comparison.Children.Any(c => c.Value is NumberValue or DateValue)) return Figures;
        return comparison.Children.Any(c => c.Value is EntityValue) ? Persons : Others;
    }
}
