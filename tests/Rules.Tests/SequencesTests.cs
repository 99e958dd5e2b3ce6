using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Rules.Tests;

/// <summary>Orders of lists of persons beside that of the case.</summary>
public sealed class SequencesTests
{
    [Fact]
    public void Lists_one_after_another_keep_everyone_at_the_first_place()
    {
        var orders = new Sequences();
        Assert.Equal(0, orders.Join(0, Of(0, 1), 0, Of(2)));
        int first = orders.Join(0, Of(4, 6), 0, Of(1, 4));
        Assert.Equal([4, 6, 1], Listed(orders, first, Of(1, 4, 6)));
        int second = orders.Join(first, Of(1, 4, 6), 0, Of(0, 1, 2));
        Assert.Equal([4, 6, 1, 0, 2], Listed(orders, second, Of(0, 1, 2, 4, 6)));
        // The other way round the order is that of the second list, for whoever is new.
        int third = orders.Join(0, Of(1), second, Of(0, 1, 2, 4, 6));
        Assert.Equal([1, 4, 6, 0, 2], Listed(orders, third, Of(0, 1, 2, 4, 6)));
        Assert.Equal(first, orders.Join(first, Of(1, 4, 6), 0, Of(6)));
        Assert.Equal(second, orders.Join(0, 0, second, Of(2, 4)));
    }

    [Fact]
    public void A_list_of_which_some_are_left_out_keeps_its_order()
    {
        var orders = new Sequences();
        int order = orders.Join(0, Of(5, 7), 0, Of(2, 3));
        Assert.Equal([7, 2], Listed(orders, order, Of(2, 7)));
        Assert.Equal((7, 2), (orders.First(order, Of(2, 7)), orders.Last(order, Of(2, 7))));
        Assert.Equal((2, 7), (orders.First(0, Of(2, 7)), orders.Last(0, Of(2, 7))));
        Assert.False(orders.AreAlike(order, 0, Of(2, 7)));
        Assert.True(orders.AreAlike(order, 0, Of(2, 3)));
        Assert.True(orders.AreAlike(order, orders.Join(0, Of(5, 7), 0, Of(2)), Of(2, 5, 7)));
    }

    [Fact]
    public void Many_long_lists_have_room()
    {
        var orders = new Sequences();
        int order = 0;
        for (int i = 0; i < 200; i++) order = orders.Join(0, Of(63), order, -1);
        Assert.Equal([63, .. Enumerable.Range(0, 63)], Listed(orders, order, -1));
        orders.Clear();
        Assert.Equal([3, 1], Listed(orders, orders.Join(0, Of(3), 0, Of(1)), Of(1, 3)));
    }

    private static long Of(params int[] bits) => bits.Aggregate(0L, (mask, bit) => mask | Masks.Bit(bit));

    private static List<int> Listed(Sequences orders, int order, long members)
    {
        var list = new List<int>();
        for (long rest = members; rest != 0; rest &= ~Masks.Bit(list[^1])) list.Add(orders.First(order, rest));
        return list;
    }
}
