using System.Text;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests.Tables;

/// <summary>What is wrong with a table is told with file and row, and costs only the cases concerned.</summary>
public sealed class BadTableTests
{
    /// <summary>Each mistake is put into case <c>b</c>, between two good ones.</summary>
    [Theory]
    [InlineData("birth", "b,x,2000-01-01,f,n,", "RE5063", "the row has 6 cells where there are 7 columns: quote a cell that holds the separator")]
    [InlineData("birth", "b,x,2000-01-01,f,Jansens, Jan,,", "RE5063", "the row has 8 cells where there are 7 columns: quote a cell that holds the separator")]
    [InlineData("birth", "b,x,2000-01-01,f,\"Jan,,", "RE5064", "the quote at column 18 is not closed on its line: close it, or say `line_breaks: true` in a mapping when cells hold line breaks")]
    [InlineData("birth", "b,x,2000-01-01,f,\"Jan\"\",,", "RE5064", "the quote at column 18 is not closed on its line: close it, or say `line_breaks: true` in a mapping when cells hold line breaks")]
    [InlineData("birth", "b,x,2000-01-01,f,Jan \"de\" Man,,", "RE5064", "the quote at column 22 does not fit: put the whole cell in quotes, and write two for one inside it")]
    [InlineData("birth", "b,x,2000-01-01,f,\"Jan\" de Man,,", "RE5064", "the quote at column 22 does not fit: put the whole cell in quotes, and write two for one inside it")]
    [InlineData("birth", "b,x,2000-02-30,f,n,,", "RE5011", "`2000-02-30` is not a date: write it as 2024-10-01")]
    [InlineData("birth", "b,x,2000-01-01,w,n,,", "RE5013", "unknown code `w` of `gender`: did you mean")]
    [InlineData("birth", "b,anna,2000-01-01,f,n,,", "RE5016", "`anna` has two entries of `birth`")]
    [InlineData("birth", "b,,2000-01-01,f,n,,", "RE5008", "the row has no `person_id`")]
    [InlineData("birth", "b, x,2000-01-01,f,n,,", "RE5014", "` x` has blanks around it")]
    [InlineData("payslip", "b,anna,2022,1.00,,,", "RE5016", "`anna` has two entries of `payslip` for 2022")]
    [InlineData("payslip", "b,anna,22,1.00,,,", "RE5015", "`22` is not a year such as 2023 as the key of `payslip`")]
    [InlineData("payslip", "b,anna,2020,1e3,,,", "RE5010", "`1e3` is not a plain number: write digits and a decimal point, without exponent or separators")]
    [InlineData("payslip", "b,anna,2020,25000.105,,,", "RE5010", "`25000.105` has too many decimals: money has at most 2")]
    [InlineData("payslip", "b,anna,2020,1,,yes,", "RE5007", "`full_time` is a boolean: expected true or false")]
    [InlineData("work", "b,anna,2023,Q3,60", "RE5015", "`2023-QQ3` is not a quarter such as 2023-Q2 as the key of `work`")]
    [InlineData("benefit", "b,anna,2023,13,60", "RE5015", "`2023-13` is not a month such as 2023-05 as the key of `benefit`")]
    [InlineData("raises", "b,anna,emil,,,", "RE5020", "`raised_children` refers to `emil`, who is not in the case")]
    [InlineData("raises", "b,emil,anna,,,", "RE5020", "`raised_children` refers to `emil`, who is not in the case")]
    [InlineData("raises", "b,anna,,,,", "RE5008", "the row has no `to_person`")]
    [InlineData("partner", "b,cato,dirk,engaged,,", "RE5022", "unknown kind `engaged` of `partner`: the kinds are `cohabiting`, `married`")]
    [InlineData("unknown", "b,anna,salary,,", "RE5006", "unknown key `salary` in a person: ")]
    [InlineData("unknown", "b,anna,work,2024,", "RE5015", "`2024` is not a quarter such as 2023-Q2 as the key of `work`")]
    [InlineData("case", "b,2024-01-01,", "RE5068", "`case.csv` has a second row about the case")]
    [InlineData("case", "b,2024-01-01,\"", "RE5064", "the quote at column 14 is not closed")]
    public void A_bad_row_rejects_its_case(string table, string row, string code, string message)
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a").WithGoodCase("b");
        tables.Add(table, row);
        int number = File.ReadAllLines(System.IO.Path.Combine(tables.Path, $"{table}.csv")).Length;
        tables.WithGoodCase("c");
        List<CaseResult> results = tables.Read();
        Assert.Equal(["a", "b", "c"], results.Select(r => r.CaseId));
        Assert.Equal([true, false, true], results.Select(r => r.Case is not null));
        CaseProblem problem = Assert.Single(results[1].Problems);
        Assert.Equal((code, "b", $"{table}.csv", number), (problem.Code, problem.Case, System.IO.Path.GetFileName(problem.File), problem.Row));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Empty(tables.Loose);
        Assert.Equal((44, 23), (tables.Input.RowsUsed, tables.Input.RowsRejected));
    }

    [Theory]
    [InlineData(",x,2000-01-01,f,n,,", "RE5067", "the row has no `case_id`, so it belongs to no case")]
    [InlineData("\"b,x,2000-01-01,f,n,,", "RE5064", "the quote at column 1 is not closed")]
    public void A_row_of_no_case_is_told_and_counted(string row, string code, string message)
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a");
        tables.Add("birth", row);
        tables.WithGoodCase("b");
        Assert.Equal([true, true], tables.Read().Select(r => r.Case is not null));
        CaseProblem problem = Assert.Single(tables.Loose);
        Assert.Equal((code, "", 3), (problem.Code, problem.Case, problem.Row));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((44, 1, 1), (tables.Input.RowsUsed, tables.Input.RowsRejected, tables.Input.RowsWithoutCase));
    }

    [Fact]
    public void Windows_1252_costs_the_rows_that_have_it()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a").WithGoodCase("b");
        string birth = System.IO.Path.Combine(tables.Path, "birth.csv");
        // Both good cases have an é in UTF-8; of the second it becomes one byte.
        byte[] bytes = File.ReadAllBytes(birth);
        int at = bytes.AsSpan().LastIndexOf("É"u8);
        tables.Write("birth.csv", [.. bytes[..at], 0xC9, .. bytes[(at + 2)..]]);
        List<CaseResult> results = tables.Read();
        Assert.Equal([true, false], results.Select(r => r.Case is not null));
        CaseProblem problem = Assert.Single(results[1].Problems);
        Assert.Equal(("RE5066", 3), (problem.Code, problem.Row));
        Assert.Equal("at column 26 the bytes are not UTF-8, probably Windows-1252: convert the file, or say `encoding: windows-1252` in a mapping", problem.Message);
    }

    [Fact]
    public void Windows_1252_in_the_id_of_the_case_makes_a_row_of_no_case()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a");
        tables.Write("person.csv", [.. "case_id,person_id\na,ben\na,cato\na,dirk\n"u8, 0xE9, .. ",zoe\n"u8]);
        Assert.NotNull(Assert.Single(tables.Read()).Case);
        Assert.Equal(("RE5066", 5), (Assert.Single(tables.Loose).Code, tables.Loose[0].Row));
    }

    [Theory]
    [InlineData("b,x,2000-01-01,f,")]
    [InlineData("b,x,2000-01-01,f,\"")]
    public void A_huge_field_rejects_its_case(string start)
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a");
        tables.Add("birth", start + new string('x', 3 * 1024 * 1024) + ",,");
        tables.WithGoodCase("c");
        List<CaseResult> results = tables.Read();
        Assert.Equal(["a", "b", "c"], results.Select(r => r.CaseId));
        Assert.Equal([true, false, true], results.Select(r => r.Case is not null));
        CaseProblem problem = Assert.Single(results[1].Problems);
        Assert.Equal(("RE5065", 3, "the row is longer than 1048576 bytes"), (problem.Code, problem.Row, problem.Message));
    }

    [Fact]
    public void A_row_that_is_one_huge_field_is_of_no_case()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a");
        tables.Add("birth", new string('x', 3 * 1024 * 1024));
        Assert.NotNull(Assert.Single(tables.Read()).Case);
        Assert.Equal("RE5065", Assert.Single(tables.Loose).Code);
    }

    [Theory]
    [InlineData("case_id,birth_date,gender,name,death_date,languages", "birth.csv:1: there is no column `person_id`: the columns are `case_id`, `birth_date`, `gender`, `name`, `death_date`, `languages` (RE5060)")]
    [InlineData("case_id,persn_id,birth_date,gender,name,death_date,languages", "birth.csv:1: there is no column `person_id`: did you mean `persn_id`? (RE5060)")]
    [InlineData("case_id;person_id;birth_date", "birth.csv:1: there is no column `case_id`: the cells seem to be separated by `;` instead of `,`: say `separator` in a mapping (RE5060)")]
    [InlineData("case_id\tperson_id", "birth.csv:1: there is no column `case_id`: the cells seem to be separated by a tab instead of `,`: say `separator` in a mapping (RE5060)")]
    [InlineData("case_id,person_id,birth_date,gender,name,death_date,languages,gender", "birth.csv:1: column `gender` is there twice (RE5062)")]
    [InlineData("", "birth.csv:1: the file is empty: a table starts with the names of its columns (RE5073)")]
    [InlineData("case_id,\"person_id", "birth.csv:1: the quote at column 9 is not closed on its line: close it, or say `line_breaks: true` in a mapping when cells hold line breaks (RE5064)")]
    public void A_table_that_lacks_what_it_needs_stops_the_run(string header, string message)
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a");
        tables.Write("birth.csv", header + "\n");
        string failure = Assert.Throws<InputException>(() => tables.Read()).Message;
        Assert.Contains(message, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extra_column_is_warned_of_once()
    {
        using VillageTables tables = new VillageTables();
        tables.Write("home.csv", "case_id,person_id,adress,from,to,address,floor\na,x,1,,,1,2\nb,x,1,,,1,2\n");
        Assert.Equal(2, tables.Read().Count(r => r.Case is not null));
        Assert.Equal(["column `adress` is not read: no field has this name", "column `floor` is not read: no field has this name"], tables.Warnings.Select(w => w.Message));
        Assert.All(tables.Warnings, w => Assert.Equal(("RE5061", 1), (w.Code, w.Row)));
    }

    [Fact]
    public void An_extra_table_is_warned_of()
    {
        using VillageTables tables = new VillageTables().WithGoodCase("a");
        tables.Write("homes.csv", "case_id,person_id\n");
        Assert.NotNull(Assert.Single(tables.Read()).Case);
        CaseProblem warning = Assert.Single(tables.Warnings);
        Assert.Equal("the file is not read: no record or relation is called `homes`, and no mapping names it; did you mean `home`?", warning.Message);
    }

    [Fact]
    public void One_stray_quote_does_not_swallow_the_file()
    {
        using var tables = new VillageTables();
        tables.Add("person", [.. Enumerable.Range(100, 800).Select(i => i == 500 ? $"{i},\"p" : $"{i},p")]);
        List<CaseResult> results = tables.Read();
        Assert.Equal(800, results.Count);
        Assert.Equal("500", Assert.Single(results, r => r.Case is null).CaseId);
    }

    /// <summary>Whatever a file holds: no crash, each row in the counts, each case accepted or rejected.</summary>
    [Fact]
    public void Any_bytes_are_read_without_losing_a_row()
    {
        var random = new Random(11);
        byte[][] pieces = [.. new[] { ",", "\"", "a", "b", "\n", "anna", "2024-01-01", "unknown", "é", "\r", " ", "\0" }.Select(Encoding.UTF8.GetBytes), [0xFF]];
        for (int i = 0; i < 300; i++)
        {
            using var tables = new VillageTables();
            List<byte> bytes = [.. "case_id,person_id,address,from,to\n"u8];
            for (int n = random.Next(60); n > 0; n--) bytes.AddRange(pieces[random.Next(pieces.Length)]);
            tables.Write("home.csv", [.. bytes]);
            var input = new Data.Tables.TableInput();
            List<CaseResult> results = [.. CaseReader.Read(tables.Path, null, Village.Catalogue, null, null, input)];
            Assert.Equal(input.RowsRead, input.RowsUsed + input.RowsRejected);
            Assert.All(results, r => Assert.True(r.Case is not null || r.Problems.Count > 0));
            CaseResult[] named = [.. results.Where(r => r.CaseId.Length > 0)];
            Assert.Equal(named.Length, named.DistinctBy(r => r.CaseId).Count());
        }
    }
}
