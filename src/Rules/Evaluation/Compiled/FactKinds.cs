using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>A kind of missing fact: everything but the persons.</summary>
/// <param name="Record">The record, relation or parameter.</param>
/// <param name="Key">The key; null where there is none, or where the key is the other person of a link.</param>
/// <param name="Field">The field, or null.</param>
/// <param name="OfPerson">Whether it is about a person.</param>
/// <param name="OfLink">Whether its key is the other person of a link.</param>
internal sealed record FactKind(string Record, string? Key, string? Field, bool OfPerson, bool OfLink) : IComparable<FactKind>
{
    public int CompareTo(FactKind? other)
    {
        if (other is null) return 1;
        int c = string.CompareOrdinal(Record, other.Record);
        if (c == 0) c = string.CompareOrdinal(Key, other.Key);
        return c != 0 ? c : string.CompareOrdinal(Field, other.Field);
    }

    /// <summary><c>tax_assessment(2022).employee_income</c>.</summary>
    public override string ToString() => Record + (Key is null ? "" : $"({Key})") + (Field is null ? "" : "." + Field);
}

/// <summary>
/// Numbers the kinds of facts that a run can miss. Those that kernels can miss are known when they are compiled; what the
/// reference evaluator finds may add others while threads run, so the numbers hang on the order and are never written out.
/// </summary>
internal sealed class FactKinds(ConceptCatalogue catalogue)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FactKind, int> _numbers = [];
    private FactKind[] _kinds = [];

    public FactKind this[int number] => Volatile.Read(ref _kinds)[number];

    public int NumberOf(FactKind kind)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(kind, out int number)) return number;
            Volatile.Write(ref _kinds, [.. _kinds, kind]);
            return _numbers[kind] = _kinds.Length - 1;
        }
    }

    /// <summary>A fact as kind and persons in one number, as an arena holds it.</summary>
    public int Encode(Fact fact, Case subject)
    {
        int person = fact.Subject is null ? 0 : subject.Find(fact.Subject)!.Index;
        int? other = fact.Key is not null && catalogue.Relations.ContainsKey(fact.Record) ? subject.Find(fact.Key)!.Index : null;
        int kind = NumberOf(new FactKind(fact.Record, other is null ? fact.Key : null, fact.Field, fact.Subject is not null, other is not null));
        return (kind << 12) | (person << 6) | (other ?? 0);
    }

    public Fact Decode(int fact, Func<int, string> person)
    {
        FactKind kind = this[FactArena.KindOf(fact)];
        return new Fact(kind.OfPerson ? person(FactArena.PersonOf(fact)) : null, kind.Record, kind.OfLink ? person(FactArena.OtherOf(fact)) : kind.Key, kind.Field);
    }
}
