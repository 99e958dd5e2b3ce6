using CsCheck;
using RightsEngine.Analysis.Populations;
using RightsEngine.Analysis.Profiles;
using RightsEngine.Analysis.Sheets;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Analysis.Tests.Profiles;

/// <summary>Profiles against what was worked out by hand: places, losses and reasons of cliffs, and marginal rates.</summary>
public sealed class ProfileTests
{
    private const string Poor = "require: income <= 1000";
    private const string Gives = "value: 1200 - income";

    private static string Profile(string to = "2000", string step = "300") => """
        profile: incomes
        title: {nl: inkomens, en: incomes}
        reference_date: 2024-10-01
        axis:
          title: {nl: inkomen, en: income}
          to: TO
          step: STEP
          fields:
            - {field: means.income, key: 2022}
        families:
          - family: alone
            title: {nl: alleen, en: alone}
            case: {persons: {anna: {birth: {birth_date: 1950-02-03}}}}
            earners: {anna: 100%}
          - family: unknown_age
            title: {nl: leeftijd onbekend, en: age unknown}
            case: {persons: {anna: {}}}
            earners: {anna: 100%}
          - family: two
            title: {nl: met twee, en: two of them}
            case: {persons: {anna: {birth: {birth_date: 1950-02-03}}, bert: {birth: {birth_date: 1950-02-03}}}}
            earners: {anna: 3/4, bert: 1/4}
        """.Replace("TO", to, StringComparison.Ordinal).Replace("STEP", step, StringComparison.Ordinal);

    private static ProfileDefinition Read(SmallRulebook book, Rulebook rulebook, string text)
    {
        book.Write("incomes.profile.yaml", text);
        ProfileDefinition? profile = ProfileFile.Read(Path.Combine(book.Folder, "incomes.profile.yaml"), rulebook, book.Findings).SingleOrDefault();
        Assert.Empty(book.Findings.Sorted.Select(d => $"{d.Location} {d.Message}"));
        return profile!;
    }

    private static ProfiledFamilies Run(SmallRulebook book, string text, decimal least = 1) => ProfiledFamilies.Of(ProfiledFamilies.Today, book.Rulebook, Read(book, book.Rulebook, text), least, 2, _ => { });

    [Fact]
    public void A_cliff_is_found_to_the_cent_with_its_condition_and_figures()
    {
        // 1200 less the income, up to 1000, twelve times: 2400 a year at 1000, nothing from 1000.01.
        using var book = new SmallRulebook("tests: []");
        FamilyProfile alone = Run(book, Profile()).Families[0];
        Cliff cliff = Assert.Single(alone.Cliffs);
        Assert.Equal((100_001L, 2_400m, 1, 2_400m, "poor"), (cliff.At, cliff.Loss, cliff.Lost, cliff.Total, cliff.Reason.Condition));
        Assert.Equal("income low enough", cliff.Reason.Text!.In("en"));
        Assert.Equal(["`income <= 1000`: 1000.01 <= 1000 is false"], cliff.Reason.Figures);
        Assert.Equal([100_000L, 100_001L], alone.Points.Where(p => !p.IsStep).Select(p => p.Cents));
        Assert.Equal([2_400m, 0m], alone.Points.Where(p => !p.IsStep).Select(alone.TotalAt));
    }

    [Fact]
    public void Every_step_of_the_work_is_told_with_how_many_there_are()
    {
        using var book = new SmallRulebook("tests: []");
        var told = new System.Collections.Concurrent.ConcurrentBag<int>();
        ProfiledFamilies.Of(ProfiledFamilies.Today, book.Rulebook, Read(book, book.Rulebook, Profile()), 1, 2, told.Add);
        // Three families along eight places, and the search for the jumps of one right.
        Assert.Equal(Enumerable.Repeat(27, 27), told);
    }

    [Fact]
    public void Marginal_rates_are_those_worked_out_by_hand()
    {
        using var book = new SmallRulebook("tests: []");
        FamilyProfile alone = Run(book, Profile()).Families[0];
        // 14,400, 10,800, 7,200, 3,600 at 0 to 900; nothing at 1200: 3600 a step of 300; from 1800 to 2000 nothing.
        Assert.Equal([(0L, 30_000L, 3_600m, 12m), (30_000, 60_000, 3_600, 12), (60_000, 90_000, 3_600, 12), (90_000, 120_000, 3_600, 12), (120_000, 150_000, 0, 0), (150_000, 180_000, 0, 0), (180_000, 200_000, 0, 0)],
            alone.Rates.Select(r => (r.From, r.To, r.Fall, r.Rate!.Value)));
    }

