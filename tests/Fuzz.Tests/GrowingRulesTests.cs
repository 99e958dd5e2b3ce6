namespace RightsEngine.Fuzz.Tests;

/// <summary>Small rule files that ask for endless work: each ends in time, with a finding, a fault or an answer.</summary>
public sealed class GrowingRulesTests : RulesInFolder
{
    [Fact]
    public void Lists_that_double_run_away() => RunsAway(Amount("  d0: '[1]'\n" + Chain(40, i => $"concatenate(d{i}, d{i})") + "  d: count(d40)\n"));

    [Fact]
    public void Lists_within_lists_that_double_run_away() => RunsAway(Amount("  d0: '[1]'\n" + Chain(40, i => $"[d{i}, d{i}]") + "  d: count(distinct values(d40))\n"));

    [Fact]
    public void Texts_that_double_run_away() => RunsAway(Amount("  d0: '\"abcdefgh\"'\n" + Chain(40, i => $"d{i} + d{i}") + "  d: string length(d40)\n"));

    [Fact]
    public void Comparisons_of_long_lists_in_a_loop_run_away() =>
        RunsAway(Amount("  d0: '[1]'\n" + Chain(17, i => $"concatenate(d{i}, d{i})") + "  d: if some x in 1..9999 satisfies d17 != d17 then 1 else 2\n"));

    [Fact]
    public void Definitions_with_ever_other_arguments_run_away() =>
        RunsAway(Amount("  d0: {with: {x: number}, value: x}\n"
            + string.Concat(Enumerable.Range(1, 40).Select(i => $"  d{i}: {{with: {{x: number}}, value: 'd{i - 1}(2 * x) + d{i - 1}(2 * x + 1)'}}\n")) + "  d: d40(1)\n"));

    [Fact]
    public void Tests_within_tests_run_away() =>
        RunsAway(Amount($"  d: 'if {Enumerable.Range(0, 30).Aggregate("true", (inner, i) => $"every x{i} in [1, 2, 3] satisfies ({inner})")} then 1 else 2'\n"));

    [Fact]
    public void Filters_within_filters_run_away() =>
        RunsAway(Amount($"  d: 'if {Enumerable.Range(0, 30).Aggregate("item > 0", (inner, _) => $"count([1, 2, 3][{inner}]) > 0")} then 1 else 2'\n"));

    [Fact]
    public void Contexts_within_contexts_that_double_are_too_large() =>
        Refused("RE3022", Amount("  d0: '{a: 1, b: 2}'\n" + Chain(40, i => $"{{a: d{i}, b: d{i}}}") + "  d: 'if d40 = d40 then 1 else 2'\n"));

    [Fact]
    public void The_range_of_an_amount_is_found_once_per_definition()
    {
        Write("case.json", """{"case":"c","persons":{"p":{"birth":{"birth_date":"1990-01-01"}}}}""");
        RightsRun run = Accepted(Amount("  u: person.birth.n > 0\n  d0: '1'\n" + Chain(60, i => $"if u then d{i} + 1 else d{i} + 2") + "  d: d60\n"));
        Assert.Contains("\"amount_low\":61.00,\"amount_high\":121.00", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_two_thousand_rows_and_six_inputs_is_searched()
    {
        static string Row(int i) => $"        - ['{i}', '{i % 7}', '{i % 11}', '{i % 13}', '{i % 17}', '-', '{i}']\n";
        string table = Amount("  n: person.birth.n\n  d:\n    table:\n      inputs: [n, n, n, n, n, n]\n      rows:\n" + string.Concat(Enumerable.Range(0, 2000).Select(Row)) + "      otherwise: 0\n");
        Check(table, 0);
        string twice = table.Replace(Row(1998), Row(1998) + Row(1997), StringComparison.Ordinal);
        Refused("RE4103", twice);
    }

    [Fact]
    public void A_table_on_two_thousand_dates_says_that_it_is_not_searched_whole()
    {
        string rows = string.Concat(Enumerable.Range(0, 2000).Select(i => $"        - {{when: ['{i}'], then: '1', in_force: {{from: {1000 + i}-01-01}}}}\n"));
        string right = Amount("  d:\n    table:\n      inputs: [person.birth.n]\n      rows:\n" + rows + "      otherwise: 0\n").Replace("in_force: {from: 2020-01-01}\n", "", StringComparison.Ordinal);
        Assert.Contains("RE4111", Check(right, 0).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("day", "0001-01-01")]
    [InlineData("month", "9999-12-31")]
    [InlineData("quarter", "9999-12-31")]
    [InlineData("year, year_starts: 09-01", "9999-12-31")]
    [InlineData("year, year_starts: 09-01", "0001-01-01")]
    public void The_calendar_ends_without_a_fall(string period, string date)
    {
        foreach (string on in new[] { "first day", "last day", "day before" })
        {
            Write("b.right.yaml", $"{{right: x.y, title: {{en: t}}, holder: person, decide_on: {on}, period: {period}}}\n");
            RightsRun run = RightsProcess.Run("evaluate", Path.Combine(Folder, "case.json"), "--rules", Folder, "--on", date);
            Assert.True(run.ExitCode == 0, run.Error);
        }
    }

    [Fact]
    public void A_table_may_be_cut_at_the_ends_of_the_calendar() => Accepted(Amount("""
          d:
            table:
              inputs: [person.birth.birth_date]
              rows:
                - ['<= @"0001-01-01"', "1"]
                - ['>= @"9999-12-31"', "2"]
              otherwise: 3

        """));

    [Fact]
    public void Five_thousand_rights_in_one_file_are_read() => Accepted(string.Join("---\n", Enumerable.Range(0, 5000).Select(i =>
        Head.Replace("x.y", $"x.y{i}", StringComparison.Ordinal) + "conditions:\n  - {id: c, text: {en: c}, require: person.birth.n > 3}\n")));

    [Fact]
    public void Thousands_of_misspelt_names_are_found() =>
        Refused("RE3002", Head + "definitions:\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"  name_number_{i}: nme_number_{i} + 1\n")));

    [Fact]
    public void Three_thousand_test_cases_in_a_chain_are_too_many()
    {
        Write("b.tests.yaml", "cases:\n  k0: {persons: {p: {birth: {birth_date: 1990-01-01}}}}\n" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"  k{i}: {{like: k{i - 1}}}\n"))
            + "tests:\n  - {name: t, reference_date: 2024-01-01, case: {like: k3000}, expect: {x.y: {p: {outcome: granted}}}}\n");
        Refused("RE4211", Head);
    }
}
