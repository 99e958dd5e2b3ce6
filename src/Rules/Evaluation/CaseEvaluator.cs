using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Explanations;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Evaluation;

/// <summary>Decides the rights of a rulebook for cases, one at a time. A pure function of rulebook, options and case.</summary>
/// <param name="rulebook">The rulebook.</param>
/// <param name="options">What to decide.</param>
public sealed class CaseEvaluator(Rulebook rulebook, EvaluationOptions options)
{
    /// <summary>The decisions for a case: by right, then by period, then by holder.</summary>
    public IReadOnlyList<Decision> Evaluate(Case subject) =>
        [.. EvaluateTraced(subject, trace: false).Select(d => d.Decision)];

    /// <summary>Why each decision of a case is as it is: a page of text per decision.</summary>
    /// <param name="subject">The case.</param>
    /// <param name="language">A language of the rulebook, such as <c>nl</c>.</param>
    public IReadOnlyList<string> Explain(Case subject, string language) =>
        [.. EvaluateTraced(subject, trace: true).Select(decision =>
        {
            var page = new StringWriter();
            Explanation.WriteText(page, decision, rulebook, language);
            return page.ToString();
        })];

    /// <summary>The decisions with the evaluation behind each, for explanation and tests.</summary>
    internal IReadOnlyList<TracedDecision> EvaluateTraced(Case subject, bool trace, EvaluationProbe? probe = null)
    {
        var decisions = new List<TracedDecision>();
        foreach (RightDefinition right in rulebook.Rights)
        {
            if (options.Rights is { } wanted ? !wanted.Contains(right.Name) : right.IsInternal) continue;
            foreach (DateOnly date in options.Dates.DistinctBy(d => PeriodOf.Right(right, d).Start))
                decisions.AddRange(new RightEvaluator(rulebook, subject, options.RequestedOn, trace, probe).Decide(right, date));
        }
        return decisions;
    }
}