    [Fact]
    public void An_amount_that_falls_at_once_is_a_cliff_without_a_condition()
    {
        // 90.10 and 82.90 a month are 86.40 a year apart; half a cent below the euro is none.
        using var book = new SmallRulebook("tests: []", (Gives, "type: money\n  value: if income <= 444.44 then 90.10 else if income <= 650.01 then 82.90 else 82.82"));
        FamilyProfile alone = Run(book, Profile("900")).Families[0];
        Cliff cliff = Assert.Single(alone.Cliffs);
        Assert.Equal((44_445L, 86.40m, 0, CliffReason.Amount), (cliff.At, cliff.Loss, cliff.Lost, cliff.Reason.Condition));
        Assert.Contains("`income <= 444.44`: 444.45 <= 444.44 is false", cliff.Reason.Figures);
        Assert.Equal([44_445L, 65_002L], Run(book, Profile("900"), least: 0.95m).Families[0].Cliffs.Select(c => c.At));
    }

    /// <summary>50 a month are paid up to 444.44, 60 up to 1000, nothing from 1000.01: 600 and 720 a year less.</summary>
    [Fact]
    public void What_is_paid_counts_against_what_is_received()
    {
        using var book = new SmallRulebook("tests: []", (Gives, "type: money\n  direction: paid\n  value: if income <= 444.44 then 50 else 60"));
        FamilyProfile alone = Run(book, Profile("1200")).Families[0];
        Cliff cliff = Assert.Single(alone.Cliffs);
        Assert.Equal((44_445L, 120m, 0, 120m, CliffReason.Amount), (cliff.At, cliff.Loss, cliff.Lost, cliff.Total, cliff.Reason.Condition));
        Assert.Contains("`income <= 444.44`: 444.45 <= 444.44 is false", cliff.Reason.Figures);
        Assert.Equal([-600m, -600m, -720m, -720m, 0m], alone.Points.Where(p => p.IsStep).Select(alone.TotalAt));
        // To have to pay no more is a rise.
        Assert.Equal([0m, 120m, 0m, -720m], alone.Rates.Select(r => r.Fall));
        Assert.Equal([0m, 0.4m, 0m, -2.4m], alone.Rates.Select(r => r.Rate!.Value));
    }

    [Fact]
    public void Where_something_has_to_be_paid_from_an_income_on_is_a_cliff_by_the_condition_that_holds_now()
    {
        using var book = new SmallRulebook("tests: []", (Poor + "\namount:\n  " + Gives, "require: income > 1000\namount:\n  type: money\n  direction: paid\n  value: 60"));
        Cliff cliff = Assert.Single(Run(book, Profile()).Families[0].Cliffs);
        Assert.Equal((100_001L, 720m, 0, "poor", true), (cliff.At, cliff.Loss, cliff.Lost, cliff.Reason.Condition, cliff.Reason.HoldsNow));
        Assert.Equal(["`income > 1000`: 1000.01 > 1000 is true"], cliff.Reason.Figures);
    }

    /// <summary>An amount that is neither received nor paid is no money: losing it is losing the right.</summary>
    [Fact]
    public void An_amount_that_goes_neither_way_counts_for_nothing()
    {
        using var book = new SmallRulebook("tests: []", (Gives, "type: money\n  direction: none\n  value: 60"));
        FamilyProfile alone = Run(book, Profile()).Families[0];
        Cliff cliff = Assert.Single(alone.Cliffs);
        Assert.Equal((100_001L, null, 1, 0m, "poor"), (cliff.At, cliff.Loss, cliff.Lost, cliff.Total, cliff.Reason.Condition));
        Assert.All(alone.Points, p => Assert.Equal(0m, alone.TotalAt(p)));
    }

    [Fact]
    public void Each_earner_has_their_share()
    {
        using var book = new SmallRulebook("tests: []");
        FamilyProfile two = Run(book, Profile("5000", "500")).Families[2];
        // Anna has 3/4: more than 1000 from 1333.34 (1000.005, rounded 1000.01); Bert a quarter: from 4000.02 (1000.005).
        Assert.Equal([133_334L, 400_002L], two.Cliffs.Select(c => c.At));
        // At the first, Bert's quarter goes from 333.33 to 333.34 as well, twelve cents a year.
        Assert.Equal([2_400.12m, 2_400m], two.Cliffs.Select(c => c.Loss!.Value));
    }

    [Fact]
    public void What_is_not_known_is_open_and_no_zero()
    {
        using var book = new SmallRulebook("tests: []");
        FamilyProfile unknown = Run(book, Profile()).Families[1];
        OpenRight open = Assert.Single(unknown.Open());
        // Up to 1000 the age would tell; above it the income decides.
        Assert.Equal((0L, 100_000L, "anna.birth"), (open.From, open.To, open.Missing.Split('(')[0]));
        Assert.Empty(unknown.Cliffs);
        Assert.Equal("undetermined", unknown.Points[0].Given[0].Word);
        Assert.Null(unknown.Rates[3].Rate);
        Sheet points = new ProfileSheets([Run(book, Profile())], "en").Sheets(isOverview: false).Single(s => s.Name == "points");
        Assert.Contains(points.Rows, r => r.SequenceEqual(["today", "unknown_age", "0", "bonus", "undetermined", "0", ""]));
    }

