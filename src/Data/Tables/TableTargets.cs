using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>What a row of a table adds to a case. Persons first: a link may name anyone.</summary>
internal abstract class TableTarget(CellValue? person)
{
    public CellValue? Person { get; } = person;

    /// <summary>All that is read of a row.</summary>
    public virtual IEnumerable<CellValue> Cells => Person is null ? [] : [Person];

    /// <summary>The person whom a row is about, whom it brings into the case.</summary>
    public virtual void AddPerson(TableRow row, CaseBuilder builder, CasePlace at)
    {
        if (Person?.Text(row) is { } id) Named(id, builder, at);
    }

    public abstract void Add(TableRow row, CaseBuilder builder, CasePlace at);

    protected string PersonOf(TableRow row) => Person?.Text(row) ?? "";

    protected static CasePlace PlaceOf(CasePlace at, string id) => at with { Path = CasePath.Root.Member("persons").Member(id) };

    protected static bool Named(string id, CaseBuilder builder, CasePlace at)
    {
        if (id.Length > 0) return builder.AddPerson(id, PlaceOf(at, id));
        builder.Report(DataErrors.MissingKey(at, "the row", TableLayout.Person));
        return false;
    }

    protected static List<CaseMember> Members(IEnumerable<KeyValuePair<string, CellValue>> values, TableRow row, CaseBuilder builder, CasePlace at)
    {
        List<CaseMember> members = [];
        foreach ((string name, CellValue value) in values)
            if (value.Read(row, name, builder, at) is { IsNothing: false } node) members.Add(new CaseMember(name, node));
        return members;
    }
}

/// <summary>Rows that only name persons.</summary>
internal sealed class PersonTarget(CellValue person) : TableTarget(person)
{
    public override void Add(TableRow row, CaseBuilder builder, CasePlace at)
    {
    }
}

/// <summary>Rows about the case itself.</summary>
internal sealed class CaseTarget(CellValue? requestedOn, CellValue? knownFrom) : TableTarget(null)
{
    public CellValue? RequestedOn { get; } = requestedOn;

    public CellValue? KnownFrom { get; } = knownFrom;

    public override IEnumerable<CellValue> Cells => new[] { RequestedOn, KnownFrom }.OfType<CellValue>();

    public override void Add(TableRow row, CaseBuilder builder, CasePlace at)
    {
        if (RequestedOn is not null) builder.SetRequestedOn(RequestedOn.Read(row, "requested_on", builder, at));
        if (KnownFrom is not null) builder.SetKnownFrom(KnownFrom.Read(row, "known_from", builder, at));
    }
}

/// <summary>Rows that are entries of a record.</summary>
internal sealed class RecordTarget(CellValue person, RecordDefinition record, IReadOnlyList<CellValue> keys, IReadOnlyList<KeyValuePair<string, CellValue>> members) : TableTarget(person)
{
    public RecordDefinition Record { get; } = record;

    public override IEnumerable<CellValue> Cells => [Person!, .. Keys, .. Values.Select(v => v.Value)];

    public IReadOnlyList<CellValue> Keys { get; } = keys;

    public IReadOnlyList<KeyValuePair<string, CellValue>> Values { get; } = members;

    public override void Add(TableRow row, CaseBuilder builder, CasePlace at)
    {
        string id = PersonOf(row);
        CasePlace place = PlaceOf(at, id);
        place = place with { Path = place.Path.Member(Record.Name) };
        string? key = Key(row);
        if (key is not null) place = place with { Path = place.Path.Member(key) };
        if (builder.HasPerson(id)) builder.AddEntry(id, Record, key, Members(Values, row, builder, place), place);
    }

    /// <summary><c>2023</c> and <c>2</c> are <c>2023-Q2</c>, or <c>2023-02</c>; what is none is left for the builder to refuse.</summary>
    private string? Key(TableRow row)
    {
        if (Keys.Count == 0) return null;
        string[] parts = [.. Keys.Select(k => k.Text(row) ?? "")];
        if (parts.Length == 1) return parts[0];
        return Record.Per == RecordPeriod.Quarter ? $"{parts[0]}-Q{parts[1]}" : $"{parts[0]}-{parts[1].PadLeft(2, '0')}";
    }
}

/// <summary>Rows that are links of a relation, from the side of one person.</summary>
internal sealed class RelationTarget(CellValue person, CellValue other, RelationDefinition relation, bool forward, IReadOnlyList<KeyValuePair<string, CellValue>> members)
    : TableTarget(person)
{
    public RelationDefinition Relation { get; } = relation;

    public override IEnumerable<CellValue> Cells => [Person!, Other, .. Values.Select(v => v.Value)];

    public bool Forward { get; } = forward;

    public CellValue Other { get; } = other;

    public IReadOnlyList<KeyValuePair<string, CellValue>> Values { get; } = members;

    private string Name => Forward ? Relation.Forward : Relation.Inverse ?? Relation.Forward;

    // A link brings nobody into the case: both persons have to be there by what a record says of them.
    public override void AddPerson(TableRow row, CaseBuilder builder, CasePlace at)
    {
    }

    public override void Add(TableRow row, CaseBuilder builder, CasePlace at)
    {
        string id = PersonOf(row), otherId = Other.Text(row) ?? "";
        if (id.Length == 0 || otherId.Length == 0)
        {
            builder.Report(DataErrors.MissingKey(at, "the row", (id.Length == 0 ? Person! : Other).Columns.FirstOrDefault() ?? TableLayout.Person));
            return;
        }
        CasePlace place = PlaceOf(at, id);
        place = place with { Path = place.Path.Member(Name) };
        if (!builder.HasPerson(id)) builder.Report(DataErrors.UnknownPerson(place, Name, id, []));
        else builder.AddLink(id, Relation, Forward, otherId, Members(Values, row, builder, place), place);
    }
}

/// <summary>Rows that say what a source could not tell.</summary>
internal sealed class UnknownTarget(CellValue person, CaseVocabulary vocabulary, CellValue record, CellValue? key, CellValue? field) : TableTarget(person)
{
    public override IEnumerable<CellValue> Cells => new[] { Person, Record, Key, Field }.OfType<CellValue>();

    public CellValue Record { get; } = record;

    public CellValue? Key { get; } = key;

    public CellValue? Field { get; } = field;

    public override void Add(TableRow row, CaseBuilder builder, CasePlace at)
    {
        string id = PersonOf(row), name = Record.Text(row) ?? "";
        CasePlace place = PlaceOf(at, id);
        place = place with { Path = place.Path.Member(name) };
        if (!builder.HasPerson(id)) return;
        if (vocabulary.Find(name) is not { } target) builder.Report(DataErrors.UnknownKey(place, name, "a person", vocabulary.PersonKeys));
        else if (target.Record is not null) builder.AddUnknown(id, target.Record, Named(Key, row), Named(Field, row), place);
        else if ((Named(Key, row) ?? Named(Field, row)) is { } part) builder.Report(DataErrors.UnknownKey(place, part, $"`{name}`", []));
        else builder.AddUnknown(id, target.Relation!, target.Forward);
    }

    private static string? Named(CellValue? value, TableRow row) => value?.Text(row) is { Length: > 0 } text ? text : null;
}
