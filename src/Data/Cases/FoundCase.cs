namespace RightsEngine.Data.Cases;

/// <summary>A case of an input that was found and not read yet: a line, or a part of a document.</summary>
internal readonly record struct FoundCase
{
    private readonly string _file;
    private readonly Utf8Line _line;
    private readonly CaseNode? _node;
    private readonly CaseResult? _failed;

    /// <summary>A case in a line, whose bytes are valid until the next one is found.</summary>
    public FoundCase(Utf8Line line, string file) => (_line, _file) = (line, file);

    /// <summary>A case in a document.</summary>
    public FoundCase(CaseNode node, string file) => (_node, _file) = (node, file);

    /// <summary>Something that cannot be read as a case.</summary>
    public FoundCase(CasePlace at, CaseProblem problem) => (_failed, _file) = (Rejected(at, problem), at.File);

    /// <summary>Its length in bytes, where it is held as bytes.</summary>
    public int Bytes => _line.Bytes.Length;

    /// <summary>The same, to be read later.</summary>
    public FoundCase Kept() => _node is null && _failed is null ? new FoundCase(_line with { Bytes = _line.Bytes.ToArray() }, _file) : this;

    /// <summary>The case, accepted or rejected.</summary>
    public CaseResult Read(CaseTreeReader trees)
    {
        if (_failed is not null) return _failed;
        if (_node is not null) return trees.Read(_node, _file, null);
        var at = new CasePlace(_file, _line.Number, CasePath.Root);
        if (_line.IsTooLong) return Rejected(at, DataErrors.LineTooLong(at, Utf8Lines.MaximumLength));
        try
        {
            return trees.Read(CaseJson.Parse(_line.Bytes.Span, _line.Number), _file, _line.Number);
        }
        catch (JsonMistakeException mistake)
        {
            return Rejected(at, mistake.At(_file));
        }
    }

    private static CaseResult Rejected(CasePlace at, CaseProblem problem) => new("", at.File, at.Row, null, [problem]);
}

/// <summary>Finds the cases in JSON and NDJSON.</summary>
internal static class CaseFinder
{
    /// <summary>One case per line.</summary>
    public static IEnumerable<FoundCase> InLines(Func<Stream> open, string file)
    {
        using var lines = new Utf8Lines(open(), file);
        while (lines.Next() is { } line)
            if (!line.IsBlank) yield return new FoundCase(line, file);
    }

    /// <summary>One document: a case, or an array of cases.</summary>
    public static IEnumerable<FoundCase> InDocument(Func<Stream> open, string file)
    {
        byte[] document;
        using (var lines = new Utf8Lines(open(), file)) document = lines.Rest();
        int mark = document.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        return InDocument(document.AsMemory(mark), file, 1);
    }

    /// <summary>One case per line when the first line is a whole case; else one document.</summary>
    public static IEnumerable<FoundCase> InEither(Stream stream, string file)
    {
        using var lines = new Utf8Lines(stream, file);
        Utf8Line? first = lines.Next();
        while (first is { IsBlank: true }) first = lines.Next();
        if (first is not { } line) yield break;
        if (line.IsTooLong || IsCase(line))
        {
            yield return new FoundCase(line, file);
            while (lines.Next() is { } next)
                if (!next.IsBlank) yield return new FoundCase(next, file);
            yield break;
        }
        byte[] document = [.. line.Bytes.Span, (byte)'\n', .. lines.Rest()];
        foreach (FoundCase found in InDocument(document, file, line.Number)) yield return found;
    }

    private static bool IsCase(Utf8Line line)
    {
        try
        {
            return CaseJson.Parse(line.Bytes.Span, line.Number) is CaseMap;
        }
        catch (JsonMistakeException)
        {
            return false;
        }
    }

    private static IEnumerable<FoundCase> InDocument(ReadOnlyMemory<byte> json, string file, int firstLine)
    {
        CaseNode root;
        try
        {
            root = CaseJson.Parse(json.Span, firstLine);
        }
        catch (JsonMistakeException mistake)
        {
            return [new FoundCase(new CasePlace(file, firstLine, CasePath.Root), mistake.At(file))];
        }
        return root is CaseList list ? list.Items.Select(c => new FoundCase(c, file)) : [new FoundCase(root, file)];
    }
}
