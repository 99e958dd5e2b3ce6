using System.Diagnostics;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>A run that is killed leaves no output, or all of it; resumed, it writes what it would have written undisturbed.</summary>
public sealed class InterruptedRunTests
{
    private const int Kills = 10;
    private const string Plain = "exec \"$@\"";

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("out.ndjson", 60_000)]
    [InlineData("out.parquet", 110_000)]
    public void Killed_ten_times_and_resumed_it_writes_the_same_bytes(string name, int cases)
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(cases));
        string calm = space.PathOf($"calm/{name}"), output = space.PathOf($"shot/{name}");
        string calmRejects = space.PathOf("calm/rejects"), rejects = space.PathOf("shot/rejects");
        Directory.CreateDirectory(space.PathOf("calm"));
        Directory.CreateDirectory(space.PathOf("shot"));
        string[] args = ["evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--threads", "2"];
        Workspace.Result undisturbed = Workspace.Run([.. args, "--output", calm, "--rejects", calmRejects]);
        Assert.Equal(2, undisturbed.Code);

        for (int kill = 1; kill <= Kills; kill++)
        {
            using Process process = RightsProcess.Start(Plain, [.. args, "--output", output, "--rejects", rejects, "--resume"]);
            // Each time a part further, and at another moment within it.
            var clock = Stopwatch.StartNew();
            while (Parts(output) < kill && !process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1)) Thread.Sleep(1);
            Thread.Sleep(kill);
            Assert.False(process.HasExited, $"it ended before it could be killed for the {kill}th time: {Parts(output)} parts");
            process.Kill();
            process.WaitForExit();
            Assert.False(Path.Exists(output));
            Assert.False(Path.Exists(rejects));
        }
        Workspace.Result resumed = Workspace.Run([.. args, "--output", output, "--rejects", rejects, "--resume"]);
        Assert.Equal(2, resumed.Code);
        Assert.Contains("parts were done already", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(undisturbed.Error.Trim().Split('\n')[^1], resumed.Error.Trim().Split('\n')[^1]);

        Assert.Equal(File.ReadAllBytes(calmRejects), File.ReadAllBytes(rejects));
        if (File.Exists(calm))
        {
            Assert.True(File.ReadAllBytes(calm).AsSpan().SequenceEqual(File.ReadAllBytes(output)));
            Assert.Equal(ParquetFolder.WithoutTime(calm + ".run.json"), ParquetFolder.WithoutTime(output + ".run.json"));
        }
        else
        {
            Assert.Equal(ParquetFolder.Files(calm).Select(f => f.Name), ParquetFolder.Files(output).Select(f => f.Name));
            Assert.All(ParquetFolder.Files(calm).Zip(ParquetFolder.Files(output)), f => Assert.True(f.First.Bytes.AsSpan().SequenceEqual(f.Second.Bytes), f.First.Name));
        }
        Assert.Equal(Directory.EnumerateFileSystemEntries(space.PathOf("calm")).Select(Path.GetFileName).Order(), Directory.EnumerateFileSystemEntries(space.PathOf("shot")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_was_interrupted_is_only_resumed_with_the_same_input_rules_and_options()
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(60_000));
        string output = space.PathOf("out.ndjson");
        string[] args = ["evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--output", output];
        using (Process process = RightsProcess.Start(Plain, [.. args, "--on", "2024-05-15"]))
        {
            while (Parts(output) < 2 && !process.HasExited) Thread.Sleep(1);
            process.Kill();
            process.WaitForExit();
        }
        Refused("rights", "--on", "2024-06-15");
        Refused("format", "--on", "2024-05-15", "--format", "csv");
        Refused("rejects", "--on", "2024-05-15", "--rejects", space.PathOf("rejects.ndjson"));
        string right = File.ReadAllText(space.PathOf("rules/bonus.right.yaml"));
        space.Write("rules/bonus.right.yaml", right.Replace("65", "66", StringComparison.Ordinal));
        Refused("rulebook and rights", "--on", "2024-05-15");
        space.Write("rules/bonus.right.yaml", right.TrimEnd('\n'));
        File.AppendAllText(space.PathOf("small.ndjson"), "\n");
        Refused("inputs", "--on", "2024-05-15");
        space.Write("small.ndjson", Families.Small(60_000));
        Assert.Equal(2, Workspace.Run([.. args, "--on", "2024-05-15", "--resume"]).Code);
        Assert.True(File.Exists(output));

        void Refused(string what, params string[] options)
        {
            Workspace.Result result = Workspace.Run([.. args, .. options, "--resume"]);
            Assert.Equal((1, ""), (result.Code, result.Output));
            Assert.Contains($"the run that was interrupted had other {what}; leave --resume out to start again", result.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>How many parts the journal of a run names.</summary>
    private static int Parts(string output)
    {
        try
        {
            using var journal = new FileStream(output + ".resume", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(journal);
            return text.ReadToEnd().Count(c => c == '\n') - 1;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
