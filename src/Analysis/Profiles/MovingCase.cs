using RightsEngine.Analysis.Simulation;
using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Profiles;

/// <summary>
/// A case at every place along an income, decided by the reference evaluator where it is asked about. For one thread.
/// Making code for a handful of families would take longer than deciding them.
/// </summary>
/// <param name="rulebook">The rules.</param>
/// <param name="date">A date in the period.</param>
/// <param name="at">The case at a place, in cents.</param>
internal sealed class MovingCase(Rulebook rulebook, DateOnly date, Func<long, Case> at)
{
    private readonly Dictionary<(ProfiledRight, long), GivenRight> _known = [];

    /// <summary>What a right gives at a place.</summary>
    public GivenRight Given(ProfiledRight right, long cents)
    {
        if (_known.TryGetValue((right, cents), out GivenRight? known)) return known;
        return _known[(right, cents)] = Decide(new RightEvaluator(rulebook, at(cents), null, trace: false), right);
    }

    /// <summary>What rights give at a place; what they share is computed once.</summary>
    public IReadOnlyList<GivenRight> Given(IReadOnlyList<ProfiledRight> rights, long cents)
    {
        RightEvaluator? evaluator = null;
        return [.. rights.Select(right =>
        {
            if (_known.TryGetValue((right, cents), out GivenRight? known)) return known;
            evaluator ??= new RightEvaluator(rulebook, at(cents), null, trace: false);
            return _known[(right, cents)] = Decide(evaluator, right);
        })];
    }

    /// <summary>The decisions on a right at a place, with how they came about.</summary>
    public IReadOnlyList<TracedDecision> Traced(ProfiledRight right, long cents)
    {
        var evaluator = new RightEvaluator(rulebook, at(cents), null, trace: true);
        return [.. right.Versions.SelectMany(v => evaluator.Decide(v, date))];
    }

    public static string HolderOf(Decision decision) => string.Join(", ", decision.Holder.Select(h => $"{h.Role} {h.Person}"));

    private GivenRight Decide(RightEvaluator evaluator, ProfiledRight right) => new([.. right.Versions.SelectMany(v => evaluator.Decide(v, date)
        .Select(d => GivenRight.Of(HolderOf(d.Decision), d.Decision.Outcome, d.Decision.Amount, YearlyAmount.Times(v))))]);
}
