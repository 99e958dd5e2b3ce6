namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The possible holders of a right in the case being decided, as columns that are kept from case to case.</summary>
/// <param name="keys">The most keys of any right: <c>first_by</c> and the parts of <c>one_per</c>.</param>
internal sealed class Candidates(int keys)
{
    public int Count { get; set; }

    /// <summary>The person, the first of a relation, or the first member.</summary>
    public int[] First = new int[8];

    /// <summary>The second of a relation.</summary>
    public int[] Second = new int[8];

    /// <summary>The link, or the mask of the members.</summary>
    public long[] Holder = new long[8];

    /// <summary>Whether the right concerns the holder, three-valued.</summary>
    public int[] Candidacy = new int[8];

    /// <summary>The number of the holder among all of the batch.</summary>
    public int[] Places = new int[8];

    public int[] KeyStates = new int[8 * keys];

    public long[] KeyValues = new long[8 * keys];

    public void Add(int first, int second, long holder, int candidacy)
    {
        if (Count == First.Length) Grow();
        (First[Count], Second[Count], Holder[Count], Candidacy[Count]) = (first, second, holder, candidacy);
        Count++;
    }

    /// <summary>Keeps the number of the holder added last.</summary>
    public void SetPlace(int place) => Places[Count - 1] = place;

    /// <summary>Keeps the keys of the holder that is added next.</summary>
    public void SetKey(int index, int state, long value)
    {
        if (Count == First.Length) Grow();
        (KeyStates[Count * keys + index], KeyValues[Count * keys + index]) = (state, value);
    }

    public int At(int candidate, int key) => candidate * keys + key;

    private void Grow()
    {
        int size = First.Length * 2;
        Array.Resize(ref First, size);
        Array.Resize(ref Second, size);
        Array.Resize(ref Holder, size);
        Array.Resize(ref Candidacy, size);
        Array.Resize(ref Places, size);
        Array.Resize(ref KeyStates, size * keys);
        Array.Resize(ref KeyValues, size * keys);
    }
}
