using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Mapping;
using RightsEngine.Source;

namespace RightsEngine.Data.Tables;

/// <summary>A folder of tables: which file is which table, and which tables are not there.</summary>
internal sealed class TableFolder : IDisposable
{
    private readonly string _folder;
    private readonly CaseVocabulary _vocabulary;
    private readonly IReadOnlyList<TableLayout> _layouts;
    private readonly List<(string File, TableLayout? Layout, TableRule? Rule)> _tables = [];
    private readonly List<CaseProblem> _problems = [];
    private DuckDatabase? _database;

    public TableFolder(string folder, CaseVocabulary vocabulary, IReadOnlyList<TableRule> rules)
    {
        _folder = folder;
        _vocabulary = vocabulary;
        _layouts = TableLayout.Of(vocabulary);
        IReadOnlyList<string> files = TableFiles.In(folder);
        foreach (string file in files)
        {
            TableRule[] fitting = [.. rules.Where(r => r.Fits(Path.GetFileName(file)))];
            foreach (TableRule rule in fitting) _tables.Add((file, null, rule));
            if (fitting.Length == 0) Add(file, _layouts.FirstOrDefault(l => l.Name == TableFiles.NameOf(file)));
        }
        // The case itself comes first: its row is the place that problems of the whole case name.
        _tables = [.. _tables.OrderBy(t => t.Layout is null ? 1 : _layouts.ToList().IndexOf(t.Layout))];
        string ending = files.Any(TableFiles.IsParquet) ? ".parquet" : ".csv";
        foreach (TableLayout layout in NotDelivered) _problems.Add(TableErrors.MissingTable(new CasePlace(folder, null, CasePath.Root), $"{layout.Name}{ending}", layout.Relation is not null));
    }

    /// <summary>What is odd about the tables; an error means that they cannot be read.</summary>
    public IReadOnlyList<CaseProblem> Problems => _problems;

    /// <summary>The records and relations for which there is no table: nobody asked for them. What people have to judge is not delivered by registers.</summary>
    public IEnumerable<TableLayout> NotDelivered => _layouts.Where(l =>
        (l.Record?.Source ?? l.Relation?.Source) is not { Human: true } && (l.Record is not null || l.Relation is not null) && !_tables.Exists(t => Fills(t.Layout, t.Rule, l)));

    /// <summary>Whether a path (a folder, a file, or a pattern of files) is about tables rather than other forms of cases.</summary>
    public static bool Is(string path, CaseVocabulary vocabulary, IReadOnlyList<TableRule> rules)
    {
        IReadOnlyList<string> files = TableFiles.In(path);
        if (files.Count == 0) return false;
        try
        {
            // CSV of something else (decisions of an earlier run) may lie beside cases in JSON.
            if (!Directory.Exists(path) || TableFiles.IsParquet(path) || !Directory.EnumerateFiles(path).Any(CaseReader.IsCaseFile)) return true;
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(path, problem);
        }
        IReadOnlyList<TableLayout> layouts = TableLayout.Of(vocabulary);
        if (!files.Any(f => layouts.Any(l => l.Name == TableFiles.NameOf(f)) || rules.Any(r => r.Fits(Path.GetFileName(f))))) return false;
        throw new InputException($"the folder `{Shown.Short(path)}` holds tables and also .json or .ndjson files: give each form a folder of its own");
    }

    /// <summary>The tables from their beginning; null, with problems, when one cannot be read.</summary>
    public IReadOnlyList<TableSource>? Open()
    {
        List<TableSource> sources = [];
        foreach ((string file, TableLayout? layout, TableRule? rule) in _tables)
        {
            List<CaseProblem> problems = [];
            if (Rows(file, rule, problems) is { } rows)
            {
                var binding = new TableBinding(_vocabulary, rows, rule?.Format ?? CsvFormat.Canonical, problems);
                sources.Add(rule is null ? binding.Bind(layout!) : binding.Bind(rule));
            }
            foreach (CaseProblem problem in problems)
                if (!_problems.Contains(problem)) _problems.Add(problem);
        }
        if (!_problems.Exists(p => p.Severity == Severity.Error)) return sources;
        foreach (TableSource source in sources) source.Dispose();
        return null;
    }

    /// <summary>The problems that keep the tables from being read, as one sentence with a line for each.</summary>
    public InputException Failure() =>
        new($"the tables in `{Shown.Short(_folder)}` cannot be read:{string.Concat(_problems.Where(p => p.Severity == Severity.Error).Select(p => $"\n  {p.File}{(p.Row is { } row ? $":{row}" : "")}: {p.Message} ({p.Code})"))}");

    private void Add(string file, TableLayout? layout)
    {
        var at = new CasePlace(file, null, CasePath.Root);
        if (layout is null) _problems.Add(TableErrors.UnknownTable(at, TableFiles.NameOf(file), _layouts.Select(l => l.Name)));
        else if (_tables.Find(t => t.Layout == layout) is { Layout: not null } other) _problems.Add(TableErrors.DuplicateTable(at, layout.Name, other.File));
        else _tables.Add((file, layout, null));
    }

    private static bool Fills(TableLayout? layout, TableRule? rule, TableLayout wanted) =>
        layout == wanted || (rule?.Target as RecordMapping)?.Record == wanted.Record && wanted.Record is not null
            || (rule?.Target as RelationMapping)?.Relation == wanted.Relation && wanted.Relation is not null;

    private TableRows? Rows(string file, TableRule? rule, List<CaseProblem> problems)
    {
        if (!TableFiles.IsParquet(file)) return CsvRows.Open(file, rule?.Format ?? CsvFormat.Canonical, problems);
        _database ??= DuckDatabase.Open(new DuckSettings());
        DuckConnection connection = _database.Connect();
        return new ParquetRows(ParquetTable.Open(file, connection), connection);
    }

    public void Dispose() => _database?.Dispose();
}
