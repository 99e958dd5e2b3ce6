using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Language.Values;

namespace RightsEngine.Concepts.Batches;

/// <summary>
/// Some thousand cases as columns: persons of a case contiguous, one array per field. What the columns cannot hold
/// (more than 64 persons, boundaries that are not known, partly known dates) is marked as exotic: such a case
/// goes to the reference evaluator.
/// </summary>
/// <remarks>
/// Filled from cases by <see cref="Add(Case)"/>, or from columns: <see cref="StartCase"/> and <see cref="AddPerson"/> for each
/// case and its persons in the ordinal order of their ids; then each of <see cref="Records"/> for all persons in that order, each of
/// <see cref="Relations"/> for all cases in that order. <see cref="SourceOf"/> then makes the few cases that are asked for as such.
/// Cases of both kinds may be mixed as long as the columns of all before are full.
/// </remarks>
internal sealed class CaseBatch
{
    /// <summary>A list of persons is a mask of this many bits.</summary>
    public const int MaximumPersons = 64;

    private readonly List<Case?> _sources = [];
    private int[] _requestedOn = new int[256];
    private bool[] _exotic = new bool[256];
    private int[] _personStart = new int[256];
    private int[] _caseOf = new int[256];

    public CaseBatch(BatchLayout layout)
    {
        Texts = new TextPool(layout.Texts);
        Records = layout.Records.Values.ToDictionary(r => r.Record.Name, r => new RecordColumns(r.Record, r.Fields), StringComparer.Ordinal);
        Relations = layout.Relations.Values.ToDictionary(r => r.Relation.Name, r => new RelationColumns(r.Relation, r.Fields), StringComparer.Ordinal);
    }

    public Dictionary<string, RecordColumns> Records { get; }

    public Dictionary<string, RelationColumns> Relations { get; }

    /// <summary>The numbers of texts, identifiers, codes and kinds in this batch.</summary>
    public TextPool Texts { get; }

    public Utf8Column CaseIds { get; } = new();

    /// <summary>The ids of all persons of the batch.</summary>
    public Utf8Column PersonIds { get; } = new();

    /// <summary>Makes a case of a batch that was filled from columns, by its number in the batch.</summary>
    public Func<int, Case>? SourceOf { get; set; }

    public int Count { get; private set; }

    public int Persons => _personStart[Count];

    /// <summary>The numbers of the first persons of all cases, and of one past the last.</summary>
    public int[] PersonStarts => _personStart;

    /// <summary>The case of each person.</summary>
    public int[] CaseOf => _caseOf;

    /// <summary>Whether some case is exotic.</summary>
    public bool HasExotic { get; private set; }

    /// <summary>The number of the first person of a case in the batch.</summary>
    public int FirstPerson(int index) => _personStart[index];

    public int PersonCount(int index) => _personStart[index + 1] - _personStart[index];

    /// <summary>The day of the request as a day number, or -1.</summary>
    public int RequestedOn(int index) => _requestedOn[index];

    public bool IsExotic(int index) => _exotic[index];

    /// <summary>The case with all it holds.</summary>
    public Case Source(int index) => _sources[index] ??= SourceOf!(index);

    public void Clear()
    {
        Count = 0;
        HasExotic = false;
        _sources.Clear();
        Texts.Clear();
        CaseIds.Clear();
        PersonIds.Clear();
        foreach (RecordColumns record in Records.Values) record.Clear();
        foreach (RelationColumns relation in Relations.Values) relation.Clear();
    }

    /// <summary>Starts the next case, without persons; gives its number.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="requestedOn">The day of the request as a day number, or -1.</param>
    public int StartCase(ReadOnlySpan<byte> id, int requestedOn = -1)
    {
        CaseIds.Add(id);
        return Start(requestedOn);
    }

    /// <summary>Adds a person to the case started last.</summary>
    public void AddPerson(ReadOnlySpan<byte> id)
    {
        PersonIds.Add(id);
        CountPerson();
    }

    /// <summary>Marks a case as one that the columns cannot hold.</summary>
    public void MarkExotic(int index) => _exotic[index] = HasExotic = true;

    public void Add(Case subject)
    {
        CaseIds.Add(subject.Id);
        int index = Start(subject.RequestedOn?.DayNumber ?? -1);
        _sources[index] = subject;
        if (subject.KnownFrom is not null) MarkExotic(index);
        foreach (Person person in subject.Persons)
        {
            PersonIds.Add(person.Id);
            CountPerson();
        }
        foreach (RecordColumns record in Records.Values)
            foreach (Person person in subject.Persons) Add(record, person);
        foreach (RelationColumns relation in Relations.Values)
        {
            bool isUnknown = IsWhollyUnknown(subject, relation.Relation);
            if (!isUnknown && subject.UnknownRelations.Any(u => u.Relation == relation.Relation.Name)) MarkExotic(index);
            relation.NextCase(isUnknown);
            foreach (Link link in subject.LinksOf(relation.Relation)) Add(relation, link);
        }
    }

