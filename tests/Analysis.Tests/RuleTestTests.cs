using System.Xml.Linq;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Rules.Decisions;
using RightsEngine.TestKit;

namespace RightsEngine.Analysis.Tests;

public sealed class RuleTestTests
{
    private const string Good = """
        tests:
          - name: granted
            reference_date: 2024-05-01
            case: {like: alone}
            expect:
              bonus:
                anna: {outcome: granted, amount: 300.00, conditions: {old: true, poor: true, amount_due: true}, definitions: {income: 900}}
            expect_concepts: {"anna.means(2022).income + 1": 901.00}
          - name: over time
            case: {like: alone, with: {persons: {anna: {means: {2021: {income: 2000}}}}}}
            expect_at:
              2023-05: {bonus: [{holder: anna, outcome: refused}]}
              2024-05-01: {bonus: [{holder: {person: anna}, outcome: granted}]}
          - name: missing
            reference_date: 2025-05-01
            persons: {anna: {birth: {birth_date: 1950-02-03}}}
            expect:
              bonus: {anna: {outcome: undetermined, missing: ["anna.means(2023)"]}}
        """;

    [Fact]
    public void Tests_that_hold_pass()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + Good);
        IReadOnlyList<RuleTestResult> results = Run(book);
        DiagnosticAssert.None(book.Findings);
        Assert.Equal(["granted", "over time", "missing"], results.Select(r => r.Name));
        Assert.Empty(results.SelectMany(r => r.Differences).Select(d => d.Text));
    }

    [Fact]
    public void A_difference_names_what_was_expected_and_what_was_found()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: wrong
                reference_date: 2024-05-01
                case: {like: alone, with: {persons: {anna: {means: {2022: {income: 1100}}}}}}
                expect:
                  bonus:
                    anna: {outcome: granted, amount: 81.60, conditions: {poor: true}, definitions: {income: 900}, missing: ["anna.means(2022)"]}
                expect_concepts: {"anna.means(2022).income": 5}
            """);
        RuleTestResult result = Assert.Single(Run(book));
        Assert.False(result.Passed);
        Assert.Equal(
            [
                "bonus of anna on 2024-05-01: expected granted 81.60, found refused: poor false",
                "bonus of anna on 2024-05-01: condition poor: expected true, found false",
                "bonus of anna on 2024-05-01: definition income: expected 900, found 1100",
                "bonus of anna on 2024-05-01: missing: expected anna.means(2022), found nothing",
                "anna.means(2022).income: expected 5, found 1100",
            ],
            result.Differences.Select(d => d.Text));
    }

    /// <summary>Decisions that are changed after the fact stand in for an evaluator with a mistake.</summary>
    [Fact]
    public void What_the_evaluators_decide_otherwise_is_found()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + Good);
        TestedDecisions[] decisions = [.. RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings).Select(test => new TestedDecisions(book.Rulebook, test, null))];
        foreach (TestedDecisions tested in decisions)
            foreach (DecisionExpectation expectation in tested.Test.Expectations.OfType<DecisionExpectation>()) tested.Of(expectation);
        Assert.Empty(Differences());
        TestedDecisions changed = decisions[1];
        var done = (Dictionary<(string, DateOnly), IReadOnlyList<Decision>>)changed.Done;
        done[("bonus", new DateOnly(2024, 5, 1))] = [.. done[("bonus", new DateOnly(2024, 5, 1))].Select(d => d with { Amount = 300.01m })];
        (RuleTest test, string text) = Assert.Single(Differences());
        Assert.Equal("over time", test.Name);
        Assert.StartsWith("the compiled evaluator differs from the reference evaluator: ", text, StringComparison.Ordinal);

        IEnumerable<(RuleTest, string)> Differences()
        {
            int compared = 0;
            ILookup<RuleTest, Difference> found = CompiledRuleTests.Differences(book.Rulebook, decisions, all => Assert.InRange(Interlocked.Increment(ref compared), 1, all));
            Assert.Equal(4, compared);
            return found.SelectMany(of => of.Select(d => (of.Key, d.Text)));
        }
    }

    [Fact]
    public void A_difference_says_which_condition_decided_with_the_figures_that_it_compared()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: wrong
                reference_date: 2024-05-01
                case: {like: alone, with: {persons: {anna: {means: {2022: {income: 1100}}}}}}
                expect: {bonus: {anna: {outcome: granted}}}
            """);
        RuleTestSet set = RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        RuleTestResult result = RuleTestRunner.Explained(book.Rulebook, set.Tests[0], Assert.Single(RuleTestRunner.Run(book.Rulebook, set.Tests)));
        Difference difference = Assert.Single(result.Differences);
        Assert.Equal(("bonus of anna on 2024-05-01", "granted", "refused: poor false"), difference.Sides);
        Assert.Equal(["poor is false", "  `income <= 1000`: 1100 <= 1000 is false"], difference.Because);
    }

    /// <summary>Conditions that came out as expected say nothing about an amount; what its expression compared does, and who is who does not.</summary>
    [Fact]
    public void A_difference_in_the_amount_says_what_its_expression_compared()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: wrong
                reference_date: 2024-05-01
                case: {like: alone}
                expect: {bonus: {anna: {outcome: granted, amount: 7}}}
            """, ("value: 1200 - income", "value: 'if person.birth.birth_date > @\"1949-01-01\" and income > 899 and person = person then 5 else 7'"));
        RuleTestSet set = RuleTestFiles.ReadSet(book.Folder, book.Rulebook, book.Findings);
        RuleTestResult result = RuleTestRunner.Explained(book.Rulebook, set.Tests[0], Assert.Single(RuleTestRunner.Run(book.Rulebook, set.Tests)));
        Assert.Equal("""
            the amount is 5 before rounding: if person.birth.birth_date > @"1949-01-01" and income > 899 and person…
              `income > 899`: 900 > 899 is true
              `person.birth.birth_date > @"1949-01-01"`: 1950-02-03 > 1949-01-01 is true
            """, string.Join('\n', Assert.Single(result.Differences).Because));
    }

    [Fact]
    public void A_test_that_nobody_confirmed_is_marked_so()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + Good.Replace("name: granted", "name: granted\n    confirmed: false", StringComparison.Ordinal));
        IReadOnlyList<RuleTestResult> results = Run(book);
        DiagnosticAssert.None(book.Findings);
        Assert.Equal([false, true, true], results.Select(r => r.IsConfirmed));
        using var stream = new MemoryStream();
        JunitWriter.Write(stream, results);
        stream.Position = 0;
        XElement root = XDocument.Load(stream).Root!;
        Assert.Equal(("3", "0", "1"), (root.Attribute("tests")!.Value, root.Attribute("failures")!.Value, root.Attribute("skipped")!.Value));
        Assert.Equal("not confirmed", root.Descendants("skipped").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void The_day_of_the_request_of_a_test_reaches_both_evaluators()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: asked in time
                reference_date: 2024-05-01
                requested_on: 2024-04-01
                case: {like: alone}
                expect: {bonus: {anna: {outcome: granted, conditions: {old: true}}}}
            """, ("require: income <= 1000", "require: income <= 1000 and requested_on <= reference_date"));
        Assert.Empty(Run(book).SelectMany(r => r.Differences).Select(d => d.Text));
        DiagnosticAssert.None(book.Findings);
    }

    [Fact]
    public void Junit_counts_failures()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + Good.Replace("300.00", "301.00", StringComparison.Ordinal));
        using var stream = new MemoryStream();
        JunitWriter.Write(stream, Run(book));
        stream.Position = 0;
        XElement suite = Assert.Single(XDocument.Load(stream).Root!.Elements());
        Assert.Equal("3", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Contains("found granted 300.00", suite.Descendants("failure").Single().Attribute("message")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bonsu: {anna: {outcome: granted}}", "RE4201", "bonsu", "did you mean `bonus`?")]
    [InlineData("bonus: {ana: {outcome: granted}}", "RE4202", "ana", "did you mean `anna`?")]
    [InlineData("bonus: [{holder: {person: ana}, outcome: granted}]", "RE4202", "ana", "did you mean `anna`?")]
    [InlineData("bonus: {anna: {conditions: {por: true}}}", "RE4203", "por", "did you mean `poor`?")]
    [InlineData("bonus: {anna: {definitions: {incom: 1}}}", "RE4204", "incom", "did you mean `income`?")]
    [InlineData("bonus: [{holder: {persn: anna}}]", "RE4205", "persn", "did you mean `person`?")]
    [InlineData("bonus: {anna: {outcom: granted}}", "RE1004", "outcom", "did you mean `outcome`?")]
    [InlineData("bonus: {anna: {outcome: grantd}}", "RE1010", "grantd", "did you mean `granted`?")]
    public void A_misspelt_name_is_an_error_at_its_place(string expectation, string code, string underlined, string help)
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: t
                reference_date: 2024-05-01
                case: {like: alone}
                expect: { EXPECTED }
            """.Replace("EXPECTED", expectation, StringComparison.Ordinal));
        RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings);
        DiagnosticAssert.Single(book.Findings).HasCode(code).Underlines(underlined).HasHelp(help);
    }

    [Theory]
    [InlineData("case: {like: alnoe}", "RE4206", "alnoe")]
    [InlineData("case: {like: alone, with: {persons: {anna: {brth: {}}}}}", "RE4208", "brth")]
    [InlineData("persons: {anna: {means: {2022: {income: much}}}}", "RE4208", "much")]
    public void A_wrong_case_is_an_error_at_its_place(string text, string code, string underlined)
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: t
                reference_date: 2024-05-01
                CASE
                expect: {bonus: {anna: {outcome: granted}}}
            """.Replace("CASE", text, StringComparison.Ordinal));
        RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings);
        DiagnosticAssert.Single(book.Findings).HasCode(code).Underlines(underlined);
    }

    [Fact]
    public void A_misspelt_name_in_an_expression_is_an_error_at_its_place()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - name: t
                reference_date: 2024-05-01
                case: {like: alone}
                expect_concepts: {"anna.meens(2022).income": 1}
            """);
        RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings);
        DiagnosticAssert.Single(book.Findings).Underlines("meens");
    }

    [Fact]
    public void A_test_without_date_or_expectation_is_an_error()
    {
        using var book = new SmallRulebook(SmallRulebook.Cases + """
            tests:
              - {name: a, case: {like: alone}, expect: {bonus: {anna: {outcome: granted}}}}
              - {name: b, reference_date: 2024-05-01, case: {like: alone}}
            """);
        RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings);
        Assert.Equal(["RE4210", "RE4209"], DiagnosticAssert.Codes(book.Findings));
    }

    private static IReadOnlyList<RuleTestResult> Run(SmallRulebook book) =>
        RuleTestRunner.Run(book.Rulebook, RuleTestFiles.Read(book.Folder, book.Rulebook, book.Findings));
}
