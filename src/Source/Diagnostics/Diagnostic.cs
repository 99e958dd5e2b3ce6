namespace RightsEngine.Source;

/// <summary>How serious a finding is.</summary>
public enum Severity
{
    /// <summary>For information.</summary>
    Information,

    /// <summary>Probably wrong; the rulebook can be used.</summary>
    Warning,

    /// <summary>Wrong; the rulebook or the case cannot be used.</summary>
    Error,
}

/// <summary>A further place that belongs to a finding, with its own text.</summary>
public sealed record Label(Location Location, string Text);

/// <summary>A finding about a file: what is wrong, where, and what to do.</summary>
/// <param name="Code">The stable code, such as <c>RE3002</c>.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">What is wrong: a lower-case fragment without a full stop.</param>
/// <param name="Location">Where; null when no file is at hand.</param>
/// <param name="Help">What to do, or null.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, Location? Location, string? Help = null)
{
    /// <summary>Further places that belong to the finding.</summary>
    public IReadOnlyList<Label> Labels { get; init; } = [];
}

/// <summary>What is the same for every finding of one code. One entry per code, in its stage's error file.</summary>
/// <param name="Code">The stable code; never reused.</param>
/// <param name="Title">What the code stands for, in a few words.</param>
/// <param name="DefaultSeverity">The severity unless the rulebook sets another.</param>
public sealed record DiagnosticDescriptor(string Code, string Title, Severity DefaultSeverity = Severity.Error)
{
    internal Diagnostic At(Location? location, string message, string? help = null, params Label[] labels) =>
        new(Code, DefaultSeverity, message, location, help) { Labels = labels };
}

/// <summary>Collects findings while a stage goes on.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<(string, Location?, string)> _seen = [];

    /// <summary>All findings in the order of files and positions.</summary>
    public IReadOnlyList<Diagnostic> Sorted =>
        [.. _items.OrderBy(d => d.Location?.File.Path ?? "", StringComparer.Ordinal)
                  .ThenBy(d => d.Location?.Span.Start ?? 0)
                  .ThenBy(d => d.Code, StringComparer.Ordinal)];

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => _items.Exists(d => d.Severity == Severity.Error);

    /// <summary>The number of findings.</summary>
    public int Count => _items.Count;

    /// <summary>Adds a finding; the same finding at the same place counts once.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (_seen.Add((diagnostic.Code, diagnostic.Location, diagnostic.Message))) _items.Add(diagnostic);
    }
}
