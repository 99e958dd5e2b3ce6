using System.Text;

namespace RightsEngine.Source.Yaml;

/// <summary>
/// The canonical layout of a YAML file: two blanks for each level, items of a list below their key, one blank where one
/// belongs, no two empty lines in a row, Unix line ends. Only blanks change: what is written, in which quotes, and where a
/// line ends stay with the author, and so do comments.
/// </summary>
internal static class YamlLayout
{
    /// <summary>The text in canonical layout; null when the file has errors, which are reported, or a form whose layout carries meaning.</summary>
    public static string? Format(SourceFile file, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        IReadOnlyList<YamlNode> documents = YamlReader.Read(file, found);
        foreach (Diagnostic finding in found.Sorted) diagnostics.Add(finding);
        if (found.HasErrors) return null;
        string text = new LayoutPass(file, documents).Print();
        // Whatever the printer has not thought of shows here, and the file is left alone.
        return SameMarks(file.Text, text) && SameMeaning(documents, text) ? text : null;
    }

    private static bool SameMarks(string before, string after) => Marks(before).SequenceEqual(Marks(after));

    private static IEnumerable<char> Marks(string text) => text.Where(c => !char.IsWhiteSpace(c));

    private static bool SameMeaning(IReadOnlyList<YamlNode> documents, string text)
    {
        var found = new DiagnosticBag();
        IReadOnlyList<YamlNode> again = YamlReader.Read(new SourceFile("", text), found);
        return !found.HasErrors && again.Count == documents.Count && again.Zip(documents).All(d => Same(d.First, d.Second));
    }

    /// <summary>Whether two nodes say the same, wherever they stand.</summary>
    public static bool Same(YamlNode one, YamlNode other) => (one, other) switch
    {
        (YamlScalar a, YamlScalar b) => a.Text == b.Text && a.Style == b.Style,
        (YamlList a, YamlList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(i => Same(i.First, i.Second)),
        (YamlMap a, YamlMap b) => a.Entries.Count == b.Entries.Count && a.Entries.Zip(b.Entries).All(e => Same(e.First.Key, e.Second.Key) && Same(e.First.Value, e.Second.Value)),
        _ => false,
    };
}

/// <summary>Writes the nodes of one file, and what stands between them.</summary>
internal sealed class LayoutPass(SourceFile file, IReadOnlyList<YamlNode> documents)
{
    private const int Step = 2;

    private readonly StringBuilder _out = new();
    private readonly List<(int Column, int Indent)> _levels = [];
    private int _at;

    public string Print()
    {
        foreach (YamlNode document in documents)
        {
            if (document is YamlMap map && !IsFlow(map)) Map(map, 0, inline: false);
            else if (document is YamlList list && !IsFlow(list)) List(list, 0, inline: false);
            else
            {
                Lead(document.Location.Span.Start, (Column(document.Location.Span.Start), 0));
                BeginLine(0);
                Scalar(document, 0);
            }
        }
        Lead(file.Text.Length, null);
        return _out.Length == 0 ? "" : _out.Append('\n').ToString();
    }

    private void Map(YamlMap map, int indent, bool inline)
    {
        foreach (YamlEntry entry in map.Entries)
        {
            int start = entry.Key.Location.Span.Start;
            (int, int) level = (Column(start), indent);
            if (inline) _at = start;
            else
            {
                Lead(start, level);
                BeginLine(indent);
            }
            inline = false;
            Enter(level);
            Raw(entry.Key);
            _at = file.Text.IndexOf(':', _at) + 1;
            _out.Append(':');
            Value(entry.Value, indent);
        }
    }

    private void Value(YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlScalar { Location.Span.Length: 0 }:
                break;
            case YamlMap map when !IsFlow(map):
                Map(map, indent + Step, inline: false);
                break;
            case YamlList list when !IsFlow(list):
                List(list, indent + Step, inline: false);
                break;
            default:
                int start = value.Location.Span.Start;
                if (HasLineEnd(_at, start))
                {
                    Lead(start, (Column(start), indent + Step));
                    BeginLine(indent + Step);
                }
                else
                {
                    _out.Append(' ');
                }
                Scalar(value, indent);
                break;
        }
    }

