using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Tables;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Reads cases from JSON and NDJSON (files, folders of them, standard input) and from folders of messages or tables.</summary>
internal static class CaseReader
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly string[] LineExtensions = [".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz"];

    /// <summary>Each case in the order of the input, accepted or rejected; read while it is enumerated.</summary>
    /// <param name="path">A file, a folder, or <c>-</c>.</param>
    /// <param name="standardInput">
    /// What <c>-</c> stands for. Of a <see cref="StreamReader"/> that was not read from the bytes are taken, so that invalid UTF-8 is seen.
    /// </param>
    /// <param name="catalogue">What cases may contain.</param>
    /// <param name="seen">The ids of cases read before in this run, when it has several inputs.</param>
    /// <param name="messages">How messages are read, for a folder that holds them.</param>
    /// <param name="tables">How tables are read, and where what is said of them goes, for a folder that holds them.</param>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read.</exception>
    public static IEnumerable<CaseResult> Read(string path, TextReader? standardInput, ConceptCatalogue catalogue, HashSet<string>? seen = null, MagdaMapping? messages = null, TableInput? tables = null)
    {
        var pass = new CaseReaderPass(new CaseTreeReader(catalogue), seen ?? new HashSet<string>(StringComparer.Ordinal));
        if (path == StandardInput)
        {
            if (standardInput is null) throw new InputException("there is no standard input to read");
            Stream bytes = standardInput is StreamReader reader ? reader.BaseStream : new TextReaderStream(standardInput);
            return pass.ReadEither(bytes, StandardInput);
        }
        if (Directory.Exists(path) && MessageFolder.Is(path))
        {
            if (messages is null) throw new InputException($"the folder `{Shown.Short(path)}` holds messages, and no mapping says how to read them");
            return new MagdaCaseReader(new CaseVocabulary(catalogue), messages).Read(path).Select(pass.Once);
        }
        if (new CaseVocabulary(catalogue) is var vocabulary && TableFolder.Is(path, vocabulary, tables?.Rules ?? []))
            return new TableCaseReader(vocabulary, tables ?? new TableInput()).Read(path, pass.Once);
        if (Directory.Exists(path)) return FilesIn(path).SelectMany(file => ReadFile(file, pass));
        if (TableFiles.IsPattern(path)) throw new InputException($"cannot read `{Shown.Short(path)}`: no .parquet or .csv file fits the pattern");
        if (!File.Exists(path)) throw new InputException($"cannot read `{Shown.Short(path)}`: there is no such file");
        if (!IsCaseFile(path)) throw new InputException($"cannot read `{Shown.Short(path)}`: cases are in .json, .ndjson or .jsonl files (the last two perhaps with .gz), or in a folder; tables are in .parquet or .csv files");
        return ReadFile(path, pass);
    }

    /// <summary>Whether the name of a file says that it holds cases.</summary>
    public static bool IsCaseFile(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || HasLines(path);

    private static bool HasLines(string path) => LineExtensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> FilesIn(string folder)
    {
        try
        {
            IReadOnlyList<string> files = FolderFiles.Where(folder, IsCaseFile);
            return files.Count > 0 ? files : throw new InputException($"the folder `{Shown.Short(folder)}` has no .json, .ndjson, .jsonl, .csv or .parquet files");
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(folder, problem);
        }
    }

    private static IEnumerable<CaseResult> ReadFile(string path, CaseReaderPass pass) =>
        HasLines(path) ? pass.ReadLines(() => Open(path), path) : pass.ReadDocument(() => Open(path), path);

    internal static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new CheckedGzip(file) : file;
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(path, problem);
        }
    }
}

/// <summary>Reads the inputs of one run, in which no case comes twice.</summary>
internal sealed class CaseReaderPass(CaseTreeReader trees, HashSet<string> seen)
{
    /// <summary>One case per line.</summary>
    public IEnumerable<CaseResult> ReadLines(Func<Stream> open, string file)
    {
        using var lines = new Utf8Lines(open(), file);
        while (lines.Next() is { } line)
            if (!line.IsBlank) yield return ReadLine(line, file);
    }

    /// <summary>One document: a case, or an array of cases.</summary>
    public IEnumerable<CaseResult> ReadDocument(Func<Stream> open, string file)
    {
        byte[] document;
        using (var lines = new Utf8Lines(open(), file)) document = lines.Rest();
        int mark = document.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        return ReadDocument(document.AsMemory(mark), file, 1);
    }

    /// <summary>One case per line when the first line is a whole case; else one document.</summary>
    public IEnumerable<CaseResult> ReadEither(Stream stream, string file)
    {
        using var lines = new Utf8Lines(stream, file);
        Utf8Line? first = lines.Next();
        while (first is { IsBlank: true }) first = lines.Next();
        if (first is not { } line) yield break;
        if (line.IsTooLong || IsCase(line))
        {
            yield return ReadLine(line, file);
            while (lines.Next() is { } next)
                if (!next.IsBlank) yield return ReadLine(next, file);
            yield break;
        }
        byte[] document = [.. line.Bytes.Span, (byte)'\n', .. lines.Rest()];
        foreach (CaseResult result in ReadDocument(document, file, line.Number)) yield return result;
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

    private CaseResult ReadLine(Utf8Line line, string file)
    {
        var at = new CasePlace(file, line.Number, CasePath.Root);
        if (line.IsTooLong) return Rejected(at, DataErrors.LineTooLong(at, Utf8Lines.MaximumLength));
        try
        {
            return Once(trees.Read(CaseJson.Parse(line.Bytes.Span, line.Number), file, line.Number));
        }
        catch (JsonMistakeException mistake)
        {
            return Rejected(at, mistake.At(file));
        }
    }

    private IEnumerable<CaseResult> ReadDocument(ReadOnlyMemory<byte> json, string file, int firstLine)
    {
        CaseNode root;
        try
        {
            root = CaseJson.Parse(json.Span, firstLine);
        }
        catch (JsonMistakeException mistake)
        {
            return [Rejected(new CasePlace(file, firstLine, CasePath.Root), mistake.At(file))];
        }
        return root is CaseList list ? list.Items.Select(c => Once(trees.Read(c, file, null))) : [Once(trees.Read(root, file, null))];
    }

    /// <summary>A second case with one id is rejected, also when the first was: which of the two is meant, nobody can tell.</summary>
    public CaseResult Once(CaseResult result)
    {
        if (result.CaseId.Length == 0 || seen.Add(result.CaseId)) return result;
        var at = new CasePlace(result.File, result.Row, CasePath.Root.Member("case"));
        CaseProblem problem = DataErrors.DuplicateCase(at, result.CaseId) with { Case = result.CaseId };
        return new CaseResult(result.CaseId, result.File, result.Row, null, [problem, .. result.Problems]) { Ids = result.Ids };
    }

    private static CaseResult Rejected(CasePlace at, CaseProblem problem) => new("", at.File, at.Row, null, [problem]);
}
