namespace RightsEngine.Analysis.Simulation;

/// <summary>Cells of CSV.</summary>
internal static class CsvText
{
    /// <summary>A text as a cell: in quotes where it must be.</summary>
    public static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
