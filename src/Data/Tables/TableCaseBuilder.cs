using RightsEngine.Concepts.Catalogue;
using RightsEngine.Data.Cases;
using RightsEngine.Language.Types;

namespace RightsEngine.Data.Tables;

/// <summary>A row with what it means.</summary>
internal readonly record struct CaseRow(TableSource Source, TableRow Row)
{
    public CasePlace Place => new(Row.File ?? Source.File, Row.Number, CasePath.Root);
}

/// <summary>Makes a case of its rows.</summary>
/// <param name="vocabulary">The names of the catalogue.</param>
/// <param name="notDelivered">The tables that nobody asked for.</param>
internal sealed class TableCaseBuilder(CaseVocabulary vocabulary, IReadOnlyList<TableLayout> notDelivered)
{
    /// <summary>The case, or why it is rejected.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="rows">Its rows, table by table in the order of the tables, and in each in the order of the file.</param>
    public CaseResult Build(string id, IReadOnlyList<CaseRow> rows)
    {
        CasePlace start = rows[0].Place;
        var builder = new CaseBuilder(vocabulary, start);
        builder.SetId(CaseScalar.FromCell(id, RightsType.Text), start with { Path = CasePath.Root.Member("case") });
        foreach (CaseRow row in rows)
        {
            if (row.Row.Mistake is { } mistake) builder.Report(mistake);
            // Also of a bad row, so that links to the person are not reported on top.
            row.Source.Target.AddPerson(row.Row, builder, row.Place);
        }
        HashSet<TableSource> described = [];
        foreach (CaseRow row in rows.Where(r => r.Row.Mistake is null))
        {
            if (row.Source.IsOfCases && !described.Add(row.Source)) builder.Report(TableErrors.DuplicateCaseRow(row.Place, Path.GetFileName(row.Source.File)));
            else row.Source.Target.Add(row.Row, builder, row.Place);
        }
        foreach (string person in builder.PersonIds) NotAsked(builder, person, start);
        return builder.Build();
    }

    /// <summary>
    /// Whether a record that nobody asked for is not known. Where the catalogue ends with <c>unknown</c>, its own conditions know
    /// better: a minor has no assessment, asked or not.
    /// </summary>
    public static bool IsUnknown(TableLayout layout) => layout.Record is { } record && record.AbsentRules[^1].Means != AbsentMeaning.Unknown;

    private void NotAsked(CaseBuilder builder, string person, CasePlace at)
    {
        foreach (TableLayout layout in notDelivered)
        {
            if (layout.Relation is { } relation)
            {
                builder.AddUnknown(person, relation, true);
                if (!relation.Symmetric) builder.AddUnknown(person, relation, false);
            }
            else if (IsUnknown(layout)) builder.AddUnknown(person, layout.Record!, null, null, at);
        }
    }
}
