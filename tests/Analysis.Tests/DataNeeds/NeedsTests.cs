using RightsEngine.Analysis.DataNeeds;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Analysis.Tests.Sheets;
using RightsEngine.Rules.Decisions;

namespace RightsEngine.Analysis.Tests.DataNeeds;

/// <summary>Which facts rights read, and for want of which they stay open.</summary>
public sealed class NeedsTests
{
    private const string First = """
        right: first
        title: {nl: eerste, en: first}
        holder: person
        period: month
        grant: automatic
        refuse: manual
        conditions:
          - id: poor
            text: {nl: arm, en: poor}
            require: sum(for m in roof(person) return own_income(m, 2022)) <= 1000
          - id: earlier
            text: {nl: vroeger, en: earlier}
            require: person.means(2021).let = 0
            in_force: {to: 2022-12-31}
        """;

    private const string Second = """
        right: second
        title: {nl: tweede, en: second}
        holder: person
        period: month
        grant: automatic
        refuse: manual
        conditions:
          - id: need
            text: {nl: nood, en: need}
            require: person.finding.in_need
          - id: adult
            text: {nl: volwassen, en: adult}
            require: age on(person, reference_date) >= 18
          - id: poor
            text: {nl: arm, en: poor}
            require: own_income(person, 2022) <= 1000
        """;

    [Fact]
    public void Each_field_stands_once_with_the_rights_that_ask_for_it()
    {
        using var book = new SharedConceptsBook(First, Second);
        IReadOnlyList<Sheet> sheets = new NeedsSheets(book.Rulebook, book.Rulebook.Rights, "en", SharedConceptsBook.On).Sheets();
        Assert.Equal("""
            authority,service,record,field,title,sensitivity,rights,asked by
            office,,finding,,finding,,1,second
            office,,finding,in_need,in need,,1,second
            register,,birth,birth_date,date of birth,,2,"first, second"
            register,homes,home,,home,,1,first
            register,homes,home,address,address,,1,first
            tax,assessments,means,,means,,2,"first, second"
            tax,assessments,means,benefit,benefit,,2,"first, second"
            tax,assessments,means,wages,wages,,2,"first, second"

            """, sheets[1].Csv());
        Assert.Equal(["tax", "assessments", "fetched", "means", "2", "0", "2", "2"], sheets[0].Rows[^1]);
        Assert.Equal(["office", "", "judged by a person", "finding", "1", "1", "0", "1"], sheets[0].Rows[0]);
        Assert.Equal(["second", "3", "4", "3", "1", "assessments; office; register"], sheets[2].Rows[1]);
        Assert.Equal(["all of them, each field once", "4", "5", "3", "1", ""], sheets[2].Rows[2]);
    }

    [Fact]
    public void What_a_condition_reads_counts_while_it_is_in_force()
    {
        using var book = new SharedConceptsBook(First);
        Assert.DoesNotContain(FactReads.Of(book.Rulebook.Rights[0], book.Rulebook.Catalogue, SharedConceptsBook.On), f => f.Field == "let");
        Assert.Contains(FactReads.Of(book.Rulebook.Rights[0], book.Rulebook.Catalogue, new DateOnly(2022, 1, 1)), f => f.Field == "let");
    }

    // Of anna only the finding lacks, of bert also the income, of carl the address and the income.
    private const string Three = """
        [{"case": "c1", "persons": {"anna": {"birth": {"birth_date": "1980-01-01"}, "home": {"address": "x"}, "means": {"2022": {"wages": 10}}}}},
         {"case": "c2", "persons": {"bert": {"birth": {"birth_date": "1980-01-01"}, "home": {"address": "x"}}}},
         {"case": "c3", "persons": {"carl": {"birth": {"birth_date": "1980-01-01"}, "finding": {"in_need": false}, "means": {"2022": {"wages": 5000}}}}}]
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Open_decisions_are_counted_by_the_facts_they_wait_for(int threads)
    {
        using var book = new SharedConceptsBook(First, Second);
        var missing = new MissingFacts(book.Rulebook, new EvaluationOptions { Dates = [SharedConceptsBook.On] });
        Assert.Equal(3, book.Over(Three, missing.Run, threads).Accepted);
        Assert.Equal("""
            fact,source,cases,decisions,waiting for nothing else,rights
            finding.in_need,"office, judged by a person",2,2,1,second
            means,"tax, assessments",1,2,1,"first, second"

            """, missing.Sheets()[0].Csv());
        Assert.Equal(["first", "means", "1", "1", "3", "1"], missing.Sheets()[1].Rows[0]);
    }
}