    /// <summary>Whether nobody could tell any link of anybody, on either side. What is known of some is more than the columns hold.</summary>
    private static bool IsWhollyUnknown(Case subject, RelationDefinition relation) => subject.UnknownRelations.Count > 0 && subject.LinksOf(relation).Count == 0
        && subject.Persons.All(p => subject.UnknownRelations.Contains(new UnknownRelation(relation.Name, p.Id, true)) && (relation.Symmetric || subject.UnknownRelations.Contains(new UnknownRelation(relation.Name, p.Id, false))));

    private int Start(int requestedOn)
    {
        if (Count + 1 >= _personStart.Length)
        {
            Array.Resize(ref _personStart, _personStart.Length * 2);
            Array.Resize(ref _requestedOn, _personStart.Length);
            Array.Resize(ref _exotic, _personStart.Length);
        }
        _requestedOn[Count] = requestedOn;
        _exotic[Count] = false;
        _personStart[Count + 1] = _personStart[Count];
        _sources.Add(null);
        return Count++;
    }

    private void CountPerson()
    {
        int index = Count - 1;
        int person = _personStart[Count]++;
        if (person == _caseOf.Length) Array.Resize(ref _caseOf, person * 2);
        _caseOf[person] = index;
        if (_personStart[Count] - _personStart[index] > MaximumPersons) MarkExotic(index);
    }

    private void Add(RecordColumns columns, Person person)
    {
        RecordData? data = person.Records.GetValueOrDefault(columns.Record.Name);
        columns.NextPerson(data is { IsUnknown: true });
        if (data is null) return;
        foreach (string key in data.UnknownKeys)
        {
            columns.AddRow(RowKind.UnknownKey, KeyNumber(key), 0, 0);
            foreach (FieldColumn column in columns.Fields.Values) column.Add(CellState.Unknown, 0);
        }
        foreach (RecordEntry entry in data.Entries)
        {
            if (entry.Span.From.IsUnknown || entry.Span.To.IsUnknown) MarkExotic(Count - 1);
            if (entry.Held) columns.AddRow(RowKind.Entry, KeyNumber(entry.Key), First(entry.Span), Last(entry.Span));
            else columns.AddRow(RowKind.NotHeld, 0, entry.NotHeldOn?.DayNumber ?? -1, -1);
            AddCells(columns.Fields, entry.Fields, columns.Record.Fields);
        }
    }

    private void Add(RelationColumns columns, Link link)
    {
        if (link.Span.From.IsUnknown || link.Span.To.IsUnknown) MarkExotic(Count - 1);
        columns.AddLink(link.From.Index, link.To.Index, link.Kind is null ? 0 : Texts.NumberOf(link.Kind), First(link.Span), Last(link.Span));
        AddCells(columns.Fields, link.Fields, columns.Relation.Fields);
    }

    private void AddCells(Dictionary<string, FieldColumn> columns, IReadOnlyDictionary<string, Value> fields, IReadOnlyDictionary<string, FieldDefinition> definitions)
    {
        foreach ((string name, FieldColumn column) in columns)
        {
            switch (fields.GetValueOrDefault(name))
            {
                case null: column.Add(CellState.NotDelivered, 0); break;
                case UnknownValue { Low: null }: column.Add(CellState.Unknown, 0); break;
                case AbsentValue: column.Add(CellState.Absent, 0); break;
                case { } value when Number(value, definitions[name].Type, Texts) is { } number: column.Add(CellState.Known, number); break;
                default:
                    MarkExotic(Count - 1);
                    column.Add(CellState.Unknown, 0);
                    break;
            }
        }
    }

    /// <summary>A value as a 64-bit number, or null when it does not fit.</summary>
    public static long? Number(Value value, RightsType type, TextPool texts) => value switch
    {
        BooleanValue b => b.Value ? 1 : 0,
        DateValue d => d.Value.DayNumber,
        TextValue t => texts.NumberOf(t.Value),
        DurationValue d => d.Months,
        NumberValue n => Scaled(n.Value, type.Required().IsMoney ? BatchLayout.MoneyScale : BatchLayout.NumberScale),
        _ => null,
    };

    /// <summary>A decimal times a power of ten as a 64-bit number; null when it has more decimals or is too large.</summary>
    public static long? Scaled(decimal value, int scale)
    {
        decimal scaled = value;
        for (int i = 0; i < scale; i++)
        {
            if (Math.Abs(scaled) > 100_000_000_000_000_000m) return null;
            scaled *= 10;
        }
        return scaled == decimal.Truncate(scaled) && Math.Abs(scaled) <= 1_000_000_000_000_000_000m ? (long)scaled : null;
    }

    /// <summary>A key as a number: 2023, 202302 for 2023-Q2, 202305 for 2023-05.</summary>
    public static int KeyNumber(string? key)
    {
        if (key is null) return 0;
        int dash = key.IndexOf('-');
        if (dash < 0) return int.Parse(key);
        return int.Parse(key[..dash]) * 100 + int.Parse(key[(key[dash + 1] == 'Q' ? dash + 2 : dash + 1)..]);
    }

    private static int First(CaseSpan span) => span.From.Date?.DayNumber ?? int.MinValue;

    private static int Last(CaseSpan span) => span.To.Date?.DayNumber ?? RecordColumns.Open;
}
