using System.Collections.Concurrent;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>
/// The cases of a folder of tables in Parquet, read as columns. A part is a range of cases that the index of the largest table
/// marks out, so parts depend on nothing but the files.
/// </summary>
internal sealed class ColumnSource : CaseSource
{
    private readonly ColumnSettings _settings;
    private readonly CaseVocabulary _vocabulary;
    private readonly IReadOnlyList<TableSource> _sources;
    private readonly TableLayout[] _notDelivered;
    private readonly string _path;
    private readonly DuckDatabase _database;
    private readonly TablePreparation _preparation;
    private readonly Lazy<IReadOnlyList<InputFile>> _inputs;
    private readonly Lazy<Prepared> _prepared;
    private readonly ConcurrentDictionary<CaseBatch, PartReader> _readers = new(ReferenceEqualityComparer.Instance);

    private ColumnSource(string path, CaseVocabulary vocabulary, IReadOnlyList<TableSource> sources, IEnumerable<TableLayout> notDelivered, ColumnSettings settings)
    {
        (_path, _vocabulary, _sources, _settings) = (path, vocabulary, sources, settings);
        _notDelivered = [.. notDelivered];
        _database = DuckDatabase.Open(new DuckSettings { Threads = 1, Memory = settings.Memory, TemporaryFolder = settings.TemporaryFolder ?? Path.GetTempPath() });
        _preparation = new TablePreparation(_database, settings);
        _inputs = new(() => [.. (TableFiles.IsPattern(path) ? TableFiles.In(path) : [path]).Select(Fingerprints.Of)]);
        _prepared = new(Prepare);
    }

    /// <summary>The tables, where to cut them, and their rows that belong to no case.</summary>
    private sealed record Prepared(IReadOnlyList<ReadyTable> Tables, IReadOnlyList<string> Cuts, IReadOnlyList<CaseProblem> WithoutCase);

    public override IReadOnlyList<InputFile> Inputs => _inputs.Value;

    public override IEnumerable<CasePart> Parts
    {
        get
        {
            for (int number = 0; number <= _prepared.Value.Cuts.Count; number++) yield return new CasePart(number, Start(number), null, null);
        }
    }

    /// <summary>The tables that a path names, if they can be read as columns; null for what other readers have to read.</summary>
    /// <param name="paths">The inputs of a run.</param>
    /// <param name="catalogue">What cases may contain.</param>
    /// <param name="rules">The rules of mapping files.</param>
    /// <param name="settings">How to read.</param>
    /// <exception cref="InputException">They are tables, but cannot be read.</exception>
    public static ColumnSource? TryOpen(IReadOnlyList<string> paths, ConceptCatalogue catalogue, IReadOnlyList<TableRule> rules, ColumnSettings settings)
    {
        // Of several inputs somebody has to see that no case comes twice.
        if (paths is not [var path] || path == CaseReader.StandardInput) return null;
        var vocabulary = new CaseVocabulary(catalogue);
        if (!TableFolder.Is(path, vocabulary, rules)) return null;
        IReadOnlyList<string> files = TableFiles.In(path);
        if (!files.All(TableFiles.IsParquet) || files.Any(f => rules.Any(r => r.Fits(Path.GetFileName(f))))) return null;
        using var folder = new TableFolder(path, vocabulary, rules);
        IReadOnlyList<TableSource> sources = folder.Open() ?? throw folder.Failure();
        foreach (TableSource source in sources) source.Dispose();
        if (sources.Count == 0) return null;
        foreach (CaseProblem warning in folder.Problems) settings.OnWarning(warning);
        return new ColumnSource(path, vocabulary, sources, folder.NotDelivered, settings);
    }

    public override IEnumerable<CaseBatch> Read(CasePart part, CaseBatch batch, PartLog log)
    {
        if (part.Number == 0)
        {
            IReadOnlyList<CaseProblem> rows = _prepared.Value.WithoutCase;
            log.Rows += rows.Count;
            log.RowsRejected += rows.Count;
            log.RowsWithoutCase += rows.Count;
            log.Problems.AddRange(_settings.Pseudonyms is { } names ? rows.Select(r => names.Of(r, [])) : rows);
        }
        return _readers.GetOrAdd(batch, b => Reader(_prepared.Value.Tables, b)).Read(Start(part.Number), Start(part.Number + 1), log);
    }

    /// <summary>A case by its id, or why it is rejected; null when there is none.</summary>
    public CaseResult? Find(string id)
    {
        // Rows without an id belong to no case.
        if (id.Length == 0) return null;
        using PartReader reader = Reader(_sources.Select(s => new ReadyTable(s, TableOf(s), TableOf(s).From, [])), new CaseBatch(new BatchLayout()));
        return reader.Find(id);
    }

    public override void Dispose()
    {
        foreach (PartReader reader in _readers.Values) reader.Dispose();
        _database.Dispose();
        _preparation.Dispose();
    }

    private static ParquetTable TableOf(TableSource source) => ((ParquetRows)source.Rows).Table;

    private PartReader Reader(IEnumerable<ReadyTable> tables, CaseBatch batch) => new(tables, _database, _vocabulary, _notDelivered, _settings.Pseudonyms, batch);

    /// <summary>The first case of a part; null for the first part, and behind the last.</summary>
    private string? Start(int number) => number > 0 && number <= _prepared.Value.Cuts.Count ? _prepared.Value.Cuts[number - 1] : null;

    private Prepared Prepare()
    {
        List<ReadyTable> tables = [.. _sources.Select(s => _preparation.Prepare(s, TableOf(s)))];
        List<string> cuts = [];
        long rows = 0;
        foreach (RowGroup group in tables.MaxBy(t => t.Groups.Sum(g => g.Rows))!.Groups)
        {
            if (rows >= _settings.RowsPerPart && group.First is { Length: > 0 } first && (cuts.Count == 0 || CaseOrder.Instance.Compare(cuts[^1], first) < 0))
            {
                cuts.Add(first);
                rows = 0;
            }
            rows += group.Rows;
        }
        return new Prepared(tables, cuts, [.. tables.Where(MayBeWithoutCase).SelectMany(t => WithoutCase(t.Source))]);
    }

    // A sorted copy has only the rows with a case, so its index says nothing about the others.
    private static bool MayBeWithoutCase(ReadyTable table) => table.IsCopy || table.Groups.Any(g => g.Nulls != 0 || g.First is null or "");

    /// <summary>The rows of a table that belong to no case.</summary>
    private List<CaseProblem> WithoutCase(TableSource source)
    {
        ParquetTable table = TableOf(source);
        string subject = ReadyTable.CaseOf(source, table);
        List<CaseProblem> problems = [];
        using var rows = new ParquetRows(table, _database.Connect(), $"WHERE {subject} IS NULL OR {subject} = ''");
        while (rows.Next() is { } row) problems.Add(TableErrors.NoCase(new CasePlace(row.File ?? table.Path, row.Number, CasePath.Root), source.CaseId.Columns.First()));
        return problems;
    }
}
