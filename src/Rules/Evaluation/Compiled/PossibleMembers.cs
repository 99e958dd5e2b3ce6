namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>
/// The members of lists of one case that are only possible, each with the facts that would tell. A list with some has a
/// state of its own, at most <see cref="First"/>, and as its value the mask of those who are members for certain; the
/// state names the member added last, which names the one before. Makes no garbage.
/// </summary>
internal sealed class PossibleMembers(FactArena facts)
{
    /// <summary>The highest state of a list with members that are only possible.</summary>
    public const int First = -2;

    private const int Nobody = -1;

    private Member[] _members = new Member[16];
    private int _count;

    /// <param name="Mask">This member and those before.</param>
    /// <param name="Bit">Who it is; <see cref="Nobody"/> for facts on which the order hangs.</param>
    /// <param name="Facts">The facts that would tell.</param>
    /// <param name="Before">The state of the list without it.</param>
    private readonly record struct Member(long Mask, int Bit, int Facts, int Before);

    /// <summary>Whether a state is that of a list with members that are only possible.</summary>
    public static bool IsPartial(int state) => state <= First;

    public void Clear() => _count = 0;

    /// <summary>The state of a list with one more possible member; who is one already becomes so by these facts too.</summary>
    public int Add(int state, int bit, int given) => Add(new Member(Mask(state) | Masks.Bit(bit), bit, given, state));

    /// <summary>The state of a list whose order hangs on facts too.</summary>
    public int AddOrder(int state, int given) => Add(new Member(Mask(state), Nobody, given, state));

    /// <summary>The state of a list whose order hangs on what that of another hangs on too.</summary>
    public int AddOrderOf(int state, int other)
    {
        for (int at = other; at <= First; at = _members[First - at].Before)
            if (_members[First - at].Bit == Nobody) state = AddOrder(state, _members[First - at].Facts);
        return state;
    }

    /// <summary>The state of a list without members whose order hangs on what that of another hangs on.</summary>
    public int OrderOf(int other) => AddOrderOf(0, other);

    /// <summary>The facts on which the order hangs; 0 when it hangs on none.</summary>
    public int FactsOfOrder(int state) => FactsOf(state, Nobody);

    /// <summary>The state of a list with the members of another one that are only possible.</summary>
    /// <param name="state">The list.</param>
    /// <param name="other">The state of the other list.</param>
    /// <param name="certain">The members of the other list that are certain.</param>
    /// <param name="given">The facts by which the other list counts at all; 0 when it does.</param>
    public int AddAll(int state, int other, long certain, int given)
    {
        if (given != 0)
            for (long rest = certain; rest != 0; rest &= rest - 1) state = Add(state, Masks.Lowest(rest), given);
        for (long rest = Mask(other) & ~certain; rest != 0; rest &= rest - 1)
        {
            int bit = Masks.Lowest(rest);
            state = Add(state, bit, facts.Union(given, FactsOf(other, bit)));
        }
        return state;
    }

    /// <summary>Everyone who was added, whether certain elsewhere or not.</summary>
    public long Mask(int state) => state > First ? 0 : _members[First - state].Mask;

    /// <summary>The facts on which the membership of one who is only possible hangs.</summary>
    public int FactsOf(int state, int bit)
    {
        int all = 0;
        for (int at = state; at <= First; at = _members[First - at].Before)
            if (_members[First - at].Bit == bit) all = facts.Union(all, _members[First - at].Facts);
        return all;
    }

    /// <summary>The facts on which any membership hangs, and the order.</summary>
    public int FactsOfAll(int state, long certain)
    {
        int all = 0;
        for (int at = state; at <= First; at = _members[First - at].Before)
            if (_members[First - at].Bit is var bit && (bit == Nobody || (certain & Masks.Bit(bit)) == 0)) all = facts.Union(all, _members[First - at].Facts);
        return all;
    }

    /// <summary>The state of a list whose certain members are now known: one that is certain somewhere is no longer only possible.</summary>
    public int Settle(int state, long certain) => state <= First && (Mask(state) & ~certain) == 0 && FactsOfOrder(state) == 0 ? 0 : state;

    private int Add(Member member)
    {
        if (_count == _members.Length) Array.Resize(ref _members, _count * 2);
        _members[_count] = member;
        return First - _count++;
    }
}
