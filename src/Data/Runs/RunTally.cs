using System.Text.Json.Serialization;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Data.Runs;

/// <summary>What a run, or a part of it, counted.</summary>
internal sealed class RunTally
{
    /// <summary>How many outcomes there are.</summary>
    public const int Outcomes = 4;

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    /// <summary>Accepted cases, counted where they were decided.</summary>
    public long Decided { get; set; }

    public long Rows { get; set; }

    public long RowsRejected { get; set; }

    public long RowsWithoutCase { get; set; }

    public long Warnings { get; set; }

    public long Problems { get; set; }

    /// <summary>How often a right of a case went to the reference evaluator.</summary>
    public long HandedBack { get; set; }

    /// <summary>The same by right, then by cause.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> Causes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Decisions by right, then by <see cref="Outcome"/>.</summary>
    public SortedDictionary<string, long[]> Decisions { get; init; } = new(StringComparer.Ordinal);

    [JsonIgnore]
    public long Read => Accepted + Rejected;

    public long Of(Outcome outcome) => Decisions.Values.Sum(o => o[(int)outcome]);

    public void Count(string right, Outcome outcome, long number = 1)
    {
        if (!Decisions.TryGetValue(right, out long[]? outcomes)) Decisions[right] = outcomes = new long[Outcomes];
        outcomes[(int)outcome] += number;
    }

    public void CountHandedBack(string right, string cause, long number)
    {
        if (!Causes.TryGetValue(right, out SortedDictionary<string, long>? causes)) Causes[right] = causes = new(StringComparer.Ordinal);
        causes[cause] = causes.GetValueOrDefault(cause) + number;
    }

    public void Add(PartLog log)
    {
        Accepted += log.Accepted;
        Rejected += log.Rejected;
        Rows += log.Rows;
        RowsRejected += log.RowsRejected;
        RowsWithoutCase += log.RowsWithoutCase;
        Warnings += log.Warnings;
        Problems += log.Problems.Count;
    }

    public void Add(RunTally part)
    {
        Accepted += part.Accepted;
        Rejected += part.Rejected;
        Decided += part.Decided;
        Rows += part.Rows;
        RowsRejected += part.RowsRejected;
        RowsWithoutCase += part.RowsWithoutCase;
        Warnings += part.Warnings;
        Problems += part.Problems;
        HandedBack += part.HandedBack;
        foreach ((string right, SortedDictionary<string, long> causes) in part.Causes)
            foreach ((string cause, long number) in causes) CountHandedBack(right, cause, number);
        foreach ((string right, long[] outcomes) in part.Decisions)
            for (int i = 0; i < outcomes.Length; i++) Count(right, (Outcome)i, outcomes[i]);
    }

    /// <summary>Ends the run when a case was lost: that cannot be, and must not stay unseen if it is.</summary>
    public void Check()
    {
        if (Decided != Accepted) throw new InvalidOperationException($"{Accepted} cases were accepted, but {Decided} decided");
        if (RowsRejected > Rows || RowsWithoutCase > RowsRejected) throw new InvalidOperationException($"{Rows} rows were read, but {RowsRejected} rejected, of which {RowsWithoutCase} of no case");
    }
}
