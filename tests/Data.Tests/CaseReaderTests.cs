using System.IO.Compression;
using System.Text;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests;

public sealed class CaseReaderTests
{
    [Fact]
    public void A_good_case_holds_what_was_written()
    {
        CaseResult result = Reading.Json(Village.GoodCase);
        Assert.Empty(result.Problems);
        Assert.Equal("""
            good requested 2024-03-01
            0 anna
              benefit
                anna 2023-05 .. amount=12
                anna 2023-05 .. amount=13.5
              birth
                anna  .. birth_date=1985-02-03 gender='f' languages=['nl','fr'] name='Anna Élodie'
              home
                anna  2010-01-01..2019-12-31 address='a1'
                anna  2020-01-01.. address='a2'
              payslip unknown(2023)
                anna 2021 .. wages=unknown<anna.payslip(2021).wages>
                anna 2022 .. full_time=true hours=38.125 seniority=42 months wages=25000.1
              status_register
                anna  .. code='DISABLED'
                anna  .. not held on 2020-06-01 code='LIVING'
                anna  2021-01-01..? code='LIVING'
              work
                anna 2023-Q2 .. days=60
            1 ben
              home
                ben  .. address='a2'
              payslip unknown
            2 cato
            3 dirk
            partner anna ben married 2012-05-05.. 
            raises anna cato  .. 
            raises anna dirk  2015-01-01.. share=0.5
            UnknownRelation { Relation = raises, Person = cato, Forward = False }

            """.ReplaceLineEndings("\n"), CaseDump.Of(result.Case!));
    }

    [Fact]
    public void Unknown_may_stand_for_anything_that_a_source_could_not_tell()
    {
        CaseResult result = Reading.Json(Reading.Quoted("""
            {'case': 'c', 'requested_on': 'unknown', 'persons': {
              'b': {'birth': 'unknown', 'home': [{'address': 'x', 'from': '2020-01-01'}, 'unknown'], 'benefit': {'2023-05': [{'amount': 1}, 'unknown']},
                    'partners': ['unknown', {'person': 'a', 'from': 'unknown', 'to': 'unknown'}], 'raisers': [{'person': 'a', 'share': 'unknown'}]},
              'a': {'birth': {'birth_date': 'unknown', 'languages': ['nl', 'unknown']}, 'partners': 'unknown'}}}
            """));
        Assert.Empty(result.Problems);
        Assert.Equal("""
            c requested 
            0 a
              birth
                a  .. birth_date=unknown<a.birth.birth_date> languages=unknown<a.birth.languages>
            1 b
              benefit unknown(2023-05)
                b 2023-05 .. amount=1
              birth unknown
              home unknown
                b  2020-01-01.. address='x'
            partner a b  ?..? 
            raises a b  .. share=unknown<a.raises(b).share>
            UnknownRelation { Relation = partner, Person = a, Forward = True }
            UnknownRelation { Relation = partner, Person = b, Forward = True }

            """.ReplaceLineEndings("\n"), CaseDump.Of(result.Case!));
    }

