using RightsEngine.Analysis.ConceptComparison;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Analysis.Tests.Sheets;

namespace RightsEngine.Analysis.Tests.ConceptComparison;

/// <summary>What rights count, by field; what two concepts have in common.</summary>
public sealed class ConceptSheetsTests
{
    private const string Direct = """
        right: direct
        title: {nl: rechtstreeks, en: direct}
        holder: person
        period: month
        grant: automatic
        refuse: manual
        conditions:
          - id: poor
            text: {nl: arm, en: poor}
            require: common_income(person, reference_date.year - 2) <= 1000
        """;

    private const string Through = """
        right: through
        title: {nl: via, en: through}
        holder: person
        period: month
        grant: automatic
        refuse: manual
        definitions:
          year: reference_date.year - 2
        conditions:
          - id: poor
            text: {nl: arm, en: poor}
            require: couple_income(person, year) <= 1000
          - id: ended
            text: {nl: vroeger, en: before}
            require: sum(for m in roof(person) return common_income(m, year).replacement) = 0
            in_force: {to: 2022-12-31}
        """;

    [Fact]
    public void A_cell_is_the_weight_that_a_field_has_in_the_income_of_a_right()
    {
        using var book = new SharedConceptsBook(Direct, Through);
        Sheet incomes = new ConceptMatrix(book.Rulebook, "en", SharedConceptsBook.On).Sheets(null)[0];
        Assert.Equal("""
            field,title,direct,through
            income,,common_income,own_income
            of the year,,reference_date.year - 2,year
            through,,,couple_income
            means.benefit,benefit,benefit_share *,1
            means.let,property let,1.25,
            means.wages,wages,1,1
            means.wages (year - 1),wages,0.1,

            """, incomes.Csv());
    }

    [Fact]
    public void A_condition_counts_while_it_is_in_force()
    {
        using var book = new SharedConceptsBook(Through);
        IReadOnlyList<Sheet> then = new ConceptMatrix(book.Rulebook, "en", new DateOnly(2022, 5, 1)).Sheets(null);
        Assert.Equal("common_income (replacement), own_income", then[0].Rows[0][2]);
        // Of the income of which a group is asked, nothing but the group counts.
        Assert.Equal(["means.benefit", "benefit", "benefit_share * / 1"], then[0].Rows[3]);
        Assert.Equal(["couple", "koppel", "couple_income"], new ConceptMatrix(book.Rulebook, "nl", SharedConceptsBook.On).Sheets(null)[1].Rows[0]);
        Assert.Equal(["m.home.address = person.home.address", "roof"], then[2].Rows[^1]);
    }

    [Fact]
    public void Two_incomes_are_compared_field_by_field()
    {
        using var book = new SharedConceptsBook();
        var comparison = new ComparisonSheets(book.Rulebook, "en", SharedConceptsBook.On);
        Assert.Equal("""
            field,title,own_income,common_income,difference
            means.benefit,benefit,1,benefit_share *,other weight
            means.let,property let,,1.25,only in common_income
            means.wages,wages,1,1,same
            means.wages (year - 1),wages,,0.1,only in common_income

            """, comparison.Of(book.Rulebook.Catalogue.Incomes["own_income"], book.Rulebook.Catalogue.Incomes["common_income"]).Csv());
    }

    [Fact]
    public void Two_households_are_compared_member_by_member()
    {
        using var book = new SharedConceptsBook();
        var comparison = new ComparisonSheets(book.Rulebook, "en", null);
        Assert.Equal("""
            member m of person,couple,roof,difference
            m = person,yes,yes,same
            m in person.spouses,yes,,only in couple
            m.home.address = person.home.address,,yes,only in roof

            """, comparison.Of(book.Rulebook.Catalogue.Households["couple"], book.Rulebook.Catalogue.Households["roof"]).Csv());
    }

    // own: anna 1000, bert 0, carl 500 + 200, dina unknown. common: anna 1000, bert 1.25 × 400, carl 500 + 100, dina unknown.
    private const string Four = """
        [{"case": "c1", "persons": {
            "anna": {"birth": {"birth_date": "1980-01-01"}, "home": {"address": "x"}, "means": {"2021": {}, "2022": {"wages": 1000}}},
            "bert": {"birth": {"birth_date": "1980-01-01"}, "home": {"address": "x"}, "means": {"2021": {}, "2022": {"let": 400}}}}},
         {"case": "c2", "persons": {"carl": {"birth": {"birth_date": "1980-01-01"}, "home": {"address": "y"}, "means": {"2021": {}, "2022": {"wages": 500, "benefit": 200}}}}},
         {"case": "c3", "persons": {"dina": {"birth": {"birth_date": "1980-01-01"}, "home": {"address": "z"}}}}]
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void On_a_population_those_are_counted_whose_income_differs(int threads)
    {
        using var book = new SharedConceptsBook();
        PopulationComparison people = PopulationComparison.Of(book.Rulebook, SharedConceptsBook.On, book.Rulebook.Catalogue.Incomes["own_income"], book.Rulebook.Catalogue.Incomes["common_income"], 2022);
        Assert.Equal(3, book.Over(Four, people.Run, threads).Accepted);
        Assert.Equal("""
            count,persons,cases
            all,4,3
            not known,1,1
            same,1,0
            differ,2,2
            higher in common_income,1,1
            lower in common_income,1,1

            """, people.Sheets()[0].Csv());
        Assert.Equal(["least", "-100", "-100"], people.Sheets()[1].Rows[0]);
        Assert.Equal(["all", "500", "500"], people.Sheets()[1].Rows[^2]);
        Assert.Equal(["mean", "200", "200"], people.Sheets()[1].Rows[^1]);
    }

    [Fact]
    public void On_a_population_those_are_counted_whose_household_differs()
    {
        using var book = new SharedConceptsBook();
        PopulationComparison people = PopulationComparison.Of(book.Rulebook, SharedConceptsBook.On, book.Rulebook.Catalogue.Households["couple"], book.Rulebook.Catalogue.Households["roof"]);
        book.Over(Four, people.Run);
        Assert.Equal("""
            count,persons,cases
            all,4,3
            not known,0,0
            same,2,2
            differ,2,1
            more members in roof,2,1
            fewer members in roof,0,0
            "as many, but others",0,0

            """, people.Sheets()[0].Csv());
    }
}
