using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>
/// Makes cases of a folder of tables. Where all tables are in the order of cases they are read side by side and only one case is
/// held at a time; else everything is held. Either way the cases come in the order of their ids.
/// </summary>
internal sealed class TableCaseReader(CaseVocabulary vocabulary, TableInput input)
{
    /// <summary>Each case, accepted or rejected.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="once">Refuses a case that was read before in this run.</param>
    /// <exception cref="InputException">The tables cannot be read, or one of them lacks what it needs.</exception>
    public IEnumerable<CaseResult> Read(string path, Func<CaseResult, CaseResult> once)
    {
        using var folder = new TableFolder(path, vocabulary, input.Rules);
        IReadOnlyList<TableSource> sources = folder.Open() ?? throw folder.Failure();
        if (sources.Count == 0) throw new InputException($"the folder `{Shown.Short(path)}` has no table that is called after a record or relation, or that a mapping names");
        foreach (CaseProblem warning in folder.Problems) input.OnWarning(warning);
        input.Any = true;
        var builder = new TableCaseBuilder(vocabulary, [.. folder.NotDelivered]);
        try
        {
            bool ordered = IsOrdered(folder);
            foreach (TableSource source in sources) source.Advance(input);
            foreach ((string id, List<CaseRow> rows) in ordered ? Merged(sources) : Grouped(sources))
            {
                CaseResult result = once(builder.Build(id, rows));
                if (result.Case is null) input.RowsRejected += rows.Count;
                else input.RowsUsed += rows.Count;
                yield return result;
            }
            input.Check();
        }
        finally
        {
            foreach (TableSource source in sources) source.Dispose();
        }
    }

    // A pass of its own: once a case is given out, it is too late to find more of its rows.
    private bool IsOrdered(TableFolder folder)
    {
        IReadOnlyList<TableSource> sources = folder.Open() ?? throw folder.Failure();
        bool ordered = true;
        foreach (TableSource source in sources)
        {
            using (source)
                if (!source.IsOrdered())
                {
                    input.OnWarning(TableErrors.Unordered(new CasePlace(source.File, null, CasePath.Root)));
                    ordered = false;
                }
        }
        return ordered;
    }

    private IEnumerable<(string Id, List<CaseRow> Rows)> Merged(IReadOnlyList<TableSource> sources)
    {
        while (sources.Where(s => s.Case is not null).Select(s => s.Case).Min(CaseOrder.Instance) is { } id)
        {
            List<CaseRow> rows = [];
            foreach (TableSource source in sources)
                while (source.Case == id)
                {
                    rows.Add(new CaseRow(source, source.Row));
                    source.Advance(input);
                    if (source.Case is not null && CaseOrder.Instance.Compare(source.Case, id) < 0) throw new InputException($"cannot read `{Shown.Short(source.File)}`: it changed while it was read");
                }
            yield return (id, rows);
        }
    }

    private IEnumerable<(string Id, List<CaseRow> Rows)> Grouped(IReadOnlyList<TableSource> sources)
    {
        var cases = new SortedDictionary<string, List<CaseRow>>(CaseOrder.Instance);
        foreach (TableSource source in sources)
            for (; source.Case is { } id; source.Advance(input))
            {
                if (!cases.TryGetValue(id, out List<CaseRow>? rows)) cases[id] = rows = [];
                rows.Add(new CaseRow(source, source.Row));
            }
        return cases.Select(c => (c.Key, c.Value));
    }
}
