using System.IO.Compression;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests.Tables;

public sealed class TableReaderTests
{
    [Fact]
    public void The_good_case_holds_what_it_holds_in_JSON()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("good");
        CaseResult result = Assert.Single(tables.Read());
        Assert.Empty(result.Problems);
        Assert.Empty(tables.Warnings);
        Assert.Equal(CaseDump.Of(Reading.Json(Village.GoodCase).Case!), CaseDump.Of(result.Case!));
        Assert.Equal(22, tables.Input.RowsUsed);
    }

    [Fact]
    public void Tables_in_the_order_of_cases_are_read_side_by_side_and_others_give_the_same()
    {
        string[] ids = ["1", "10", "2", "Z", "é"];
        using var ordered = new VillageTables();
        using var unordered = new VillageTables();
        foreach (string id in ids) ordered.WithGoodCase(id);
        foreach (string id in ids.Reverse()) unordered.WithGoodCase(id);
        List<CaseResult> results = ordered.Read();
        Assert.Equal(ids, results.Select(r => r.CaseId));
        Assert.All(results, r => Assert.Empty(r.Problems));
        Assert.Empty(ordered.Warnings);
        List<CaseResult> others = unordered.Read();
        Assert.Equal(results.Select(r => CaseDump.Of(r.Case!)), others.Select(r => CaseDump.Of(r.Case!)));
        Assert.All(unordered.Warnings, w => Assert.Equal("RE5072", w.Code));
        Assert.Contains(unordered.Warnings, w => w.File.EndsWith("birth.csv", StringComparison.Ordinal));
    }

    [Fact]
    public void Compressed_tables_are_read_and_a_table_comes_once()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("good");
        string birth = System.IO.Path.Combine(tables.Path, "birth.csv");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(File.ReadAllBytes(birth));
        tables.Write("birth.csv.gz", packed.ToArray());
        Assert.Contains("the table `birth` is given twice", Assert.Throws<InputException>(() => tables.Read()).Message, StringComparison.Ordinal);
        tables.Delete("birth.csv");
        var input = new Data.Tables.TableInput();
        CaseResult result = Assert.Single(CaseReader.Read(tables.Path, null, Village.Catalogue, null, null, input));
        Assert.Contains("birth_date=1985-02-03", CaseDump.Of(result.Case!), StringComparison.Ordinal);
        Assert.Equal(22, input.RowsUsed);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_no_part_of_the_cells()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("good");
        string home = System.IO.Path.Combine(tables.Path, "home.csv");
        tables.Write("home.csv", "\uFEFF" + File.ReadAllText(home).Replace("\n", "\r\n"));
        Assert.NotNull(Assert.Single(tables.Read()).Case);
        Assert.Empty(tables.Warnings);
    }

    [Fact]
    public void Quoted_cells_hold_separators_and_quotes()
    {
        using var tables = new VillageTables();
        tables.Add("birth", "c,a,,,\"van \"\"Aken\"\", Jan\",,", "\"c\",b,,,\"\"\"\",,");
        string dump = CaseDump.Of(Assert.Single(tables.Read()).Case!);
        Assert.Contains("name='van \"Aken\", Jan'", dump, StringComparison.Ordinal);
        Assert.Contains("name='\"'", dump, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_not_there_is_not_known_and_an_empty_one_says_nothing()
    {
        using var tables = new VillageTables();
        tables.Add("person", "c,a");
        Assert.DoesNotContain("unknown", CaseDump.Of(Assert.Single(tables.Read()).Case!), StringComparison.OrdinalIgnoreCase);
        tables.Delete("home.csv");
        tables.Delete("guardian.csv");
        string dump = CaseDump.Of(Assert.Single(tables.Read()).Case!);
        Assert.Contains("home unknown", dump, StringComparison.Ordinal);
        Assert.Contains("UnknownRelation { Relation = guardian, Person = a, Forward = True }", dump, StringComparison.Ordinal);
        Assert.Equal(
            ["there is no table `home.csv`, so this record is not known for anybody: a table with only its names of columns says that the source has nothing",
             "there is no table `guardian.csv`, so these links are not known for anybody: a table with only its names of columns says that the source has nothing"],
            tables.Warnings.Select(w => w.Message));
    }

    [Fact]
    public void A_field_without_a_column_is_not_known()
    {
        using var tables = new VillageTables();
        tables.Write("birth.csv", "case_id,person_id,birth_date,name,languages,death_date\nc,a,2000-01-01,x,,\n");
        string dump = CaseDump.Of(Assert.Single(tables.Read()).Case!);
        Assert.Contains("birth_date=2000-01-01 gender=unknown<a.birth.gender> name='x'", dump, StringComparison.Ordinal);
        CaseProblem warning = Assert.Single(tables.Warnings);
        Assert.Equal(("RE5071", "there is no column for the field `gender`, so it is not known: an empty column says that the source has nothing"), (warning.Code, warning.Message));
    }

    [Fact]
    public void A_case_comes_once_in_a_run()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("good");
        var input = new Data.Tables.TableInput();
        var seen = new HashSet<string> { "good" };
        CaseResult result = Assert.Single(CaseReader.Read(tables.Path, null, Village.Catalogue, seen, null, input));
        Assert.Equal("RE5009", Assert.Single(result.Problems).Code);
        Assert.Equal((0, 22), (input.RowsUsed, input.RowsRejected));
    }

    [Fact]
    public void Tables_are_not_mixed_with_other_forms_but_other_CSV_may_lie_beside_JSON()
    {
        using var folder = new TemporaryFolder();
        folder.Write("good.json", Village.GoodCase);
        folder.Write("decisions.csv", "case,holder\n");
        Assert.NotNull(Assert.Single(Reading.File(folder.Path)).Case);
        folder.Write("birth.csv", "case_id,person_id\n");
        Assert.Contains("holds tables and also .json", Assert.Throws<InputException>(() => Reading.File(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_other_tables_says_so()
    {
        using var folder = new TemporaryFolder();
        folder.Write("other.csv", "a,b\n");
        Assert.Contains("has no table that is called after a record or relation", Assert.Throws<InputException>(() => Reading.File(folder.Path)).Message, StringComparison.Ordinal);
    }
}
