using System.Globalization;

namespace RightsEngine.Analysis.Sheets;

/// <summary>How numbers stand in sheets: without separators, so that programs read them too.</summary>
internal static class SheetNumbers
{
    public static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>To the cent, where there are cents.</summary>
    public static string Amount(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, to two decimals.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "" : (100m * part / whole).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A number with no more decimals than it has.</summary>
    public static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
