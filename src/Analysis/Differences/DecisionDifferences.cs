using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Differences;

/// <summary>The decisions of two rulebooks about the same cases, side by side. The same input gives the same order whatever the number of cores.</summary>
/// <param name="before">The old rulebook.</param>
/// <param name="after">The new rulebook.</param>
/// <param name="options">What to decide.</param>
/// <param name="unchanged">The rights that need not be decided, because nothing of them can differ.</param>
internal sealed class DecisionDifferences(Rulebook before, Rulebook after, EvaluationOptions options, IReadOnlySet<string> unchanged)
{
    private const int Block = 512;
    private readonly CaseEvaluator _before = new(before, options with { Rights = Asked(before, options.Rights, unchanged) }), _after = new(after, options with { Rights = Asked(after, options.Rights, unchanged) });

    public ChangeCounts Counts { get; } = new();

    /// <summary>The decisions that differ, in the order of the cases.</summary>
    /// <param name="old">The cases as the old rulebook reads them.</param>
    /// <param name="now">The same cases as the new rulebook reads them.</param>
    public IEnumerable<DecisionChange> Changes(IEnumerable<CaseResult> old, IEnumerable<CaseResult> now)
    {
        foreach ((CaseResult Old, CaseResult New)[] block in old.Zip(now).Chunk(Block))
        {
            var compared = new Compared[block.Length];
            Parallel.For(0, block.Length, i => compared[i] = Compare(block[i].Old.Case, block[i].New.Case));
            for (int i = 0; i < block.Length; i++)
            {
                Counts.AddCase(block[i].Old.Case is not null, block[i].New.Case is not null);
                foreach (Decision decision in compared[i].Before) Counts.AddBefore(decision);
                foreach (Decision decision in compared[i].After) Counts.AddAfter(decision);
                foreach (DecisionChange change in compared[i].Changes)
                {
                    Counts.Add(change);
                    yield return change;
                }
            }
        }
    }

    private Compared Compare(Case? old, Case? now)
    {
        // A case that only one rulebook can read has decisions that cannot be compared; it is counted by itself.
        if (old is null || now is null) return new Compared([], [], []);
        IReadOnlyList<Decision> before = _before.Evaluate(old), after = _after.Evaluate(now);
        Dictionary<(string, string, DateOnly), Decision> was = before.ToDictionary(Key);
        var changes = new List<DecisionChange>();
        foreach (Decision decision in after)
        {
            was.Remove(Key(decision), out Decision? earlier);
            if (DecisionChange.Of(earlier, decision) is { } change) changes.Add(change);
        }
        changes.AddRange(was.Values.Select(gone => DecisionChange.Of(gone, null)).OfType<DecisionChange>());
        return new Compared(before, after, changes);
    }

    private static (string, string, DateOnly) Key(Decision decision) =>
        (decision.Right, string.Join('\0', decision.Holder.Select(h => $"{h.Role}\0{h.Person}")), decision.PeriodStart);

    /// <summary>The rights of this rulebook that are asked for, without those that cannot differ.</summary>
    private static IReadOnlySet<string> Asked(Rulebook rulebook, IReadOnlySet<string>? asked, IReadOnlySet<string> unchanged) =>
        rulebook.Rights.Where(r => (asked?.Contains(r.Name) ?? !r.IsInternal) && !unchanged.Contains(r.Name)).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>One case: every decision of both rulebooks, and those that differ.</summary>
    private sealed record Compared(IReadOnlyList<Decision> Before, IReadOnlyList<Decision> After, IReadOnlyList<DecisionChange> Changes);
}
