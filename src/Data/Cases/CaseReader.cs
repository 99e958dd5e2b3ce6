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
        var once = new CasesOnce(seen ?? new HashSet<string>(StringComparer.Ordinal));
        var vocabulary = new CaseVocabulary(catalogue);
        if (IsMessages(path))
        {
            if (messages is null) throw new InputException($"the folder `{Shown.Short(path)}` holds messages, and no mapping says how to read them");
            return new MagdaCaseReader(vocabulary, messages).Read(path).Select(once.Of);
        }
        if (IsTables(path, vocabulary, tables?.Rules ?? [])) return new TableCaseReader(vocabulary, tables ?? new TableInput()).Read(path, once.Of);
        var trees = new CaseTreeReader(vocabulary);
        return Find(path, standardInput).Select(c => once.Of(c.Read(trees)));
    }

    /// <summary>Whether a path is a folder of messages.</summary>
    public static bool IsMessages(string path) => path != StandardInput && Directory.Exists(path) && MessageFolder.Is(path);

    /// <summary>Whether a path is a folder of tables.</summary>
    public static bool IsTables(string path, CaseVocabulary vocabulary, IReadOnlyList<TableRule> rules) =>
        path != StandardInput && Directory.Exists(path) && TableFolder.Is(path, vocabulary, rules);

    /// <summary>The cases in JSON and NDJSON, lines not read yet, so that several threads can read them.</summary>
    /// <param name="path">A file, a folder, or <c>-</c>.</param>
    /// <param name="standardInput">What <c>-</c> stands for.</param>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read.</exception>
    public static IEnumerable<FoundCase> Find(string path, TextReader? standardInput)
    {
        if (path == StandardInput)
        {
            if (standardInput is null) throw new InputException("there is no standard input to read");
            Stream bytes = standardInput is StreamReader reader ? reader.BaseStream : new TextReaderStream(standardInput);
            return CaseFinder.InEither(bytes, StandardInput);
        }
        if (Directory.Exists(path)) return FilesIn(path).SelectMany(InFile);
        if (TableFiles.IsPattern(path)) throw new InputException($"cannot read `{Shown.Short(path)}`: no .parquet or .csv file fits the pattern");
        if (!File.Exists(path)) throw new InputException($"cannot read `{Shown.Short(path)}`: there is no such file");
        if (!IsCaseFile(path)) throw new InputException($"cannot read `{Shown.Short(path)}`: cases are in .json, .ndjson or .jsonl files (the last two perhaps with .gz), or in a folder; tables are in .parquet or .csv files");
        return InFile(path);
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

    private static IEnumerable<FoundCase> InFile(string path) =>
        HasLines(path) ? CaseFinder.InLines(() => Open(path), path) : CaseFinder.InDocument(() => Open(path), path);

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
