using CsCheck;
using RightsEngine.Concepts.Batches;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Columns;
using RightsEngine.Data.Sources;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Tests.Columns;

/// <summary>Columns and the careful reader together say what the careful reader says alone.</summary>
public sealed class ColumnSourceTests
{
    [Fact]
    public void Columns_hold_the_cases_that_the_careful_reader_makes() =>
        Gen.Int.Sample(seed =>
        {
            using var tables = new GeneratedTables(seed);
            Compare(tables.Path);
        }, iter: 40);

    [Fact]
    public void Text_is_read_as_columns_alike() =>
        Gen.Int.Sample(seed =>
        {
            using var tables = new GeneratedTables(seed, asCsv: true);
            Compare(tables.Path);
        }, iter: 40);

    private static void Compare(string path)
    {
        List<CaseProblem> loose = [], warnings = [], columnWarnings = [];
        var input = new TableInput { OnRowWithoutCase = loose.Add, OnWarning = warnings.Add };
        CaseResult[] careful = [.. CaseReader.Read(path, null, Village.Catalogue, null, null, input)];
        using ColumnSource source = ColumnSource.TryOpen([path], Village.Catalogue, [], new ColumnSettings { RowsPerPart = 1, LeastText = 0, OnWarning = columnWarnings.Add })!;
        CaseResult[] accepted = [.. careful.Where(r => r.Case is not null)];
        var layout = Everything();
        var batch = new CaseBatch(layout);
        List<CaseProblem> problems = [];
        int at = 0;
        long rows = 0, rejectedRows = 0, withoutCase = 0, rejected = 0;
        foreach (CasePart part in source.Parts)
        {
            var log = new PartLog();
            foreach (CaseBatch cases in source.Read(part, batch, log))
            {
                var expected = new CaseBatch(layout);
                for (int i = 0; i < cases.Count; i++)
                {
                    expected.Add(accepted[at].Case!);
                    Assert.Equal(CaseDump.Of(accepted[at].Case!), CaseDump.Of(cases.Source(i)));
                    at++;
                }
                BatchAssert.Same(expected, cases);
            }
            rows += log.Rows;
            rejected += log.Rejected;
            rejectedRows += log.RowsRejected;
            withoutCase += log.RowsWithoutCase;
            problems.AddRange(log.Problems);
        }
        Assert.Equal(accepted.Length, at);
        Assert.Equal(careful.Length - accepted.Length, rejected);
        Assert.Equal((input.RowsRead, input.RowsRejected, input.RowsWithoutCase), (rows, rejectedRows, withoutCase));
        Assert.Equal(loose.OrderBy(Text), problems.Where(p => p.Case.Length == 0 && IsOfRow(p, loose)).OrderBy(Text));
        Assert.Equal(careful.SelectMany(r => r.Problems), problems.Where(p => !(p.Case.Length == 0 && IsOfRow(p, loose))));
        Assert.Equal(warnings.Select(w => (w.Code, w.File, w.Field)), columnWarnings.Select(w => (w.Code, w.File, w.Field)));
        if (!source.CanFind) return;
        foreach (CaseResult result in careful.Where(r => r.CaseId.Length > 0))
        {
            CaseResult found = source.Find(result.CaseId)!;
            Assert.Equal(result.Problems, found.Problems);
            if (result.Case is not null) Assert.Equal(CaseDump.Of(result.Case), CaseDump.Of(found.Case!));
        }
        Assert.Null(source.Find("nobody's case"));
    }

    private static bool IsOfRow(CaseProblem problem, List<CaseProblem> loose) => loose.Contains(problem);

    private static string Text(CaseProblem problem) => $"{problem.File}:{problem.Row:00000}";

    private static BatchLayout Everything()
    {
        var layout = new BatchLayout();
        layout.Texts.NumberOf("LIVING");
        layout.Texts.NumberOf("married");
        foreach (var record in Village.Catalogue.Records.Values)
            foreach (string field in record.Fields.Keys) layout.Need(record, field);
        foreach (var relation in Village.Catalogue.Relations.Values)
        {
            layout.Need(relation);
            foreach (string field in relation.Fields.Keys) layout.Need(relation, field);
        }
        return layout;
    }
}
