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
internal sealed class CaseBatch
{
    /// <summary>A list of persons is a mask of this many bits.</summary>
    public const int MaximumPersons = 64;

    private readonly TextPool _texts;
    private readonly List<Case?> _sources = [];
    private int[] _requestedOn = new int[256];
    private bool[] _exotic = new bool[256];
    private int[] _personStart = new int[256];

    public CaseBatch(BatchLayout layout)
    {
        _texts = layout.Texts;
        Records = layout.Records.Values.ToDictionary(r => r.Record.Name, r => new RecordColumns(r.Record, r.Fields), StringComparer.Ordinal);
        Relations = layout.Relations.Values.ToDictionary(r => r.Relation.Name, r => new RelationColumns(r.Relation, r.Fields), StringComparer.Ordinal);
    }

    public Dictionary<string, RecordColumns> Records { get; }

    public Dictionary<string, RelationColumns> Relations { get; }

    public int Count { get; private set; }

    public int Persons => _personStart[Count];

    /// <summary>The number of the first person of a case in the batch.</summary>
    public int FirstPerson(int index) => _personStart[index];

    public int PersonCount(int index) => _personStart[index + 1] - _personStart[index];

    /// <summary>The day of the request as a day number, or -1.</summary>
    public int RequestedOn(int index) => _requestedOn[index];

    public bool IsExotic(int index) => _exotic[index];

    /// <summary>The case as it was read.</summary>
    public Case Source(int index) => _sources[index]!;

    public void Clear()
    {
        Count = 0;
        _sources.Clear();
        foreach (RecordColumns record in Records.Values) record.Clear();
        foreach (RelationColumns relation in Relations.Values) relation.Clear();
    }

    public void Add(Case subject)
    {
        if (Count + 1 >= _personStart.Length)
        {
            Array.Resize(ref _personStart, _personStart.Length * 2);
            Array.Resize(ref _requestedOn, _personStart.Length);
            Array.Resize(ref _exotic, _personStart.Length);
        }
        _sources.Add(subject);
        _requestedOn[Count] = subject.RequestedOn?.DayNumber ?? -1;
        _exotic[Count] = subject.Persons.Count > MaximumPersons || subject.KnownFrom is not null || subject.UnknownRelations.Count > 0;
        foreach (RecordColumns record in Records.Values)
            foreach (Person person in subject.Persons) Add(record, person);
        foreach (RelationColumns relation in Relations.Values)
        {
            relation.NextCase();
            IReadOnlyList<Link> links = subject.LinksOf(relation.Relation);
            _exotic[Count] |= links.Count > MaximumPersons;
            foreach (Link link in links) Add(relation, link);
        }
        Count++;
        _personStart[Count] = _personStart[Count - 1] + subject.Persons.Count;
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
            if (entry.Span.From.IsUnknown || entry.Span.To.IsUnknown) _exotic[Count] = true;
            if (entry.Held) columns.AddRow(RowKind.Entry, KeyNumber(entry.Key), First(entry.Span), Last(entry.Span));
            else columns.AddRow(RowKind.NotHeld, 0, entry.NotHeldOn?.DayNumber ?? -1, -1);
            AddCells(columns.Fields, entry.Fields, columns.Record.Fields);
        }
    }

    private void Add(RelationColumns columns, Link link)
    {
        if (link.Span.From.IsUnknown || link.Span.To.IsUnknown) _exotic[Count] = true;
        columns.AddLink(link.From.Index, link.To.Index, link.Kind is null ? 0 : _texts.NumberOf(link.Kind), First(link.Span), Last(link.Span));
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
                case { } value when Number(value, definitions[name].Type, _texts) is { } number: column.Add(CellState.Known, number); break;
                default:
                    _exotic[Count] = true;
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
