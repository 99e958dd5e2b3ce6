namespace RightsEngine.Analysis.ConceptComparison;

/// <summary>A field that an income takes, by which two incomes can be told apart.</summary>
/// <param name="Record">The record; empty for an amount that is written in the rules.</param>
/// <param name="Field">The field.</param>
/// <param name="Year">Of which year, as rules write it: <c>year</c>, <c>year - 1</c>; empty where the record has no years.</param>
internal sealed record IncomePart(string Record, string Field, string Year) : IComparable<IncomePart>
{
    /// <summary>The same field, whatever the year.</summary>
    public (string Record, string Field) Name => (Record, Field);

    public int CompareTo(IncomePart? other)
    {
        if (other is null) return 1;
        int c = string.CompareOrdinal(Record, other.Record);
        if (c == 0) c = string.CompareOrdinal(Field, other.Field);
        return c != 0 ? c : string.CompareOrdinal(Year, other.Year);
    }

    /// <summary><c>tax_assessment.pension</c>; with the year where it is another than that of the income.</summary>
    public override string ToString() => (Record.Length == 0 ? Field : $"{Record}.{Field}") + (Year is "" or "year" ? "" : $" ({Year})");
}
