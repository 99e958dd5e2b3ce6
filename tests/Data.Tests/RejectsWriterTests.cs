using RightsEngine.Data.Cases;
using RightsEngine.Data.Rejects;

namespace RightsEngine.Data.Tests;

public sealed class RejectsWriterTests
{
    private static readonly CaseProblem Problem = new("RE5011", "c", "f.ndjson", 3, "persons.é.birth", "birth_date", new string('x', 99) + "😀", "`x` is not a date");

    [Fact]
    public void Problems_are_lines_and_long_values_are_cut()
    {
        using var folder = new TemporaryFolder();
        string path = System.IO.Path.Combine(folder.Path, "rejects.ndjson");
        File.WriteAllText(path, "an earlier run");
        using (var writer = new RejectsWriter(path))
        {
            writer.Write([Problem, Problem with { Row = null, Field = null, Value = null }]);
            Assert.Equal("an earlier run", File.ReadAllText(path));
            writer.Complete();
        }
        Assert.Equal(
            $$"""
            {"case":"c","file":"f.ndjson","row":3,"path":"persons.é.birth","field":"birth_date","value":"{{new string('x', 99)}}","code":"RE5011","severity":"error","message":"`x` is not a date"}
            {"case":"c","file":"f.ndjson","row":null,"path":"persons.é.birth","field":null,"value":null,"code":"RE5011","severity":"error","message":"`x` is not a date"}

            """.ReplaceLineEndings("\n"), File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void An_interrupted_run_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new RejectsWriter(System.IO.Path.Combine(folder.Path, "rejects.ndjson"))) writer.Write(Problem);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_place_where_nothing_can_be_written_is_told() =>
        Assert.Equal("cannot write `nowhere/x.ndjson`: there is no such folder", Assert.Throws<InputException>(() => new RejectsWriter("nowhere/x.ndjson")).Message);
}
