using RightsEngine.Language.Core;

namespace RightsEngine.Rules.Evaluation.Compiled;

/// <summary>Lists of which some members are only possible, and numbers between bounds.</summary>
internal sealed partial class KernelContext
{
    /// <summary>The members of lists of the case that are only possible.</summary>
    public PossibleMembers Possible { get; }

    /// <summary>Everyone who is or may be in a list.</summary>
    public long EveryMember(int state, long certain) => certain | Possible.Mask(state);

    /// <summary>The facts on which it hangs whether somebody is in a list; 0 when nothing does.</summary>
    public int MemberFacts(int state, long certain, int bit) => (certain & Masks.Bit(bit)) != 0 ? 0 : Possible.FactsOf(state, bit);

    public int AddMember(int state, int bit, int facts) => Possible.Add(state, bit, facts);

    public int AddMembers(int state, int other, long certain, int given) => Possible.AddAll(state, other, certain, given);

    public int OrderOfMembers(int state) => Possible.OrderOf(state);

    /// <summary>The possible members of a list after those of another were added, which stand behind: whoever was there keeps the place.</summary>
    /// <param name="state">The list.</param>
    /// <param name="certain">Its members that are certain.</param>
    /// <param name="order">Its order.</param>
    /// <param name="other">The state of the other list.</param>
    /// <param name="added">The members of the other list that are certain.</param>
    /// <param name="otherOrder">The order of the other list.</param>
    public int JoinMembers(int state, long certain, int order, int other, long added, int otherOrder)
    {
        long there = EveryMember(state, certain);
        int hindmost = Sequences.Last(order, there);
        for (long rest = EveryMember(other, added); rest != 0;)
        {
            int bit = Sequences.First(otherOrder, rest);
            rest &= ~Masks.Bit(bit);
            // Where somebody stands who was only possible before hangs on whether he was.
            if ((there & Masks.Bit(bit)) == 0) hindmost = bit;
            else if ((certain & Masks.Bit(bit)) == 0 && bit != hindmost)
            {
                state = Possible.AddOrder(state, Possible.FactsOf(state, bit));
            }
            there |= Masks.Bit(bit);
            if ((added & Masks.Bit(bit)) == 0) state = Possible.Add(state, bit, Possible.FactsOf(other, bit));
        }
        return Possible.AddOrderOf(state, other);
    }

    public int SettleMembers(int state, long certain) => Possible.Settle(state, certain);

    /// <summary>How many there are in a list of which some members are only possible: not known, with bounds.</summary>
    public int CountOf(int state, long certain)
    {
        long all = EveryMember(state, certain);
        // Whoever it hangs on where the members stand, there are as many.
        return all == certain ? 0 : Facts.Bounded(Possible.FactsOfAll(state, certain), Masks.Count(certain), Masks.Count(all));
    }

    /// <summary>The facts on which it hangs who is in a list; 0 when nothing does.</summary>
    public int PossibleFacts(int state, long certain) => Possible.FactsOfAll(state, certain);

    public int NumberBetween(int facts, long low, long high) => Facts.Bounded(facts, low, high);

    /// <summary>Whether two lists of persons are the same.</summary>
    public int SameMembers(int a, long x, int b, long y)
    {
        long all = EveryMember(a, x), others = EveryMember(b, y);
        // Who is in one for certain and cannot be in the other makes them different.
        if ((x & ~others) != 0 || (y & ~all) != 0) return 0;
        int facts = Facts.Union(Possible.FactsOfAll(a, x), Possible.FactsOfAll(b, y));
        return facts != 0 ? facts : x == y ? 1 : 0;
    }

    /// <summary>The facts on which the order of a list hangs; 0 when it hangs on none.</summary>
    public int FactsOfOrder(int state) => Possible.FactsOfOrder(state);

    /// <summary>Whether the first or last of a list is known: whoever stands before may be only possible. Absent when there is none.</summary>
    public int ItemOf(int state, long certain, int order, bool last)
    {
        long all = EveryMember(state, certain);
        if (all == 0) return 1;
        return (certain & Masks.Bit(last ? Sequences.Last(order, all) : Sequences.First(order, all))) != 0 ? 0 : Possible.FactsOfAll(state, certain);
    }

    /// <summary>Whether somebody who is known is in a list.</summary>
    public int IsMember(int state, long certain, long member)
    {
        long bit = Masks.Bit((int)member);
        return (certain & bit) != 0 ? 1 : (Possible.Mask(state) & bit) != 0 ? Possible.FactsOf(state, (int)member) : 0;
    }

    /// <summary>A comparison of which one side is known and the other lies between bounds; as it was found to be where they leave it open.</summary>
    /// <param name="op">The comparison.</param>
    /// <param name="a">The state of the left side.</param>
    /// <param name="x">Its value.</param>
    /// <param name="xUnit">What 1 is in it.</param>
    /// <param name="b">The state of the right side.</param>
    /// <param name="y">Its value.</param>
    /// <param name="yUnit">What 1 is in it.</param>
    /// <param name="found">The result without bounds.</param>
    public int BetweenBounds(ComparisonOperator op, int a, long x, long xUnit, int b, long y, long yUnit, int found)
    {
        if (b == 0 && Facts.TryBounds(a, out long low, out long high)) return Between(op, low, high, y, yUnit, found);
        return a == 0 && Facts.TryBounds(b, out low, out high) ? Between(Mirror(op), low, high, x, xUnit, found) : found;
    }

    private static int Between(ComparisonOperator op, Int128 low, Int128 high, long number, long unit, int found)
    {
        (low, high) = (low * unit, high * unit);
        (bool yes, bool no) = op switch
        {
            ComparisonOperator.Less => (high < number, low >= number),
            ComparisonOperator.LessOrEqual => (high <= number, low > number),
            ComparisonOperator.Greater => (low > number, high <= number),
            ComparisonOperator.GreaterOrEqual => (low >= number, high < number),
            ComparisonOperator.Equal => (false, number < low || number > high),
            _ => (number < low || number > high, false),
        };
        return yes ? 1 : no ? 0 : found;
    }

    private static ComparisonOperator Mirror(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };
}
