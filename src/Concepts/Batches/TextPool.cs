using System.Collections.Concurrent;

namespace RightsEngine.Concepts.Batches;

/// <summary>Gives each text a number, so that columns of texts, identifiers and codes are columns of numbers. Equal texts, equal numbers.</summary>
internal sealed class TextPool
{
    private readonly ConcurrentDictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _texts = new();
    private long _last;

    public long NumberOf(string text) => _numbers.GetOrAdd(text, t =>
    {
        long number = Interlocked.Increment(ref _last);
        _texts[number] = t;
        return number;
    });

    public string TextOf(long number) => _texts[number];
}
