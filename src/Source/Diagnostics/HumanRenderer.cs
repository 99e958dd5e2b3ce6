using System.Text;

namespace RightsEngine.Source;

/// <summary>Writes findings for people: the place, the message, the line with the spot underlined, and what to do.</summary>
internal static class HumanRenderer
{
    private const int LongLine = 200;
    private const int Before = 80;
    private const int Red = 31;
    private const int Yellow = 33;
    private const int Cyan = 36;

    /// <summary>Writes findings in the order given.</summary>
    /// <param name="w">Where to write.</param>
    /// <param name="diagnostics">The findings.</param>
    /// <param name="colour">Whether to use ANSI colours.</param>
    /// <param name="limit">How many to show; of the rest only the number is given.</param>
    public static void Write(TextWriter w, IEnumerable<Diagnostic> diagnostics, bool colour = false, int limit = 100)
    {
        int count = 0;
        foreach (Diagnostic diagnostic in diagnostics)
            if (count++ < limit) WriteOne(w, diagnostic, colour);
        if (count > limit) w.Write($"… and {count - Math.Max(0, limit)} more\n");
    }

    private static void WriteOne(TextWriter w, Diagnostic diagnostic, bool colour)
    {
        (string word, int tint) = diagnostic.Severity switch
        {
            Severity.Error => ("error", Red),
            Severity.Warning => ("warning", Yellow),
            _ => ("information", Cyan),
        };
        if (diagnostic.Location is { } at) w.Write($"{Clean(at.ToString())}: ");
        w.Write($"{Tint($"{word} {diagnostic.Code}", tint, colour)}: {Clean(diagnostic.Message)}\n");

        int gutter = Gutter(diagnostic);
        if (diagnostic.Location is { File.Text.Length: > 0 } place) WriteExcerpt(w, place, '^', gutter, tint, colour);
        foreach (Label label in diagnostic.Labels)
        {
            w.Write($"{new string(' ', gutter)} ::: {Clean(label.Location.ToString())}: {Clean(label.Text)}\n");
            WriteExcerpt(w, label.Location, '-', gutter, Cyan, colour);
        }
        if (diagnostic.Help is { } help)
            w.Write($"{new string(' ', gutter)} = {Tint("help", Cyan, colour)}: {Clean(help)}\n");
    }

    /// <summary>The width of line numbers: five, or more in very long files.</summary>
    private static int Gutter(Diagnostic diagnostic)
    {
        int line = diagnostic.Location?.Position.Line ?? 0;
        foreach (Label label in diagnostic.Labels) line = Math.Max(line, label.Location.Position.Line);
        return Math.Max(5, line.ToString().Length);
    }

    private static void WriteExcerpt(TextWriter w, Location at, char mark, int gutter, int tint, bool colour)
    {
        LinePosition position = at.Position;
        string line = at.File.LineText(position.Line);
        int start = Math.Min(position.Column - 1, line.Length);
        int end = Math.Max(start + 1, Math.Min(start + at.Span.Length, line.Length));

        string head = "";
        if (line.Length > LongLine)
        {
            int from = Math.Max(0, Math.Min(start - Before, line.Length - LongLine));
            int to = Math.Min(line.Length, from + LongLine);
            if (from > 0 && char.IsLowSurrogate(line[from])) from++;
            if (to < line.Length && char.IsLowSurrogate(line[to])) to--;
            string tail = to < line.Length ? "…" : "";
            head = from > 0 ? "…" : "";
            line = line[from..to] + tail;
            (start, end) = (start - from, Math.Min(end - from, Math.Max(start - from + 1, line.Length)));
        }

        // Tabs before the spot are repeated below it, so that the marks stand under it at any tab width.
        var underline = new StringBuilder(head.Length > 0 ? " " : "");
        for (int i = 0; i < start; i++) underline.Append(line[i] == '\t' ? '\t' : ' ');
        w.Write($"{position.Line.ToString().PadLeft(gutter)} | {head}{Clean(line)}\n");
        w.Write($"{new string(' ', gutter)} | {underline}{Tint(new string(mark, end - start), tint, colour)}\n");
    }

    private static string Tint(string text, int tint, bool colour) => colour ? $"\u001B[{tint}m{text}\u001B[0m" : text;

    /// <summary>
    /// Control characters of a file must not reach the terminal; each becomes one blank. Marks that turn the direction of
    /// writing would show another text than the one that was read; each becomes a visible sign.
    /// </summary>
    private static string Clean(string text)
    {
        if (!text.Any(c => (char.IsControl(c) && c != '\t') || IsDirection(c))) return text;
        return string.Concat(text.Select(c => IsDirection(c) ? '\uFFFD' : char.IsControl(c) && c != '\t' ? ' ' : c));
    }

    private static bool IsDirection(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
