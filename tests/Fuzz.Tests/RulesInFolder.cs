namespace RightsEngine.Fuzz.Tests;

/// <summary>A small rulebook in a folder of its own, to which a test adds what is hostile.</summary>
public abstract class RulesInFolder : IDisposable
{
    /// <summary>A right without conditions and amount.</summary>
    protected const string Head = "right: x.y\ntitle: {en: t}\nholder: person\nin_force: {from: 2020-01-01}\n";

    protected RulesInFolder()
    {
        Write("rulebook.yaml", "rulebook: t\nversion: 1.0.0\nlanguages: [en]\ncurrency: EUR\n");
        Write("a.concepts.yaml", """
            record: birth
            title: {en: birth}
            source: {authority: Register}
            of: person
            per: once
            absent_record: unknown
            fields:
              birth_date: {type: date, title: {en: born}, absent: unknown, role: birth_date}
              n: {type: number, title: {en: n}, absent: unknown}
            """);
        Write("case.json", """{"case":"c","persons":{"p":{"birth":{"birth_date":"1990-01-01","n":0}}}}""");
    }

    /// <summary>The folder.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("rights-hostile").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A right whose amount is the last of its definitions, named <c>d</c>.</summary>
    protected static string Amount(string definitions) => Head + "definitions:\n" + definitions + "amount: {value: d, type: number, zero: granted}\n";

    /// <summary>Definitions <c>d1</c> to <c>dN</c>, each made of the one before.</summary>
    protected static string Chain(int count, Func<int, string> value) => string.Concat(Enumerable.Range(1, count).Select(i => $"  d{i}: '{value(i - 1)}'\n"));

    private protected RightsRun Check(string? right, int exitCode)
    {
        if (right is not null) Write("b.right.yaml", right);
        RightsRun run = RightsProcess.Run("check", Folder);
        Assert.True(exitCode == run.ExitCode, run.Out + run.Error);
        return run;
    }

    private protected RightsRun Refused(string code, string? right)
    {
        RightsRun run = Check(right, 3);
        Assert.Contains($"error {code}", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"\.(yaml|csv):\d+:\d+: error", run.Out);
        return run;
    }

    private protected RightsRun Accepted(string? right)
    {
        if (right is not null) Write("b.right.yaml", right);
        RightsRun run = RightsProcess.Run("evaluate", Path.Combine(Folder, "case.json"), "--rules", Folder, "--on", "2024-01-01");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\"case\":\"c\"", run.Out, StringComparison.Ordinal);
        return run;
    }

    private protected void RunsAway(string right) => Assert.Contains("an iteration of more than 10000000 steps", Accepted(right).Out, StringComparison.Ordinal);

    protected void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
