using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Data.Cases;

/// <summary>
/// Builds one case from what a reader finds, in any order, and makes every check on its contents.
/// A reader (of JSON, YAML, tables, messages) only finds; it never judges.
/// </summary>
internal sealed class CaseBuilder
{
    private readonly CasePlace _at;
    private readonly bool _tolerant;
    private readonly CaseProblems _problems = new();
    private readonly EntryReader _entries;
    private readonly LinkCollector _links;
    private readonly Dictionary<string, Person> _persons = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Person, string Record), RecordSlot> _slots = [];
    private readonly HashSet<UnknownRelation> _unknownRelations = [];
    private string? _id;
    private bool _idWasGiven;
    private DateOnly? _requestedOn;
    private DateOnly? _knownFrom;

    /// <summary>Starts a case.</summary>
    /// <param name="vocabulary">The names of the catalogue; one for all cases of a run.</param>
    /// <param name="at">Where the case starts.</param>
    /// <param name="tolerant">
    /// For data as registers deliver them: a value that cannot be taken is a warning, and is not known. JSON is written for the
    /// engine, so there such a value rejects the case.
    /// </param>
    public CaseBuilder(CaseVocabulary vocabulary, CasePlace at, bool tolerant = false)
    {
        _at = at;
        _tolerant = tolerant;
        _entries = new EntryReader(vocabulary, _problems, tolerant);
        _links = new LinkCollector(_problems, tolerant);
    }

    /// <summary>A problem that only the reader can see: the shape of the input.</summary>
    public void Report(CaseProblem problem) => _problems.Add(problem);

    public void SetId(CaseNode id, CasePlace at)
    {
        if (id.IsNothing) return;
        _idWasGiven = true;
        if (id is not CaseScalar { ScalarKind: ScalarKind.Text } text) _problems.Add(DataErrors.WrongKind(at, null, id, "a text"));
        else if (_entries.IsIdentifier(text.Text, null, at)) _id = text.Text;
    }

    /// <summary>The day of a request; <c>unknown</c> says no more than nothing.</summary>
    public void SetRequestedOn(CaseNode date)
    {
        if (!date.IsNothing && date is not CaseScalar { SaysUnknown: true }) _requestedOn = _entries.Date("requested_on", date, _at);
    }

    /// <summary>The first day that the data cover.</summary>
    public void SetKnownFrom(CaseNode date)
    {
        if (!date.IsNothing) _knownFrom = _entries.Date("known_from", date, _at);
    }

    /// <summary>A person of the case; named again it is the same person. False when the id cannot be one.</summary>
    public bool AddPerson(string id, CasePlace at)
    {
        if (_persons.ContainsKey(id)) return true;
        if (!_entries.IsIdentifier(id, null, at)) return false;
        if (id == "unknown")
        {
            _problems.Add(DataErrors.ReservedId(at, id));
            return false;
        }
        _persons.Add(id, new Person(id));
        return true;
    }

    /// <summary>An entry of a record of a person who was added before.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="record">The record.</param>
    /// <param name="key">The year, quarter or month; null for a record that has none.</param>
    /// <param name="members">Fields, and <c>from</c>, <c>to</c>, <c>held</c>, <c>on</c> where the record has them; each name once.</param>
    /// <param name="at">Where it stands.</param>
    public void AddEntry(string person, RecordDefinition record, string? key, IEnumerable<CaseMember> members, CasePlace at)
    {
        if (!IsKey(record, key, at)) return;
        RecordSlot slot = Slot(person, record);
        slot.Add(_entries.Entry(_persons[person], record, key, members, at), at);
    }

    /// <summary>A source could tell nothing about a record, about a key of it, or about a field.</summary>
    public void AddUnknown(string person, RecordDefinition record, string? key, string? field, CasePlace at)
    {
        if (key is not null && !IsKey(record, key, at)) return;
        RecordSlot slot = Slot(person, record);
        if (field is not null && !record.Fields.ContainsKey(field)) _problems.Add(DataErrors.UnknownKey(at, field, $"`{record.Name}`", record.Fields.Keys));
        else if (field is not null) slot.MarkUnknown(key, field, at);
        else if (key is not null) slot.MarkUnknown(key, at);
        else slot.MarkUnknown();
    }

    /// <summary>A source could not tell all links of a relation, seen from one side.</summary>
    public void AddUnknown(string person, RelationDefinition relation, bool forward) =>
        _unknownRelations.Add(new UnknownRelation(relation.Name, person, forward || relation.Symmetric));

    /// <summary>A link from a person who was added before to one who may follow later.</summary>
    /// <param name="person">Whose data says it.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="forward">Whether the person stands in the <c>from</c> role.</param>
    /// <param name="other">The id of the other person.</param>
    /// <param name="members"><c>kind</c>, <c>from</c>, <c>to</c> and fields where the relation has them; each name once.</param>
    /// <param name="at">Where it stands.</param>
    public void AddLink(string person, RelationDefinition relation, bool forward, string other, IEnumerable<CaseMember> members, CasePlace at)
    {
        // Told from both sides, an unknown field is one fact: of the person in the first role, about the one in the second.
        (string factPerson, string factOther) = LinkCollector.Ends(relation, forward, person, other);
        var (kind, span, fields) = _entries.Link(relation, factPerson, factOther, members, at);
        _links.Add(relation, forward, person, other, kind, span, fields, at);
    }

    /// <summary>The case, or everything that is wrong with it.</summary>
    public CaseResult Build()
    {
        if (!_idWasGiven) _problems.Add(DataErrors.MissingKey(_at, "the case", "case"));
        if (_persons.Count == 0 && !_problems.Any) _problems.Add(DataErrors.NoPersons(_at));
        foreach (((string person, string record), RecordSlot slot) in _slots.OrderBy(s => s.Key.Record, StringComparer.Ordinal))
            if (slot.Build() is { } data) _persons[person].Records[record] = data;
        List<Link> links = _links.Build(_persons);
        _unknownRelations.UnionWith(_links.Undecided);
        string id = _id ?? "";
        if (_problems.Rejects) return new CaseResult(id, _at.File, _at.Row, null, _problems.For(id, _at));
        IEnumerable<UnknownRelation> unknown = _unknownRelations
            .OrderBy(u => u.Relation, StringComparer.Ordinal).ThenBy(u => u.Person, StringComparer.Ordinal).ThenBy(u => u.Forward);
        return new CaseResult(id, _at.File, _at.Row, new Case(id, _persons.Values, links, unknown, _requestedOn, _knownFrom), _problems.For(id, _at));
    }

    private RecordSlot Slot(string person, RecordDefinition record)
    {
        if (_slots.TryGetValue((person, record.Name), out RecordSlot? slot)) return slot;
        return _slots[(person, record.Name)] = new RecordSlot(record, _persons[person], _problems, _tolerant);
    }

    private bool IsKey(RecordDefinition record, string? key, CasePlace at)
    {
        if (!RecordKeys.IsKeyed(record.Per) ? key is null : key is not null && RecordKeys.IsKey(record.Per, key)) return true;
        if (RecordKeys.IsKeyed(record.Per)) _problems.Add(DataErrors.InvalidRecordKey(at, record.Name, key ?? "", RecordKeys.Expected(record.Per)));
        else _problems.Add(DataErrors.KeyOfUnkeyed(at, record.Name, key!));
        return false;
    }
}
