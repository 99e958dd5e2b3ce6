namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>The sets of kinds of missing facts of a run, numbered; 0 is the empty set. Shared by all threads.</summary>
internal sealed class KindSets(FactKinds kinds)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private FactKind[][] _sets = [[]];

    /// <summary>The kinds of a set, in ordinal order.</summary>
    public IReadOnlyList<FactKind> this[int number] => Volatile.Read(ref _sets)[number];

    public int NumberOf(ReadOnlySpan<int> set)
    {
        FactKind[] found = new FactKind[set.Length];
        for (int i = 0; i < set.Length; i++) found[i] = kinds[set[i]];
        Array.Sort(found);
        string name = string.Join(' ', found.Select(k => $"{k}{(k.OfPerson ? 'p' : 'n')}{(k.OfLink ? 'l' : 'n')}"));
        lock (_lock)
        {
            if (_numbers.TryGetValue(name, out int number)) return number;
            Volatile.Write(ref _sets, [.. _sets, found]);
            return _numbers[name] = _sets.Length - 1;
        }
    }
}

/// <summary>What one thread remembers of the numbers of sets, so that it makes no garbage for sets seen before.</summary>
internal sealed class KindSetMemory(KindSets sets)
{
    private int[] _slots = new int[256];
    private readonly List<(int Start, int Length, int Number)> _known = [];
    private int[] _kinds = new int[1024];
    private int _used;

    /// <summary>The number of the set of kinds of some facts, which are sorted.</summary>
    public int NumberOf(ReadOnlySpan<int> facts)
    {
        if (facts.Length == 0) return 0;
        if (_used + facts.Length > _kinds.Length) Array.Resize(ref _kinds, Math.Max(_kinds.Length * 2, _used + facts.Length));
        int length = 0;
        uint hash = 17;
        foreach (int fact in facts)
        {
            int kind = FactArena.KindOf(fact);
            if (length > 0 && _kinds[_used + length - 1] == kind) continue;
            _kinds[_used + length++] = kind;
            hash = unchecked((hash ^ (uint)kind) * 0x9E3779B1);
        }
        ReadOnlySpan<int> set = _kinds.AsSpan(_used, length);
        int slot = (int)(hash >> 8) & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            (int start, int size, int number) = _known[_slots[slot] - 1];
            if (set.SequenceEqual(_kinds.AsSpan(start, size))) return number;
        }
        return Add(set, slot);
    }

    private int Add(ReadOnlySpan<int> set, int slot)
    {
        int number = sets.NumberOf(set);
        _known.Add((_used, set.Length, number));
        _slots[slot] = _known.Count;
        _used += set.Length;
        if (_known.Count * 2 >= _slots.Length) Forget();
        return number;
    }

    /// <summary>More sets than a table this small can tell apart quickly: start again with a larger one.</summary>
    private void Forget()
    {
        _slots = new int[_slots.Length * 2];
        _known.Clear();
        _used = 0;
    }
}
