using RightsEngine.Rules.Decisions;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Rows that were written right by right, put in the order of their cases.</summary>
internal sealed partial class DecisionBatch
{
    private int[] _order = [];
    private int[] _other = [];
    private int[] _counts = [];
    private int[] _starts = [];
    private long[] _longs = [];
    private ulong[] _bits = [];
    private int[] _numbers = [];
    private short[] _shorts = [];
    private Outcome[] _outcomes = [];
    private DecisionFlags[] _flags = [];

    /// <summary>Puts the rows in the order of cases, then of rights and periods; holders keep their order.</summary>
    /// <param name="cases">How many cases there are.</param>
    /// <param name="steps">How many rights and periods.</param>
    public void PutInCaseOrder(int cases, int steps)
    {
        if (IsInCaseOrder()) return;
        if (_order.Length < Count) (_order, _other, _starts) = (new int[Case.Length], new int[Case.Length], new int[Case.Length + 1]);
        int[] counts = Counts(Math.Max(cases, steps) + 1);
        // By right, then by case; rows that are alike in the last stay as they were.
        for (int row = 0; row < Count; row++) _other[row] = row;
        for (int row = 0; row < Count; row++) counts[Step[row] + 1]++;
        Sort(counts, steps, _other, _order, Step);
        Array.Clear(counts);
        for (int row = 0; row < Count; row++) counts[Case[row] + 1]++;
        Sort(counts, cases, _order, _other, Case);
        (_order, _other) = (_other, _order);
        Move();
    }

    private bool IsInCaseOrder()
    {
        for (int row = 1; row < Count; row++)
            if (Case[row] < Case[row - 1] || (Case[row] == Case[row - 1] && Step[row] < Step[row - 1])) return false;
        return true;
    }

    private int[] Counts(int size)
    {
        if (_counts.Length < size) _counts = new int[size * 2];
        Array.Clear(_counts);
        return _counts;
    }

    private void Sort(int[] counts, int keys, int[] from, int[] to, short[] keyOf)
    {
        for (int key = 0; key < keys; key++) counts[key + 1] += counts[key];
        for (int i = 0; i < Count; i++) to[counts[keyOf[from[i]]]++] = from[i];
    }

    private void Sort(int[] counts, int keys, int[] from, int[] to, int[] keyOf)
    {
        for (int key = 0; key < keys; key++) counts[key + 1] += counts[key];
        for (int i = 0; i < Count; i++) to[counts[keyOf[from[i]]]++] = from[i];
    }

    private void Move()
    {
        MoveFacts();
        Move(ref Case, ref _numbers);
        Move(ref Step, ref _shorts);
        Move(ref First, ref _numbers);
        Move(ref Second, ref _numbers);
        Move(ref Members, ref _longs);
        Move(ref Outcomes, ref _outcomes);
        Move(ref Flags, ref _flags);
        Move(ref Amounts, ref _longs);
        Move(ref Low, ref _longs);
        Move(ref High, ref _longs);
        Move(ref True, ref _bits);
        Move(ref False, ref _bits);
        Move(ref Missing, ref _numbers);
        Move(ref Shown, ref _shorts);
        Move(ref Until, ref _numbers);
        if (Others.Count == 0) return;
        (int, Decision)[] others = [.. Enumerable.Range(0, Count).Where(row => Others.ContainsKey(_order[row])).Select(row => (row, Others[_order[row]]))];
        Others.Clear();
        foreach ((int row, Decision decision) in others) Others[row] = decision;
    }

    private void Move<T>(ref T[] column, ref T[] spare)
    {
        if (spare.Length < column.Length) spare = new T[column.Length];
        T[] from = column, to = spare;
        ReadOnlySpan<int> order = _order.AsSpan(0, Count);
        for (int row = 0; row < order.Length; row++) to[row] = from[order[row]];
        // The other array is as long or longer; columns may differ in length as long as all hold every row.
        (column, spare) = (to, from);
    }

    private void MoveFacts()
    {
        if (FactStart[Count] == FactStart[0]) return;
        int[] facts = FactsAside();
        int next = 0;
        for (int row = 0; row < Count; row++)
        {
            _starts[row] = next;
            int from = FactStart[_order[row]], length = FactStart[_order[row] + 1] - from;
            Facts.AsSpan(from, length).CopyTo(facts.AsSpan(next));
            next += length;
        }
        _starts[Count] = next;
        _starts.AsSpan(0, Count + 1).CopyTo(FactStart);
        (Facts, _factsAside) = (facts, Facts);
    }

    private int[] _factsAside = [];

    private int[] FactsAside()
    {
        if (_factsAside.Length < Facts.Length) _factsAside = new int[Facts.Length];
        return _factsAside;
    }
}
