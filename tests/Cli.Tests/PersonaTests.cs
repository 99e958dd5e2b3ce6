using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests;

/// <summary>The test personas of the message mock against the whole rulebook, on machines that have them.</summary>
public sealed partial class PersonaTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly string Folder = RepositoryFiles.PathOf("..", "shared", "magda");

    [Fact]
    public void All_personas_are_decided_without_an_error_or_rejected_with_a_sentence()
    {
        if (!Directory.Exists(Folder))
        {
            output.WriteLine("not checked: the personas are not on this machine");
            return;
        }
        string folder = Directory.CreateTempSubdirectory("rights-personas").FullName;
        try
        {
            string rejects = Path.Combine(folder, "rejects.ndjson");
            Workspace.Result result = Workspace.Run("evaluate", Folder, "--on", "2024-10-01", "--rules", RepositoryFiles.PathOf("rules"), "--output", Path.Combine(folder, "decisions.ndjson"), "--rejects", rejects);
            Assert.Equal(2, result.Code);
            string summary = result.Output + result.Error;
            Assert.Contains("289 cases read: 287 accepted, 2 rejected", summary, StringComparison.Ordinal);
            Match decisions = Decisions().Match(summary);
            Assert.True(decisions.Success, summary);
            Assert.DoesNotContain("error", decisions.Value, StringComparison.Ordinal);
            string[] rejected = [.. File.ReadLines(rejects).Where(l => l.Contains("\"severity\":\"error\"", StringComparison.Ordinal))];
            Assert.NotEmpty(rejected);
            Assert.All(rejected, line => Assert.Matches("\"message\":\"[^\"]{20,}", line));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"[\d,]+ decisions: [^;\n]*")]
    private static partial Regex Decisions();
}
