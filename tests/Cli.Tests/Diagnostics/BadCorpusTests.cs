namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>
/// Every folder of <c>tests/corpus/bad</c> through the command line: the file with the mistake gives the finding that the folder
/// is named for, word for word as in <c>expected.txt</c>, and the file without it gives nothing.
/// <c>RIGHTS_WRITE_GOLDEN=1 dotnet test tests/Cli.Tests</c> writes the expectations anew; read what changed.
/// </summary>
public sealed class BadCorpusTests
{
    /// <summary>Codes that come only after others: a limit is passed by problems of some kind.</summary>
    private static readonly Dictionary<string, string> Companions = new() { ["RE5026"] = "RE5006" };

    public static TheoryData<string> Names => [.. BadCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mistake_gives_its_finding_and_nothing_else(string name)
    {
        BadCase subject = BadCase.Named(name);
        Workspace.Result result = subject.Run("wrong");
        RepositoryFiles.MatchGolden(subject.ExpectedPath, subject.Transcript(result));
        Assert.Equal(Companions.TryGetValue(subject.Code, out string? other) ? [other, subject.Code] : [subject.Code], BadCase.Codes(result));
        Assert.Equal((int)ExpectedCode(subject.Code), result.Code);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_the_mistake_nothing_is_found(string name)
    {
        Workspace.Result result = BadCase.Named(name).Run("right");
        Assert.True(BadCase.Codes(result).Count == 0 && result.Code == 0, result.Output + result.Error);
    }

    /// <summary>What the command tells the shell: data are rejected, rules are invalid, a warning alone is no failure.</summary>
    private static ExitCode ExpectedCode(string code)
    {
        if (code.StartsWith("RE5", StringComparison.Ordinal)) return ExitCode.CasesRejected;
        return DiagnosticCatalogue.Find(code).DefaultSeverity == Source.Severity.Error ? ExitCode.RulesInvalid : ExitCode.Done;
    }
}
