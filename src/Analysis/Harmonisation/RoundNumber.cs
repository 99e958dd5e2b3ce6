namespace RightsEngine.Analysis.Harmonisation;

/// <summary>Finds the roundest number of a stretch: laws have round figures.</summary>
internal static class RoundNumber
{
    private const int MostDecimals = 9;
    private const int MostZeros = 6;

    /// <summary>The number with the fewest decimals, and among those the one nearest to the middle; null where one with nine decimals does not fit.</summary>
    public static decimal? In(SweepStretch stretch)
    {
        // Of a stretch without end the beginning is as good as any part of it.
        decimal middle = (stretch.From + (stretch.To ?? stretch.From * 2 + 1)) / 2;
        for (int digits = -MostZeros; digits <= MostDecimals; digits++)
        {
            decimal unit = Unit(digits);
            decimal nearest = Math.Round(middle / unit, MidpointRounding.ToEven) * unit;
            foreach (decimal number in (decimal[])[nearest, nearest + unit, nearest - unit])
                if (Fits(stretch, number)) return number;
        }
        return null;
    }

    private static decimal Unit(int digits)
    {
        decimal unit = 1;
        for (int i = 0; i < Math.Abs(digits); i++) unit = digits < 0 ? unit * 10 : unit / 10;
        return unit;
    }

    private static bool Fits(SweepStretch stretch, decimal number) =>
        (number > stretch.From || (number == stretch.From && stretch.IsFromIncluded))
        && ((stretch.To ?? stretch.From * 2 + 1) is var to && (number < to || (number == to && stretch.IsToIncluded)));
}
