using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Pseudonyms;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Sources;

/// <summary>A case of a list of inputs: still to be read, or read already.</summary>
/// <param name="Found">What is to be read, when <paramref name="Result"/> is null.</param>
/// <param name="Result">What came of reading it.</param>
internal readonly record struct ListedCase(FoundCase Found, CaseResult? Result)
{
    /// <summary>Whether it is known that its id did not come before.</summary>
    public bool IsOnce => Result is not null;

    public int Bytes => Result is null ? Found.Bytes : 0;

    public ListedCase Kept() => Result is null ? this with { Found = Found.Kept() } : this;
}

/// <summary>The inputs of a run that are read case by case.</summary>
internal sealed class CaseLists
{
    private readonly CaseVocabulary _vocabulary;
    private readonly CaseTreeReader _trees;
    private readonly TableInput _tables;
    private readonly HashSet<CaseResult> _rows = [];
    private readonly Queue<CaseResult> _newRows = new();
    private long _rowsTold, _rejectedTold, _withoutCaseTold;

    public CaseLists(ConceptCatalogue catalogue, IReadOnlyList<TableRule> rules, Action<CaseProblem> onWarning)
    {
        _vocabulary = new CaseVocabulary(catalogue);
        _trees = new CaseTreeReader(_vocabulary);
        _tables = new TableInput { Rules = rules, OnWarning = onWarning, OnRowWithoutCase = problem => _newRows.Enqueue(new CaseResult("", problem.File, problem.Row, null, [problem])) };
        Catalogue = catalogue;
    }

    private ConceptCatalogue Catalogue { get; }

    /// <summary>Files, folders, or <c>-</c>.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public TextReader? StandardInput { get; init; }

    public MagdaMapping? Messages { get; init; }

    /// <summary>Other names for cases and persons in all that is handed out; null to keep their own.</summary>
    public Pseudonymiser? Pseudonyms { get; init; }

    /// <summary>Whether any table was read.</summary>
    public bool HasTables => _tables.Any;

    /// <summary>The cases of all inputs, one after another; to be enumerated by one thread at a time.</summary>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read.</exception>
    public IEnumerable<ListedCase> Cases()
    {
        // Tables count their rows by what becomes of each case, so all is read in order when there are any.
        IEnumerable<ListedCase> cases = Paths.Any(p => CaseReader.IsMessages(p) || CaseReader.IsTables(p, _vocabulary, _tables.Rules)) ? AllRead() : Paths.SelectMany(p => CaseReader.Find(p, StandardInput).Select(f => new ListedCase(f, null)));
        foreach (ListedCase next in cases)
        {
            while (_newRows.TryDequeue(out CaseResult? row)) yield return Row(row);
            yield return next;
        }
        while (_newRows.TryDequeue(out CaseResult? row)) yield return Row(row);
    }

    public CaseResult Read(ListedCase found) => found.Result ?? found.Found.Read(_trees);

    /// <summary>Whether a result is a row that belongs to no case.</summary>
    public bool IsRow(CaseResult result)
    {
        lock (_rows) return _rows.Remove(result);
    }

    /// <summary>The rows of tables since this was asked last.</summary>
    public PartLog RowsSinceAsked()
    {
        long rows = _tables.RowsUsed + _tables.RowsRejected;
        var log = new PartLog { Rows = rows - _rowsTold, RowsRejected = _tables.RowsRejected - _rejectedTold, RowsWithoutCase = _tables.RowsWithoutCase - _withoutCaseTold };
        (_rowsTold, _rejectedTold, _withoutCaseTold) = (rows, _tables.RowsRejected, _tables.RowsWithoutCase);
        return log;
    }

    private ListedCase Row(CaseResult row)
    {
        lock (_rows) _rows.Add(row);
        return new ListedCase(default, row);
    }

    private IEnumerable<ListedCase> AllRead()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in Paths)
            foreach (CaseResult result in CaseReader.Read(path, StandardInput, Catalogue, seen, Messages, _tables)) yield return new ListedCase(default, result);
    }
}
