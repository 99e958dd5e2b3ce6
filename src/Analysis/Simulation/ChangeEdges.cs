namespace RightsEngine.Analysis.Simulation;

/// <summary>Where the bars of the distribution of changes begin and end, in units of money per year.</summary>
internal static class ChangeEdges
{
    public static readonly int[] All = [-5000, -2000, -1000, -500, -200, -100, 0, 100, 200, 500, 1000, 2000, 5000];

    /// <summary>The bar of a change: losses end at an edge, gains begin behind one, and no change is the bar after the edge 0.</summary>
    public static int BarOf(decimal change)
    {
        int bar = 0;
        while (bar < All.Length && change > All[bar]) bar++;
        return bar;
    }
}
