using RightsEngine.Language.Core;
using RightsEngine.Source;

namespace RightsEngine.Concepts.Catalogue;

/// <summary>What is being checked now, so that a definition that needs itself is found and named with its whole circle.</summary>
internal sealed class BindingStack(DiagnosticBag diagnostics)
{
    private readonly List<(object Key, string Name, Location? At)> _running = [];

    /// <summary>Runs a check unless it is already running; then reports the circle.</summary>
    public void Run(Symbol symbol, Location? at, Action check) => Run(symbol, symbol.Name, at, check);

    /// <summary>Runs a check unless one for the same key is already running; then reports the circle.</summary>
    public void Run(object key, string name, Location? at, Action check)
    {
        int start = _running.FindIndex(r => ReferenceEquals(r.Key, key));
        if (start >= 0)
        {
            var circle = _running.Skip(start).ToList();
            // The report stands at the first declaration of the file order, wherever the check happened to enter the circle.
            int first = circle.Select((c, i) => (c, i)).OrderBy(x => x.c.At?.File.Path ?? "", StringComparer.Ordinal).ThenBy(x => x.c.At?.Span.Start ?? 0).First().i;
            var ordered = circle.Skip(first).Concat(circle.Take(first)).ToList();
            diagnostics.Add(ConceptErrors.Cycle(ordered[0].At, [.. ordered.Select(c => c.Name), ordered[0].Name],
                [.. ordered.Skip(1).Where(c => c.At is not null).Select(c => new Label(c.At!.Value, $"through `{c.Name}`"))]));
            return;
        }
        _running.Add((key, name, at));
        try
        {
            check();
        }
        finally
        {
            _running.RemoveAt(_running.Count - 1);
        }
    }
}
