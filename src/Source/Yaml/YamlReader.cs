using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RightsEngine.Source.Yaml;

/// <summary>
/// Reads the documents of a YAML file into nodes with exact places. Only the events of the YAML library
/// are used: its tree overflows the stack on deep nesting and loses the raw text of scalars.
/// </summary>
internal static class YamlReader
{
    /// <summary>How deep lists and mappings may be nested.</summary>
    public const int MaximumDepth = 64;

    /// <summary>All documents of a file, without empty ones; reading ends at the first error of syntax.</summary>
    public static IReadOnlyList<YamlNode> Read(SourceFile file, DiagnosticBag diagnostics)
    {
        if (ControlCharacter(file.Text) is int at and >= 0)
        {
            // The YAML library takes NUL for the end of the file and would silently drop the rest.
            diagnostics.Add(SourceErrors.YamlSyntax(new Location(file, new TextSpan(at, 1)),
                $"not valid YAML: control character U+{(int)file.Text[at]:X4}", "remove it"));
            return [];
        }
        return new YamlPass(file, diagnostics).ReadDocuments();
    }

    private static int ControlCharacter(string text) =>
        text.AsSpan().IndexOfAny(ControlCharacters);

    private static readonly System.Buffers.SearchValues<char> ControlCharacters =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i).Where(c => c is not ('\t' or '\n' or '\r')), '\u007F']);
}

