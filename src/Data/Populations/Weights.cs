namespace RightsEngine.Data.Populations;

/// <summary>A choice among numbered things by weight.</summary>
internal sealed class Weights
{
    // The largest random number for which each is chosen, in parts of 2^64: whole numbers, so that every machine draws alike.
    private readonly ulong[] _upTo;

    public Weights(IReadOnlyList<decimal> weights)
    {
        decimal total = weights.Sum(), sum = 0;
        _upTo = new ulong[weights.Count];
        for (int i = 0; i < _upTo.Length; i++)
        {
            sum += weights[i];
            _upTo[i] = sum >= total ? ulong.MaxValue : (ulong)(sum / total * ulong.MaxValue);
        }
    }

    public int Pick(ulong random)
    {
        int i = 0;
        while (random > _upTo[i]) i++;
        return i;
    }
}

/// <summary>How likely something is.</summary>
internal readonly record struct Chance
{
    private readonly ulong _below;
    private readonly bool _always;

    public Chance(decimal share) => (_below, _always) = ((ulong)(decimal.Clamp(share, 0, 1) * ulong.MaxValue), share >= 1);

    public static Chance Always { get; } = new(1);

    public static Chance Never { get; } = new(0);

    public bool IsAlways => _always;

    public bool IsNever => _below == 0;

    public bool Holds(ulong random) => _always || random < _below;
}

/// <summary>Whole numbers by weight: each range has a weight, and within it all are alike.</summary>
internal sealed class Ranges
{
    private readonly Weights _weights;
    private readonly (long From, long To)[] _ranges;

    public Ranges(IReadOnlyList<(long From, long To, decimal Weight)> ranges)
    {
        _ranges = [.. ranges.Select(r => (r.From, r.To))];
        _weights = new Weights([.. ranges.Select(r => r.Weight)]);
    }

    public long Smallest => _ranges.Min(r => r.From);

    public long Largest => _ranges.Max(r => r.To);

    public long Pick(ulong stream, int site, int person, int part)
    {
        (long from, long to) = _ranges[_weights.Pick(Draw.At(stream, site, person, part * 2))];
        return from == to ? from : from + Draw.Below(Draw.At(stream, site, person, part * 2 + 1), (ulong)(to - from) + 1);
    }
}
