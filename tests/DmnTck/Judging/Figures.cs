namespace RightsEngine.DmnTck.Judging;

/// <summary>Counts of verdicts.</summary>
internal sealed class Figures(IEnumerable<Verdict> verdicts)
{
    private readonly Dictionary<VerdictKind, int> _counts = verdicts.GroupBy(v => v.Kind).ToDictionary(g => g.Key, g => g.Count());

    public int this[VerdictKind kind] => _counts.GetValueOrDefault(kind);

    public int Total => _counts.Values.Sum();

    public int AsExpected => this[VerdictKind.Value] + this[VerdictKind.Null] + this[VerdictKind.Rejected];

    /// <summary>The part that lies outside the subset.</summary>
    public double OutsideShare => Total == 0 ? 0 : (double)this[VerdictKind.Outside] / Total;

    /// <summary>The part of the rest that came out as expected.</summary>
    public double AsExpectedShare => Total == this[VerdictKind.Outside] ? 1 : (double)AsExpected / (Total - this[VerdictKind.Outside]);
}
