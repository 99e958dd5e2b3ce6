namespace RightsEngine.Source;

/// <summary>A text file with the path shown in messages and its line starts.</summary>
public sealed class SourceFile
{
    private readonly int[] _lineStarts;

    /// <summary>Creates a file from text already in memory.</summary>
    /// <param name="path">The path as messages show it.</param>
    /// <param name="text">The whole text.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
            // A lone carriage return ends a line too: YAML reads it so, and positions must agree.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) starts.Add(i + 1);
        _lineStarts = [.. starts];
    }

    /// <summary>The path as messages show it.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The number of lines.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>The 1-based line and column of an offset.</summary>
    public LinePosition Locate(int offset)
    {
        int clamped = Math.Clamp(offset, 0, Text.Length);
        int index = Array.BinarySearch(_lineStarts, clamped);
        if (index < 0) index = ~index - 1;
        return new LinePosition(index + 1, clamped - _lineStarts[index] + 1);
    }

    /// <summary>The offset at which a 1-based line starts.</summary>
    public int StartOfLine(int line) => _lineStarts[line - 1];

    /// <summary>The text of a 1-based line, without its line break.</summary>
    public string LineText(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] - 1 : Text.Length;
        return Text[start..end].TrimEnd('\r');
    }
}

/// <summary>A 1-based line and column, as shown to people.</summary>
public readonly record struct LinePosition(int Line, int Column);

/// <summary>A span in a file.</summary>
public readonly record struct Location(SourceFile File, TextSpan Span)
{
    /// <summary>The 1-based line and column where the span starts.</summary>
    public LinePosition Position => File.Locate(Span.Start);

    /// <summary>The text of the span.</summary>
    public string Text => File.Text.Substring(Span.Start, Span.Length);

    /// <summary>The smallest location that holds both; both are in one file.</summary>
    public Location Cover(Location other) => new(File, Span.Cover(other.Span));

    /// <summary><c>path:line:column</c>.</summary>
    public override string ToString() => $"{File.Path}:{Position.Line}:{Position.Column}";
}
