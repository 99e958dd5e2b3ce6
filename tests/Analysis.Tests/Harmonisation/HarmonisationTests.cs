using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RightsEngine.Analysis.Harmonisation;
using RightsEngine.Analysis.Tests.Sheets;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Analysis.Tests.Harmonisation;

/// <summary>Limits that keep a target group, found on households that were worked out by hand.</summary>
public sealed partial class HarmonisationTests
{
    /// <summary>A right of persons whose couple has at most 10,000.</summary>
    private const string Support = """
        right: support
        title: {nl: steun, en: support}
        holder: person
        period: month
        grant: automatic
        refuse: manual
        parameters:
          limit:
            type: money per year
            title: {nl: grens, en: limit}
            values: {2020-01-01: {value: 10000, source: law, status: verified}}
        definitions:
          year: reference_date.year - 2
          unit: couple(person)
          income: sum(for m in unit return own_income(m, year))
        conditions:
          - id: poor
            text: {nl: arm, en: poor}
            require: income <= limit
        amount: {type: money per month, value: 100}
        """;

    // Twelve people who live alone. Own income: wages and benefit. Common income: wages, half of the benefit, 5/4 of what is let.
    private static readonly (int Wages, int Benefit, int Let)[] Twelve =
    [
        (9000, 0, 0),       // in today, common income 9000
        (10000, 0, 0),      // in, 10000
        (10001, 0, 0),      // out, 10001
        (0, 8000, 0),       // in, 4000
        (0, 12000, 0),      // out, 6000
        (0, 18000, 0),      // out, 9000
        (6000, 0, 4000),    // in, 11000
        (8000, 0, 800),     // in, 9000
        (5000, 6000, 0),    // out, 8000
        (20000, 0, 0),      // out, 20000
        (2000, 0, 0),       // in, 2000
        (9500, 1000, 0),    // out, 10000
    ];

    // Wrongly out and in by limit: from 4000 on 4 and 0, from 6000 4 and 1, from 8000 4 and 2, from 9000 2 and 3, from 10000 1 and 4,
    // from 10001 1 and 5, from 11000 0 and 5, from 20000 0 and 6.
    [Theory]
    [InlineData(1, false, "0.5", 4, 0)]
    [InlineData(2, false, "1.6", 0, 5)]
    [InlineData(2, true, "0.5", 4, 0)]
    public void The_limit_with_the_least_weighted_misclassification_is_found(int weight, bool budgetNeutral, string factor, int excluded, int included)
    {
        FoundHarmonisation found = Find(Support, "common_income", Alone(Twelve), new SearchGoal(weight, budgetNeutral, false));
        Assert.Equal(new LimitChange(decimal.Parse(factor, CultureInfo.InvariantCulture), 0), found.Found.Change);
        Assert.Equal((excluded, included), ((int)found.Found.Counts.Excluded, (int)found.Found.Counts.Included));
        Assert.Equal((6, 12, 0), ((int)found.TargetGroup, found.Table.Swept.Count, (int)found.Deviations));
        // The evaluator, with the changed right, pays as many as the search says.
        Assert.Equal((6L, 600m), (found.Today.Granted, found.Today.Amount));
        Assert.Equal((6 - excluded + included, 100m * (6 - excluded + included)), ((int)found.Then.Granted, found.Then.Amount));
        Assert.Equal(100m * (included - excluded), found.Found.Counts.Cost);
    }

