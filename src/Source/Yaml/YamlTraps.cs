using YamlDotNet.Core;

namespace RightsEngine.Source.Yaml;

/// <summary>
/// Turns an exception of the YAML library into a finding. Expressions run into a few traps of YAML again and
/// again; for those the finding says what to write instead.
/// </summary>
internal static class YamlTraps
{
    /// <summary>The finding for an exception.</summary>
    /// <param name="file">The file being read.</param>
    /// <param name="problem">What the library threw.</param>
    /// <param name="last">The scalar read last.</param>
    /// <param name="openBracket">Where the innermost open <c>[</c> or <c>{</c> stands.</param>
    public static Diagnostic Explain(SourceFile file, Exception problem, YamlScalar? last, int? openBracket)
    {
        TextSpan span = Place(file, problem, last);
        string raw = problem.Message;
        bool inBrackets = openBracket is not null;

        if (last is { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } && TextBehind(last, inBrackets) is { } rest
            && file.Locate(rest.Start).Line == file.Locate(span.Start).Line)
        {
            string whole = file.Text[last.Location.Span.Start..rest.End];
            return Finding(file, rest, "text follows a closing quote", "put the whole value in quotes" + Suggest(whole));
        }
        if (raw.Contains(" tab ", StringComparison.Ordinal) && IndentingTab(file, span.Start) is int tab)
            return Finding(file, new TextSpan(tab, 1), "a tab used to indent", "indent with spaces");
        if (openBracket is int open && (problem is not YamlException || span.Start >= file.Text.Length))
            return Finding(file, new TextSpan(open, 1), $"this `{file.Text[open]}` is not closed",
                "close it, or put the value in quotes if it is meant as text or as a range");

        if (raw.Contains("invalid mapping", StringComparison.Ordinal) || raw.Contains("mapping values", StringComparison.OrdinalIgnoreCase))
        {
            if (ValueOnLine(file, span.Start) is not { } cut) return Finding(file, span, "a key cannot stand here", Alignment);
            return Finding(file, span, "`: ` inside an unquoted value", "quote it" + Suggest(file.Text.Substring(cut.Start, cut.Length)));
        }

        char first = span.Start < file.Text.Length ? file.Text[span.Start] : '\0';
        if (first == ':' && inBrackets && ValueInBrackets(file, span.Start) is { } inside)
            return Finding(file, inside, "`: ` inside an unquoted value", "quote it" + Suggest(file.Text.Substring(inside.Start, inside.Length)));
        string? reason = first switch
        {
            '>' or '|' when raw.Contains("block scalar", StringComparison.Ordinal) => $"`{first}` at the start of a value announces a block of text",
            '@' or '`' or '%' => $"a value cannot start with `{first}`",
            '-' when StartsItsLine(file, span.Start) => null,
            '-' => "a lone `-` starts an item of a list and cannot stand here",
            '}' or ']' or ',' => $"`{first}` cannot stand here",
            _ => null,
        };
        if (reason is not null)
        {
            TextSpan value = Value(file, span.Start, inBrackets);
            return Finding(file, value.Length > 0 ? value : span, reason, "quote it" + Suggest(file.Text.Substring(value.Start, value.Length)));
        }
        return Finding(file, span, problem is YamlException ? Fragment(raw) : "the structure breaks off here", Help(file, raw, openBracket));
    }

    private const string Alignment = "is the line above complete, and does this line start in the same column as its neighbours?";

    private static string? Help(SourceFile file, string raw, int? openBracket)
    {
        bool Says(string part) => raw.Contains(part, StringComparison.Ordinal);
        if (Says("escape")) return "write `\\\\` for a backslash, or use single quotes";
        if (Says("quoted scalar")) return "close the quote";
        if (Says("tag") || Says("anchor") || Says("alias")) return "quote a value that starts with `!`, `&` or `*`";
        if (openBracket is int bracket)
            return $"is the `{file.Text[bracket]}` of line {file.Locate(bracket).Line} closed? Quote the value if it is meant as text or as a range";
        return Says("block") ? Alignment : null;
    }