/// <summary>One pass over the events of a file.</summary>
internal sealed class YamlPass(SourceFile file, DiagnosticBag diagnostics)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(file.Text), skipComments: true));
    private readonly Stack<int> _openBrackets = [];
    private YamlScalar? _lastScalar;

    public IReadOnlyList<YamlNode> ReadDocuments()
    {
        List<YamlNode> documents = [];
        try
        {
            while (_parser.MoveNext())
            {
                if (_parser.Current is not DocumentStart) continue;
                YamlNode? root = Next(1);
                if (root is null) return documents;
                if (root is not YamlScalar { Style: ScalarStyle.Plain, Text: "" }) documents.Add(root);
            }
        }
        catch (Exception problem)
        {
            // Besides YamlException the library throws InvalidOperationException and others on broken input.
            int? open = _openBrackets.Count > 0 ? _openBrackets.Peek() : null;
            diagnostics.Add(YamlTraps.Explain(file, problem, _lastScalar, open));
            return documents;
        }
        if (documents.Count == 0) diagnostics.Add(SourceErrors.EmptyFile(file));
        return documents;
    }

    /// <summary>The next node, or null when the file is nested too deeply to go on.</summary>
    private YamlNode? Next(int depth)
    {
        if (!_parser.MoveNext()) throw new InvalidOperationException("unexpected end of file");
        switch (_parser.Current)
        {
            case Scalar scalar:
                return _lastScalar = ReadScalar(scalar);
            case AnchorAlias alias:
                return ReadAlias(alias);
            case SequenceStart or MappingStart when depth > YamlReader.MaximumDepth:
                diagnostics.Add(SourceErrors.TooDeep(new Location(file, new TextSpan(Index(_parser.Current.Start), 1)), YamlReader.MaximumDepth));
                return null;
            case SequenceStart list:
                return ReadList(list, depth);
            case MappingStart map:
                return ReadMap(map, depth);
            default:
                return null; // an end event: the caller looks at it
        }
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        int start = Index(scalar.Start);
        int end = Math.Max(start, Index(scalar.End));
        ScalarStyle style = StyleOf(scalar.Style);
        if (start == end)
        {
            int place = BackOverBlanks(start);
            return new YamlScalar(new Location(file, new TextSpan(place, 0)), MappedText.Verbatim(file, place, 0), style);
        }

        int content = Math.Min(end, SkipProperties(start));
        if (content > start && scalar.Value.Length == 0 && style == ScalarStyle.Plain)
        {
            // `x: !b` would vanish; its raw text stays so that no second finding says there is no value.
            content = start;
            while (end > start && char.IsWhiteSpace(file.Text[end - 1])) end--;
            return new YamlScalar(new Location(file, TextSpan.Between(start, end)), MappedText.Verbatim(file, start, end - start), style);
        }

        MappedText text = ScalarDecoder.Decode(file, TextSpan.Between(content, end), style, scalar.Value);
        if (style is ScalarStyle.Literal or ScalarStyle.Folded) end = Math.Max(content + 1, BackOverBlanks(end));
        var result = new YamlScalar(new Location(file, TextSpan.Between(content, end)), text, style);
        if (CommentTrap.Find(result) is { } cut) diagnostics.Add(cut);
        return result;
    }

    private YamlScalar ReadAlias(AnchorAlias alias)
    {
        int start = Index(alias.Start);
        TextSpan span = TextSpan.Between(start, Math.Max(start, Index(alias.End)));
        var at = new Location(file, span);
        diagnostics.Add(SourceErrors.UnsupportedYaml(at, $"the alias `{at.Text}`", "write the value out, or quote it if it is meant as text"));
        return new YamlScalar(at, MappedText.Verbatim(file, span.Start, span.Length), ScalarStyle.Plain);
    }

    private YamlList? ReadList(SequenceStart begin, int depth)
    {
        int start = SkipProperties(Index(begin.Start));
        bool bracket = Open(start, '[');
        List<YamlNode> items = [];
        int end = start;
        while (Next(depth + 1) is { } item)
        {
            items.Add(item);
            end = Math.Max(end, item.Location.Span.End);
        }
        if (_parser.Current is not SequenceEnd last) return null;
        end = Close(bracket, Index(last.Start), ']', end);
        return new YamlList(new Location(file, TextSpan.Between(start, end)), items);
    }

    private YamlMap? ReadMap(MappingStart begin, int depth)
    {
        int start = SkipProperties(Index(begin.Start));
        bool bracket = begin.Style == MappingStyle.Flow && Open(start, '{');
        List<YamlEntry> entries = [];
        Dictionary<string, YamlScalar> seen = [];
        int end = start;
        while (Next(depth + 1) is { } key)
        {
            if (!bracket && entries.Count == 0 && end == start) start = key.Location.Span.Start;
            YamlNode? value = Next(depth + 1);
            if (value is null) return null;
            if (value is YamlScalar { Style: ScalarStyle.Plain, Text: "" } nothing) value = BehindKey(key, nothing);
            end = Math.Max(end, Math.Max(key.Location.Span.End, value.Location.Span.End));
            Keep(key, value, entries, seen);
        }
        if (_parser.Current is not MappingEnd last) return null;
        end = Close(bracket, Index(last.Start), '}', end);
        return new YamlMap(new Location(file, TextSpan.Between(start, end)), entries);
    }

    private void Keep(YamlNode key, YamlNode value, List<YamlEntry> entries, Dictionary<string, YamlScalar> seen)
    {
        if (key is not YamlScalar name)
            diagnostics.Add(SourceErrors.UnsupportedYaml(key.Location, $"{key.Kind} as a key", "quote it if it is meant as text"));
        else if (name is { Text: "<<", IsQuoted: false })
            diagnostics.Add(SourceErrors.UnsupportedYaml(key.Location, "the merge key `<<`", "write the keys out"));
        else if (!seen.TryAdd(name.Text, name))
            diagnostics.Add(SourceErrors.DuplicateKey(name, seen[name.Text]));
        else
            entries.Add(new YamlEntry(name, value));
    }

    private bool Open(int start, char bracket)
    {
        if (start >= file.Text.Length || file.Text[start] != bracket) return false;
        _openBrackets.Push(start);
        return true;
    }

    /// <summary>The end of a collection: behind its closing bracket, or (block style) the end of its last child.</summary>
    private int Close(bool bracket, int at, char closing, int childEnd)
    {
        if (!bracket) return childEnd;
        _openBrackets.Pop();
        return at < file.Text.Length && file.Text[at] == closing ? at + 1 : childEnd;
    }

    /// <summary>The library places a missing value at the next token, maybe lines further down: put it behind its key.</summary>
    private YamlScalar BehindKey(YamlNode key, YamlScalar nothing)
    {
        int at = key.Location.Span.End;
        int colon = at;
        while (colon < file.Text.Length && file.Text[colon] is ' ' or '\t') colon++;
        if (colon < file.Text.Length && file.Text[colon] == ':') at = colon + 1;
        at = Math.Min(at, Math.Max(nothing.Location.Span.Start, key.Location.Span.End));
        return new YamlScalar(new Location(file, new TextSpan(at, 0)), MappedText.Verbatim(file, at, 0), ScalarStyle.Plain);
    }

    /// <summary>Reports anchors and tags at the start of a node and returns where its content starts.</summary>
    private int SkipProperties(int start)
    {
        string text = file.Text;
        int at = start;
        while (at < text.Length && text[at] is '&' or '!')
        {
            int end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            // Inside brackets a comma or a closing bracket ends the word.
            if (_openBrackets.Count > 0 && text.AsSpan(at, end - at).IndexOfAny(",]}") is int cut and > 0) end = at + cut;
            var place = new Location(file, TextSpan.Between(at, end));
            diagnostics.Add(text[at] == '!'
                ? SourceErrors.UnsupportedYaml(place, $"the tag `{place.Text}`", "quote it if it is meant as text")
                : SourceErrors.UnsupportedYaml(place, $"the anchor `{place.Text}`", "write the value out where it is needed, or quote it if it is meant as text"));
            at = end;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        }
        return at;
    }

    private int BackOverBlanks(int at)
    {
        while (at > 0 && file.Text[at - 1] is ' ' or '\t' or '\r' or '\n') at--;
        return at;
    }

    private int Index(Mark mark) => (int)Math.Clamp(mark.Index, 0, file.Text.Length);

    private static ScalarStyle StyleOf(YamlDotNet.Core.ScalarStyle style) => style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
        YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
        YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
        YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
        _ => ScalarStyle.Plain,
    };
}
