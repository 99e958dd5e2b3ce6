using System.Collections;

namespace RightsEngine.Language.Values;

/// <summary>A fact that is not known: which field of which record of whom.</summary>
/// <param name="Subject">The person, or null for what is nobody's (a parameter, the date of a request).</param>
/// <param name="Record">The record, relation or parameter.</param>
/// <param name="Key">The year, quarter or month of the record, or null.</param>
/// <param name="Field">The field, or null when the whole record is missing.</param>
public sealed record Fact(string? Subject, string Record, string? Key, string? Field) : IComparable<Fact>
{
    /// <summary>The kind of fact, without the person and the year: <c>tax_assessment.employee_income</c>.</summary>
    public string Kind => Field is null ? Record : $"{Record}.{Field}";

    /// <inheritdoc/>
    public int CompareTo(Fact? other)
    {
        if (other is null) return 1;
        int c = string.CompareOrdinal(Subject, other.Subject);
        if (c == 0) c = string.CompareOrdinal(Record, other.Record);
        if (c == 0) c = string.CompareOrdinal(Key, other.Key);
        return c != 0 ? c : string.CompareOrdinal(Field, other.Field);
    }

    /// <summary><c>anna.tax_assessment(2022).employee_income</c>.</summary>
    public override string ToString() =>
        (Subject is null ? "" : Subject + ".") + Record + (Key is null ? "" : $"({Key})") + (Field is null ? "" : "." + Field);
}

/// <summary>A set of missing facts in a fixed order.</summary>
internal sealed class FactSet : IReadOnlyCollection<Fact>
{
    public static readonly FactSet Empty = new([]);

    private readonly Fact[] _facts; // sorted, distinct

    private FactSet(Fact[] facts) => _facts = facts;

    public int Count => _facts.Length;

    public static FactSet Of(Fact fact) => new([fact]);

    public FactSet Union(FactSet other)
    {
        if (other.Count == 0 || ReferenceEquals(this, other)) return this;
        if (Count == 0) return other;
        return new FactSet([.. new SortedSet<Fact>(_facts.Concat(other._facts))]);
    }

    /// <summary>The facts of both; none where neither has any.</summary>
    public static FactSet? Both(FactSet? a, FactSet? b) => a is null ? b : b is null ? a : a.Union(b);

    public IEnumerator<Fact> GetEnumerator() => ((IEnumerable<Fact>)_facts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