    private void List(YamlList list, int indent, bool inline)
    {
        foreach (YamlNode item in list.Items)
        {
            int start = item.Location.Span.Start, dash = Dash(start);
            (int, int) level = (Column(dash), indent);
            if (!inline)
            {
                Lead(dash, level);
                BeginLine(indent);
            }
            inline = false;
            Enter(level);
            _out.Append('-');
            _at = dash + 1;
            if (item is YamlScalar { Location.Span.Length: 0 }) continue;
            _out.Append(' ');
            if (item is YamlMap map && !IsFlow(map)) Map(map, indent + Step, inline: true);
            else if (item is YamlList inner && !IsFlow(inner)) List(inner, indent + Step, inline: true);
            else Scalar(item, indent);
        }
    }

    /// <summary>The dash of the item that starts here.</summary>
    private int Dash(int start)
    {
        int at = _at;
        while (at < start && file.Text[at] != '-')
        {
            if (file.Text[at] == '#') while (at < start && file.Text[at] != '\n') at++;
            else at++;
        }
        return at;
    }

    /// <summary>A scalar, or a collection in brackets; lines after the first stand deeper than the key.</summary>
    private void Scalar(YamlNode node, int indent)
    {
        if (node is not YamlScalar scalar) Flow(node, indent + Step);
        else if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded) Block(scalar, indent + Step);
        else Lines(scalar, indent + Step);
    }

    private void Block(YamlScalar scalar, int indent)
    {
        string[] lines = scalar.Location.Text.ReplaceLineEndings("\n").Split('\n');
        _out.Append(lines[0].TrimEnd());
        int margin = lines.Skip(1).Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        foreach (string line in lines.Skip(1))
        {
            if (line.Length <= margin) _out.Append('\n');
            else BeginLine(indent).Append(line[margin..]);
        }
        _at = scalar.Location.Span.End;
    }

    private void Lines(YamlScalar scalar, int indent)
    {
        string[] lines = scalar.Location.Text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = i == 0 ? lines[i] : lines[i].TrimStart(' ', '\t');
            if (i < lines.Length - 1) line = line.TrimEnd(' ', '\t');
            if (i == 0) _out.Append(line);
            else if (line.Length == 0) _out.Append('\n');
            else BeginLine(indent).Append(line);
        }
        _at = scalar.Location.Span.End;
    }

    /// <summary>A collection in brackets. A line that the author began begins here too.</summary>
    private void Flow(YamlNode node, int indent)
    {
        if (node is YamlScalar scalar)
        {
            Lines(scalar, indent);
            return;
        }
        // `[a: b]` has a mapping without brackets of its own.
        bool brackets = IsFlow(node);
        if (brackets) _out.Append(file.Text[node.Location.Span.Start]);
        _at = node.Location.Span.Start + (brackets ? 1 : 0);
        bool first = true;
        foreach ((YamlNode part, YamlNode? value) in node is YamlMap map ? map.Entries.Select(e => ((YamlNode)e.Key, (YamlNode?)e.Value)) : ((YamlList)node).Items.Select(i => (i, (YamlNode?)null)))
        {
            Between(part.Location.Span.Start, indent, first ? "" : " ");
            first = false;
            Flow(part, indent + Step);
            if (value is null) continue;
            int colon = Skip(_at);
            if (colon >= file.Text.Length || file.Text[colon] != ':') continue;
            _out.Append(':');
            _at = colon + 1;
            if (value.Location.Span.Length == 0) continue;
            Between(value.Location.Span.Start, indent + Step, " ");
            Flow(value, indent + Step);
        }
        if (!brackets) return;
        Between(node.Location.Span.End - 1, indent - Step, "");
        _out.Append(file.Text[node.Location.Span.End - 1]);
        _at = node.Location.Span.End;
    }

    /// <summary>What stands between two parts in brackets: a comma, comments, a line end.</summary>
    private void Between(int to, int indent, string otherwise)
    {
        bool line = false;
        while (_at < to)
        {
            char c = file.Text[_at];
            if (c == '#')
            {
                int end = EndOfLine(_at, to);
                if (line) BeginLine(indent);
                else _out.Append(' ');
                _out.Append(file.Text.AsSpan(_at, end - _at).TrimEnd());
                _at = end;
                continue;
            }
            line |= c is '\n' or '\r';
            if (!char.IsWhiteSpace(c)) _out.Append(c);
            _at++;
        }
        _at = to;
        if (line) BeginLine(indent);
        else _out.Append(otherwise);
    }

    /// <summary>What stands before a node on lines of its own, and behind the last one on its line.</summary>
    /// <param name="to">Where the node starts.</param>
    /// <param name="next">The column of the node and its indentation; null at the end of the file.</param>
    private void Lead(int to, (int Column, int Indent)? next)
    {
        bool first = true, empty = false;
        while (_at < to)
        {
            int start = _at, end = EndOfLine(_at, to);
            string text = file.Text[start..end].Trim();
            bool whole = end < to;
            _at = end < to && file.Text[end] == '\r' && end + 1 < to && file.Text[end + 1] == '\n' ? end + 2 : Math.Min(to, end + 1);
            if (first && text.Length > 0)
            {
                // Before the first node there is nothing to stand behind.
                if (_out.Length > 0) _out.Append(' ');
                _out.Append(text);
            }
            else if (!first || _out.Length == 0)
            {
                if (text.Length == 0) empty |= whole && _out.Length > 0;
                else
                {
                    if (empty) _out.Append('\n');
                    empty = false;
                    BeginLine(text[0] == '#' ? IndentOf(start + file.Text[start..end].IndexOf('#', StringComparison.Ordinal), next) : 0).Append(text);
                    if (text.StartsWith("---", StringComparison.Ordinal)) _levels.Clear();
                }
            }
            first = false;
        }
        _at = to;
        if (empty && next is not null) _out.Append('\n');
    }

    /// <summary>A comment belongs to what stands in its column, else to the nearest level to its left.</summary>
    private int IndentOf(int comment, (int Column, int Indent)? next)
    {
        int column = Column(comment);
        (int Column, int Indent)? best = next is { } n && n.Column <= column ? n : null;
        foreach ((int Column, int Indent) level in _levels)
            if (level.Column <= column && (best is null || level.Column > best.Value.Column)) best = level;
        return best?.Indent ?? 0;
    }

    private void Enter((int Column, int Indent) level)
    {
        _levels.RemoveAll(l => l.Column >= level.Column);
        _levels.Add(level);
    }

    private void Raw(YamlScalar key)
    {
        _out.Append(key.Location.Text);
        _at = key.Location.Span.End;
    }

    private StringBuilder BeginLine(int indent)
    {
        if (_out.Length > 0) _out.Append('\n');
        return _out.Append(' ', indent);
    }

    private bool IsFlow(YamlNode node) => node.Location.Span.Length > 0 && file.Text[node.Location.Span.Start] is '{' or '[';

    private bool HasLineEnd(int from, int to) => file.Text.AsSpan(from, Math.Max(0, to - from)).IndexOfAny('\n', '\r') >= 0;

    private int EndOfLine(int from, int to)
    {
        int end = file.Text.AsSpan(from, to - from).IndexOfAny('\n', '\r');
        return end < 0 ? to : from + end;
    }

    private int Skip(int at)
    {
        while (at < file.Text.Length && char.IsWhiteSpace(file.Text[at])) at++;
        return at;
    }

    private int Column(int offset) => file.Locate(offset).Column - 1;
}
