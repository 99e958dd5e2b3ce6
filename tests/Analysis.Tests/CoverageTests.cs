using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Mutation;
using RightsEngine.Analysis.RuleTests;

namespace RightsEngine.Analysis.Tests;

/// <summary>What tests saw of the rules, and which wrong changes they notice.</summary>
public sealed class CoverageTests
{
    private const string One = """
        tests:
          - name: granted
            reference_date: 2024-05-01
            case: {like: alone}
            expect: {bonus: {anna: {outcome: granted, amount: 300.00}}}
        """;

    private const string Thorough = """
        cases:
          alone: {persons: {anna: {birth: {birth_date: 1950-02-03}, means: {2022: {income: 900}, 2023: {income: 5000}}}}}
        tests:
          - name: granted
            reference_date: 2024-05-01
            case: {like: alone}
            expect: {bonus: {anna: {outcome: granted, amount: 300.00}}}
          - name: at both limits
            reference_date: 2024-05-01
            case: {like: alone, with: {persons: {anna: {birth: {birth_date: 1959-05-01}, means: {2022: {income: 1000}}}}}}
            expect: {bonus: {anna: {outcome: granted, amount: 200.00}}}
          - name: a cent too rich
            reference_date: 2024-05-01
            case: {like: alone, with: {persons: {anna: {means: {2022: {income: 1000.01}}}}}}
            expect: {bonus: {anna: {outcome: refused, conditions: {old: true, poor: false}}}}
          - name: a day too young
            reference_date: 2024-05-01
            case: {like: alone, with: {persons: {anna: {birth: {birth_date: 1959-05-02}}}}}
            expect: {bonus: {anna: {outcome: refused, conditions: {old: false, poor: true}}}}
          - name: nothing is known
            reference_date: 2024-05-01
            persons: {anna: {}}
            expect: {bonus: {anna: {outcome: undetermined, missing: ["anna.birth", "anna.means(2022)"]}}}
        """;