    [Fact]
    public void Jumps_are_those_of_asking_at_every_cent()
    {
        Gen.Select(Gen.Int[1, 399], Gen.Int[1, 399], Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 60]).Sample((first, second, a, b, c) =>
        {
            (int low, int high) = (Math.Min(first, second), Math.Max(first, second));
            GivenRight At(long cents) => new([GivenRight.Of("anna", Rules.Decisions.Outcome.Granted, cents < low ? a : cents < high ? b : c, 1)]);
            long[] expected = [.. Enumerable.Range(1, 400).Where(x => Math.Abs(At(x).PerYear - At(x - 1).PerYear) > 1).Select(x => (long)x)];
            // What is undone inside the step is not seen: everything else is.
            bool isHidden = Math.Abs(At(0).PerYear - At(400).PerYear) <= 1;
            // Two steps of one, together two, are no jump: nothing is found then.
            IReadOnlyList<long> found = [.. new StepSearch(At, 1).Between(0, 400)];
            return isHidden || (found.Count > 0 == expected.Length > 0 && found.All(expected.Contains));
        });
    }

    [Fact]
    public void What_only_rises_or_falls_slowly_has_no_cliff()
    {
        using var rising = new SmallRulebook("tests: []", (Gives, "value: 10 + income / 10"));
        using var never = new SmallRulebook("tests: []", (Poor, "require: income <= 1000000"));
        Assert.Empty(Run(rising, Profile("1000")).Families[0].Cliffs);
        // Each euro costs twelve, but no cent costs more than a euro: a steep slope is a rate, no cliff.
        FamilyProfile steep = Run(never, Profile("1100", "100")).Families[0];
        Assert.Empty(steep.Cliffs);
        Assert.All(steep.Rates, r => Assert.Equal(12m, r.Rate));
    }

    [Fact]
    public void A_reform_without_changes_leaves_the_profile_as_it_is()
    {
        using var book = new SmallRulebook("tests: []");
        book.Write("none.reform.yaml", "reform: none\ntitle: {nl: niets, en: nothing}\nfrom: 2024-01-01\nchanges: []");
        Rulebook reformed = RulebookLoader.Load(book.Folder, [Path.Combine(book.Folder, "none.reform.yaml")]).Rulebook!;
        string text = Profile();
        ProfiledFamilies Of(Rulebook rulebook) => ProfiledFamilies.Of(ProfiledFamilies.Today, rulebook, Read(book, rulebook, text), 1, 2, _ => { });
        Assert.Equal(Csv(Of(book.Rulebook)), Csv(Of(reformed)));

        static string Csv(ProfiledFamilies side)
        {
            var text = new StringWriter();
            foreach (Sheet sheet in new ProfileSheets([side], "en").Sheets(isOverview: false)) SheetWriter.Csv(text, sheet);
            return text.ToString();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_in_a_population_stands_near_a_cliff_is_found_by_either_evaluator(bool compile)
    {
        // At 900.50 and 1000 a little more costs 2400 and more; at 100 and from 1000.01 it does not, and of the fifth nothing is known.
        using var book = new SmallRulebook("tests: []", (Gives, "type: money\n  value: 200"));
        string[] incomes = ["900.50", "100", "1000", "1000.01", "unknown"];
        string folder = Directory.CreateTempSubdirectory("rights-near").FullName;
        try
        {
            File.WriteAllLines(Path.Combine(folder, "cases.ndjson"), incomes.Select((income, i) => $$$$$$"""{"case": "c{{{{{{i}}}}}}", "persons": {"p": {"birth": {"birth_date": "1950-02-03"}, "means": {"2022": {"income": {{{{{{(income == "unknown" ? "\"unknown\"" : income)}}}}}}}}}}}"""));
            var scan = new CliffScan(book.Rulebook, Read(book, book.Rulebook, Profile()), 10_000, 1, compile);
            var found = new List<NearCliff>();
            var counts = new CliffCounts();
            using var source = new CaseListSource(new CaseLists(book.Rulebook.Catalogue, [], _ => { }) { Paths = [folder], StandardInput = TextReader.Null });
            scan.Run(new PopulationScan(source, 2), counts, found.Add);
            Assert.Equal((5, 4, 4, 2, 0), (counts.Cases, counts.CasesWithEarners, counts.Earners, counts.Near, counts.NotKnown));
            Assert.Equal([("c0", 900.50m, 2_400m, 9_951L), ("c2", 1_000m, 2_400m, 1L)], found.Select(n => (n.Case, n.Income, n.Fall, n.Cliffs.Single().At)));
            Assert.All(found, n => Assert.Equal("poor", n.Cliffs.Single().Reason.Condition));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