    /// <summary>The file that is written is read like any reform, and the rules it makes decide as the search said.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void The_reform_that_is_written_decides_as_was_found(int weight, bool supplements)
    {
        using var book = new SharedConceptsBook(Support);
        string cases = Alone(Twelve);
        FoundHarmonisation found = FoundHarmonisation.Of(new HarmonisedRight(book.Rulebook, book.Rulebook.Rights[0], book.Rulebook.Catalogue.Incomes["common_income"], null, SharedConceptsBook.On), new SearchGoal(weight, false, supplements), work => book.Over(cases, work));
        using var text = new StringWriter();
        ReformText.Write(text, found, book.Rulebook.Languages, "a test");
        RulebookResult reformed = RulebookLoader.Load(book.Folder, [book.Write("found.reform.yaml", text.ToString())]);
        Assert.Empty(reformed.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"));
        var evaluator = new CaseEvaluator(reformed.Rulebook!, new EvaluationOptions { Dates = [SharedConceptsBook.On] });
        Decision[] decisions = [.. JsonNode.Parse(cases)!.AsArray().SelectMany(c => evaluator.Evaluate(new CaseTreeReader(reformed.Rulebook!.Catalogue).Read(CaseJson.Parse(Encoding.UTF8.GetBytes(c!.ToJsonString()), 1), "f", null).Case!))];
        Assert.Equal((12, (int)found.Then.Granted), (decisions.Length, decisions.Count(d => d.Outcome == Outcome.Granted)));
        Assert.NotEqual(found.Today.Granted, found.Then.Granted);
    }

    [Fact]
    public void Who_changes_sides_is_named_with_what_makes_the_difference()
    {
        FoundHarmonisation found = Find(Support, "common_income", Alone(Twelve), new SearchGoal(2, false, false));
        Assert.Equal("""
            side,what makes most of the difference,holders
            in,benefit (counted otherwise),4
            in,the changed limit,1

            """, new HarmonisationSheets(found, "EUR").Sheets(3).Single(s => s.Name == HarmonisationSheets.Reasons).Csv());
        string[] first = new HarmonisationSheets(found, "EUR").Sheets(3).Single(s => s.Name == HarmonisationSheets.Changes).Rows[0];
        Assert.Equal(["c03", "p", "in", "10001", "10000", "10001", "16000", "the changed limit"], first);
    }

    [Fact]
    public void The_same_income_changes_nothing()
    {
        FoundHarmonisation found = Find(Support, "own_income", Alone(Twelve), new SearchGoal(1, false, true));
        Assert.True(found.Right.IsHarmonised);
        Assert.Equal((new LimitChange(1, 0), 0L), (found.Found.Change, found.Misplaced));
        Assert.Equal(found.Today, found.Then);
    }

    // Two live alone, two are couples whose common income is 5000 higher than their own: no factor suits both, a supplement does.
    private const string SinglesAndCouples = """
        [{"case": "c1", "persons": {"a": PERSON(9999, 0)}},
         {"case": "c2", "persons": {"a": PERSON(10001, 0)}},
         {"case": "c3", "persons": {"a": PERSON(9000, 4000), "b": SPOUSE}},
         {"case": "c4", "persons": {"a": PERSON(11000, 4000), "b": SPOUSE}}]
        """;

    [Fact]
    public void A_supplement_is_found_where_no_factor_suits_every_size()
    {
        string cases = PersonPattern().Replace(SinglesAndCouples, m => Person(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), 0, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))
            .Replace("SPOUSE", Person(0, 0, 0)[..^1] + ", \"spouses\": [\"a\"]}", StringComparison.Ordinal);
        FoundHarmonisation found = Find(Support, "common_income", cases, new SearchGoal(1, false, true));
        Assert.Equal(new LimitChange(1, 5000), found.Found.Change);
        Assert.Equal((0L, 0L), (found.Misplaced, found.Deviations));
        Assert.True(found.FactorOnly.Counts.Weighted(1) > 0);
    }

    [Fact]
    public void Who_cannot_be_placed_is_counted_apart()
    {
        string cases = Alone(Twelve).Replace("[{", """
            [{"case": "a1", "persons": {"p": {"birth": {"birth_date": "1980-01-01"}}}},
             {"case": "a2", "persons": {"p": {"birth": {"birth_date": "1980-01-01"}, "means": {"2022": {"wages": 1}}}}}, {
            """, StringComparison.Ordinal);
        FoundHarmonisation found = Find(Support, "common_income", cases, new SearchGoal(1, false, false));
        // Of the first nothing is known; of the second not the wages of the year before, which only the common income counts.
        Assert.Equal((14, 12, 1L, 1L), (found.Table.Count, found.Table.Swept.Count, found.Table.Of(Placing.BothUnknown), found.Table.Of(Placing.CommonUnknown)));
        Assert.Equal(0.5m, found.Found.Change.Factor);
    }

