namespace RightsEngine.Source;

/// <summary>
/// Text that was read out of a file, with the place in the file of each of its characters.
/// The value of a YAML scalar differs from its raw text (indentation, folds, escapes); positions
/// inside an expression stay exact because every character remembers where it came from.
/// </summary>
public sealed class MappedText
{
    private readonly int[]? _offsets; // null: the text stands in the file as it is
    private readonly int _start;

    private MappedText(SourceFile file, string text, int start, int[]? offsets) =>
        (File, Text, _start, _offsets) = (file, text, start, offsets);

    /// <summary>The file the text comes from.</summary>
    public SourceFile File { get; }

    /// <summary>The text as read.</summary>
    public string Text { get; }

    /// <summary>Text that stands in the file character by character.</summary>
    public static MappedText Verbatim(SourceFile file, int start, int length) =>
        new(file, file.Text.Substring(start, length), start, null);

    /// <summary>Text whose characters come from the given file offsets (one more than characters: the end).</summary>
    public static MappedText Mapped(SourceFile file, string text, int[] offsets) => new(file, text, 0, offsets);

    /// <summary>A whole string as a file of its own: for expressions that stand alone (tests, command line).</summary>
    public static MappedText Alone(string text, string path = "<expression>") =>
        Verbatim(new SourceFile(path, text), 0, text.Length);

    /// <summary>The place in the file of a stretch of this text.</summary>
    public Location At(int start, int length)
    {
        int from = OffsetOf(Math.Clamp(start, 0, Text.Length));
        if (length <= 0) return new Location(File, new TextSpan(from, 0));
        int last = OffsetOf(Math.Clamp(start + length - 1, 0, Text.Length));
        return new Location(File, new TextSpan(from, Math.Max(0, Math.Min(last + 1, File.Text.Length) - from)));
    }

    /// <summary>The place of the whole text.</summary>
    public Location Whole => At(0, Text.Length);

    private int OffsetOf(int index) => _offsets is null ? _start + index : _offsets[index];
}
