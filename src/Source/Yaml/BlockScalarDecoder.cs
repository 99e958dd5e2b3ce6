namespace RightsEngine.Source.Yaml;

/// <summary>Decodes literal (<c>|</c>) and folded (<c>&gt;</c>) scalars with indentation and chomping.</summary>
internal sealed class BlockScalarDecoder(string text, TextSpan raw, bool folded, string value)
{
    public DecodedText Decode()
    {
        var result = new DecodedText();
        int at = ReadHeader(out char chomping, out int indicated);
        result.End = Math.Min(at, raw.End);
        int indent = Indent(at, indicated);
        var lastBreak = new DecodedText();
        var emptyLines = new DecodedText();
        bool previousIndented = false;

        while (at < raw.End)
        {
            int content = at;
            while (content < raw.End && content - at < indent && text[content] == ' ') content++;
            if (content < raw.End && YamlBreaks.IsBreak(text[content]))
            {
                at = YamlBreaks.Read(text, content, emptyLines);
                continue;
            }
            if (content - at < indent) break; // less indented text, or the end

            bool indented = content < raw.End && YamlBreaks.IsBlank(text[content]);
            if (folded && lastBreak.Count > 0 && lastBreak.First == '\n' && !previousIndented && !indented)
            {
                // Two lines of a paragraph: the break becomes a space, unless empty lines follow it.
                if (emptyLines.Count == 0) result.Add(' ', lastBreak.Start);
                lastBreak.Clear();
            }
            else result.Take(lastBreak);
            result.Take(emptyLines);

            previousIndented = indented;
            at = content;
            while (at < raw.End && !YamlBreaks.IsBreak(text[at])) result.Add(text[at], at++);
            result.End = at;
            if (at < raw.End) at = YamlBreaks.Read(text, at, lastBreak);
        }

        if (chomping != '-' && lastBreak.Count > 0)
        {
            result.End = lastBreak.Start + 1;
            result.Take(lastBreak);
        }
        if (chomping == '+')
        {
            if (emptyLines.Count > 0) result.End = at;
            result.Take(emptyLines);
        }
        return result;
    }

    private int ReadHeader(out char chomping, out int indicated)
    {
        chomping = ' ';
        indicated = 0;
        int at = raw.Start + 1;
        for (; at < raw.End && (text[at] is '+' or '-' || char.IsAsciiDigit(text[at])); at++)
        {
            if (text[at] is '+' or '-') chomping = text[at];
            else indicated = text[at] - '0';
        }
        while (at < raw.End && !YamlBreaks.IsBreak(text[at])) at++;
        return at < raw.End ? at + YamlBreaks.Width(text, at) : at;
    }

    /// <summary>
    /// How many columns belong to the indentation. With an indicator that depends on the parent node, so it is
    /// taken from the first line with text: its blanks in the file minus its blanks in the value.
    /// </summary>
    private int Indent(int start, int indicated)
    {
        int inFile = LeadingSpaces(text, start, raw.End);
        if (inFile < 0) return indicated > 0 ? indicated : int.MaxValue;
        return Math.Max(0, inFile - Math.Max(0, LeadingSpaces(value, 0, value.Length)));
    }

    /// <summary>The spaces at the start of the first line that holds more than spaces; -1 if there is none.</summary>
    private static int LeadingSpaces(string of, int start, int end)
    {
        int spaces = 0;
        for (int i = start; i < end; i++)
        {
            if (YamlBreaks.IsBreak(of[i])) spaces = 0;
            else if (of[i] == ' ') spaces++;
            else return spaces;
        }
        return -1;
    }
}