    [Fact]
    public void Limits_are_seen_through_concepts_alternatives_and_computed_sides()
    {
        string right = Support.Replace("    require: income <= limit", """
                any:
                  - {id: low, text: {nl: laag, en: low}, require: "enough(person, income, 2)"}
                  - {id: needy, text: {nl: nood, en: needy}, require: "person.finding.in_need and 2 * income - 1000 < limit * 4"}
            """, StringComparison.Ordinal);
        const string Concept = """
            ---
            concept: enough
            title: {nl: genoeg, en: enough}
            of: person
            with: {income: money per year, parts: number}
            type: boolean
            definitions:
              rest: income - 4000
            value: 3 >= rest / 2000 and parts = 2
            """;
        string cases = Alone([(9999, 0, 0), (10000, 0, 0), (10001, 0, 0), (25000, 0, 0)]).Replace("\"home\"", "\"finding\": {\"in_need\": true}, \"home\"", StringComparison.Ordinal);
        FoundHarmonisation found = Find(right, "own_income", cases, new SearchGoal(1, false, false), Concept);
        // The alternative reaches to 20,500 for whoever is in need, so the first limit (10,000) decides nothing then.
        Assert.Equal(["3 >= rest / 2000", "2 * income - 1000 < limit * 4"], found.Right.Limits.Written);
        Assert.All(found.Table.Swept, h => Assert.Equal((10000m, 20500m), (h.Steps.Limits[0], h.Steps.Limit!.Value)));
        Assert.Equal([Standing.In, Standing.In, Standing.In, Standing.Out], found.Table.Swept.Select(h => h.Today));
    }

    [Theory]
    [InlineData("none of its conditions compares the income", "require: income <= limit", "require: limit > 0")]
    [InlineData("in a way that shows no limit", "require: income <= limit", "require: max(income, 3) <= limit")]
    [InlineData("several of its definitions are incomes: income, other", "  unit: couple(person)", "  other: own_income(person, year)\n  unit: couple(person)")]
    [InlineData("is no definition of its own", "require: income <= limit", "require: own_income(person, 2022) <= limit", "  income: sum(for m in unit return own_income(m, year))\n", "")]
    [InlineData("cannot be told", "require: income <= limit", "require: income * count(unit) <= limit")]
    [InlineData("counted of several groups", "own_income(m, year))", "own_income(m, year)) + own_income(person, year)")]
    public void What_is_not_handled_is_said(string reason, params string[] changes)
    {
        string right = Support;
        for (int i = 0; i < changes.Length; i += 2) right = right.Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        NotHandledException refused = Assert.Throws<NotHandledException>(() => Find(right, "common_income", Alone(Twelve), new SearchGoal(1, false, false)));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_ranks_rights_and_says_why_others_are_not_in_it()
    {
        string grant = Support.Replace("right: support", "right: grant", StringComparison.Ordinal).Replace("own_income", "common_income", StringComparison.Ordinal);
        string help = Support.Replace("right: support", "right: help", StringComparison.Ordinal).Replace("income <= limit", "max(income, 3) <= limit", StringComparison.Ordinal);
        using var book = new SharedConceptsBook(Support, grant, help);
        var plan = HarmonisationPlan.Of(book.Rulebook, book.Rulebook.Catalogue.Incomes["common_income"], null, SharedConceptsBook.On, new SearchGoal(1, false, false), work => book.Over(Alone(Twelve), work));
        Assert.Equal(["support"], plan.Found.Select(f => f.Right.Right.Name));
        Assert.Equal("""
            right,why
            grant,counts this income of the same people already
            help,`income` goes into its condition `poor` in a way that shows no limit

            """, plan.Sheets("EUR")[1].Csv());
    }

    private static FoundHarmonisation Find(string right, string income, string cases, SearchGoal goal, string concepts = "")
    {
        using var book = new SharedConceptsBook([right], concepts);
        Rulebook rulebook = book.Rulebook;
        return FoundHarmonisation.Of(new HarmonisedRight(rulebook, rulebook.Rights[0], rulebook.Catalogue.Incomes[income], null, SharedConceptsBook.On), goal, work => book.Over(cases, work, threads: 2));
    }

    private static string Alone((int Wages, int Benefit, int Let)[] people) =>
        $"[{string.Join(",\n", people.Select((p, i) => $"{{\"case\": \"c{i + 1:00}\", \"persons\": {{\"p\": {Person(p.Wages, p.Benefit, p.Let)}}}}}"))}]";

    private static string Person(int wages, int benefit, int let) =>
        """{"birth": {"birth_date": "1980-01-01"}, "home": {"address": "x"}, "means": {"2021": {}, "2022": {"wages": """ + $"{wages}, \"benefit\": {benefit}, \"let\": {let}" + "}}}";

    [GeneratedRegex(@"PERSON\((\d+), (\d+)\)")]
    private static partial Regex PersonPattern();
}
