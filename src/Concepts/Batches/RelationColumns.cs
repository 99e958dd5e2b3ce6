using RightsEngine.Concepts.Catalogue;

namespace RightsEngine.Concepts.Batches;

/// <summary>The links of one relation of all cases of a batch; the links of a case stand together. Persons are numbered within their case.</summary>
internal sealed class RelationColumns(RelationDefinition relation, IEnumerable<string> fields)
{
    public RelationDefinition Relation { get; } = relation;

    public Dictionary<string, FieldColumn> Fields { get; } = fields.ToDictionary(f => f, _ => new FieldColumn(), StringComparer.Ordinal);

    /// <summary>Where the links of each case start; one more than there are cases.</summary>
    public int[] LinkStart = new int[256];

    /// <summary>Whether nobody could tell any link of a case, whoever it is of.</summary>
    public bool[] WhollyUnknown = new bool[256];

    /// <summary>Whether there is such a case in the batch.</summary>
    public bool HasWhollyUnknown { get; private set; }

    public int[] FromPerson = new int[256];

    public int[] ToPerson = new int[256];

    /// <summary>The kind as a number of a text; 0 when none was given.</summary>
    public long[] Kinds = new long[256];

    public int[] From = new int[256];

    public int[] To = new int[256];

    /// <summary>Whether nobody was asked about the cases that follow.</summary>
    public bool IsUnasked { get; set; }

    public int Links { get; private set; }

    public int Cases { get; private set; }

    /// <summary>The most links of any case.</summary>
    public int Most { get; private set; }

    public void Clear()
    {
        Links = Cases = Most = 0;
        HasWhollyUnknown = false;
        foreach (FieldColumn column in Fields.Values) column.Clear();
    }

    public void NextCase() => NextCase(IsUnasked);

    /// <summary>Starts the links of the next case.</summary>
    /// <param name="whollyUnknown">Whether nobody could tell any.</param>
    public void NextCase(bool whollyUnknown)
    {
        if (Cases + 1 >= LinkStart.Length)
        {
            Array.Resize(ref LinkStart, LinkStart.Length * 2);
            Array.Resize(ref WhollyUnknown, LinkStart.Length);
        }
        WhollyUnknown[Cases] = whollyUnknown;
        HasWhollyUnknown |= whollyUnknown;
        LinkStart[Cases++] = Links;
        LinkStart[Cases] = Links;
    }

    public void AddLink(int from, int to, long kind, int firstDay, int lastDay)
    {
        if (Links == FromPerson.Length)
        {
            int size = Links * 2;
            Array.Resize(ref FromPerson, size);
            Array.Resize(ref ToPerson, size);
            Array.Resize(ref Kinds, size);
            Array.Resize(ref From, size);
            Array.Resize(ref To, size);
        }
        (FromPerson[Links], ToPerson[Links], Kinds[Links], From[Links], To[Links]) = (from, to, kind, firstDay, lastDay);
        LinkStart[Cases] = ++Links;
        Most = Math.Max(Most, Links - LinkStart[Cases - 1]);
    }
}
