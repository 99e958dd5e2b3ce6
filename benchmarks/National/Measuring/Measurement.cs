namespace RightsEngine.National.Measuring;

/// <summary>What was measured of a contestant.</summary>
/// <param name="Name">The contestant.</param>
/// <param name="Households">How many households it decided in each run.</param>
internal sealed record Measurement(string Name, int Households)
{
    public List<double> Seconds { get; } = [];

    /// <summary>Seconds of all processors together.</summary>
    public List<double> ProcessorSeconds { get; } = [];

    public long PeakBytes { get; set; }

    /// <summary>Why there are no figures, or null.</summary>
    public string? Failure { get; set; }

    public double Min => Seconds.Min();

    public double Max => Seconds.Max();

    public double Median => Middle(Seconds);

    public double Processor => Middle(ProcessorSeconds);

    /// <summary>Households per second, by the median.</summary>
    public double Rate => Households / Median;

    /// <summary>Households per second of one processor.</summary>
    public double ProcessorRate => Households / Processor;

    private static double Middle(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
