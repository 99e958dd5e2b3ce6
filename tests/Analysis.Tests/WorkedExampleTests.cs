using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace RightsEngine.Analysis.Tests;

/// <summary>
/// Published worked examples, on machines that have the facts that the rules were written from: each is a rule test that
/// names its source, or stands with a reason on the page of those that are not.
/// </summary>
public sealed partial class WorkedExampleTests(ITestOutputHelper output)
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
    private static readonly string Facts = Path.Combine(Root, "..", "shared", "facts");

    [Fact]
    public void Each_published_example_is_a_test_or_has_a_reason()
    {
        if (!Directory.Exists(Facts))
        {
            output.WriteLine("not checked: the facts are not on this machine");
            return;
        }
        string[] examples = [.. Directory.EnumerateFiles(Facts, "worked*examples.json", SearchOption.AllDirectories).SelectMany(Ids)];
        Assert.True(examples.Length >= 50, $"only {examples.Length} examples were found");
        HashSet<string> tested = [.. RuleTests().Where(t => t.HasSource).SelectMany(t => Id().Matches(t.Name).Select(m => m.Value))];
        Dictionary<string, string> leftOut = LeftOut();
        Assert.Equal("", string.Join('\n', examples.Where(e => !tested.Contains(e) && !leftOut.ContainsKey(e)).Select(e => $"{e}: neither a rule test with a source nor in docs/worked-examples.md")));
        Assert.Equal("", string.Join('\n', leftOut.Keys.Except(examples).Select(e => $"{e}: in docs/worked-examples.md, but there is no such example")));
        Assert.Equal("", string.Join('\n', leftOut.Where(e => e.Value.Length < 20).Select(e => $"{e.Key}: no reason")));
    }

    [Fact]
    public void What_is_left_out_is_not_also_tested()
    {
        HashSet<string> tested = [.. RuleTests().SelectMany(t => Id().Matches(t.Name).Select(m => m.Value))];
        Assert.Empty(LeftOut().Keys.Intersect(tested));
    }

    private static string[] Ids(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
    }

    /// <summary>The lines of the table on the page: the example, and why it is no test.</summary>
    private static Dictionary<string, string> LeftOut() =>
        File.ReadLines(Path.Combine(Root, "docs", "worked-examples.md")).Select(l => l.Split('|')).Where(c => c.Length >= 4)
            .SelectMany(c => Id().Matches(c[1]).Select(m => (m.Value, Reason: c[^2].Trim()))).ToDictionary(e => e.Value, e => e.Reason);

    private static IEnumerable<(string Name, bool HasSource)> RuleTests()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Root, "rules"), "*.tests.yaml", SearchOption.AllDirectories))
        {
            foreach (string test in File.ReadAllText(file).Split("\n  - name: ").Skip(1))
            {
                int end = test.IndexOf('\n', StringComparison.Ordinal);
                yield return (end < 0 ? test : test[..end], test.Contains("\n    source: ", StringComparison.Ordinal));
            }
        }
    }

    [GeneratedRegex(@"\b[A-Z]{2,4}-T?\d+b?\b")]
    private static partial Regex Id();

    private static string Here([CallerFilePath] string here = "") => here;
}
