using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Core;
using RightsEngine.Language.Values;

namespace RightsEngine.Rules.Evaluation.Reference;

/// <summary>What the sources say about the persons of a case: relations, statuses, life spans. Knows nothing of rules.</summary>
internal sealed class CaseFacts(Case subject, ConceptCatalogue catalogue)
{
    // Asked of every person over and over.
    private readonly (RecordDefinition Record, FieldDefinition Field)? _birth = catalogue.BirthDate;
    private readonly (RecordDefinition Record, FieldDefinition Field)? _death = catalogue.DeathDate;
    private readonly Dictionary<(RelationDefinition, DateOnly), IReadOnlyList<(Link, FactSet?)>> _linksOn = [];
    private readonly Dictionary<(Person, RelationDefinition, RelationPath, DateOnly), ListValue> _followed = [];
    private readonly Dictionary<(Person, StatusDefinition), Spans> _spans = [];
    private readonly Dictionary<(Person, DateSpan), Value> _alive = [];

    public Case Case { get; } = subject;

    /// <summary>The links of a relation on a date, with those that are only possible because a source could not tell.</summary>
    public IReadOnlyList<(Link Link, FactSet? Possible)> LinksOn(RelationDefinition relation, DateOnly date)
    {
        if (!_linksOn.TryGetValue((relation, date), out IReadOnlyList<(Link, FactSet?)>? links)) _linksOn[(relation, date)] = links = [.. FindLinks(relation, date)];
        return links;
    }

    private IEnumerable<(Link Link, FactSet? Possible)> FindLinks(RelationDefinition relation, DateOnly date)
    {
        IReadOnlyList<Link> links = Case.LinksOf(relation);
        var given = new HashSet<(Person, Person)>();
        foreach (Link link in links)
        {
            bool? holds = link.Span.Contains(date);
            if (holds == false) continue;
            given.Add((link.From, link.To));
            yield return (link, holds is null ? FactSet.Of(new Fact(link.From.Id, relation.Name, link.To.Id, link.Span.From.IsUnknown ? "from" : "to")) : null);
        }
        foreach (Person person in Case.Persons)
        {
            foreach (bool forward in relation.Symmetric ? [true] : new[] { true, false })
            {
                if (!SideIsUnknown(relation, person, forward, date)) continue;
                var fact = new Fact(person.Id, relation.Name, null, null);
                foreach (Person other in Case.Persons)
                {
                    if (ReferenceEquals(other, person)) continue;
                    (Person from, Person to) = forward ? (person, other) : (other, person);
                    if (!given.Add((from, to))) continue;
                    yield return (new Link(relation, from, to, null, default, new Dictionary<string, Value>()) { PossibleFact = fact }, FactSet.Of(fact));
                }
            }
        }
    }

    /// <summary>Whether a date lies before what the data of the case cover.</summary>
    public bool IsBeforeData(DateOnly date) => date < Case.KnownFrom;

    /// <summary>Whether nobody could tell the links of a person on one side of a relation.</summary>
    private bool SideIsUnknown(RelationDefinition relation, Person person, bool forward, DateOnly date)
    {
        if (relation.HasSpan && IsBeforeData(date)) return true;
        if (Case.UnknownRelations.Contains(new UnknownRelation(relation.Name, person.Id, forward))) return true;
        if (relation.Symmetric && Case.UnknownRelations.Contains(new UnknownRelation(relation.Name, person.Id, !forward))) return true;
        return relation.SilenceIsUnknown && forward
            && !Case.LinksOf(relation).Any(l => ReferenceEquals(l.From, person) || (relation.Symmetric && ReferenceEquals(l.To, person)));
    }

    /// <summary>The persons on the other side of a relation, or its links, seen from a person.</summary>
    public Value Follow(Person person, RelationDefinition relation, RelationPath path, DateOnly date)
    {
        if (_followed.TryGetValue((person, relation, path, date), out ListValue? known)) return known;
        Value found = Find(person, relation, path, date);
        // Two unknowns are never the same, so each is made anew.
        if (found is ListValue list) _followed[(person, relation, path, date)] = list;
        return found;
    }

