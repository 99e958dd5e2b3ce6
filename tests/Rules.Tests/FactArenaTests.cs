using RightsEngine.Rules.Evaluation.Compiled;

namespace RightsEngine.Rules.Tests;

/// <summary>Sets of missing facts do not depend on what was decided before.</summary>
public sealed class FactArenaTests
{
    [Fact]
    public void Bounds_of_the_case_before_are_forgotten()
    {
        var arena = new FactArena();
        // Leaves a bound under the same number that the next case gives to another set.
        int before = arena.Of(kind: 1);
        arena.Bounded(before, 0, 5);
        arena.Clear();
        int first = arena.Of(kind: 2), second = arena.Of(kind: 3);
        Assert.Equal((2, 3), (first, second));
        int bounded = arena.Bounded(second, 1, 2);
        Assert.Equal(second, arena.Plain(bounded));
        Assert.Equal([3], arena[arena.Union(bounded, 0)].ToArray().Select(FactArena.KindOf));
        Assert.False(arena.TryBounds(second, out _, out _));
    }
}
