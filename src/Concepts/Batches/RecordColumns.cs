using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Concepts.Batches;

/// <summary>A record of all persons of a batch: the entries of a person stand together, in their order.</summary>
internal sealed class RecordColumns(RecordDefinition record, IEnumerable<string> fields)
{
    /// <summary>The day of an open boundary.</summary>
    public const int Open = int.MaxValue;

    public RecordDefinition Record { get; } = record;

    public Dictionary<string, FieldColumn> Fields { get; } = fields.ToDictionary(f => f, _ => new FieldColumn(), StringComparer.Ordinal);

    /// <summary>Where the entries of each person start; one more than there are persons.</summary>
    public int[] RowStart = new int[256];

    /// <summary>Whether the source could not tell anything about a person.</summary>
    public bool[] WhollyUnknown = new bool[256];

    /// <summary>The year, or year × 100 + quarter or month; 0 for records without key.</summary>
    public int[] Keys = new int[256];

    /// <summary>The person whose row it is, by number in the batch.</summary>
    public int[] Owner = new int[256];

    /// <summary>First day, as a day number; <see cref="int.MinValue"/> when open.</summary>
    public int[] From = new int[256];

    /// <summary>Last day, as a day number; <see cref="Open"/> when open.</summary>
    public int[] To = new int[256];

    public RowKind[] Kinds = new RowKind[256];

    public int Rows { get; private set; }

    public int Persons { get; private set; }

    /// <summary>Whether there is anything but entries: persons or keys of whom nothing is known, statuses that are denied.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Whether every person has one row.</summary>
    public bool IsOneEach => _oneEach && Rows == Persons;

    private bool _oneEach = true;

    public void Clear()
    {
        (Rows, Persons, IsPartial, _oneEach) = (0, 0, false, true);
        foreach (FieldColumn column in Fields.Values) column.Clear();
    }

    /// <summary>Starts the entries of the next person.</summary>
    public void NextPerson(bool whollyUnknown)
    {
        if (Persons + 1 >= RowStart.Length)
        {
            Array.Resize(ref RowStart, RowStart.Length * 2);
            Array.Resize(ref WhollyUnknown, RowStart.Length);
        }
        _oneEach &= Rows == Persons;
        IsPartial |= whollyUnknown;
        WhollyUnknown[Persons] = whollyUnknown;
        RowStart[Persons++] = Rows;
        RowStart[Persons] = Rows;
    }

    /// <summary>Adds an entry of the current person; its cells are added to <see cref="Fields"/> by the caller.</summary>
    public void AddRow(RowKind kind, int key, int from, int to)
    {
        if (Rows == Keys.Length)
        {
            int size = Rows * 2;
            Array.Resize(ref Keys, size);
            Array.Resize(ref Owner, size);
            Array.Resize(ref From, size);
            Array.Resize(ref To, size);
            Array.Resize(ref Kinds, size);
        }
        IsPartial |= kind != RowKind.Entry;
        (Owner[Rows], Keys[Rows], From[Rows], To[Rows], Kinds[Rows]) = (Persons - 1, key, from, to, kind);
        RowStart[Persons] = ++Rows;
    }
}

/// <summary>What an entry says.</summary>
internal enum RowKind : byte
{
    Entry,

    /// <summary>The source could not tell about this key.</summary>
    UnknownKey,

    /// <summary>A status is known not to be held on the day <c>From</c>.</summary>
    NotHeld,
}
