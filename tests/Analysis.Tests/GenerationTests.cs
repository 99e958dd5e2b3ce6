using RightsEngine.Analysis.Coverage;
using RightsEngine.Analysis.Generation;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Data.Cases;
using RightsEngine.TestKit;

namespace RightsEngine.Analysis.Tests;

/// <summary>Cases that see what no test sees, made from those that there are.</summary>
public sealed class GenerationTests
{
    private const string One = """
        tests:
          - name: granted
            reference_date: 2024-05-01
            case: {like: alone}
            expect: {bonus: {anna: {outcome: granted, amount: 300.00}}}
        """;

    [Fact]
    public void From_one_test_come_cases_for_every_outcome_and_both_sides_of_both_limits()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        IReadOnlyList<GeneratedCase> made = Generate(book);
        Assert.Equal(8, made.Sum(m => m.Goals.Count));
        string[] changes = [.. made.Select(m => string.Join(" and ", m.Changes))];
        Assert.Contains("anna.birth.birth_date 1959-05-01", changes);
        Assert.Contains("anna.birth.birth_date 1959-05-02", changes);
        Assert.Contains("anna.means.2022.income 1000", changes);
        Assert.Contains("anna.means.2022.income 1000.01", changes);
    }

    [Fact]
    public void What_is_written_is_read_again_passes_and_sees_what_was_promised()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One);
        var text = new StringWriter();
        GeneratedTestWriter.Write(text, Generate(book));
        book.Write("generated.tests.yaml", text.ToString());
        RuleTestSet set = RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        DiagnosticAssert.None(book.Findings);
        CoverageProbe[] probes = [.. set.Tests.Select(_ => new CoverageProbe())];
        IReadOnlyList<RuleTestResult> results = RuleTestRunner.Run(book.Rulebook, set.Tests, i => probes[i]);
        Assert.Equal("", string.Join('\n', results.SelectMany(r => r.Differences).Select(d => d.Text)));
        Assert.Equal(1, set.Tests.Count(t => t.IsConfirmed));
        Assert.Empty(new RuleCoverage(CoverageGoals.Of(book.Rulebook), probes).NotSeen);
    }

    [Fact]
    public void A_number_that_counts_with_a_weight_is_brought_to_the_limit_by_what_one_step_shows()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + One.Replace(", amount: 300.00", "", StringComparison.Ordinal), ("reference_date.year - 2).income", "reference_date.year - 2).income * 80% / 3"));
        IReadOnlyList<GeneratedCase> made = Generate(book);
        Assert.Contains(made, m => m.Goals.Any(g => g.Text == "`income <= 1000` at the limit") && m.Changes.Single().ToString() == "anna.means.2022.income 3750.00");
    }

    [Fact]
    public void What_cannot_be_seen_is_left_alone()
    {
        // Nobody is older than 65 and younger than 60 in one condition.
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: refused
                reference_date: 2024-05-01
                case: {like: alone}
                expect: {bonus: {anna: {outcome: refused}}}
            """, ("age on(person, reference_date) >= 65", "age on(person, reference_date) >= 65 and age on(person, reference_date) < 60"));
        Assert.DoesNotContain(Generate(book), m => m.Goals.Any(g => g.Text == "condition `old` was true"));
    }

    [Theory]
    [InlineData("anna", "anna")]
    [InlineData("2022", "\"2022\"")]
    [InlineData("2022-05-01", "2022-05-01")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("", "\"\"")]
    public void A_text_is_quoted_where_yaml_would_read_something_else(string text, string written) =>
        Assert.Equal(written, CaseYaml.Text(new CaseScalar(text, ScalarKind.Text)));

    private static IReadOnlyList<GeneratedCase> Generate(SmallRulebook book)
    {
        RuleTestSet set = RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        DiagnosticAssert.None(book.Findings);
        CoverageProbe[] probes = [.. set.Tests.Select(_ => new CoverageProbe())];
        Assert.All(RuleTestRunner.Run(book.Rulebook, set.Tests, i => probes[i]), r => Assert.True(r.Passed));
        return [.. new CaseSearch(book.Rulebook, set.Tests, probes).For([.. new RuleCoverage(CoverageGoals.Of(book.Rulebook), probes).NotSeen], _ => { })];
    }
}
