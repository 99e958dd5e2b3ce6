using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.Lint;

/// <summary>
/// Edits that mend findings without changing a decision: what nothing uses goes. Comments and layout stay; where a comment
/// stands right above, it may be about what would go, and a person has to look.
/// </summary>
internal static class RuleFixes
{
    /// <summary>The text of a file without what the findings are about; the text itself when nothing can be mended safely.</summary>
    /// <param name="file">The file as it was read for the findings.</param>
    /// <param name="findings">Findings of any kind, of any file.</param>
    /// <param name="mended">How many of them are mended.</param>
    public static string Mend(SourceFile file, IEnumerable<Diagnostic> findings, out int mended)
    {
        IReadOnlyList<YamlNode> documents = YamlReader.Read(file, new DiagnosticBag());
        var spans = new List<TextSpan>();
        foreach (Diagnostic finding in findings.Where(f => f.Location?.File.Path == file.Path && LintErrors.IsRemovable(f)))
            if (Removal(file, documents, finding.Location!.Value.Span) is { } span && !spans.Any(s => s.Start < span.End && span.Start < s.End)) spans.Add(span);
        mended = spans.Count;
        string text = file.Text;
        foreach (TextSpan span in spans.OrderByDescending(s => s.Start)) text = text.Remove(span.Start, span.Length);
        return text;
    }

    /// <summary>The stretch to be cut so that the part that is named at a place goes; null when that is not safe.</summary>
    private static TextSpan? Removal(SourceFile file, IReadOnlyList<YamlNode> documents, TextSpan at)
    {
        for (int i = 0; i < documents.Count; i++)
        {
            if (documents[i] is YamlMap { Entries: [var first, ..] } declaration && first.Value.Location.Span == at) return Document(file, documents, i, declaration);
            if (Path(documents[i], at) is { } path) return Part(file, path);
        }
        return null;
    }

    /// <summary>From the document down to the entry or item at a place: each with the collection it stands in.</summary>
    private static List<(YamlNode Owner, YamlNode Part, YamlScalar? Key)>? Path(YamlNode node, TextSpan at)
    {
        IEnumerable<(YamlNode Part, YamlScalar? Key)> parts = node switch
        {
            YamlMap map => map.Entries.Select(e => (e.Value, (YamlScalar?)e.Key)),
            YamlList list => list.Items.Select(i => (i, (YamlScalar?)null)),
            _ => [],
        };
        foreach ((YamlNode part, YamlScalar? key) in parts)
        {
            if ((key?.Location.Span ?? part.Location.Span) == at) return [(node, part, key)];
            if (Path(part, at) is { } path) return [(node, part, key), .. path];
        }
        return null;
    }

    private static TextSpan? Part(SourceFile file, List<(YamlNode Owner, YamlNode Part, YamlScalar? Key)> path)
    {
        // A key whose last entry goes would have no value left.
        while (path.Count > 1 && Count(path[^1].Owner) == 1) path.RemoveAt(path.Count - 1);
        (YamlNode owner, YamlNode part, YamlScalar? key) = path[^1];
        if (Count(owner) == 1) return null;
        int start = key?.Location.Span.Start ?? part.Location.Span.Start, end = Math.Max(part.Location.Span.End, key?.Location.Span.End ?? 0);
        // A table beside the file would stay behind.
        if (part is YamlMap figures && figures.Find("file") is not null) return null;
        if (file.Text[owner.Location.Span.Start] is '{' or '[') return InBrackets(file, owner, start, end);
        int line = StartOfLine(file, start);
        return IsBelowComment(file, line) || file.Text[line..start].Trim() is not ("" or "-") ? null : TextSpan.Between(line, NextLine(file, end));
    }

    private static TextSpan? InBrackets(SourceFile file, YamlNode owner, int start, int end)
    {
        int after = end;
        while (after < owner.Location.Span.End && file.Text[after] is ' ') after++;
        if (file.Text[after] == ',')
        {
            after++;
            while (file.Text[after] == ' ') after++;
            return TextSpan.Between(start, after);
        }
        int before = start;
        while (before > 0 && file.Text[before - 1] is ' ' or '\n' or '\r') before--;
        return before > 0 && file.Text[before - 1] == ',' && file.Text[after] is '}' or ']' ? TextSpan.Between(before - 1, end) : null;
    }

    private static TextSpan? Document(SourceFile file, IReadOnlyList<YamlNode> documents, int index, YamlMap declaration)
    {
        if (documents.Count == 1 || declaration.Find("file") is not null) return null;
        int start = StartOfLine(file, declaration.Location.Span.Start), end = NextLine(file, declaration.Location.Span.End);
        if (IsBelowComment(file, start)) return null;
        bool last = index == documents.Count - 1;
        int border = last ? PreviousLine(file, start) : end;
        if (border < 0 || border >= file.Text.Length || LineAt(file, border) != "---") return null;
        return last ? TextSpan.Between(border, end) : TextSpan.Between(start, NextLine(file, border));
    }

    private static int Count(YamlNode node) => node switch { YamlMap map => map.Entries.Count, YamlList list => list.Items.Count, _ => 0 };

    private static bool IsBelowComment(SourceFile file, int line) => PreviousLine(file, line) is >= 0 and var above && LineAt(file, above).StartsWith('#');

    private static string LineAt(SourceFile file, int offset) => file.LineText(file.Locate(offset).Line).Trim();

    private static int StartOfLine(SourceFile file, int offset) => file.StartOfLine(file.Locate(offset).Line);

    private static int PreviousLine(SourceFile file, int line) => line == 0 ? -1 : StartOfLine(file, line - 1);

    private static int NextLine(SourceFile file, int offset)
    {
        int line = file.Locate(offset).Line;
        return line < file.LineCount ? file.StartOfLine(line + 1) : file.Text.Length;
    }
}
