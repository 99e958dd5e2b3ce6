using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Differences;

/// <summary>The decisions of two rulebooks about the same cases, side by side. The same input gives the same order whatever the number of cores.</summary>
internal sealed class DecisionDifferences(Rulebook before, Rulebook after, EvaluationOptions options)
{
    private const int Block = 512;
    private readonly CaseEvaluator _before = new(before, options with { Rights = Known(before, options.Rights) }), _after = new(after, options with { Rights = Known(after, options.Rights) });

    public ChangeCounts Counts { get; } = new();

    /// <summary>The decisions that differ, in the order of the cases.</summary>
    /// <param name="old">The cases as the old rulebook reads them.</param>
    /// <param name="now">The same cases as the new rulebook reads them.</param>
    public IEnumerable<DecisionChange> Changes(IEnumerable<CaseResult> old, IEnumerable<CaseResult> now)
    {
        foreach ((CaseResult Old, CaseResult New)[] block in old.Zip(now).Chunk(Block))
        {
            var changes = new (int Decisions, DecisionChange[] Changes)[block.Length];
            Parallel.For(0, block.Length, i => changes[i] = Compare(block[i].Old.Case, block[i].New.Case));
            for (int i = 0; i < block.Length; i++)
            {
                Counts.AddCase(block[i].Old.Case is not null, block[i].New.Case is not null, changes[i].Decisions);
                foreach (DecisionChange change in changes[i].Changes)
                {
                    Counts.Add(change);
                    yield return change;
                }
            }
        }
    }

    private (int, DecisionChange[]) Compare(Case? old, Case? now)
    {
        // A case that only one rulebook can read has decisions that cannot be compared; it is counted by itself.
        if (old is null || now is null) return (0, []);
        Dictionary<(string, string, DateOnly), Decision> was = _before.Evaluate(old).ToDictionary(Key);
        var changes = new List<DecisionChange>();
        int decisions = 0;
        foreach (Decision decision in _after.Evaluate(now))
        {
            decisions++;
            was.Remove(Key(decision), out Decision? earlier);
            if (DecisionChange.Of(earlier, decision) is { } change) changes.Add(change);
        }
        changes.AddRange(was.Values.Select(gone => DecisionChange.Of(gone, null)).OfType<DecisionChange>());
        return (decisions, [.. changes]);
    }

    private static (string, string, DateOnly) Key(Decision decision) =>
        (decision.Right, string.Join('\0', decision.Holder.Select(h => $"{h.Role}\0{h.Person}")), decision.PeriodStart);

    /// <summary>The rights that are asked for and that this rulebook has.</summary>
    private static IReadOnlySet<string>? Known(Rulebook rulebook, IReadOnlySet<string>? asked) =>
        asked is null ? null : asked.Where(r => rulebook.Find(r) is not null).ToHashSet(StringComparer.Ordinal);
}

/// <summary>How many decisions changed in which direction, per right and in all, and by how much.</summary>
internal sealed class ChangeCounts
{
    private readonly SortedDictionary<string, (int[] Directions, decimal Difference)> _rights = new(StringComparer.Ordinal);

    /// <summary>Cases that both rulebooks could read.</summary>
    public long Compared { get; private set; }

    /// <summary>Cases that the old rulebook could not read.</summary>
    public long RejectedBefore { get; private set; }

    /// <summary>Cases that the new rulebook cannot read.</summary>
    public long RejectedAfter { get; private set; }

    /// <summary>Decisions by the new rulebook.</summary>
    public long Decisions { get; private set; }

    public IEnumerable<string> Rights => _rights.Keys;

    public decimal Difference => _rights.Values.Sum(r => r.Difference);

    public int this[ChangeDirection direction] => _rights.Values.Sum(r => r.Directions[(int)direction]);

    public int Of(string right, ChangeDirection direction) => _rights.TryGetValue(right, out var counts) ? counts.Directions[(int)direction] : 0;

    public decimal DifferenceOf(string right) => _rights.TryGetValue(right, out var counts) ? counts.Difference : 0;

    public void AddCase(bool readBefore, bool readAfter, int decisions)
    {
        if (readBefore && readAfter) Compared++;
        if (!readBefore) RejectedBefore++;
        if (!readAfter) RejectedAfter++;
        Decisions += decisions;
    }

    public void Add(DecisionChange change)
    {
        string right = change.Any.Right;
        if (!_rights.TryGetValue(right, out var counts)) counts = (new int[Enum.GetValues<ChangeDirection>().Length], 0);
        counts.Directions[(int)change.Direction]++;
        _rights[right] = counts with { Difference = counts.Difference + change.Difference };
    }
}
