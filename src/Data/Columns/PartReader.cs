using System.Text;
using RightsEngine.Concepts.Batches;
using RightsEngine.Concepts.Cases;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Data.Pseudonyms;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Columns;

/// <summary>
/// Fills batches from a range of cases, for one thread. Rows go into columns as they are where all of a case is plainly good; a case
/// with anything else is made by the careful reader from the same rows, which then says what is wrong.
/// </summary>
internal sealed class PartReader : IDisposable
{
    public const int BatchSize = 2048;

    private readonly TableWindow[] _windows;
    private readonly CaseAssembly _next;
    private readonly TableCaseBuilder _careful;
    private readonly Pseudonymiser? _pseudonyms;
    private readonly CaseBatch _batch;
    private readonly Dictionary<RecordDefinition, RecordFilling> _records = [];
    private readonly (int Start, int End)[] _rows;
    private int _flushedCases, _flushedPersons;

    /// <param name="tables">The tables.</param>
    /// <param name="database">Where to read them.</param>
    /// <param name="vocabulary">The names of the catalogue.</param>
    /// <param name="notDelivered">The tables that nobody asked for.</param>
    /// <param name="pseudonyms">Other names for cases and persons, or null.</param>
    /// <param name="batch">What is filled.</param>
    public PartReader(IEnumerable<ReadyTable> tables, DuckDatabase database, CaseVocabulary vocabulary, IReadOnlyList<TableLayout> notDelivered, Pseudonymiser? pseudonyms, CaseBatch batch)
    {
        _batch = batch;
        _pseudonyms = pseudonyms;
        _careful = new TableCaseBuilder(vocabulary, notDelivered);
        _windows = [.. tables.Select(t => new TableWindow(t, vocabulary, database.Connect(), Wanted(t.Source.Target)))];
        _next = new CaseAssembly(_windows, vocabulary);
        _rows = new (int, int)[BatchSize * _windows.Length];
        HashSet<RecordDefinition> notAsked = [.. notDelivered.Where(TableCaseBuilder.IsUnknown).Select(l => l.Record!)];
        foreach (RecordColumns columns in batch.Records.Values) _records[columns.Record] = new RecordFilling(columns, WindowOf(columns), notAsked.Contains(columns.Record));
        foreach (RelationColumns columns in batch.Relations.Values) columns.IsUnasked = notDelivered.Any(l => l.Relation == columns.Relation);
    }

    /// <summary>The cases of a range, a batch at a time.</summary>
    /// <param name="first">The first case, or null for the first of all.</param>
    /// <param name="end">The case after the last, or null.</param>
    /// <param name="log">What else reading tells.</param>
    public IEnumerable<CaseBatch> Read(string? first, string? end, PartLog log)
    {
        try
        {
            foreach (TableWindow window in _windows) window.Open(first, end);
            while (Fill(log))
            {
                if (_batch.Count > 0) yield return _batch;
                _batch.Clear();
            }
        }
        finally
        {
            _batch.Clear();
            _batch.SourceOf = null;
            foreach (TableWindow window in _windows) window.Close();
        }
    }

    /// <summary>A case by its id, or why it is rejected; null when no row has it.</summary>
    public CaseResult? Find(string id)
    {
        List<CaseRow> rows = [];
        foreach (TableWindow window in _windows)
        {
            window.Open(id);
            if (window.HasNext())
                for (int row = window.Next, end = window.EndOfCase(); row < end; row++) rows.Add(window.Row(row));
            window.Close();
        }
        return rows.Count == 0 ? null : _careful.Build(id, rows);
    }

    public void Dispose()
    {
        foreach (TableWindow window in _windows) window.Dispose();
    }

    private string[] Wanted(TableTarget target) => target switch
    {
        RecordTarget record when _batch.Records.TryGetValue(record.Record.Name, out RecordColumns? columns) => [.. columns.Fields.Keys],
        RelationTarget relation when _batch.Relations.TryGetValue(relation.Relation.Name, out RelationColumns? columns) => [.. columns.Fields.Keys],
        _ => [],
    };

