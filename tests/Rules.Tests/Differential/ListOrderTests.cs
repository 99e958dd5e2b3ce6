using RightsEngine.Concepts.Cases;
using RightsEngine.Rules.Model;

namespace RightsEngine.Rules.Tests.Differential;

/// <summary>Lists of persons that are not in the order of the case: kernels decide them, and as the reference evaluator does.</summary>
public sealed class ListOrderTests
{
    /// <summary>Of c, the partner is b and the child a: put together they stand as b, a.</summary>
    private const string Family = """
        {"case":"f","persons":{"a":{},"b":{},"c":{"raised_children":[{"person":"a"}],"partners":[{"person":"b","kind":"married"}]},"d":{"raised_children":[{"person":"c"}]}}}
        """;

    [Theory]
    // Of equally many missing facts those of the first count.
    [InlineData("some p in union(person.partners, person.raised_children) satisfies yearly_income(p, 2022) > 10")]
    [InlineData("some p in union(person.partners, person.raised_children)[item != person] satisfies yearly_income(p, 2022) > 10")]
    [InlineData("any(for p in union(person.partners, person.raised_children) return yearly_income(p, 2022) > 10)")]
    [InlineData("some p in concatenate(person.partners, person.raised_children, person.partners) satisfies yearly_income(p, 2022) > 10")]
    [InlineData("some p in distinct values(flatten(for q in union(person.partners, person.raised_children) return union([person], [q]))) satisfies yearly_income(p, 2022) > 10")]
    // The first and the last.
    [InlineData("yearly_income(default(union(person.partners, person.raised_children)[1], person), 2022) > 10")]
    [InlineData("yearly_income(default(union(person.partners, person.raised_children)[-1], person), 2022) > 10")]
    [InlineData("yearly_income(default(sort by(union(person.partners, person.raised_children), 1)[1], person), 2022) > 10")]
    // Somebody may be in the first list who is in the second for certain.
    [InlineData("some p in union(person.raised_children[yearly_income(item, 2022) > 10], person.partners, person.raised_children) satisfies yearly_income(p, 2021) > 10")]
    [InlineData("some p in union(person.partners, person.raised_children[yearly_income(item, 2022) > 10], [person], person.raised_children) satisfies yearly_income(p, 2021) > 10")]
    [InlineData("yearly_income(default(union(person.partners[yearly_income(item, 2022) > 10], person.raised_children, person.partners)[1], person), 2021) > 10")]
    // The same persons in two orders are two lists; in one order one.
    [InlineData("some p in (if yearly_income(person, 2022) > 10 then union(person.partners, person.raised_children) else union(person.raised_children, person.partners)) satisfies yearly_income(p, 2021) > 10")]
    [InlineData("some p in (if yearly_income(person, 2022) > 10 then union(person.partners, person.raised_children) else union(union(person.partners), person.raised_children)) satisfies yearly_income(p, 2021) > 10")]
    // Links as they are reached.
    [InlineData("some l in union(person.partners, person.raised_children).partnerships satisfies yearly_income(l.partner_a, 2022) > 10")]
    public void Both_evaluators_read_a_list_in_its_order(string condition)
    {
        Rulebook rulebook = FoundDifferenceTests.Asking(condition);
        var pair = new EvaluatorPair(rulebook, ["2024-03-20"]);
        Case[] cases = [TestRulebook.Case(rulebook, Family)];
        Assert.Null(pair.FirstDifference(cases));
        Assert.Equal(0, pair.HandedBack);
    }

    /// <summary>What code does after the context gave up does not count, and must do no harm.</summary>
    [Fact]
    public void A_count_of_lists_after_the_kernel_gave_up_is_left_to_the_reference_evaluator()
    {
        Rulebook rulebook = TestRulebook.Valid("""
            right: r.asked
            title: {en: r.asked}
            holder: housemates
            in_force: {from: 2020-01-01}
            ---
            right: r.first
            title: {en: r.first}
            holder: person
            in_force: {from: 2020-01-01}
            one_per: ['count(concatenate(person.keepers, person.raised_children)[granted(r.asked, housemates(person))])']
            """, DifferentialCatalogue.Text);
        var pair = new EvaluatorPair(rulebook, ["2024-03-20"]);
        Assert.Null(pair.FirstDifference([TestRulebook.Case(rulebook, """{"case":"c","persons":{"a":{"keepers":[{"person":"c"}]},"c":{}}}""")]));
    }
}