    private static Diagnostic Finding(SourceFile file, TextSpan span, string reason, string? help) =>
        SourceErrors.YamlSyntax(new Location(file, span), $"not valid YAML: {reason}", help);

    private static TextSpan Place(SourceFile file, Exception problem, YamlScalar? last)
    {
        int start = last?.Location.Span.End ?? 0;
        int end = start;
        if (problem is YamlException yaml)
        {
            start = (int)Math.Clamp(yaml.Start.Index, 0, file.Text.Length);
            end = (int)Math.Clamp(yaml.End.Index, start, file.Text.Length);
        }
        if (end == start && end < file.Text.Length && file.Text[end] is not ('\r' or '\n')) end++;
        return TextSpan.Between(start, end);
    }

    /// <summary>What follows a quoted scalar on its line and cannot belong there.</summary>
    private static TextSpan? TextBehind(YamlScalar scalar, bool inBrackets)
    {
        SourceFile file = scalar.Location.File;
        int at = scalar.Location.Span.End;
        while (at < file.Text.Length && file.Text[at] is ' ' or '\t') at++;
        if (at == file.Text.Length || file.Text[at] is ',' or ']' or '}' or ':' or '#' or '\r' or '\n') return null;
        return Value(file, at, inBrackets);
    }

    /// <summary>The unquoted value that starts at an offset, up to a comment or the end of the line (or a comma inside brackets).</summary>
    private static TextSpan Value(SourceFile file, int start, bool inBrackets)
    {
        int end = start;
        while (end < file.Text.Length && file.Text[end] is not ('\r' or '\n'))
        {
            if (inBrackets && end > start && file.Text[end] is ',' or ']' or '}') break;
            if (file.Text[end] == '#' && end > start && file.Text[end - 1] is ' ' or '\t') break;
            end++;
        }
        while (end > start && file.Text[end - 1] is ' ' or '\t') end--;
        return TextSpan.Between(start, end);
    }

    private static bool StartsItsLine(SourceFile file, int at) =>
        file.Text.AsSpan(file.StartOfLine(file.Locate(at).Line)..at).Trim(" \t").Length == 0;

    /// <summary>The value behind the first key of a line, if the offset lies inside that value.</summary>
    private static TextSpan? ValueOnLine(SourceFile file, int at)
    {
        int line = file.StartOfLine(file.Locate(at).Line);
        int colon = file.Text.IndexOf(": ", line, StringComparison.Ordinal);
        if (colon < 0 || colon >= at) return null;
        int start = colon + 1;
        while (start < at && file.Text[start] == ' ') start++;
        return Value(file, start, false);
    }

    /// <summary>The value inside brackets that goes on after a second colon: what stands between the first colon and the next comma.</summary>
    private static TextSpan? ValueInBrackets(SourceFile file, int colon)
    {
        int line = file.StartOfLine(file.Locate(colon).Line);
        int start = colon;
        while (start > line && file.Text[start - 1] is not (':' or ',' or '{' or '[')) start--;
        if (start == line || file.Text[start - 1] != ':') return null;
        while (start < colon && file.Text[start] == ' ') start++;
        return start == colon ? null : Value(file, start, inBrackets: true);
    }

    private static string Suggest(string value)
    {
        if (value.Length is 0 or > 80 || value.Contains('\n')) return "";
        if (!value.Contains('"') && !value.Contains('\\')) return $": `\"{value}\"`";
        return $": `'{value.Replace("'", "''")}'`";
    }

    private static int? IndentingTab(SourceFile file, int from)
    {
        for (int line = file.Locate(from).Line; line <= file.LineCount; line++)
        {
            string text = file.LineText(line);
            int blanks = text.Length - text.TrimStart(' ', '\t').Length;
            int tab = text.AsSpan(0, blanks).IndexOf('\t');
            if (tab >= 0) return file.StartOfLine(line) + tab;
        }
        return null;
    }

    private static string Fragment(string message)
    {
        string text = message.TrimEnd('.', ' ');
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
