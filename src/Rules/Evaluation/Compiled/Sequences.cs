namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// The orders of lists of one case that are not the order of the case, by number; 0 is the order of the case. A list that
/// is filtered keeps its order: what is no longer in it is passed over. Makes no garbage.
/// </summary>
internal sealed class Sequences
{
    private byte[] _items = new byte[256];
    private int[] _starts = new int[32];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>The order of two lists one after another, in which everyone keeps the first place.</summary>
    /// <param name="first">The order of the first list.</param>
    /// <param name="members">Who is in it.</param>
    /// <param name="second">The order of the second list.</param>
    /// <param name="others">Who is in that.</param>
    public int Join(int first, long members, int second, long others)
    {
        long added = others & ~members;
        if (added == 0) return first;
        if (members == 0) return second;
        if ((first | second) == 0 && Masks.Follows(members, others)) return 0;
        int next = _starts[_count];
        if (_items.Length < next + Masks.Most) Array.Resize(ref _items, _items.Length * 2);
        if (_starts.Length < _count + 2) Array.Resize(ref _starts, _starts.Length * 2);
        next = Put(next, first, members);
        _starts[_count + 1] = Put(next, second, added);
        return ++_count;
    }

    /// <summary>Whoever stands first of some members of a list.</summary>
    public int First(int order, long members)
    {
        if (order == 0) return Masks.Lowest(members);
        for (int at = _starts[order - 1]; at < _starts[order]; at++)
            if ((members & Masks.Bit(_items[at])) != 0) return _items[at];
        return Masks.Lowest(members);
    }

    /// <summary>Whoever stands last of some members of a list.</summary>
    public int Last(int order, long members)
    {
        if (order == 0) return Masks.Highest(members);
        for (int at = _starts[order] - 1; at >= _starts[order - 1]; at--)
            if ((members & Masks.Bit(_items[at])) != 0) return _items[at];
        return Masks.Highest(members);
    }

    /// <summary>Whether the same members stand in the same order in two lists.</summary>
    public bool AreAlike(int one, int other, long members)
    {
        for (long rest = one == other ? 0 : members; rest != 0;)
        {
            int next = First(one, rest);
            if (First(other, rest) != next) return false;
            rest &= ~Masks.Bit(next);
        }
        return true;
    }

    private int Put(int at, int order, long members)
    {
        for (long rest = members; rest != 0;)
        {
            int next = First(order, rest);
            _items[at++] = (byte)next;
            rest &= ~Masks.Bit(next);
        }
        return at;
    }
}
