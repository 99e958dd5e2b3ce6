namespace RightsEngine.Source.Yaml;

/// <summary>
/// Finds the place in the file of each character of a scalar's value. The value is decoded a second time from the
/// raw text; if that ever differs from what the YAML library read, the library is right and places become coarse.
/// </summary>
internal static class ScalarDecoder
{
    /// <summary>The value of a scalar with its places.</summary>
    /// <param name="file">The file.</param>
    /// <param name="raw">The raw text: with quotes, or from the block indicator to the next token.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="value">What the YAML library read.</param>
    public static MappedText Decode(SourceFile file, TextSpan raw, ScalarStyle style, string value)
    {
        if (style == ScalarStyle.Plain && raw.Length == value.Length && file.Text.AsSpan(raw.Start, raw.Length).SequenceEqual(value))
            return MappedText.Verbatim(file, raw.Start, raw.Length);

        DecodedText decoded = style switch
        {
            ScalarStyle.Literal or ScalarStyle.Folded => new BlockScalarDecoder(file.Text, raw, style == ScalarStyle.Folded, value).Decode(),
            _ => new FlowScalarDecoder(file.Text, raw, style).Decode(),
        };
        return decoded.Matches(value)
            ? MappedText.Mapped(file, value, decoded.Offsets(raw))
            : MappedText.Mapped(file, value, CoarseOffsets(raw, value.Length));
    }

    private static int[] CoarseOffsets(TextSpan raw, int length)
    {
        var offsets = new int[length + 1];
        for (int i = 0; i < length; i++) offsets[i] = raw.Start + Math.Min(i, Math.Max(0, raw.Length - 1));
        offsets[length] = raw.End;
        return offsets;
    }
}

/// <summary>Decoded characters with the offset of each in the file.</summary>
internal sealed class DecodedText
{
    private readonly List<(char Character, int Offset)> _items = [];

    /// <summary>The offset behind the last character.</summary>
    public int End { get; set; }

    public int Count => _items.Count;

    public char First => _items[0].Character;

    public void Add(char character, int offset) => _items.Add((character, offset));

    /// <summary>Moves all characters of another text behind this one.</summary>
    public void Take(DecodedText other)
    {
        _items.AddRange(other._items);
        other.Clear();
    }

    public void Clear() => _items.Clear();

    /// <summary>The offset of the first character.</summary>
    public int Start => _items[0].Offset;

    public bool Matches(string value)
    {
        if (value.Length != _items.Count) return false;
        for (int i = 0; i < value.Length; i++)
            if (_items[i].Character != value[i]) return false;
        return true;
    }

    /// <summary>One offset per character and one for the end, never beyond the raw text.</summary>
    public int[] Offsets(TextSpan raw)
    {
        var offsets = new int[_items.Count + 1];
        for (int i = 0; i < _items.Count; i++) offsets[i] = _items[i].Offset;
        offsets[^1] = Math.Min(End, raw.End);
        return offsets;
    }
}

/// <summary>Line breaks as the YAML library sees them.</summary>
internal static class YamlBreaks
{
    public static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsBlank(char c) => c is ' ' or '\t';

    /// <summary>Adds the break at an offset in its normal form and returns the offset behind it.</summary>
    public static int Read(string text, int at, DecodedText into)
    {
        char c = text[at];
        into.Add(c is '\u2028' or '\u2029' ? c : '\n', at);
        return at + Width(text, at);
    }

    public static int Width(string text, int at) => text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
}
