using System.Collections.Concurrent;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>
/// The cases of a folder of tables, read as columns. A part is a range of cases that the index of the largest table
/// marks out, so parts depend on nothing but the files.
/// </summary>
internal sealed class ColumnSource : CaseSource
{
    // About how much longer text is than its compressed form.
    private const int UsualRatio = 8;

    /// <summary>Into how many parts an input is cut at least, where its groups of rows allow.</summary>
    private const int LeastParts = 8;

    private readonly ColumnSettings _settings;
    private readonly CaseVocabulary _vocabulary;
    private readonly TableFolder _folder;
    private readonly IReadOnlyList<TableSource> _sources;
    private readonly TableLayout[] _notDelivered;
    private readonly DuckDatabase _database;
    private readonly TablePreparation _preparation;
    private readonly Lazy<IReadOnlyList<InputFile>> _inputs;
    private readonly Lazy<Prepared> _prepared;
    private readonly ConcurrentDictionary<CaseBatch, PartReader> _readers = new(ReferenceEqualityComparer.Instance);

    private ColumnSource(string path, CaseVocabulary vocabulary, TableFolder folder, IReadOnlyList<TableSource> sources, ColumnSettings settings)
    {
        (_vocabulary, _folder, _sources, _settings) = (vocabulary, folder, sources, settings);
        _notDelivered = [.. folder.NotDelivered];
        // Of its own: two engines must not put things aside in one folder.
        string aside = Path.Combine(settings.TemporaryFolder ?? Path.GetTempPath(), $"rights-{Guid.NewGuid():N}");
        _database = DuckDatabase.Open(new DuckSettings { Threads = 1, Memory = settings.Memory, TemporaryFolder = aside });
        _preparation = new TablePreparation(_database, settings, aside);
        _inputs = new(() => [.. (TableFiles.IsPattern(path) ? TableFiles.In(path) : [path]).Select(Fingerprints.Of)]);
        _prepared = new(Prepare);
    }

    /// <summary>The tables, and where to cut them.</summary>
    private sealed record Prepared(IReadOnlyList<ReadyTable> Tables, IReadOnlyList<string> Cuts);

    /// <summary>Whether <see cref="Find"/> need not read everything.</summary>
    public bool CanFind => _sources.All(IsInPlace);

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
        if (TableFiles.In(path).Where(f => !TableFiles.IsParquet(f)).Sum(TextIn) is > 0 and var text && text < settings.LeastText) return null;
        var folder = new TableFolder(path, vocabulary, rules);
        IReadOnlyList<TableSource> sources = folder.Open() ?? throw folder.Failure();
        foreach (TableSource source in sources) source.Dispose();
        // Two tables that fill one record are put together by the careful reader.
        if (sources.Count == 0 || sources.Select(s => s.Fills).OfType<object>().GroupBy(f => f).Any(g => g.Count() > 1))
        {
            folder.Dispose();
            return null;
        }
        foreach (CaseProblem warning in folder.Problems) settings.OnWarning(warning);
        return new ColumnSource(path, vocabulary, folder, sources, settings);
    }

    public override IEnumerable<CaseBatch> Read(CasePart part, CaseBatch batch, PartLog log)
    {
        IReadOnlyList<ReadyTable> tables = _prepared.Value.Tables;
        if (part.Number == 0)
        {
            IReadOnlyList<CaseProblem> rows = _preparation.WithoutCase;
            log.Rows += rows.Count;
            log.RowsRejected += rows.Count;
            log.RowsWithoutCase += rows.Count;
            log.Problems.AddRange(_settings.Pseudonyms is { } names ? rows.Select(r => names.Of(r, [])) : rows);
        }
        return _readers.GetOrAdd(batch, b => Reader(tables, b)).Read(Start(part.Number), Start(part.Number + 1), log);
    }

    /// <summary>A case by its id, or why it is rejected; null when there is none.</summary>
    public CaseResult? Find(string id)
    {
        // Rows without an id belong to no case.
        if (id.Length == 0) return null;
        using PartReader reader = Reader(_sources.Select(ReadyTable.InPlace), new CaseBatch(new BatchLayout()));
        return reader.Find(id);
    }

    public override void Dispose()
    {
        foreach (PartReader reader in _readers.Values) reader.Dispose();
        _database.Dispose();
        _preparation.Dispose();
        _folder.Dispose();
    }

    private static long TextIn(string file) => new FileInfo(file).Length * (file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? UsualRatio : 1);

    private static bool IsInPlace(TableSource source) => source is { Rows: ParquetRows, IsMapped: false };

    private PartReader Reader(IEnumerable<ReadyTable> tables, CaseBatch batch) => new(tables, _database, _vocabulary, _notDelivered, _settings.Pseudonyms, batch);

    /// <summary>The first case of a part; null for the first part, and behind the last.</summary>
    private string? Start(int number) => number > 0 && number <= _prepared.Value.Cuts.Count ? _prepared.Value.Cuts[number - 1] : null;

    private Prepared Prepare()
    {
        // From their beginning: of those at hand only the meaning counts.
        IReadOnlyList<TableSource> sources = _folder.Open() ?? throw _folder.Failure();
        List<ReadyTable> tables;
        try
        {
            tables = [.. sources.Select(_preparation.Prepare)];
        }
        finally
        {
            foreach (TableSource source in sources) source.Dispose();
        }
        List<string> cuts = [];
        long rows = 0;
        IReadOnlyList<RowGroup> groups = tables.MaxBy(t => t.Groups.Sum(g => g.Rows))!.Groups;
        // A small input in parts too, as far as its groups of rows allow: deciding many rights takes far longer than reading.
        long least = Math.Clamp(groups.Sum(g => g.Rows) / LeastParts, 1, _settings.RowsPerPart);
        foreach (RowGroup group in groups)
        {
            if (rows >= least && group.First is { Length: > 0 } first && !first.Any(char.IsControl) && (cuts.Count == 0 || CaseOrder.Instance.Compare(cuts[^1], first) < 0))
            {
                cuts.Add(first);
                rows = 0;
            }
            rows += group.Rows;
        }
        return new Prepared(tables, cuts);
    }
}
