using RightsEngine.Data.Decisions;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>Compares a decision with what a test expects.</summary>
internal static class DecisionComparison
{
    private const string NoDecision = "no decision";

    public static IEnumerable<Difference> Differences(DecisionExpectation expected, IReadOnlyList<TracedDecision> found)
    {
        string subject = $"{expected.Right} of {expected.Holder} on {DecisionText.Of(expected.Date)}";
        if (found.Count > 1)
            return [new Difference(expected.Location, $"{subject}: {found.Count} decisions, name the holder in full: {string.Join("; ", found.Select(d => DecisionText.Of(d.Decision.Holder)))}")];
        if (found.Count == 0) return expected.Outcome == NoDecision ? [] : [Of(expected, subject, ("", Wanted(expected), NoDecision))];
        return Compare(expected, found[0]).Select(d => Of(expected, subject, d));
    }

    private static Difference Of(DecisionExpectation expected, string subject, (string What, string Expected, string Found) sides) =>
        new(expected.Location, $"{subject}: {(sides.What.Length > 0 ? $"{sides.What}: " : "")}expected {sides.Expected}, found {sides.Found}")
        {
            Sides = (sides.What.Length > 0 ? $"{subject}, {sides.What}" : subject, sides.Expected, sides.Found),
        };

    private static IEnumerable<(string What, string Expected, string Found)> Compare(DecisionExpectation expected, TracedDecision traced)
    {
        Decision found = traced.Decision;
        bool outcome = expected.Outcome is null || expected.Outcome == DecisionText.Of(found.Outcome);
        bool amount = expected.Amount is null || expected.Amount == found.Amount;
        if (!outcome || !amount) yield return ("", Wanted(expected), Describe(traced.Right, found));
        if (expected.AmountUndetermined is { } undetermined && undetermined != found.AmountUndetermined)
            yield return ("amount_undetermined", undetermined ? "true" : "false", Describe(traced.Right, found));
        if (expected.GrantedOn is { } grantedOn && grantedOn != found.Award?.GrantedOn)
            yield return ("granted_on", DecisionText.Of(grantedOn), found.Award is { } award ? DecisionText.Of(award.GrantedOn) : "no grant");
        if (expected.RunsUntil is { } runsUntil && runsUntil != found.Award?.RunsUntil)
            yield return ("runs_until", DecisionText.Of(runsUntil), found.Award?.RunsUntil is { } until ? DecisionText.Of(until) : "no such day");
        foreach ((string id, string wanted) in expected.Conditions)
        {
            string? actual = found.Conditions.FirstOrDefault(c => c.Id == id) is { } condition ? DecisionText.Of(condition.Outcome) : null;
            if (actual != wanted) yield return ($"condition {id}", wanted, actual ?? "not decided");
        }
        foreach ((string name, var wanted) in expected.Definitions)
        {
            Value? actual = traced.Definition(name);
            if (actual is null || !ValueComparison.Fits(wanted, actual))
                yield return ($"definition {name}", ValueComparison.Show(wanted), actual is null ? "no value" : ValueComparison.Explain(actual));
        }
        if (expected.Missing is { } facts && !facts.Order(StringComparer.Ordinal).SequenceEqual(found.Missing.Select(m => m.ToString()).Order(StringComparer.Ordinal)))
            yield return ("missing", Listed(facts), Listed(found.Missing.Select(m => m.ToString())));
    }

    private static string Wanted(DecisionExpectation expected)
    {
        string outcome = expected.Outcome ?? "a decision";
        return expected.Amount is { } amount ? $"{outcome} {DecisionText.Of(amount)}" : outcome;
    }

    /// <summary><c>refused: cadastral_test false</c>.</summary>
    private static string Describe(RightDefinition right, Decision found)
    {
        string text = DecisionText.Of(found.Outcome);
        if (found.Amount is { } amount && found.Outcome == Outcome.Granted) text += $" {DecisionText.Of(amount)}";
        if (found.AmountUndetermined) text += $" with an amount that depends on {Listed(found.Missing.Select(m => m.ToString()))}";
        string[] groups = [.. right.AllConditions.Where(c => c.Children.Count > 0).Select(c => c.Id)];
        return found.Outcome switch
        {
            Outcome.Refused => $"{text}: {string.Join(", ", found.Conditions.Where(c => c.Outcome == ConditionOutcome.False && !groups.Contains(c.Id)).Select(c => $"{c.Id} false"))}",
            Outcome.Undetermined => $"{text}: {Listed(found.Missing.Select(m => m.ToString()))} missing",
            Outcome.Error => $"{text}: {found.Fault}",
            _ => text,
        };
    }

    private static string Listed(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } text ? text : "nothing";
}
