using RightsEngine.Language.Core;
using RightsEngine.Source;

namespace RightsEngine.Concepts.Catalogue;

/// <summary>
/// What is being checked now. A definition that needs itself is found and named with its whole circle; a chain of
/// declarations that need one another is kept so short that whoever follows it later, to hash or to evaluate, has stack enough.
/// </summary>
internal sealed class BindingStack(DiagnosticBag diagnostics)
{
    /// <summary>How many declarations may need each other in a row.</summary>
    public const int MaximumChain = 200;

    private readonly List<Frame> _running = [];

    // How long the chain below each declaration is that has been checked.
    private readonly Dictionary<object, int> _finished = new(ReferenceEqualityComparer.Instance);

    private sealed class Frame(object key, string name, Location? at)
    {
        public object Key { get; } = key;

        public string Name { get; } = name;

        public Location? At { get; } = at;

        public int LongestBelow { get; set; }
    }

    /// <summary>Runs a check unless it is already running; then reports the circle.</summary>
    public void Run(Symbol symbol, Location? at, Action check) => Run(symbol, symbol.Name, at, check);

    /// <summary>Runs a check, once for each key; when one for the same key is already running, reports the circle.</summary>
    public void Run(object key, string name, Location? at, Action check)
    {
        if (_finished.ContainsKey(key))
        {
            Uses(key);
            return;
        }
        int start = _running.FindIndex(r => ReferenceEquals(r.Key, key));
        if (start >= 0)
        {
            ReportCircle(_running[start..]);
            return;
        }
        if (_running.Count >= MaximumChain)
        {
            diagnostics.Add(ConceptErrors.ChainTooLong(at, name, MaximumChain));
            return;
        }
        var frame = new Frame(key, name, at);
        _running.Add(frame);
        try
        {
            check();
        }
        finally
        {
            _running.RemoveAt(_running.Count - 1);
        }
        // Checked from its far end, a chain never fills the stack of checks; its length is found all the same, and reported once.
        if (frame.LongestBelow == MaximumChain) diagnostics.Add(ConceptErrors.ChainTooLong(at, name, MaximumChain));
        _finished[key] = frame.LongestBelow + 1;
        Uses(key);
    }

    /// <summary>Notes that what is being checked now needs something that has been checked before.</summary>
    public void Uses(object key)
    {
        if (_running.Count > 0 && _finished.TryGetValue(key, out int length)) _running[^1].LongestBelow = Math.Max(_running[^1].LongestBelow, length);
    }

    private void ReportCircle(List<Frame> circle)
    {
        // The report stands at the first declaration of the file order, wherever the check happened to enter the circle.
        int first = circle.Select((c, i) => (c, i)).OrderBy(x => x.c.At?.File.Path ?? "", StringComparer.Ordinal).ThenBy(x => x.c.At?.Span.Start ?? 0).First().i;
        List<Frame> ordered = [.. circle.Skip(first), .. circle.Take(first)];
        diagnostics.Add(ConceptErrors.Cycle(ordered[0].At, [.. ordered.Select(c => c.Name), ordered[0].Name],
            [.. ordered.Skip(1).Where(c => c.At is not null).Select(c => new Label(c.At!.Value, $"through `{c.Name}`"))]));
    }
}
