using RightsEngine.Source;

namespace RightsEngine.TestKit;

/// <summary>An expectation about findings that does not hold.</summary>
public sealed class FindingsException(string message) : Exception(message);

/// <summary>Pins findings: <c>DiagnosticAssert.Single(bag).HasCode("RE2001").Underlines("*")</c>.</summary>
public static class DiagnosticAssert
{
    /// <summary>Fails unless nothing was found.</summary>
    public static void None(DiagnosticBag diagnostics)
    {
        if (diagnostics.Count > 0) throw new FindingsException($"expected no findings, found:\n{List(diagnostics)}");
    }

    /// <summary>The only finding.</summary>
    public static DiagnosticExpectation Single(DiagnosticBag diagnostics)
    {
        if (diagnostics.Count != 1) throw new FindingsException($"expected one finding, found {diagnostics.Count}:\n{List(diagnostics)}");
        return new DiagnosticExpectation(diagnostics.Sorted[0]);
    }

    /// <summary>The only finding with this code; others may be there.</summary>
    public static DiagnosticExpectation SingleWithCode(DiagnosticBag diagnostics, string code)
    {
        Diagnostic[] found = [.. diagnostics.Sorted.Where(d => d.Code == code)];
        if (found.Length != 1) throw new FindingsException($"expected one {code}, found {found.Length} among:\n{List(diagnostics)}");
        return new DiagnosticExpectation(found[0]);
    }

    /// <summary>The codes of all findings, in the order of positions.</summary>
    public static IReadOnlyList<string> Codes(DiagnosticBag diagnostics) => [.. diagnostics.Sorted.Select(d => d.Code)];

    private static string List(DiagnosticBag diagnostics) => string.Join('\n', diagnostics.Sorted.Select(Describe));

    internal static string Describe(Diagnostic d) =>
        $"{d.Location} {d.Code} {d.Message} [{d.Location?.Text}] help: {d.Help ?? "none"}"
        + string.Concat(d.Labels.Select(l => $" label: {l.Text} [{l.Location.Text}]"));
}

/// <summary>What is expected of one finding.</summary>
public sealed class DiagnosticExpectation(Diagnostic diagnostic)
{
    /// <summary>The finding itself.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>Its code.</summary>
    public DiagnosticExpectation HasCode(string code) => Check("code", code, Diagnostic.Code);

    /// <summary>Its severity.</summary>
    public DiagnosticExpectation HasSeverity(Severity severity) => Check("severity", $"{severity}", $"{Diagnostic.Severity}");

    /// <summary>Its whole message.</summary>
    public DiagnosticExpectation HasMessage(string message) => Check("message", message, Diagnostic.Message);

    /// <summary>Its whole help; null when there is none.</summary>
    public DiagnosticExpectation HasHelp(string? help) => Check("help", help, Diagnostic.Help);

    /// <summary>The text of the file that is underlined.</summary>
    public DiagnosticExpectation Underlines(string text) => Check("underlined text", text, Diagnostic.Location?.Text);

    /// <summary>Where it starts, as line and column from 1.</summary>
    public DiagnosticExpectation StartsAt(int line, int column) =>
        Check("position", $"{line}:{column}", Diagnostic.Location is { } at ? $"{at.Position.Line}:{at.Position.Column}" : null);

    /// <summary>A label with this text over this stretch of the file.</summary>
    public DiagnosticExpectation HasLabel(string underlined, string text)
    {
        bool found = Diagnostic.Labels.Any(l => l.Text == text && l.Location.Text == underlined);
        return found ? this : throw Failure("label", $"{text} [{underlined}]", "none such");
    }

    private DiagnosticExpectation Check(string what, string? expected, string? actual) =>
        expected == actual ? this : throw Failure(what, expected, actual);

    private FindingsException Failure(string what, string? expected, string? actual) =>
        new($"{what}\n  expected: {expected ?? "none"}\n  actual:   {actual ?? "none"}\n  in: {DiagnosticAssert.Describe(Diagnostic)}");
}
