using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Concepts.Cases;

/// <summary>
/// A case: the persons whose facts are needed to decide the rights of the persons in it.
/// Persons stand in the ordinal order of their ids, so that the order in a file never matters.
/// </summary>
public sealed class Case
{
    internal Case(string id, IEnumerable<Person> persons, IEnumerable<Link> links, IEnumerable<UnknownRelation> unknownRelations, DateOnly? requestedOn, DateOnly? knownFrom, bool isOrdered = false)
    {
        Id = id;
        RequestedOn = requestedOn;
        KnownFrom = knownFrom;
        Persons = [.. isOrdered ? persons : persons.OrderBy(p => p.Id, StringComparer.Ordinal)];
        for (int i = 0; i < Persons.Count; i++) Persons[i].Index = i;
        Links = links.GroupBy(l => l.Relation.Name).ToDictionary(g => g.Key, IReadOnlyList<Link> (g) =>
            [.. g.OrderBy(l => l.From.Index).ThenBy(l => l.To.Index).ThenBy(l => l.Span.From.Date ?? DateOnly.MinValue)]);
        UnknownRelations = unknownRelations.ToHashSet();
    }

    /// <summary>The id given by the administration.</summary>
    public string Id { get; }

    /// <summary>The day of a request, if one was made.</summary>
    public DateOnly? RequestedOn { get; }

    /// <summary>
    /// The first day from which the sources were asked about what changes over time; null when they were asked about all of it.
    /// Before it, silence says nothing.
    /// </summary>
    public DateOnly? KnownFrom { get; }

    internal IReadOnlyList<Person> Persons { get; }

    /// <summary>The links by name of their relation.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<Link>> Links { get; }

    /// <summary>The sides of relations about which nobody could tell anything.</summary>
    internal IReadOnlySet<UnknownRelation> UnknownRelations { get; }

    /// <summary>The same case with the day of a request, where it does not say one itself.</summary>
    internal Case RequestedBy(DateOnly day) =>
        RequestedOn is null ? new Case(Id, Persons, Links.Values.SelectMany(l => l), UnknownRelations, day, KnownFrom, isOrdered: true) : this;

    internal Person? Find(string id) => Persons.FirstOrDefault(p => p.Id == id);

    internal IReadOnlyList<Link> LinksOf(RelationDefinition relation) => Links.GetValueOrDefault(relation.Name, []);
}

/// <summary>All links of one relation of a person, seen from one side, are unknown.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Person">The person's id.</param>
/// <param name="Forward">Whether the person stands in the <c>from</c> role.</param>
internal readonly record struct UnknownRelation(string Relation, string Person, bool Forward);

/// <summary>A person of a case with everything the sources said.</summary>
internal sealed class Person(string id)
{
    public string Id { get; } = id;

    /// <summary>The place in the case; set by the case.</summary>
    public int Index { get; set; }

    /// <summary>What was delivered, by record name; a record that is not here was not mentioned.</summary>
    public Dictionary<string, RecordData> Records { get; } = [];

    public override string ToString() => Id;
}

/// <summary>What a source delivered of one record of one person.</summary>
internal sealed class RecordData
{
    /// <summary>Whether the source could not tell anything.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Keys (years, quarters, months) about which the source could not tell.</summary>
    public HashSet<string> UnknownKeys { get; } = [];

    /// <summary>In order of key, then of span.</summary>
    public List<RecordEntry> Entries { get; } = [];
}

/// <summary>A boundary of a span: a date, open (null), or not known.</summary>
internal readonly record struct SpanDate(DateOnly? Date, bool IsUnknown = false);

/// <summary>From and to, both included. The default is always.</summary>
internal readonly record struct CaseSpan(SpanDate From, SpanDate To)
{
    /// <summary>Whether a date is in the span: true, false, or null when a boundary that matters is not known.</summary>
    public bool? Contains(DateOnly date)
    {
        if (From.Date is { } from && date < from) return false;
        if (To.Date is { } to && date > to) return false;
        return From.IsUnknown || To.IsUnknown ? null : true;
    }

    public bool? Overlaps(DateSpan range)
    {
        if (From.Date is { } from && range.To < from) return false;
        if (To.Date is { } to && range.From > to) return false;
        return From.IsUnknown || To.IsUnknown ? null : true;
    }
}

/// <summary>One entry of a record.</summary>
/// <param name="Record">Its definition.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Key">The year, quarter or month (<c>2023</c>, <c>2023-Q2</c>, <c>2023-05</c>), or null.</param>
/// <param name="Span">When it holds.</param>
/// <param name="Fields">The fields that the source named: known values, absent, or unknown.</param>
internal sealed record RecordEntry(RecordDefinition Record, Person Owner, string? Key, CaseSpan Span, IReadOnlyDictionary<string, Value> Fields)
{
    /// <summary>False for an entry that says that a status is known not to be held on <see cref="NotHeldOn"/>.</summary>
    public bool Held { get; init; } = true;

    public DateOnly? NotHeldOn { get; init; }

    public bool Equals(RecordEntry? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A link between two persons.</summary>
internal sealed record Link(RelationDefinition Relation, Person From, Person To, string? Kind, CaseSpan Span, IReadOnlyDictionary<string, Value> Fields)
{
    /// <summary>For a link that is only possible because nobody could tell: the fact that would tell.</summary>
    public Fact? PossibleFact { get; init; }

    public bool Equals(Link? other) =>
        other is not null && (ReferenceEquals(this, other)
            || (PossibleFact is not null && other.PossibleFact is not null && Relation == other.Relation && From == other.From && To == other.To));

    public override int GetHashCode() => HashCode.Combine(Relation.Name, From.Id, To.Id);
}
