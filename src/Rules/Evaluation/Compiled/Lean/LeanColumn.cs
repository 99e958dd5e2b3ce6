namespace RightsEngine.Rules.Evaluation.Compiled.Lean;

/// <summary>What a cell of a lean column holds.</summary>
internal static class LeanState
{
    public const byte Known = 0;

    /// <summary>There is none. The value is then 0.</summary>
    public const byte Absent = 1;

    /// <summary>Anything else: whoever reads it leaves the case to the general lane.</summary>
    public const byte Open = 2;

    /// <summary>A record that is not there, of which a rule says what that means.</summary>
    public const byte Silent = 3;
}

/// <summary>Something about each person, or each household, of a batch, computed once per batch. Kept from batch to batch.</summary>
internal sealed class LeanColumn
{
    private static long[] _ones = [];

    private long[] _own = [];

    /// <summary>Scaled numbers, days, codes, 0 and 1, masks. May be the array of another column, so they are not written to.</summary>
    public long[] Values = [];

    public byte[] States = [];

    /// <summary>Whether some state is not <see cref="LeanState.Known"/>; without, states need not be read.</summary>
    public bool HasOther;

    /// <summary>Whether all values are known to be 1; where that is not looked at, not.</summary>
    public bool IsAllOne;

    /// <summary>Makes room, with everything known; values are left as they are.</summary>
    public void Start(int count)
    {
        if (_own.Length < count) _own = new long[count * 2];
        if (States.Length < count) States = new byte[count * 2];
        else if (HasOther) Array.Clear(States);
        Values = _own;
        HasOther = IsAllOne = false;
    }

    /// <summary>The values of another column, which are 0 where they are absent, as known ones.</summary>
    public void TakeOver(LeanColumn other, int count)
    {
        Alias(other.Values, count);
        if (!other.HasOther || other.States.AsSpan(0, count).IndexOfAnyExceptInRange(LeanState.Known, LeanState.Absent) < 0) return;
        HasOther = true;
        for (int i = 0; i < count; i++) States[i] = other.States[i] > LeanState.Absent ? LeanState.Open : LeanState.Known;
    }

    /// <summary>1 for everybody.</summary>
    public void AllOne(int count)
    {
        long[] ones = _ones;
        if (ones.Length < count)
        {
            // Several threads may make them at once; they make the same.
            ones = new long[count * 2];
            Array.Fill(ones, 1);
            _ones = ones;
        }
        Alias(ones, count);
        IsAllOne = true;
    }

    /// <summary>The values of another column, all known.</summary>
    public void Alias(long[] values, int count)
    {
        Start(count);
        Values = values;
    }

    public void SetOther(int index, byte state)
    {
        if (state != LeanState.Known) HasOther = true;
        if (state == LeanState.Absent) Values[index] = 0;
        States[index] = state;
    }
}
