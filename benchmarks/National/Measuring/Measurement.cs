namespace RightsEngine.National.Measuring;

/// <summary>What was measured of a contestant.</summary>
/// <param name="Name">The contestant.</param>
/// <param name="Households">How many households it decided in each run.</param>
internal sealed record Measurement(string Name, int Households)
{
    public List<double> Seconds { get; } = [];

    public long PeakBytes { get; set; }

    /// <summary>Why there are no figures, or null.</summary>
    public string? Failure { get; set; }

    public double Min => Seconds.Min();

    public double Max => Seconds.Max();

    public double Median => Seconds.Order().ElementAt(Seconds.Count / 2) is var upper && Seconds.Count % 2 == 1 ? upper : (upper + Seconds.Order().ElementAt(Seconds.Count / 2 - 1)) / 2;

    /// <summary>Households per second, by the median.</summary>
    public double Rate => Households / Median;
}
