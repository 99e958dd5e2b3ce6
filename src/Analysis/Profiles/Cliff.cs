using RightsEngine.Analysis.RuleTests;
using RightsEngine.Analysis.Simulation;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Explanations;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Profiles;

/// <summary>A place where a cent more of income costs more than a euro of a right, or the right itself.</summary>
/// <param name="Right">The right.</param>
/// <param name="At">The first income at which less is given, in cents; a cent below, it was still there.</param>
/// <param name="Loss">What holders have less in a year; null for a right without money, which is lost as it is.</param>
/// <param name="Lost">How many holders lose the right.</param>
/// <param name="Total">What the family has less of all rights with money at that cent, in a year.</param>
/// <param name="Reason">What decided it.</param>
internal sealed record Cliff(ProfiledRight Right, long At, decimal? Loss, int Lost, decimal Total, CliffReason Reason);

/// <summary>Why there is less: the condition that came out otherwise, or the figures of the amount.</summary>
/// <param name="Condition">The id of the condition; <c>amount</c> when it is no condition, <c>candidates</c> when there is no decision any more.</param>
/// <param name="Text">What the condition says.</param>
/// <param name="Article">The article that it rests on.</param>
/// <param name="Figures">The comparisons that came out otherwise, with both sides.</param>
internal sealed record CliffReason(string Condition, LocalizedText? Text, LocalizedText? Article, IReadOnlyList<string> Figures)
{
    /// <summary>Whether the condition holds now and did not before: that of an exclusion, or of what has to be paid.</summary>
    public bool HoldsNow { get; init; }

    public const string Amount = "amount", Candidates = "candidates";
    private const int MostFigures = 4;

    /// <summary>Compares the decisions on both sides of a place.</summary>
    public static CliffReason Of(Rulebook rulebook, IReadOnlyList<TracedDecision> before, IReadOnlyList<TracedDecision> after)
    {
        foreach (string holder in before.Concat(after).Select(d => MovingCase.HolderOf(d.Decision)).Distinct())
        {
            TracedDecision? was = before.FirstOrDefault(d => MovingCase.HolderOf(d.Decision) == holder), now = after.FirstOrDefault(d => MovingCase.HolderOf(d.Decision) == holder);
            if (!IsWorse(was?.Decision, now?.Decision, YearlyAmount.Times((now ?? was)!.Right))) continue;
            if (was is null || now is null) return new CliffReason(Candidates, null, null, []);
            return now.Decision.Outcome == was.Decision.Outcome ? new CliffReason(Amount, null, null, Changed(was.AmountTrace, now.AmountTrace)) : OfCondition(rulebook, was, now);
        }
        return new CliffReason(Amount, null, null, []);
    }

    /// <summary>Whether a holder has less than before: less is granted, or more has to be paid.</summary>
    private static bool IsWorse(Decision? was, Decision? now, int perYear)
    {
        bool before = was?.Outcome == Outcome.Granted, after = now?.Outcome == Outcome.Granted;
        int sign = perYear < 0 ? -1 : 1;
        if (before && after) return was!.Amount != now!.Amount && !(now.Amount * sign >= was.Amount * sign);
        return perYear < 0 ? after && !before : before && !after;
    }

    private static CliffReason OfCondition(Rulebook rulebook, TracedDecision was, TracedDecision now)
    {
        HashSet<string> groups = [.. now.Right.AllConditions.Where(c => c.Children.Count > 0).Select(c => c.Id)];
        DecidedCondition? turned = now.Decision.Conditions.Where(c => !groups.Contains(c.Id) && was.Decision.Conditions.FirstOrDefault(b => b.Id == c.Id) is { } b && b.Outcome != c.Outcome)
            .OrderBy(c => c.Outcome == ConditionOutcome.True).FirstOrDefault() ?? now.Decision.Conditions.FirstOrDefault(c => c.Outcome != ConditionOutcome.True);
        if (turned is null) return new CliffReason(Amount, null, null, []);
        IReadOnlyList<string> figures = turned.Id == GeneratedConditions.AmountDue ? Changed(was.AmountTrace, now.AmountTrace)
            : Changed(was.Conditions.GetValueOrDefault(turned.Id).Trace, now.Conditions.GetValueOrDefault(turned.Id).Trace);
        LocalizedText Said(Func<ExplainedCondition, string?> what) => new(rulebook.Languages.Select(l => (l, Text: what(new ExplanationBuilder(now, rulebook, l).Build().Conditions.First(c => c.Id == turned.Id))))
            .Where(t => t.Text is not null).ToDictionary(t => t.l, t => t.Text!));
        LocalizedText article = Said(c => c.Basis);
        return new CliffReason(turned.Id, Said(c => c.Text), article.Languages.Any() ? article : null, figures) { HoldsNow = turned.Outcome == ConditionOutcome.True };
    }

    /// <summary>The comparisons of a computation that came out otherwise.</summary>
    private static IReadOnlyList<string> Changed(TraceNode? before, TraceNode? after)
    {
        if (before is null || after is null) return [];
        ILookup<CoreExpression, Value?> was = before.All().Where(n => n.Expression is Comparison or Within).ToLookup(n => n.Expression, n => n.Value, (IEqualityComparer<CoreExpression>)ReferenceEqualityComparer.Instance);
        return [.. after.All().Where(n => n.Expression is Comparison or Within && n.Value is not null && !was[n.Expression].Any(v => n.Value.Equals(v))).Select(ComparisonText.Of).OfType<string>().Distinct().Take(MostFigures)];
    }
}
