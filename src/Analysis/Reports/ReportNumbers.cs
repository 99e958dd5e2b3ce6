using System.Globalization;

namespace RightsEngine.Analysis.Reports;

/// <summary>Numbers as programs read them.</summary>
internal static class ReportNumbers
{
    /// <summary>All the decimals a number has, without zeros behind them.</summary>
    public static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
