using RightsEngine.Analysis.Snapshots;

namespace RightsEngine.Analysis.Tests;

/// <summary>What is decided for a folder of cases, kept and compared.</summary>
public sealed class SnapshotTests
{
    private const string CasesJson = """
        [
          {"case": "c1", "persons": {"anna": {"birth": {"birth_date": "1950-02-03"}, "means": {"2022": {"income": 900}}}, "bert": {"birth": {"birth_date": "2000-01-01"}}}},
          {"case": "c2", "persons": {"carl": {"brth": {}}}}
        ]
        """;

    [Fact]
    public void What_is_written_is_read_again_and_nothing_drifts()
    {
        using var book = new SmallRulebook("tests: []");
        Snapshot taken = Take(book);
        Assert.Equal("granted 300.00", taken.Lines["c1 bonus 2024-05-01 person=anna"]);
        Assert.Equal("refused, old false, poor unknown", taken.Lines["c1 bonus 2024-05-01 person=bert"].Split(';')[0]);
        Assert.StartsWith("RE5", taken.Lines["c2 rejected"], StringComparison.Ordinal);
        var text = new StringWriter();
        taken.Write(text);
        Snapshot? read = Snapshot.Parse(text.ToString());
        Assert.NotNull(read);
        Assert.Equal(("cases.json", new DateOnly(2024, 5, 1)), (read.Cases, read.Dates.Single()));
        Assert.Empty(read.Drift(Take(book)));
    }

    [Fact]
    public void A_change_of_the_rules_drifts()
    {
        using SmallRulebook before = new("tests: []"), after = new("tests: []", ("income <= 1000", "income < 900"));
        (string name, string? was, string? now) = Assert.Single(Take(before).Drift(Take(after)));
        Assert.Equal(("c1 bonus 2024-05-01 person=anna", "granted 300.00", "refused, poor false"), (name, was, now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c1 bonus: granted")]
    [InlineData("# cases: x\n# on: 2024-05-01\nno line of a snapshot")]
    public void Another_text_is_no_snapshot(string text) => Assert.Null(Snapshot.Parse(text));

    private static Snapshot Take(SmallRulebook book)
    {
        book.Write("cases.json", CasesJson);
        return Snapshot.Take(book.Rulebook, "cases.json", Path.Combine(book.Folder, "cases.json"), book.Folder, [new DateOnly(2024, 5, 1)]);
    }
}