    private Value Find(Person person, RelationDefinition relation, RelationPath path, DateOnly date)
    {
        bool ownUnknown = path switch
        {
            RelationPath.Forward => SideIsUnknown(relation, person, true, date),
            RelationPath.Inverse => SideIsUnknown(relation, person, false, date),
            _ => SideIsUnknown(relation, person, true, date) || (!relation.Symmetric && Case.UnknownRelations.Contains(new UnknownRelation(relation.Name, person.Id, false))),
        };
        // The other side of an unknown relation may be someone who is not in the case, so the list itself is unknown.
        if (ownUnknown) return UnknownValue.Of(new Fact(person.Id, relation.Name, null, null));
        var items = new List<ListItem>();
        foreach ((Link link, FactSet? possible) in LinksOn(relation, date))
        {
            bool isFrom = ReferenceEquals(link.From, person), isTo = ReferenceEquals(link.To, person);
            if (path == RelationPath.Links)
            {
                if (isFrom || isTo) items.Add(new ListItem(new LinkValue(link), possible));
                continue;
            }
            bool forward = path == RelationPath.Forward;
            if (forward ? isFrom : isTo) items.Add(new ListItem(new PersonValue(forward ? link.To : link.From), possible));
            else if (relation.Symmetric && (isFrom || isTo)) items.Add(new ListItem(new PersonValue(isFrom ? link.To : link.From), possible));
        }
        if (path == RelationPath.Links) return new ListValue(items);
        ListValue distinct = Language.Builtins.ListBuiltins.Distinct(new ListValue([.. items.OrderBy(i => ((PersonValue)i.Value).Person.Index)]));
        if (path != RelationPath.Forward || relation.Max != 1) return distinct;
        if (!distinct.IsCertain) return new UnknownValue(distinct.PossibleFacts);
        return distinct.Items.Count switch
        {
            0 => AbsentValue.Instance,
            1 => distinct.Items[0].Value,
            _ => new FaultValue($"`{person.Id}` has more than one `{relation.Forward}`", null),
        };
    }

    /// <summary>The answer of a status, or of the statuses of which any is enough.</summary>
    public Value Status(Person person, StatusSymbol symbol, DateOnly date, Value? argument) => symbol.Form switch
    {
        StatusForm.Now => Held(person, symbol.Status, new DateSpan(date, date)),
        StatusForm.On => Held(person, symbol.Status, new DateSpan(((DateValue)argument!).Value, ((DateValue)argument).Value)),
        StatusForm.In => Held(person, symbol.Status, Range(argument!)),
        StatusForm.Throughout => Throughout(person, symbol.Status, Range(argument!)),
        _ => MonthsInARow(person, symbol.Status, ((DateValue)argument!).Value),
    };

    /// <summary>The record and field that hold the date of birth.</summary>
    public (RecordDefinition Record, FieldDefinition Field)? BirthDateField => _birth;

    /// <summary>The date of birth of a person: known, unknown, or null when the catalogue names no such field.</summary>
    public Value? BirthDateOf(Person person)
    {
        if (_birth is not var (record, field)) return null;
        return FieldOf(person, record, field) ?? UnknownValue.Of(new Fact(person.Id, record.Name, null, null));
    }

    /// <summary>Whether a person lives on some day of a span.</summary>
    public Value Alive(Person person, DateSpan span)
    {
        if (_alive.TryGetValue((person, span), out Value? known)) return known;
        Value alive = IsAlive(person, span);
        if (alive is BooleanValue) _alive[(person, span)] = alive;
        return alive;
    }

    private Value IsAlive(Person person, DateSpan span)
    {
        Value born = Boundary(person, _birth, birth => span.To is null || birth <= span.To);
        Value notDead = Boundary(person, _death, death => span.From is null || death >= span.From);
        return Kleene.And([born, notDead]);
    }

    /// <summary>The value of a field with a role, such as the date of birth.</summary>
    public static Value? FieldOf(Person person, RecordDefinition record, FieldDefinition field)
    {
        if (!person.Records.TryGetValue(record.Name, out RecordData? data)) return null;
        if (data.IsUnknown) return UnknownValue.Of(new Fact(person.Id, record.Name, null, null));
        RecordEntry? entry = data.Entries.FirstOrDefault();
        return entry is null ? null : entry.Fields.TryGetValue(field.Name, out Value? value) ? value : field.Absent ?? UnknownValue.Of(new Fact(person.Id, record.Name, entry.Key, field.Name));
    }

    private static BooleanValue Known(bool value) => BooleanValue.Of(value);

    private static Value Boundary(Person person, (RecordDefinition Record, FieldDefinition Field)? role, Func<DateOnly, bool> test)
    {
        if (role is not var (record, field)) return BooleanValue.True;
        Value? value = FieldOf(person, record, field);
        if (value is null)
        {
            bool optional = field.Type.IsOptional || record.AbsentRules.All(r => r.Means != AbsentMeaning.Unknown);
            return optional ? BooleanValue.True : UnknownValue.Of(new Fact(person.Id, record.Name, null, null));
        }
        return value switch
        {
            DateValue date => Known(test(date.Value)),
            AbsentValue => BooleanValue.True,
            UnknownValue unknown when PartialDate.Bounds(unknown) is var (first, last) && test(first) == test(last) => Known(test(first)),
            _ => value,
        };
    }

    private Value Held(Person person, StatusDefinition status, DateSpan span) => Kleene.Or(status.Leaves.Select(leaf =>
    {
        // On no day is nothing held.
        if (span.To < span.From) return BooleanValue.False;
        Spans spans = SpansOf(person, leaf);
        if (spans.Certain.Any(s => s.Overlaps(span))) return BooleanValue.True;
        // A day on which a source denies it is certain, whatever spans with unknown ends may turn out to be.
        if (span.From == span.To && span.From is { } day && spans.NotHeldOn.Contains(day)) return BooleanValue.False;
        if (spans.Possible.FirstOrDefault(s => s.Span.Overlaps(span)).Facts is { } facts) return new UnknownValue(facts);
        return spans.Silence is null ? BooleanValue.False : (Value)new UnknownValue(spans.Silence);
    }));