    private bool Fill(PartLog log)
    {
        foreach (TableWindow window in _windows) window.Advance();
        _batch.SourceOf = Source;
        _flushedCases = _flushedPersons = 0;
        int cases = 0;
        for (; cases < BatchSize && _next.Next(); cases++)
        {
            if (_next.TryOrder()) Add(log);
            else AddCarefully(log);
        }
        Flush();
        return cases > 0;
    }

    private void Add(PartLog log)
    {
        int index = _batch.Count, person = _batch.Persons;
        _next.Place(index, person);
        foreach (UnknownMark mark in _next.Marks)
            if (_records.TryGetValue(mark.Record, out RecordFilling? record)) record.Mark(person + mark.Person, mark.Key);
        DuckText id = _next.Id;
        _batch.StartCase(Name(id.Span), _next.RequestedOn);
        for (int i = 0; i < _next.PersonCount; i++) _batch.AddPerson(Name(_next.Person(i).Span));
        _next.Rows.CopyTo(_rows.AsSpan(index * _windows.Length));
        foreach ((int start, int end) in _next.Rows) log.Rows += end - start;
        log.Accepted++;
    }

    private void AddCarefully(PartLog log)
    {
        DuckText id = _next.Id;
        CaseResult result = _careful.Build(Encoding.UTF8.GetString(id.Span), RowsOf(_next.Rows));
        long rows = _next.Rows.Sum(r => (long)r.End - r.Start);
        log.Rows += rows;
        log.MadeOneByOne++;
        log.Problems.AddRange(_pseudonyms?.Of(result) ?? result.Problems);
        if (result.Case is not { } subject)
        {
            log.Rejected++;
            log.RowsRejected += rows;
            return;
        }
        log.Accepted++;
        log.Warnings += result.Problems.Count;
        Flush();
        _batch.Add(_pseudonyms?.Of(subject) ?? subject);
        (_flushedCases, _flushedPersons) = (_batch.Count, _batch.Persons);
    }

    private ReadOnlySpan<byte> Name(ReadOnlySpan<byte> id) => _pseudonyms is null ? id : Encoding.UTF8.GetBytes(_pseudonyms.Of(Encoding.UTF8.GetString(id)));

    private Case Source(int index)
    {
        ReadOnlySpan<(int Start, int End)> ranges = _rows.AsSpan(index * _windows.Length, _windows.Length);
        List<CaseRow> rows = RowsOf(ranges);
        CaseResult result = _careful.Build(rows[0].Source.CaseId.Text(rows[0].Row)!, rows);
        if (result.Case is not { } subject) throw new InvalidOperationException($"a case that columns took is rejected with care: {string.Join(", ", result.Problems.Select(p => p.Code))}");
        return _pseudonyms?.Of(subject) ?? subject;
    }

    private List<CaseRow> RowsOf(ReadOnlySpan<(int Start, int End)> ranges)
    {
        List<CaseRow> rows = [];
        for (int w = 0; w < ranges.Length; w++)
            for (int row = ranges[w].Start; row < ranges[w].End; row++) rows.Add(_windows[w].Row(row));
        return rows;
    }

    /// <summary>Puts the rows of the cases since the last time into the columns of the batch.</summary>
    private void Flush()
    {
        foreach (RecordFilling record in _records.Values) record.Fill(_flushedPersons, _batch.Persons, _batch.Texts);
        foreach (RelationColumns columns in _batch.Relations.Values)
            FieldFilling.Links(columns, WindowOf(columns), _flushedCases, _batch.Count, _batch.Texts);
        foreach (TableWindow window in _windows) window.Order.Clear();
        (_flushedCases, _flushedPersons) = (_batch.Count, _batch.Persons);
    }

    private TableWindow? WindowOf(RecordColumns columns) => Array.Find(_windows, w => w.Target is RecordTarget record && record.Record == columns.Record);

    private TableWindow? WindowOf(RelationColumns columns) => Array.Find(_windows, w => w.Target is RelationTarget relation && relation.Relation == columns.Relation);
}
