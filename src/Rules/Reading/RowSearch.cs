using System.Numerics;

namespace RightsEngine.Rules.Reading;

/// <summary>
/// Looks for a point at which two rows hold, and for one at which none does. A point is a sample per column; for each
/// sample the rows that pass are one set, and the sets of a point are intersected column by column. Where too few rows
/// are left to find anything, the columns behind are not tried. Work is counted, so that a large table takes bounded time.
/// </summary>
/// <param name="maximumWork">How many cells and words of sets may be looked at in all.</param>
internal sealed class RowSearch(long maximumWork)
{
    private const int Bits = 64;

    private long _work;
    private ulong[][][] _passing = []; // by column and sample
    private ulong[][] _left = []; // by column: the rows left before it
    private int[] _point = [];
    private bool _wantsOverlap;
    private bool _wantsGap;

    /// <summary>Whether the search was broken off.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>The first point at which two rows hold, with the first two.</summary>
    public (int[] Point, (int First, int Second) Rows)? Overlap { get; private set; }

    /// <summary>The first point at which no row holds.</summary>
    public int[]? Gap { get; private set; }

    public void Look(int[] samples, int rows, Func<int, int, int, bool> passes, bool overlap, bool gap)
    {
        (Overlap, Gap, _wantsOverlap, _wantsGap) = (null, null, overlap, gap);
        long cells = samples.Sum(s => (long)s) * rows;
        if (cells > maximumWork - _work)
        {
            IsExhausted = true;
            return;
        }
        _work += cells;
        int words = (rows + Bits - 1) / Bits;
        _passing = [.. samples.Select((count, column) => Enumerable.Range(0, count).Select(sample => Set(rows, words, row => passes(row, column, sample))).ToArray())];
        _left = [.. Enumerable.Range(0, samples.Length + 1).Select(_ => new ulong[words])];
        _left[0] = Set(rows, words, _ => true);
        _point = new int[samples.Length];
        Walk(0);
    }

    private void Walk(int column)
    {
        ulong[] left = _left[column];
        _work += left.Length;
        IsExhausted |= _work > maximumWork;
        int count = 0;
        foreach (ulong word in left) count += BitOperations.PopCount(word);
        if (count == 0 && _wantsGap)
        {
            Array.Clear(_point, column, _point.Length - column);
            (Gap, _wantsGap) = ([.. _point], false);
        }
        if (count >= 2 && _wantsOverlap && column == _point.Length)
        {
            int[] held = [.. Enumerable.Range(0, left.Length * Bits).Where(r => (left[r / Bits] >> (r % Bits) & 1) != 0).Take(2)];
            (Overlap, _wantsOverlap) = (([.. _point], (held[0], held[1])), false);
        }
        if (column == _point.Length) return;
        for (int sample = 0; sample < _passing[column].Length; sample++)
        {
            if (IsExhausted || count == 0 || !(_wantsGap || (_wantsOverlap && count >= 2))) return;
            _point[column] = sample;
            ulong[] passing = _passing[column][sample], next = _left[column + 1];
            for (int i = 0; i < next.Length; i++) next[i] = left[i] & passing[i];
            Walk(column + 1);
        }
    }

    private static ulong[] Set(int rows, int words, Func<int, bool> holds)
    {
        var set = new ulong[words];
        for (int row = 0; row < rows; row++)
            if (holds(row)) set[row / Bits] |= 1UL << (row % Bits);
        return set;
    }
}
