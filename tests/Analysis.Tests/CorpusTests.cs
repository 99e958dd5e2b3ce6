using System.Runtime.CompilerServices;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Tests;

/// <summary>
/// The language, sentence by sentence: each folder of <c>tests/corpus/good</c> is a small rulebook of invented law.
/// The comment at the top of its <c>rulebook.yaml</c> says which sentences it shows; its rule tests show them.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string Corpus = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "corpus", "good"));

    public static TheoryData<string> Topics => new(Directory.EnumerateDirectories(Corpus).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Topics))]
    public void A_topic_has_no_findings_and_all_its_tests_pass(string topic)
    {
        string folder = Path.Combine(Corpus, topic);
        Assert.StartsWith("# §", File.ReadAllText(Path.Combine(folder, "rulebook.yaml")), StringComparison.Ordinal);
        RulebookResult loaded = RulebookLoader.Load(folder);
        Assert.Equal("", Worded(loaded.Diagnostics));
        var findings = new DiagnosticBag();
        IReadOnlyList<RuleTest> tests = RuleTestFiles.Read(folder, loaded.Rulebook!, findings);
        Assert.Equal("", Worded(findings.Sorted));
        Assert.NotEmpty(tests);
        Assert.Equal("", string.Join('\n', RuleTestRunner.Run(loaded.Rulebook!, tests).SelectMany(r => r.Differences.Select(d => $"{r.Name}, line {d.Location.Position.Line}: {d.Text}"))));
    }

    private static string Worded(IEnumerable<Diagnostic> findings) => string.Join('\n', findings.Select(f => $"{f.Location} {f.Code}: {f.Message}; {f.Help}"));

    private static string Here([CallerFilePath] string here = "") => here;
}
