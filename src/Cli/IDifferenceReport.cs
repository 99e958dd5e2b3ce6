using RightsEngine.Analysis.Differences;

namespace RightsEngine.Cli;

/// <summary>What <c>rights diff</c> writes, part by part.</summary>
internal interface IDifferenceReport
{
    void Rules(IReadOnlyList<RuleChange> changes);

    /// <summary>Writes what became of the decisions.</summary>
    /// <param name="changes">The decisions that differ; they are counted while they are read.</param>
    /// <param name="counts">Their counts, complete when the changes have been read.</param>
    /// <param name="first">How many of the changes to show.</param>
    void Decisions(IEnumerable<DecisionChange> changes, ChangeCounts counts, int first);

    /// <summary>Writes how each gate came out; false when one is exceeded.</summary>
    bool Gates(IReadOnlyList<ChangeGate> gates, ChangeCounts counts);

    /// <summary>Writes what is left to write.</summary>
    void End();
}
