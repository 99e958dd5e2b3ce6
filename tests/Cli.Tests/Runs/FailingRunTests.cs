namespace RightsEngine.Cli.Tests.Runs;

/// <summary>What goes wrong around a run is told in a sentence, and nothing is lost or left half done.</summary>
public sealed class FailingRunTests
{
    [Theory]
    [InlineData("no/such/folder/out.ndjson", "there is no such folder")]
    [InlineData("/proc/out.ndjson", "cannot write `/proc/out.ndjson`")]
    [InlineData("/proc/out.parquet", "cannot write `/proc/out.parquet`")]
    public void A_place_that_cannot_be_written_is_named_before_anything_is_read(string output, string sentence)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--output", output);
        Assert.Equal(1, result.Code);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Standard_output_that_takes_nothing_more_ends_the_run()
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(5_000));
        Workspace.Result result = RightsProcess.Run("exec \"$@\" > /dev/full", "evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--on", "2024-05-15");
        Assert.Equal(1, result.Code);
        Assert.Contains("rights: the system reports an error: No space left on device", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A disk of half a megabyte; when it is full it is made larger, as one would make room.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("out.ndjson", 30_000)]
    [InlineData("out.csv", 30_000)]
    [InlineData("out.parquet", 60_000)]
    public void On_a_full_disk_what_is_finished_is_kept_and_the_run_is_resumed_when_there_is_room(string name, int cases)
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(cases));
        string whole = space.PathOf($"whole-{name}"), disk = space.PathOf("disk"), output = Path.Combine(disk, name), saved = space.PathOf(name);
        string[] args = ["evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--threads", "2"];
        Assert.Equal(2, Workspace.Run([.. args, "--output", whole]).Code);
        long size = Directory.Exists(whole) ? ParquetFolder.Files(whole).Sum(f => f.Bytes.Length) : new FileInfo(whole).Length;
        Directory.CreateDirectory(disk);
        // The disk is there for these processes alone, which needs no rights where users may have name spaces.
        string shell = $$"""
            exec unshare -rm sh -c '
              mount -t tmpfs -o size={{size / 2 / 1024}}k none "{{disk}}" || exit 97
              "$@"
              echo "first run: $?" >&2
              ls "{{disk}}"/out.ndjson "{{disk}}"/out.csv "{{disk}}"/out.parquet 2>/dev/null
              mount -o remount,size=1g "{{disk}}"
              "$@" --resume
              echo "second run: $?" >&2
              cp -r "{{output}}" "{{saved}}"
            ' sh "$@"
            """;
        Workspace.Result result = RightsProcess.Run(shell, [.. args, "--output", output]);
        if (result.Code == 97 || result.Error.Contains("unshare:", StringComparison.Ordinal)) return;
        string said = result.Error.ReplaceLineEndings(" ");
        Assert.Contains($"cannot write `{Shown(output)}`: the disk is full; what was finished is kept: make room, then run the same command with --resume first run: 1", said, StringComparison.Ordinal);
        Assert.Contains("second run: 2", said, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        if (Directory.Exists(whole)) Assert.All(ParquetFolder.Files(whole).Zip(ParquetFolder.Files(saved)), f => Assert.True(f.First.Bytes.AsSpan().SequenceEqual(f.Second.Bytes), f.First.Name));
        else Assert.True(File.ReadAllBytes(whole).AsSpan().SequenceEqual(File.ReadAllBytes(saved)));
    }

    [Fact]
    public void A_truncated_table_is_named_and_leaves_no_output()
    {
        using var space = new Workspace();
        Assert.Equal(0, Workspace.Run("population", "generate", "--rules", RepositoryFiles.PathOf("rules"), "--households", "200", "--output", space.PathOf("population")).Code);
        string table = Directory.EnumerateFiles(space.PathOf("population"), "*.parquet").Order(StringComparer.Ordinal).First();
        byte[] bytes = File.ReadAllBytes(table);
        File.WriteAllBytes(table, bytes[..(bytes.Length / 2)]);
        Workspace.Result result = Workspace.Run("evaluate", space.PathOf("population"), "--rules", RepositoryFiles.PathOf("rules"), "--on", "2024-10-01", "--output", space.PathOf("out.ndjson"));
        Assert.Equal(1, result.Code);
        Assert.Contains(Path.GetFileName(table), result.Error, StringComparison.Ordinal);
        Assert.Contains("it is not a whole Parquet file", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(space.PathOf("."), "out*"));
    }

    /// <summary>A line of a gigabyte is no case; those around it are decided, in half a gigabyte of memory.</summary>
    [Fact]
    public void A_line_of_a_gigabyte_is_one_rejected_case()
    {
        using var space = new Workspace();
        string[] lines = Families.Small(2).Split('\n');
        // Nobody writes a gigabyte: the middle of the file is a hole, which reads as zeros.
        using (var file = new FileStream(space.PathOf("long.ndjson"), FileMode.Create))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(lines[0] + "\n"));
            file.Position += 1L << 30;
            file.Write(System.Text.Encoding.UTF8.GetBytes("\n" + lines[1] + "\n"));
        }
        Workspace.Result result = RightsProcess.Run("export DOTNET_GCHeapHardLimit=0x20000000; exec \"$@\"", "evaluate", space.PathOf("long.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--format", "ndjson");
        Assert.Equal(2, result.Code);
        Assert.Contains("3 cases read: 2 accepted, 1 rejected", result.Error, StringComparison.Ordinal);
        Assert.Equal(4, result.Rows.Count);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("much")]
    [InlineData("1MiB")]
    public void A_size_of_memory_has_a_unit_and_is_enough(string memory)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--memory", memory);
        Assert.Equal(1, result.Code);
        Assert.Contains("--memory", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Of what waits for its turn only so much is held, whatever the size of a part: here a megabyte, of five parts of several.</summary>
    [Fact]
    public void Little_memory_gives_the_same_bytes()
    {
        using var space = new Workspace();
        space.Write("small.ndjson", Families.Small(20_000));
        string[] args = ["evaluate", space.PathOf("small.ndjson"), "--rules", space.Rules, "--from", "2024-05", "--to", "2024-06", "--format", "ndjson", "--threads", "3"];
        Workspace.Result much = Workspace.Run(args), little = Workspace.Run([.. args, "--memory", "64MiB"]);
        Assert.True(much.Output.Length > 5 * (4 << 20), $"{much.Output.Length} characters are too few to wait");
        Assert.True(much.Output == little.Output);
        Assert.Equal(much.Error, little.Error);
    }

    private static string Shown(string path) => RightsEngine.Data.Cases.Shown.Short(path);
}
