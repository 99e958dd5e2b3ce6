using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Gaps;
using RightsEngine.Analysis.Mutation;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.TestKit;

namespace RightsEngine.Analysis.Tests;

/// <summary>What tests leave open and somebody accepted, with a reason.</summary>
public sealed class AcceptedGapTests
{
    private const string One = """
        tests:
          - name: granted
            reference_date: 2024-05-01
            case: {like: alone}
            expect: {bonus: {anna: {outcome: granted, amount: 300.00}}}
        accepted:

        """;

    [Fact]
    public void What_is_accepted_does_not_count_and_is_not_among_the_gaps()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One + """
              - {in: bonus, unseen: "condition `poor` was unknown", reason: the tax service knows}
              - {in: bonus, unseen: ["`income <= 1000` *", "condition `old` was false"], reason: nobody is so}
            """);
        (RuleTestSet set, RuleCoverage coverage, _) = Run(book);
        DiagnosticAssert.None(book.Findings);
        Assert.Equal(["`age on(person, reference_date) >= 65` at the limit", "`age on(person, reference_date) >= 65` a step beyond the limit", "condition `old` was unknown", "condition `poor` was false"],
            coverage.NotSeen.Select(g => g.Text));
        Assert.Equal((2, 6, 4), (coverage.Total.Seen, coverage.Total.All, coverage.Total.Accepted));
        Assert.Equal(33.3m, coverage.Total.Percent);
        Assert.Empty(set.Accepted.Closed(coverage));
        Assert.Equal("the tax service knows", coverage.Accepted(coverage.Goals.Single(g => g.Text == "condition `poor` was unknown"))?.Reason);
        var page = new StringWriter();
        CoveragePage.Write(page, coverage, "small");
        Assert.Contains("not seen, accepted: condition `poor` was unknown: the tax service knows", page.ToString());
        var lcov = new StringWriter();
        LcovWriter.Write(lcov, coverage);
        Assert.Contains("BRF:6\n", lcov.ToString());
    }

    [Fact]
    public void What_is_accepted_and_seen_all_the_same_is_reported()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One + """
              - {in: bonus, unseen: "condition `poor` was *", reason: wrong}
            """);
        (RuleTestSet set, RuleCoverage coverage, _) = Run(book);
        (AcceptedGap gap, string text) = Assert.Single(set.Accepted.Closed(coverage));
        Assert.Equal("condition `poor` was true", text);
        var findings = new Source.DiagnosticBag();
        findings.Add(TestErrors.GapClosed(gap.Location, text, noticed: false));
        DiagnosticAssert.Single(findings).HasCode("RE4213").Underlines("\"condition `poor` was *\"");
        // What is seen counts as seen, whatever is accepted.
        Assert.Equal((2, 8, 2), (coverage.Total.Seen, coverage.Total.All, coverage.Total.Accepted));
    }

    [Fact]
    public void A_mutant_may_survive_in_one_line_and_not_in_another()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One + """
              - {in: bonus, survives: "`<=` became `<`", reason: means the same here}
              - {in: bonus, survives: "condition `*` dropped", at: "id: old", reason: everybody is old}
              - {in: bonus, survives: "condition `*` negated", at: "id: old", reason: wrong}
            """);
        (RuleTestSet set, _, IReadOnlyList<MutantResult> results) = Run(book);
        DiagnosticAssert.None(book.Findings);
        Assert.Equal(["condition `old` dropped", "`<=` became `<`"], results.Where(r => set.Accepted.For(r.Mutant) is not null && r.KilledBy is null).Select(r => r.Mutant.Text));
        Assert.Equal(["condition `old` negated"], set.Accepted.Closed(results).Select(c => c.Text));
    }

    [Theory]
    [InlineData("{in: bonus, unseen: \"condition `por` was false\", reason: r}", "\"condition `por` was false\"", "nothing in `bonus` is reported as `condition `por` was false`", "did you mean `condition `poor` was false`?")]
    [InlineData("{in: bonsu, unseen: \"condition `poor` was false\", reason: r}", "\"condition `poor` was false\"", "there is nothing to see or to notice in `bonsu`", "did you mean `bonus`?")]
    [InlineData("{in: bonus, survives: \"`<=` became `<`\", at: age on, reason: r}", "\"`<=` became `<`\"", "nothing in `bonus` is reported as ``<=` became `<`` in a line with `age on`", null)]
    public void What_the_rules_do_not_have_cannot_be_accepted(string entry, string underlined, string message, string? help)
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One + "  - " + entry);
        RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        DiagnosticExpectation finding = DiagnosticAssert.Single(book.Findings).HasCode("RE4212").Underlines(underlined).HasMessage(message);
        if (help is not null) finding.HasHelp(help);
    }

    [Theory]
    [InlineData("{in: bonus, unseen: \"condition `poor` was false\"}", "RE1005")]
    [InlineData("{in: bonus, reason: r}", "RE1005")]
    [InlineData("{in: bonus, reson: r, unseen: \"condition `poor` was false\"}", "RE1004")]
    public void An_entry_says_what_and_why(string entry, string code)
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One + "  - " + entry);
        RuleTestSet set = RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        Assert.Contains(code, DiagnosticAssert.Codes(book.Findings));
        Assert.Empty(set.Accepted.All);
    }

    [Theory]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("*b*", "abc", true)]
    [InlineData("*b*b", "ab", false)]
    [InlineData("abc", "abcd", false)]
    [InlineData("*", "", true)]
    public void A_star_stands_for_anything(string pattern, string text, bool fits)
    {
        var file = new Source.SourceFile("f", "line");
        var place = new Source.Location(file, new Source.TextSpan(0, 1));
        Assert.Equal(fits, new AcceptedGap("x", GapKind.Unseen, pattern, null, "r", place).Fits("x", text, place));
    }

    private static (RuleTestSet Set, RuleCoverage Coverage, IReadOnlyList<MutantResult> Mutants) Run(SmallRulebook book)
    {
        RuleTestSet set = RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        CoverageProbe[] probes = [.. set.Tests.Select(_ => new CoverageProbe())];
        Assert.All(RuleTestRunner.Run(book.Rulebook, set.Tests, i => probes[i]), r => Assert.True(r.Passed));
        return (set, new RuleCoverage(CoverageGoals.Of(book.Rulebook), probes, set.Accepted), MutationRun.Of(book.Rulebook, set.Tests, probes, null, _ => { }));
    }
}