    [Fact]
    public void One_test_leaves_the_other_outcomes_and_both_limits_unseen()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        RuleCoverage coverage = Cover(book, out _, out _);
        Assert.Equal(
            [
                "`age on(person, reference_date) >= 65` at the limit", "`age on(person, reference_date) >= 65` a step beyond the limit",
                "`income <= 1000` at the limit", "`income <= 1000` a step beyond the limit",
                "condition `old` was false", "condition `old` was unknown", "condition `poor` was false", "condition `poor` was unknown",
            ],
            coverage.NotSeen.Select(g => g.Text));
        Assert.Equal((2, 6), coverage.Total[CoverageKind.Condition]);
        Assert.Equal((0, 4), coverage.Total[CoverageKind.Boundary]);
        Assert.Equal(20.0m, coverage.Total.Percent);
    }

    [Fact]
    public void Tests_at_every_limit_and_of_every_outcome_see_everything()
    {
        using var book = new SmallRulebook(Thorough);
        RuleCoverage coverage = Cover(book, out _, out _);
        Assert.Empty(coverage.NotSeen.Select(g => g.Text));
        Assert.Equal(100m, coverage.Total.Percent);
    }

    [Fact]
    public void Lcov_names_each_line_with_its_goals()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        var text = new StringWriter();
        LcovWriter.Write(text, Cover(book, out _, out _));
        string[] lines = text.ToString().Split('\n');
        Assert.Contains(lines, l => l.StartsWith("SF:", StringComparison.Ordinal) && l.EndsWith("bonus.right.yaml", StringComparison.Ordinal));
        Assert.Contains("BRF:10", lines);
        Assert.Contains("BRH:2", lines);
        Assert.Contains("end_of_record", lines);
    }

    [Fact]
    public void The_page_shows_what_was_not_seen_behind_its_line()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        var page = new StringWriter();
        CoveragePage.Write(page, Cover(book, out _, out _), "small & <simple>");
        Assert.Contains("small &amp; &lt;simple&gt;", page.ToString());
        Assert.Contains("not seen: condition `poor` was false", page.ToString());
        Assert.DoesNotContain("http", page.ToString());
    }

    [Fact]
    public void Thorough_tests_notice_every_wrong_change()
    {
        using var book = new SmallRulebook(Thorough);
        Cover(book, out IReadOnlyList<RuleTest> tests, out CoverageProbe[] probes);
        IReadOnlyList<MutantResult> results = MutationRun.Of(book.Rulebook, tests, probes, null, _ => { });
        Assert.Equal("", string.Join('\n', results.Where(r => r.KilledBy is null).Select(r => r.Mutant.Text)));
        Assert.Contains(results, r => r.Mutant.Text == "`>=` became `>`" && r.KilledBy?.Name == "at both limits");
        Assert.Contains(results, r => r.Mutant.Text == "`<=` became `<`" && r.KilledBy?.Name == "at both limits");
        Assert.Contains(results, r => r.Mutant.Text == "`2` became `1`");
        Assert.Contains(results, r => r.Mutant.Text == "condition `old` dropped" && r.KilledBy?.Name == "a day too young");
    }

    [Fact]
    public void A_change_that_nobody_notices_is_shown_as_lines_before_and_after()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        Cover(book, out IReadOnlyList<RuleTest> tests, out CoverageProbe[] probes);
        IReadOnlyList<MutantResult> results = MutationRun.Of(book.Rulebook, tests, probes, null, _ => { });
        MutantResult survivor = Assert.Single(results, r => r.Mutant.Text == "`<=` became `<`");
        Assert.Null(survivor.KilledBy);
        Assert.Equal(1, survivor.Reached);
        Assert.Equal(["  -     require: income <= 1000", "  +     require: income < 1000"], MutantDiff.Of(survivor.Mutant));
        // What is not noticed is not said to be noticed: dropping a condition that held changes nothing here, negating it does.
        Assert.Null(Assert.Single(results, r => r.Mutant.Text == "condition `poor` dropped").KilledBy);
        Assert.NotNull(Assert.Single(results, r => r.Mutant.Text == "condition `poor` negated").KilledBy);
    }

    [Theory]
    [InlineData("any", "all")]
    [InlineData("all", "any")]
    [InlineData("none", "any")]
    public void A_group_of_conditions_is_folded_otherwise(string was, string now)
    {
        // anna is old and not poor enough for half the limit.
        using var book = new SmallRulebook(SmallRulebook.Cases + One.Replace("granted, amount: 300.00", was == "any" ? "granted" : "refused", StringComparison.Ordinal), ("""
              - id: poor
                text: {nl: inkomen laag genoeg, en: income low enough}
                require: income <= 1000
            """, $"""
              - id: either
                text: {"{nl: een van beide, en: one of both}"}
                {was}:
                  - {"{id: poor, text: {nl: arm, en: poor}, require: income <= 1000}"}
                  - {"{id: poorer, text: {nl: armer, en: poorer}, require: income <= 500}"}
            """));
        Cover(book, out IReadOnlyList<RuleTest> tests, out CoverageProbe[] probes);
        IReadOnlyList<MutantResult> results = MutationRun.Of(book.Rulebook, tests, probes, null, _ => { });
        MutantResult group = Assert.Single(results, r => r.Mutant.Text == $"`{was}` of condition `either` became `{now}`");
        Assert.Equal("granted", group.KilledBy?.Name);
        Assert.Contains($"  + {"",4}{now}:", MutantDiff.Of(group.Mutant));
    }

    [Fact]
    public void The_same_mutants_survive_in_every_run()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        Cover(book, out IReadOnlyList<RuleTest> tests, out CoverageProbe[] probes);
        string Once() => string.Join('\n', MutationRun.Of(book.Rulebook, tests, probes, null, _ => { }).Select(r => $"{r.Mutant.Text}: {r.KilledBy?.Name}"));
        Assert.Equal(Once(), Once());
    }

    private static RuleCoverage Cover(SmallRulebook book, out IReadOnlyList<RuleTest> tests, out CoverageProbe[] probes)
    {
        tests = RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings);
        Assert.False(book.Findings.HasErrors);
        CoverageProbe[] watching = probes = [.. tests.Select(_ => new CoverageProbe())];
        IReadOnlyList<RuleTestResult> results = RuleTestRunner.Run(book.Rulebook, tests, i => watching[i]);
        Assert.Equal("", string.Join('\n', results.SelectMany(r => r.Differences).Select(d => d.Text)));
        return new RuleCoverage(CoverageGoals.Of(book.Rulebook), probes);
    }
}
