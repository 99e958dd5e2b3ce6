using System.Text.Json;
using RightsEngine.Rules.Evaluation;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>What a run writes hangs on its input and rules, and on nothing else.</summary>
public sealed class RunOutputTests
{
    internal static readonly Dictionary<string, string> Forms = new() { ["ndjson"] = "out.ndjson", ["csv"] = "out.csv", ["parquet"] = "out" };

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void The_number_of_threads_changes_no_byte(string format)
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(20_000));
        string output = space.PathOf(Forms[format]), rejects = space.PathOf("rejects.ndjson");
        List<(string, byte[])>? first = null;
        foreach (string threads in (string[])["1", "2", "5"])
        {
            Workspace.Result result = Workspace.Run("evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--format", format, "--output", output, "--rejects", rejects, "--threads", threads);
            Assert.Equal(2, result.Code);
            List<(string, byte[])> files = [.. Written(output), ("rejects", File.ReadAllBytes(rejects))];
            first ??= files;
            Assert.Equal(first.Select(f => f.Item1), files.Select(f => f.Item1));
            for (int i = 0; i < files.Count; i++) Assert.True(first[i].Item2.AsSpan().SequenceEqual(files[i].Item2), $"{files[i].Item1} differs for {threads} threads");
        }
    }

    /// <summary>In one pass over the input, decisions are in the order of cases; month by month they are the same ones.</summary>
    [Fact]
    public void Months_in_one_pass_are_the_months_one_by_one()
    {
        using var space = new Workspace();
        space.Write("families.ndjson", Families.Generated(60, "0N0XIzNsQ0O2"));
        string[] args = ["evaluate", space.PathOf("families.ndjson"), "--rules", RepositoryFiles.PathOf("rules"), "--format", "ndjson", "--rights", "growth_package.*"];
        // Over the turn of the school year, where much begins and ends.
        string[] months = ["2024-07", "2024-08", "2024-09", "2024-10"];
        // A right of a year is decided in each of its months, and once in one pass.
        IEnumerable<string> single = months.SelectMany(m => Lines(Workspace.Run([.. args, "--from", m, "--to", m]))).Distinct();
        Assert.Equal(single.Order(StringComparer.Ordinal), Lines(Workspace.Run([.. args, "--from", months[0], "--to", months[^1]])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_report_says_what_was_read_and_what_came_of_it()
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(2_000));
        string[] args = ["evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--output", space.PathOf("out.ndjson"), "--rejects", space.PathOf("rejects.ndjson")];
        Assert.Equal(2, Workspace.Run(args).Code);
        byte[] first = ParquetFolder.WithoutTime(space.PathOf("out.ndjson.run.json"));
        JsonElement report = JsonDocument.Parse(File.ReadAllBytes(space.PathOf("out.ndjson.run.json"))).RootElement;
        JsonElement cases = report.GetProperty("cases"), decisions = report.GetProperty("decisions").GetProperty("by_right").GetProperty("bonus");
        Assert.Equal((2_000, 1_998, 2), (cases.GetProperty("read").GetInt32(), cases.GetProperty("accepted").GetInt32(), cases.GetProperty("rejected").GetInt32()));
        Assert.Equal(2, decisions.GetProperty("undetermined").GetInt32());
        Assert.Equal(3_996, report.GetProperty("decisions").GetProperty("all").GetInt32());
        Assert.Equal("2024-05-01", report.GetProperty("rights")[0].GetProperty("reference_dates")[0].GetString());
        Assert.Equal(new FileInfo(space.PathOf("small.ndjson")).Length, report.GetProperty("inputs")[0].GetProperty("bytes").GetInt64());
        Assert.StartsWith("sha256:", report.GetProperty("inputs")[0].GetProperty("fingerprint").GetString(), StringComparison.Ordinal);
        Assert.True(report.GetProperty("took").GetProperty("seconds").GetDouble() > 0);

        Workspace.Run(args);
        Assert.Equal(first, ParquetFolder.WithoutTime(space.PathOf("out.ndjson.run.json")));
        space.Write("small.ndjson", Families.Small(2_001));
        Workspace.Run(args);
        Assert.NotEqual(first, ParquetFolder.WithoutTime(space.PathOf("out.ndjson.run.json")));
    }

    /// <summary>A right with memory has no kernel; that is told with the reason.</summary>
    [Fact]
    public void The_report_counts_what_the_reference_evaluator_had_to_decide()
    {
        using var space = new Workspace();
        // A grant that may go back more than 150 check dates has no kernel.
        space.Write("rules/lasting.right.yaml", """
            right: lasting
            title: {nl: blijvend, en: lasting}
            holder: person
            period: day
            grant: automatic
            in_force: {from: 2000-01-01}
            award: {checked: first day of month, runs_until: "date(granted_on.year + 60, 12, 31)"}
            conditions: [{id: elder, text: {nl: oud, en: old}, require: "age on(person, reference_date) >= 65"}]
            """);
        Assert.Equal(0, Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--output", space.PathOf("out.csv")).Code);
        JsonElement counted = JsonDocument.Parse(File.ReadAllBytes(space.PathOf("out.csv.run.json"))).RootElement.GetProperty("reference_evaluator");
        if (EvaluatorChoice.IsCompiled == false) return;
        Assert.Equal(2, counted.GetProperty("handed_back").GetInt32());
        Assert.Equal(2, counted.GetProperty("causes").GetProperty("lasting").GetProperty("no kernel").GetInt32());
        Assert.Equal("a memory of more than 150 check dates", counted.GetProperty("not_compiled").GetProperty("lasting").GetString());
    }

    internal static IEnumerable<(string, byte[])> Written(string output) =>
        Directory.Exists(output) ? ParquetFolder.Files(output) : [("output", File.ReadAllBytes(output)), ("report", ParquetFolder.WithoutTime(output + ".run.json"))];

    private static string[] Lines(Workspace.Result result) => result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