    [Theory]
    [InlineData("25000", "25000")]
    [InlineData("25000.10", "25000.1")]
    [InlineData("0.0000", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("999999999999.99", "999999999999.99")]
    public void Amounts_are_read_digit_for_digit(string written, string expected)
    {
        CaseResult result = Reading.Json($"{{\"case\": \"c\", \"persons\": {{\"a\": {{\"payslip\": {{\"2023\": {{\"wages\": {written}}}}}}}}}}}");
        Assert.Contains($"wages={expected}\n", CaseDump.Of(result.Case!));
    }

    [Fact]
    public void Links_told_alike_from_both_sides_are_one()
    {
        CaseResult result = Reading.Json(Reading.Quoted("""
            {'case': 'c', 'persons': {
              'a': {'raised_children': [{'person': 'b', 'share': 'unknown'}], 'partners': [{'person': 'z', 'kind': 'married'}]},
              'b': {'raisers': [{'person': 'a', 'share': 'unknown'}, 'z']},
              'z': {'partners': {'person': 'a', 'kind': 'married'}, 'raised_children': 'b'}}}
            """));
        Assert.Equal(["partner", "raises"], result.Case!.Links.Keys);
        Assert.Single(result.Case.Links["partner"]);
        Assert.Equal(2, result.Case.Links["raises"].Count);
    }

    [Fact]
    public void Partners_one_after_the_other_are_no_mistake() =>
        Assert.Empty(Reading.Json(Reading.Quoted("""
            {'case': 'c', 'persons': {'a': {'partners': [
              {'person': 'b', 'kind': 'married', 'to': '2019-12-31'}, {'person': 'c', 'kind': 'married', 'from': '2020-01-01', 'to': '2020-12-31'},
              {'person': 'b', 'kind': 'cohabiting', 'from': '2021-01-01'}, {'person': 'd', 'from': 'unknown', 'to': 'unknown'}]}, 'b': {}, 'c': {}, 'd': {}}}
            """)).Problems);

    [Fact]
    public void A_document_may_be_one_case_or_an_array_and_tells_the_line()
    {
        using var folder = new TemporaryFolder();
        Assert.NotNull(Assert.Single(Reading.File(folder.Write("one.json", "\uFEFF" + Village.GoodCase))).Case);
        Assert.Empty(Reading.File(folder.Write("none.json", "[]")));
        string array = folder.Write("many.json", $"[\n{Village.Line("a")},\n{{\"case\": \"b\",\n \"persons\": {{\"p\":\n {{\"birth\": {{\"birth_date\": 3}}}}}}}},\n{Village.Line("c")}]");
        List<CaseResult> results = Reading.File(array);
        Assert.Equal([2, 3, 6], results.Select(r => r.Row));
        Assert.Equal([true, false, true], results.Select(r => r.Case is not null));
        Assert.Equal(5, results[1].Problems[0].Row);
        CaseProblem broken = Assert.Single(Assert.Single(Reading.File(folder.Write("broken.json", "[\n{},\n  x]"))).Problems);
        Assert.Equal((3, "not valid JSON at column 3"), (broken.Row, broken.Message));
        Assert.Equal("not valid JSON: it breaks off at column 1", Assert.Single(Assert.Single(Reading.File(folder.Write("empty.json", ""))).Problems).Message);
    }

    [Fact]
    public void Lines_are_cases_and_blank_lines_are_nothing()
    {
        using var folder = new TemporaryFolder();
        string text = $"\uFEFF{Village.Line("a")}\r\n\r\n  \n{Village.Line("b")}\nx\n{Village.Line("é")}";
        string path = folder.Write("cases.ndjson", text);
        List<CaseResult> results = Reading.File(path);
        Assert.Equal(["a", "b", "", "é"], results.Select(r => r.CaseId));
        Assert.Equal([1, 4, 5, 6], results.Select(r => r.Row));
        Assert.Equal([true, true, false, true], results.Select(r => r.Case is not null));
    }

    [Fact]
    public void Compressed_lines_are_read_and_damage_is_told()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(7);
        string text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"case\": \"{i}-{random.NextInt64()}\", \"persons\": {{\"p{random.NextInt64()}\": {{}}}}}}\n"));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        byte[] bytes = packed.ToArray();
        Assert.Equal(2000, Reading.File(folder.Write("cases.ndjson.gz", bytes)).Count(r => r.Case is not null));
        Assert.Equal(2000, Reading.File(folder.Write("two.ndjson.gz", [.. bytes, .. bytes])).Count(r => r.Problems.Any(p => p.Code == "RE5009")));
        foreach (int length in Enumerable.Range(0, 40).Concat(Enumerable.Range(bytes.Length - 40, 40)).Append(bytes.Length / 2))
        {
            string cut = folder.Write("cut.jsonl.gz", bytes[..length]);
            Assert.Equal($"cannot read `{Shown.Short(cut)}`: the compressed data are damaged", Assert.Throws<InputException>(() => Reading.File(cut)).Message);
        }
        string wrong = folder.Write("wrong.jsonl.gz", "not compressed");
        Assert.Equal($"cannot read `{Shown.Short(wrong)}`: the compressed data are damaged", Assert.Throws<InputException>(() => Reading.File(wrong)).Message);
    }

    [Fact]
    public void Invalid_UTF8_rejects_its_line_only()
    {
        using var folder = new TemporaryFolder();
        byte[] bad = [.. "{\"case\": \"é"u8, 0xFF, .. "\"}\n"u8];
        string path = folder.Write("cases.jsonl", [.. bad, .. Encoding.UTF8.GetBytes(Village.Line("b"))]);
        List<CaseResult> results = Reading.File(path);
        Assert.Equal(new CaseProblem("RE5002", "", path, 1, "", null, null, "not valid UTF-8 at column 12"), Assert.Single(results[0].Problems));
        Assert.NotNull(results[1].Case);
        // Also from standard input, when its bytes can be had.
        using var reader = new StreamReader(new FileStream(path, FileMode.Open));
        results = [.. CaseReader.Read("-", reader, Village.Catalogue)];
        Assert.Equal("RE5002", Assert.Single(Assert.Single(results).Problems).Code);
    }

    [Fact]
    public void A_line_beyond_the_limit_is_skipped_with_a_problem()
    {
        using var folder = new TemporaryFolder();
        string path = System.IO.Path.Combine(folder.Path, "cases.ndjson");
        using (var writer = new StreamWriter(path))
        {
            writer.Write(Village.Line("a") + "\n");
            string block = new('x', 1024 * 1024);
            for (int i = 0; i < 65; i++) writer.Write(block);
            writer.Write("\n" + Village.Line("b") + "\n");
        }
        List<CaseResult> results = Reading.File(path);
        Assert.Equal([true, false, true], results.Select(r => r.Case is not null));
        Assert.Equal(new CaseProblem("RE5004", "", path, 2, "", null, null, "the line is longer than 67108864 bytes: write one case per line"), Assert.Single(results[1].Problems));
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("a", 10)]
    [InlineData("a\n", 10)]
    [InlineData("a\n\nb", 10)]
    [InlineData("0123456789\n01234567890\nx", 10)]
    [InlineData("01234567890", 10)]
    public void Lines_are_cut_at_line_breaks(string text, int limit)
    {
        using var lines = new Utf8Lines(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x", limit);
        List<string> found = [];
        while (lines.Next() is { } line) found.Add(line.IsTooLong ? "too long" : Encoding.UTF8.GetString(line.Bytes.Span));
        string[] expected = text.Length == 0 ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(l => l.Length > limit ? "too long" : l)];
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_folder_is_read_in_ordinal_order_and_a_case_comes_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.json", Village.Line("1"));
        folder.Write("a/z.ndjson", Village.Line("2") + "\n" + Village.Line("1"));
        folder.Write("B.jsonl", Village.Line("3"));
        folder.Write("readme.txt", "not a case");
        List<CaseResult> results = Reading.File(folder.Path);
        Assert.Equal(["3", "2", "1", "1"], results.Select(r => r.CaseId));
        CaseProblem problem = Assert.Single(results[3].Problems);
        Assert.Equal(("RE5009", "1", 1, "case"), (problem.Code, problem.Case, problem.Row!.Value, problem.Path));
        var seen = new HashSet<string> { "3" };
        Assert.Equal([false, true, true, false], CaseReader.Read(folder.Path, null, Village.Catalogue, seen).Select(r => r.Case is not null));
    }

    [Fact]
    public void A_second_case_is_rejected_although_the_first_was_wrong()
    {
        List<CaseResult> results = Reading.Input($"{{\"case\": \"a\", \"persons\": {{}}}}\n{Village.Line("a")}");
        Assert.Equal(["RE5008", "RE5009"], results.Select(r => Assert.Single(r.Problems).Code));
    }

    [Fact]
    public void Standard_input_is_lines_or_a_document()
    {
        Assert.Equal(["a", "b"], Reading.Input($"\n{Village.Line("a")}\n{Village.Line("b")}\n").Select(r => r.CaseId));
        Assert.Equal(["good"], Reading.Input(Village.GoodCase).Select(r => r.CaseId));
        Assert.Equal(["a", "b"], Reading.Input($"[{Village.Line("a")}, {Village.Line("b")}]").Select(r => r.CaseId));
        Assert.Empty(Reading.Input("\n"));
        CaseProblem problem = Assert.Single(Reading.Json("\n{\"case\":\n\n  x}").Problems);
        Assert.Equal((4, "not valid JSON at column 3"), (problem.Row, problem.Message));
    }

    [Fact]
    public void What_cannot_be_read_at_all_is_an_exception()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("cannot read `nowhere.json`: there is no such file", Assert.Throws<InputException>(() => CaseReader.Read("nowhere.json", null, Village.Catalogue)).Message);
        string folderName = Shown.Short(folder.Path);
        Assert.Equal($"the folder `{folderName}` has no .json, .ndjson, .jsonl, .csv or .parquet files", Assert.Throws<InputException>(() => CaseReader.Read(folder.Path, null, Village.Catalogue)).Message);
        string text = folder.Write("a.txt", "");
        Assert.StartsWith("cannot read `", Assert.Throws<InputException>(() => CaseReader.Read(text, null, Village.Catalogue)).Message);
        Assert.Equal("there is no standard input to read", Assert.Throws<InputException>(() => CaseReader.Read("-", null, Village.Catalogue)).Message);
        Assert.Equal("cannot read `-`: the text is not valid Unicode", Assert.Throws<InputException>(() => Reading.Input("{\ud800")).Message);
    }
}
