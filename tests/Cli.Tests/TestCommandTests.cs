using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests;

/// <summary><c>rights test</c> beyond passing and failing: generated cases, snapshots, watching.</summary>
public sealed class TestCommandTests
{
    [Fact]
    public void A_failure_is_a_small_diff_with_the_condition_that_decided_and_its_figures()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.tests.yaml", Workspace.Tests("granted").Replace("1950-02-03", "1990-02-03", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("test", space.Rules);
        Assert.Equal(4, result.Code);
        Assert.Contains("""
              line 5: bonus of anna on 2024-05-01
                - expected granted
                + found refused: old false
                  old is false
                    `age on(person, reference_date) >= 65`: 34 >= 65 is false
            0 rule tests passed, 1 failed
            """, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_tests_are_counted_and_not_trusted_until_somebody_confirms_them()
    {
        using var space = new Workspace();
        string file = Path.Combine(space.Rules, "generated.tests.yaml");
        Workspace.Result made = Workspace.Run("test", "generate", space.Rules, "--output", file);
        Assert.Equal((0, ""), (made.Code, made.Output));
        Assert.Equal("3 cases see 4 of the 4 things that no test sees; none of them counts until it is confirmed", made.Error.Trim());
        Workspace.Result run = Workspace.Run("test", space.Rules, "--fail-under", "100");
        Assert.Equal(4, run.Code);
        Assert.Contains("1 rule tests passed, 0 failed, 3 not confirmed", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--fail-under", "100", "--unconfirmed").Code);
        // What the rules give otherwise later is shown and fails nothing, until somebody says that it was right.
        string right = File.ReadAllText(Path.Combine(space.Rules, "bonus.right.yaml"));
        space.Write("rules/bonus.right.yaml", right.Replace(">= 65", ">= 66", StringComparison.Ordinal));
        Workspace.Result changed = Workspace.Run("test", space.Rules);
        Assert.Equal(0, changed.Code);
        Assert.Contains("not confirmed and not as expected", changed.Output, StringComparison.Ordinal);
        Assert.Matches(@"3 not confirmed \(\d of them not as expected\)", changed.Output);
        File.WriteAllText(file, File.ReadAllText(file).Replace("    confirmed: false\n", "", StringComparison.Ordinal));
        Assert.Equal(4, Workspace.Run("test", space.Rules).Code);
        space.Write("rules/bonus.right.yaml", right);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--fail-under", "100").Code);
    }

    [Fact]
    public void Generated_tests_go_to_standard_output_and_stop_where_they_are_told()
    {
        using var space = new Workspace();
        Workspace.Result made = Workspace.Run("test", "generate", space.Rules, "--max", "1");
        Assert.Equal(0, made.Code);
        Assert.Single(made.Output.Split("- name: ").Skip(1));
        Assert.Equal(1, Workspace.Run("test", "generate", space.Rules, "--max", "0").Code);
        Assert.Equal(1, Workspace.Run("test", "generate", space.Rules, "--filter", "nothing like it").Code);
    }

    [Fact]
    public void A_snapshot_fails_on_drift_until_it_is_accepted()
    {
        using var space = new Workspace();
        string file = space.PathOf("all.snapshot");
        Assert.Equal(1, Workspace.Run("test", space.Rules, "--snapshot", file).Code);
        Workspace.Result made = Workspace.Run("test", space.Rules, "--snapshot", file, "--cases", space.Cases, "--on", "2024-05-01", "--accept");
        Assert.True(made.Code == 0, made.Error);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--snapshot", file).Code);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--snapshot", space.PathOf(".")).Code);
        string right = File.ReadAllText(Path.Combine(space.Rules, "bonus.right.yaml"));
        space.Write("rules/bonus.right.yaml", right.Replace("300 / 7", "400 / 7", StringComparison.Ordinal));
        Workspace.Result drifted = Workspace.Run("test", space.Rules, "--snapshot", file);
        Assert.Equal(4, drifted.Code);
        Assert.Contains("  - granted 42.86\n  + granted 57.14\n", drifted.Output, StringComparison.Ordinal);
        Assert.Contains("1 changed, 0 new, 0 gone; --accept keeps them as they are now", drifted.Output, StringComparison.Ordinal);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--snapshot", file, "--accept").Code);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--snapshot", file).Code);
    }

    [Theory]
    [InlineData("--accept")]
    [InlineData("--on", "2024-05-01")]
    [InlineData("--snapshot", "x.snapshot", "--cases", "cases.json")]
    [InlineData("--snapshot", "x.snapshot", "--cases", "cases.json", "--accept")]
    [InlineData("--snapshot", "x.txt", "--cases", "cases.json", "--on", "2024-05-01", "--accept")]
    public void Options_of_snapshots_that_do_not_fit_together_are_wrong_usage(params string[] options)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run(["test", space.Rules, .. options]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith("rights: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_runs_again_after_a_change_and_ends_at_q()
    {
        using var space = new Workspace();
        using var keys = new Keys();
        using var output = new StringWriter();
        TextWriter safe = TextWriter.Synchronized(output);
        Task<int> watching = Task.Run(() => RightsCommand.Run(["test", space.Rules, "--watch"], keys, safe, TextWriter.Synchronized(new StringWriter())));
        await Until(() => output.ToString().Contains("1 rule tests passed, 0 failed", StringComparison.Ordinal));
        space.Write("rules/bonus.tests.yaml", Workspace.Tests("refused"));
        await Until(() => output.ToString().Contains("0 rule tests passed, 1 failed", StringComparison.Ordinal));
        space.Write("rules/bonus.right.yaml", File.ReadAllText(Path.Combine(space.Rules, "bonus.right.yaml")).Replace(">= 65", ">= 95", StringComparison.Ordinal));
        await Until(() => output.ToString().EndsWith("1 rule tests passed, 0 failed\n", StringComparison.Ordinal));
        keys.Press();
        Assert.Equal(0, await watching.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    /// <summary>On a terminal a key ends it, without Enter; other keys do nothing.</summary>
    [Fact]
    public async Task Watching_on_a_terminal_ends_at_the_key_q()
    {
        using var space = new Workspace();
        using var pressed = new BlockingCollection<char>();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, TextWriter.Synchronized(output), TextWriter.Synchronized(error), OutIsTerminal: true, ErrorIsTerminal: false) { ReadKey = pressed.Take };
        Task<int> watching = Task.Run(() => RightsCommand.Run(["test", space.Rules, "--watch"], terminal));
        await Until(() => error.ToString().Contains("waiting for changes; q ends", StringComparison.Ordinal));
        pressed.Add('x');
        await Task.Delay(400);
        Assert.False(watching.IsCompleted);
        pressed.Add('q');
        Assert.Equal(0, await watching.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Failures_have_colours_on_a_terminal_only()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.tests.yaml", Workspace.Tests("refused"));
        using var output = new StringWriter();
        Assert.Equal(4, RightsCommand.Run(["test", space.Rules], new Terminal(TextReader.Null, output, TextWriter.Null, OutIsTerminal: true, ErrorIsTerminal: false)));
        string plain = Workspace.Run("test", space.Rules).Output;
        Assert.DoesNotContain('\u001B', plain);
        Assert.Equal(plain, Regex.Replace(output.ToString(), "\u001B\\[[0-9]+m", ""));
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) return;
        Assert.Contains("    \u001B[31m- expected refused\u001B[0m\n    \u001B[32m+ found granted 42.86\u001B[0m\n", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (int i = 0; i < 600 && !isSo(); i++) await Task.Delay(100);
        Assert.True(isSo());
    }

    /// <summary>Input from which a line q comes when it is asked to.</summary>
    private sealed class Keys : TextReader
    {
        private readonly ManualResetEventSlim _pressed = new();

        public void Press() => _pressed.Set();

        public override string? ReadLine()
        {
            _pressed.Wait();
            return "q";
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _pressed.Dispose();
            base.Dispose(disposing);
        }
    }
}
