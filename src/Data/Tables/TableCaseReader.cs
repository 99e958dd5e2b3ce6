using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tables;

/// <summary>
/// Makes cases of a folder of tables. Where all tables are in the order of cases they are read side by side and only one case is
/// held at a time; else everything is held. Either way the cases come in ordinal order of their ids.
/// </summary>
internal sealed class TableCaseReader(CaseVocabulary vocabulary, TableInput input)
{
    private readonly record struct CaseRow(TableSource Source, TableRow Row);

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
        TableLayout[] notDelivered = [.. folder.NotDelivered];
        try
        {
            bool ordered = IsOrdered(folder);
            foreach (TableSource source in sources) source.Advance(input);
            foreach ((string id, List<CaseRow> rows) in ordered ? Merged(sources) : Grouped(sources))
            {
                CaseResult result = once(Build(id, rows, notDelivered));
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
        while (sources.Where(s => s.Case is not null).Select(s => s.Case).Min(StringComparer.Ordinal) is { } id)
        {
            List<CaseRow> rows = [];
            foreach (TableSource source in sources)
                while (source.Case == id)
                {
                    rows.Add(new CaseRow(source, source.Row));
                    source.Advance(input);
                    if (source.Case is not null && string.CompareOrdinal(source.Case, id) < 0) throw new InputException($"cannot read `{Shown.Short(source.File)}`: it changed while it was read");
                }
            yield return (id, rows);
        }
    }

    private IEnumerable<(string Id, List<CaseRow> Rows)> Grouped(IReadOnlyList<TableSource> sources)
    {
        var cases = new SortedDictionary<string, List<CaseRow>>(StringComparer.Ordinal);
        foreach (TableSource source in sources)
            for (; source.Case is { } id; source.Advance(input))
            {
                if (!cases.TryGetValue(id, out List<CaseRow>? rows)) cases[id] = rows = [];
                rows.Add(new CaseRow(source, source.Row));
            }
        return cases.Select(c => (c.Key, c.Value));
    }

    private CaseResult Build(string id, List<CaseRow> rows, TableLayout[] notDelivered)
    {
        CasePlace start = PlaceOf(rows[0]);
        var builder = new CaseBuilder(vocabulary, start);
        builder.SetId(CaseScalar.FromCell(id, RightsType.Text), start with { Path = CasePath.Root.Member("case") });
        foreach (CaseRow row in rows)
        {
            if (row.Row.Mistake is { } mistake) builder.Report(mistake);
            // Also of a bad row, so that links to the person are not reported on top.
            row.Source.Target.AddPerson(row.Row, builder, PlaceOf(row));
        }
        HashSet<TableSource> described = [];
        foreach (CaseRow row in rows.Where(r => r.Row.Mistake is null))
        {
            if (row.Source.IsOfCases && !described.Add(row.Source)) builder.Report(TableErrors.DuplicateCaseRow(PlaceOf(row), Path.GetFileName(row.Source.File)));
            else row.Source.Target.Add(row.Row, builder, PlaceOf(row));
        }
        foreach (string person in builder.PersonIds) NotAsked(builder, person, notDelivered, start);
        return builder.Build();
    }

    private static void NotAsked(CaseBuilder builder, string person, TableLayout[] notDelivered, CasePlace at)
    {
        foreach (TableLayout layout in notDelivered)
        {
            if (layout.Relation is { } relation)
            {
                builder.AddUnknown(person, relation, true);
                if (!relation.Symmetric) builder.AddUnknown(person, relation, false);
            }
            // Where the catalogue ends with `unknown`, its own conditions know better: a minor has no assessment, asked or not.
            else if (layout.Record!.AbsentRules[^1].Means != AbsentMeaning.Unknown) builder.AddUnknown(person, layout.Record, null, null, at);
        }
    }

    private static CasePlace PlaceOf(CaseRow row) => new(row.Row.File ?? row.Source.File, row.Row.Number, CasePath.Root);
}
