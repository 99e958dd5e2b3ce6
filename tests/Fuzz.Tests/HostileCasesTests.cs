using System.IO.Compression;
using System.Text;

namespace RightsEngine.Fuzz.Tests;

/// <summary>Cases made to break a reader: each is accepted or rejected with a sentence, and counted.</summary>
public sealed class HostileCasesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rights-hostile").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Person(int i, string more = "") => $$"""
        "p{{i}}":{"birth":{"birth_date":"1990-01-01"},"residence":{"address":"a1","region":"flanders","from":"2015-06-01"}{{more}}}
        """.Trim();

    [Fact]
    public void Two_hundred_persons_who_are_all_related_are_one_case()
    {
        string persons = string.Join(',', Enumerable.Range(0, 200).Select(i => Person(i, $",\"parents\":[\"p{(i + 1) % 200}\",\"p{(i + 2) % 200}\"],\"raised_children\":[\"p{(i + 3) % 200}\"]")));
        RightsRun run = Evaluate("many.json", $"{{\"case\":\"c\",\"persons\":{{{persons}}}}}", 0);
        Assert.Contains("1 case read: 1 accepted, 0 rejected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_his_own_parent() => Rejected("RE5021", "{\"case\":\"c\",\"persons\":{" + Person(0, ",\"parents\":[\"p0\"]") + "}}");

    [Fact]
    public void A_number_of_forty_digits_is_too_large() => Rejected("RE5010", "{\"case\":\"c\",\"persons\":{\"a\":{\"tax_assessment\":{\"2022\":{\"pension\":" + new string('9', 40) + "}}}}}");

    [Fact]
    public void There_is_no_year_0() => Rejected("RE5011", """{"case":"c","persons":{"a":{"birth":{"birth_date":"0000-01-01"}}}}""");

    [Fact]
    public void Nesting_without_end_is_cut_off() =>
        Rejected("RE5003", "{\"case\":\"c\",\"persons\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_001));

    [Theory]
    [InlineData("RE5005", """{"case":"c","case":"d","persons":{"a":{},"a":{}}}""")]
    [InlineData("RE5001", """{"case":"c\ud800","persons":{"a":{}}}""")]
    [InlineData("RE5001", "")]
    public void What_is_no_case_is_rejected(string code, string json) => Rejected(code, json);

    [Fact]
    public void A_million_cases_are_read_with_little_memory()
    {
        string path = Path.Combine(_folder, "million.ndjson");
        using (var writer = new StreamWriter(path))
            for (int i = 0; i < 1_000_000; i++) writer.Write($"{{\"case\":\"c{i}\",\"persons\":{{\"a\":{{\"birth\":{{\"birth_date\":\"1990-01-01\"}}}}}}}}\n");
        RightsRun run = RightsProcess.Run("evaluate", path, "--rules", Rules(), "--on", "2024-10-01", "--rights", "growth_package.social_supplement");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1,000,000 cases read: 1,000,000 accepted, 0 rejected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_a_hundred_megabytes_is_one_reject_and_the_next_line_is_read()
    {
        string path = Path.Combine(_folder, "long.ndjson");
        File.WriteAllText(path, "{\"case\":\"c\",\"persons\":{\"a\":{\"birth\":{\"birth_date\":\"" + new string('x', 100_000_000) + "\"}}}}\n{\"case\":\"d\",\"persons\":{\"a\":{}}}\n");
        RightsRun run = RightsProcess.Run("evaluate", path, "--rules", Rules(), "--on", "2024-10-01");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("2 cases read: 1 accepted, 1 rejected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_that_unpacks_to_gigabytes_is_not_held()
    {
        string path = Path.Combine(_folder, "bomb.ndjson.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            byte[] blanks = Encoding.ASCII.GetBytes(new string(' ', 1_000_000));
            for (int i = 0; i < 2000; i++) gzip.Write(blanks);
        }
        RightsRun run = RightsProcess.Run("evaluate", path, "--rules", Rules(), "--on", "2024-10-01");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("1 case read: 0 accepted, 1 rejected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_named_like_a_file_and_a_link_to_itself_are_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "dir.json"));
        File.CreateSymbolicLink(Path.Combine(_folder, "loop.json"), Path.Combine(_folder, "loop.json"));
        foreach (string name in new[] { "dir.json", "loop.json", "none.json" })
        {
            RightsRun run = RightsProcess.Run("evaluate", Path.Combine(_folder, name), "--rules", Rules(), "--on", "2024-10-01");
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith("rights: ", run.Error, StringComparison.Ordinal);
        }
    }

    private void Rejected(string code, string json)
    {
        RightsRun run = Evaluate("case.json", json, 2);
        Assert.Contains($"({code})", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 case read: 0 accepted, 1 rejected", run.Error, StringComparison.Ordinal);
    }

    private RightsRun Evaluate(string name, string json, int exitCode)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, json);
        RightsRun run = RightsProcess.Run("evaluate", path, "--rules", Rules(), "--on", "2024-10-01");
        Assert.True(exitCode == run.ExitCode, run.Error);
        return run;
    }

    private static string Rules() => Path.Combine(Repository.Root, "rules");
}