    private Value Throughout(Person person, StatusDefinition status, DateSpan range)
    {
        if (range.To < range.From) return BooleanValue.True;
        List<Spans> leaves = [.. status.Leaves.Select(l => SpansOf(person, l))];
        if (Covered(leaves.SelectMany(l => l.Certain), range)) return BooleanValue.True;
        // One day in the range on which it is denied settles it.
        if (leaves.SelectMany(l => l.NotHeldOn).Distinct().Any(day => range.Contains(day) && Held(person, status, new DateSpan(day, day)) is BooleanValue { Value: false })) return BooleanValue.False;
        FactSet facts = leaves.SelectMany(l => l.Possible.Select(p => p.Facts).Concat(l.Silence is null ? [] : [l.Silence])).Aggregate(FactSet.Empty, (a, b) => a.Union(b));
        bool possible = leaves.Any(l => l.Silence is not null) || Covered(leaves.SelectMany(l => l.Certain.Concat(l.Possible.Select(p => p.Span))), range);
        return possible ? new UnknownValue(facts) : BooleanValue.False;
    }

    /// <summary>More months in a row are not counted.</summary>
    public const int LongestMonthsInARow = 1200;

    private Value MonthsInARow(Person person, StatusDefinition status, DateOnly date)
    {
        for (int months = 0; months < LongestMonthsInARow; months++)
        {
            if (date.Year * 12 + date.Month - months - 1 < 13) return new NumberValue(months);
            Value held = Throughout(person, status, new DateSpan(date.AddMonths(-months - 1), date));
            if (held is UnknownValue unknown) return new UnknownValue(unknown.Facts, months, LongestMonthsInARow);
            if (held is BooleanValue { Value: false }) return new NumberValue(months);
        }
        return new NumberValue(LongestMonthsInARow);
    }

    private static bool Covered(IEnumerable<DateSpan> spans, DateSpan range)
    {
        DateOnly next = range.From ?? DateOnly.MinValue;
        foreach (DateSpan span in spans.OrderBy(s => s.From ?? DateOnly.MinValue))
        {
            if ((span.From ?? DateOnly.MinValue) > next) return false;
            if (span.To is null || span.To >= range.To) return true;
            if (span.To >= next) next = span.To.Value.AddDays(1);
        }
        return false;
    }

    private static DateSpan Range(Value range)
    {
        (DateOnly low, DateOnly high) = Language.Builtins.DateBuiltins.Bounds((RangeValue)range);
        return new DateSpan(low, high);
    }

    private Spans SpansOf(Person person, StatusDefinition leaf)
    {
        if (!_spans.TryGetValue((person, leaf), out Spans? spans)) _spans[(person, leaf)] = spans = FindSpans(person, leaf);
        return spans;
    }

    private Spans FindSpans(Person person, StatusDefinition leaf)
    {
        RecordDefinition record = leaf.FromRecord!;
        var spans = new Spans();
        // The key names the status, because a source can often tell one status and not another.
        var missing = FactSet.Of(new Fact(person.Id, record.Name, leaf.Code, null));
        RecordData? data = person.Records.GetValueOrDefault(record.Name);
        if (data is { IsUnknown: true })
        {
            spans.Silence = FactSet.Of(new Fact(person.Id, record.Name, null, null));
            return spans;
        }
        if (leaf.SilenceIsUnknown) spans.Silence = missing;
        foreach (RecordEntry entry in data?.Entries ?? [])
        {
            Value? code = entry.Fields.GetValueOrDefault("code");
            bool unknownCode = code is UnknownValue;
            if (!unknownCode && code is not TextValue { Value: var text } || (code is TextValue t && t.Value != leaf.Code)) continue;
            if (!entry.Held)
            {
                // That something unnamed is not held says nothing about this status.
                if (entry.NotHeldOn is { } day && !unknownCode) spans.NotHeldOn.Add(day);
                continue;
            }
            var span = new DateSpan(entry.Span.From.Date, entry.Span.To.Date);
            if (unknownCode) spans.Possible.Add((span, ((UnknownValue)code!).Facts));
            else if (entry.Span.From.IsUnknown || entry.Span.To.IsUnknown) spans.Possible.Add((span, FactSet.Of(new Fact(person.Id, record.Name, leaf.Code, entry.Span.From.IsUnknown ? "from" : "to"))));
            else spans.Certain.Add(span);
        }
        // Last, so that what a source said of a span comes before what it was not asked.
        if (Case.KnownFrom is { } known && known > DateOnly.MinValue) spans.Possible.Add((new DateSpan(null, known.AddDays(-1)), missing));
        return spans;
    }

    private sealed class Spans
    {
        public List<DateSpan> Certain { get; } = [];

        public List<(DateSpan Span, FactSet Facts)> Possible { get; } = [];

        public HashSet<DateOnly> NotHeldOn { get; } = [];

        /// <summary>What would have to be known for silence to mean that the status is not held; null when silence says so.</summary>
        public FactSet? Silence { get; set; }
    }
}
