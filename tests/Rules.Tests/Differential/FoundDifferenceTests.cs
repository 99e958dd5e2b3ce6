using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests.Differential;

/// <summary>What <see cref="DifferentialTests"/> found in long runs, as small as it got.</summary>
public sealed class FoundDifferenceTests
{
    private const string Date = "2022-08-05";

    /// <summary>
    /// Somebody is in the second list for certain and perhaps in the first: all items are known, their order is not, and a function of a
    /// list has to know it. Only counting does not.
    /// </summary>
    [Theory]
    [InlineData("sum(for x in union(person.keeping, person.partners) return y_some) >= 0", "b.keeper")]
    [InlineData("default(max(for x in union(person.keeping, person.partners) return y_some), y_some) >= 0", "b.keeper")]
    [InlineData("count(union(person.keeping, person.partners)) = 2", "")]
    public void The_order_of_a_union_that_is_not_known_is_missing_in_a_sum(string condition, string missing)
    {
        Rulebook rulebook = Asking(condition);
        Same(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"},"keepers":[],"partners":[{"person":"b"},{"person":"c"}]},"b":{"birth":{"birth_date":"1990-01-01"}},"c":{"birth":{"birth_date":"1990-01-01"}}}}""", out IReadOnlyList<Decision> decisions);
        Assert.Equal(missing, string.Join(' ', decisions.First(d => d.Holder[0].Person == "a").Missing));
    }

    /// <summary>Of a number between bounds nothing but a comparison makes use of the bounds, even where there is nothing to round off.</summary>
    [Theory]
    [InlineData("count(person.keeping) > 5", Outcome.Refused)]
    [InlineData("floor(count(person.keeping)) > 5", Outcome.Undetermined)]
    [InlineData("ceiling(count(person.keeping)) > 5", Outcome.Undetermined)]
    [InlineData("round half up(count(person.keeping), 2) > 5", Outcome.Undetermined)]
    public void A_rounded_number_between_bounds_has_none(string condition, Outcome expected)
    {
        Rulebook rulebook = Asking(condition);
        Same(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1990-01-01"}},"b":{"birth":{"birth_date":"1990-01-01"}}}}""", out IReadOnlyList<Decision> decisions);
        Assert.All(decisions, d => Assert.Equal(expected, d.Outcome));
    }

    /// <summary>
    /// A definition that is first asked for in code about an item is computed before that code, and must not look there for what it
    /// asks itself: it read what the holder before had left.
    /// </summary>
    [Theory]
    [InlineData("so_long(3) in (table, 7)", Outcome.Granted)]
    [InlineData("so_long(3) in (table, table)", Outcome.Granted)]
    [InlineData("table in (so_long(3), 7)", Outcome.Granted)]
    [InlineData("some x in [so_long(3), 7] satisfies x = table", Outcome.Granted)]
    [InlineData("so_long(3) in (1, 4)", Outcome.Refused)]
    [InlineData("so_long(3) in (if met(c0) then 4 else so_long(2), 7)", Outcome.Granted)]
    public void A_definition_asked_for_about_an_item_is_computed_before_it(string condition, Outcome expected)
    {
        Rulebook rulebook = TestRulebook.Valid($$"""
            right: r.a
            title: {en: r.a}
            holder: person
            in_force: {from: 2020-01-01}
            definitions:
              so_long: {with: {argument: number}, type: number, value: "months held in a row(person.support, reference_date)"}
              table:
                type: number
                table:
                  hit: first
                  inputs: ["so_long(1)"]
                  rows:
                    - ["<= 1", "4"]
                    - ["> 0", "so_long(3)"]
                  otherwise: "1"
            conditions:
              - {id: c, text: {en: c}, require: "{{condition}}"}
              - {id: any, text: {en: any}, any: [{id: c0, text: {en: c0}, require: "so_long(1) < 1"}, {id: c1, text: {en: c1}, require: "true"}]}
            """, DifferentialCatalogue.Text);
        Same(rulebook, """{"case":"c","persons":{"a":{"birth":{"birth_date":"1992-02-29"},"aid":[{"code":"SUPPORT"}]}}}""", out IReadOnlyList<Decision> decisions);
        Assert.Equal(expected, Assert.Single(decisions).Outcome);
    }

    /// <summary>A right of each person with one condition.</summary>
    internal static Rulebook Asking(string condition) => TestRulebook.Valid($$"""
        right: r.a
        title: {en: r.a}
        holder: person
        in_force: {from: 2020-01-01}
        conditions: [{id: c, text: {en: c}, require: "{{condition}}"}]
        """, DifferentialCatalogue.Text);

    private static void Same(Rulebook rulebook, string json, out IReadOnlyList<Decision> decisions)
    {
        var subject = TestRulebook.Case(rulebook, json);
        Assert.Null(new EvaluatorPair(rulebook, [Date]).FirstDifference([subject]));
        decisions = TestRulebook.Decide(rulebook, subject, Date);
    }
}
