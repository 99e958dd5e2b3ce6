using CsCheck;
using RightsEngine.Analysis.Simulation;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Model;
using static RightsEngine.Analysis.Tests.Simulation.Town;

namespace RightsEngine.Analysis.Tests.Simulation;

/// <summary>Simulations against what was worked out by hand, and what must hold of any.</summary>
public sealed class SimulationTests
{
    /// <summary>Twenty families: adults, children, income in 2022.</summary>
    private static readonly Family[] Twenty =
    [
        new("f01", 1, 0, 8_000), new("f02", 1, 0, 14_000), new("f03", 1, 0, 16_000), new("f04", 1, 0, 19_000), new("f05", 1, 0, 25_000),
        new("f06", 1, 1, 9_000), new("f07", 1, 1, 18_000), new("f08", 1, 2, 28_000), new("f09", 1, 2, 35_000), new("f10", 1, 3, 45_000),
        new("f11", 2, 0, 12_000), new("f12", 2, 0, 20_000), new("f13", 2, 0, 50_000), new("f14", 2, 1, 15_000), new("f15", 2, 1, 30_000),
        new("f16", 2, 2, 32_000), new("f17", 2, 2, 40_000), new("f18", 2, 3, 60_000), new("f19", 2, 3, 19_500), new("f20", 1, 1, null),
    ];

    /// <summary>Child allowance up to 40 000 rather than 30 000; help with the rent up to 15 000 rather than 20 000, but 60 rather than 50 up to 10 000.</summary>
    private static readonly string Both = Reform("""
          - change: right town.child_allowance
            set_parameters: {limit: 40000}
          - change: right town.rent_help
            set_parameters: {limit: 15000}
            set_amount: if income <= 10000 then 60 else 50
        """);

    [Fact]
    public void Rights_cost_what_was_worked_out_by_hand()
    {
        SimulationResult result = Simulate(Twenty, Both);
        // Allowance up to 30 000: f06 1, f07 1, f08 2, f14 1, f15 1, f19 3 = 9 children, 9 × 100 × 12 = 10 800; f20 is not known.
        // Up to 40 000 also f09 2, f16 2, f17 2 = 15 children, 18 000.
        RightResult allowance = result.Rights.Single(r => r.Name == "town.child_allowance");
        Assert.Equal(new BeforeAfter(9, 15, 6), allowance.Holders);
        Assert.Equal(new BeforeAfter(10_800, 18_000, 7_200), allowance.Cost);
        Assert.Equal(new BeforeAfter(6, 9, 3), allowance.Households);
        Assert.Equal(new BeforeAfter(1, 1, 0), allowance.Undetermined);
        Assert.Equal(new BeforeAfter(9, 15, 6), allowance.Automatic);
        Assert.Equal((new MoveResult(6, 7_200), new MoveResult(0, 0), new MoveResult(9, 0), new MoveResult(1, 0)), (allowance.Moves["gained"], allowance.Moves["lost"], allowance.Moves["same"], allowance.Moves["unknown"]));

        // Rent up to 20 000: f01 f02 f03 f04 f06 f07 f11 f12 f14 f19 = 10 × 50 × 12 = 6 000. Up to 15 000: f01 f02 f06 f11 f14,
        // of whom f01 and f06 get 60: (3 × 50 + 2 × 60) × 12 = 3 240.
        RightResult rent = result.Rights.Single(r => r.Name == "town.rent_help");
        Assert.Equal(new BeforeAfter(10, 5, -5), rent.Holders);
        Assert.Equal(new BeforeAfter(6_000, 3_240, -2_760), rent.Cost);
        Assert.Equal(new BeforeAfter(10, 5, -5), rent.OnRequest);
        Assert.Equal((new MoveResult(5, -3_000), new MoveResult(2, 240), new MoveResult(3, 0)), (rent.Moves["lost"], rent.Moves["more"], rent.Moves["same"]));

        Assert.Equal(new BeforeAfter(16_800, 21_240, 4_440), result.Total.Cost);
        RightResult card = result.Rights.Single(r => r.Name == "town.library_card");
        Assert.Equal((false, null, 0m), (card.IsChanged, card.Cost, card.Holders.Before));
    }

    [Fact]
    public void Households_fare_as_was_worked_out_by_hand()
    {
        SimulationResult result = Simulate(Twenty, Both);
        // Gain: f09 f16 f17 2 400 each, f01 f06 120 each. Lose: f03 f04 f07 f12 f19 600 each. f20 is not known. Nothing changes for the other nine.
        Assert.Equal(new ClassResult(5, 14, 7_440), result.Total.Gainers);
        Assert.Equal(new ClassResult(5, 11, -3_000), result.Total.Losers);
        Assert.Equal(new ClassResult(1, 2, 0), result.Total.Unknown);
        Assert.Equal(new ClassResult(9, 24, 0), result.Total.Unchanged);
        Assert.Equal((20m, 51m, 20L), (result.Population.Households, result.Population.Persons, result.Population.HouseholdsCounted));

        // In the order of income: f01 f06 | f11 f02 | f14 f03 | f07 f04 | f19 f12 | f05 f08 | f15 f16 | f09 f17 | f10 f13 | f18; of f20 it is not known.
        Assert.Equal(["1: 240", "2: 0", "3: -600", "4: -1200", "5: -1200", "6: 0", "7: 2400", "8: 4800", "9: 0", "10: 0", "unknown: 0"], Changes(result, "decile"));
        // Alone: f01 +120, f03 and f04 -600, f02, f05.
        Assert.Equal(["alone: -1080", "together: 5520"], Changes(result, "household_type"));
        // No children: f01 120, f03 f04 f12 -600. One: f06 120, f07 -600. Two: f09 f16 f17 2 400. Three: f19 -600.
        Assert.Equal(["0: -1680", "1: -480", "2: 7200", "3: -600"], Changes(result, "children"));
        // Everybody's eldest was born in 1970 or 1971.
        Assert.Equal(["30-64: 4440"], Changes(result, "age"));
        Assert.Equal([(-1000, -500, 5m), (100, 200, 2m), (2000, 5000, 3m)], result.Distribution.Where(b => b.Households > 0).Select(b => (b.Above!.Value, b.UpTo!.Value, b.Households)));
    }

    [Fact]
    public void Losers_are_named_with_the_condition_that_turned()
    {
        SimulationResult result = Simulate(Twenty, Both);
        Assert.Equal(["f03", "f04", "f07", "f12", "f19"], result.Losses.Select(l => l.Case));
        Assert.All(result.Losses, l => Assert.Equal(("town.rent_help", -600m, 50m, "means: true → false", "a0"), (l.Right, l.HouseholdChange, l.AmountBefore, l.Condition, l.Household)));
        Assert.Equal(5, result.LossCount);
        Assert.Equal(["town.child_allowance: means: false → true 6 7200", "town.rent_help: amount 2 240", "town.rent_help: means: true → false 5 -3000"], result.Reasons.Select(r => $"{r.Right}: {r.Condition} {r.Decisions:0} {r.Amount:0}"));
    }

    /// <summary>Three households that know their income: 1 person with 0, 1 with 10 000, 2 with 30 000; help with the rent of 600 for the first two.</summary>
    [Fact]
    public void Inequality_is_what_was_worked_out_by_hand()
    {
        SimulationResult result = Simulate([new("a", 1, 0, 0), new("b", 1, 0, 10_000), new("c", 2, 0, 30_000), new("d", 1, 0, null)], Reform("  - change: right town.rent_help\n    set_amount: 150"));
        // Before: 600, 10 600, 30 000, 30 000. Sum 71 200; sum of absolute differences over pairs 10 000 + 2 × 29 400 + 2 × 19 400 + 0 = 107 600;
        // Gini = 107 600 / (4 × 71 200) = 0.377809. Median: half of four persons is reached at 10 600; line 6 360; one of four below.
        Assert.Equal(new Inequality(0.377809m, 10_600, 6_360, 0.25m, null), result.Inequality!.Before);
        // After: 1 800, 11 800, 30 000, 30 000. Sum 73 600; differences 10 000 + 2 × 28 200 + 2 × 18 200 = 102 800; Gini 0.349185; line 7 080.
        Assert.Equal(new Inequality(0.349185m, 11_800, 7_080, 0.25m, 0.25m), result.Inequality.After);
    }

    private static (string, string) Levy(string direction) => ("value: 50}", $"direction: {direction}, value: 50}}");

    /// <summary>The help with the rent as a levy on the rent, with the same figures: what was a cost comes in, and whoever gained loses.</summary>
    [Fact]
    public void What_holders_pay_is_counted_against_the_cost_and_against_them()
    {
        SimulationResult result = Simulate(Twenty, Reform("""
              - change: right town.rent_help
                set_parameters: {limit: 15000}
                set_amount: if income <= 10000 then 60 else 50
            """), change: Levy("paid"));
        // Today 10 × 50 × 12 = 6 000 comes in; by the reform (3 × 50 + 2 × 60) × 12 = 3 240.
        RightResult levy = result.Rights.Single(r => r.Name == "town.rent_help");
        Assert.Equal(("paid", new BeforeAfter(-6_000, -3_240, 2_760)), (levy.Direction, levy.Cost));
        Assert.Equal((new MoveResult(5, 3_000), new MoveResult(2, -240), new MoveResult(3, 0)), (levy.Moves["lost"], levy.Moves["more"], levy.Moves["same"]));
        // The allowance costs 10 800 on both sides.
        Assert.Equal(new BeforeAfter(4_800, 7_560, 2_760), result.Total.Cost);
        // f03 f04 f07 f12 f19 pay no more, 600 each; f01 and f06 pay 120 more each.
        Assert.Equal(new ClassResult(5, 11, 3_000), result.Total.Gainers);
        Assert.Equal(new ClassResult(2, 3, -240), result.Total.Losers);
        Assert.Equal(["f01", "f06"], result.Losses.Select(l => l.Case));
        Assert.All(result.Losses, l => Assert.Equal((-120m, 50m, 60m, "amount"), (l.HouseholdChange, l.AmountBefore, l.AmountAfter, l.Condition)));
        Assert.Equal(["town.rent_help: means: true → false False 5 3000", "town.rent_help: amount True 2 -240"], result.Reasons.Select(r => $"{r.Right}: {r.Condition} {r.Loss} {r.Decisions:0} {r.Amount:0}"));
    }

    /// <summary>As above, with a levy of 600 for the first two, and of 1 800.</summary>
    [Fact]
    public void What_holders_pay_is_no_disposable_income()
    {
        SimulationResult result = Simulate([new("a", 1, 0, 0), new("b", 1, 0, 10_000), new("c", 2, 0, 30_000), new("d", 1, 0, null)], Reform("  - change: right town.rent_help\n    set_amount: 150"), change: Levy("paid"));
        // Before: -600, 9 400, 30 000, 30 000. Sum 68 800; differences over pairs 10 000 + 2 × 30 600 + 2 × 20 600 = 112 400; Gini 112 400 / (4 × 68 800).
        Assert.Equal(new Inequality(0.408430m, 9_400, 5_640, 0.25m, null), result.Inequality!.Before);
        // After: -1 800, 8 200, 30 000, 30 000. Sum 66 400; differences 10 000 + 2 × 31 800 + 2 × 21 800 = 117 200; Gini 117 200 / (4 × 66 400).
        Assert.Equal(new Inequality(0.441265m, 8_200, 4_920, 0.25m, 0.25m), result.Inequality.After);
    }

    [Fact]
    public void An_amount_that_goes_neither_way_costs_nothing()
    {
        SimulationResult result = Simulate(Twenty, Reform("  - change: right town.rent_help\n    set_parameters: {limit: 15000}"), change: Levy("none"));
        RightResult price = result.Rights.Single(r => r.Name == "town.rent_help");
        Assert.Equal(("none", null, new BeforeAfter(10, 5, -5)), (price.Direction, price.Cost, price.Holders));
        Assert.Equal((new BeforeAfter(10_800, 10_800, 0), 0m, 0m), (result.Total.Cost, result.Total.Gainers.Households, result.Total.Losers.Households));
    }

    [Fact]
    public void A_reform_of_nothing_and_one_of_a_right_that_nobody_holds_change_nothing()
    {
        SimulationResult empty = Simulate(Twenty, "reform: r\ntitle: {en: R}\nfrom: 2024-07-01\nchanges: []\n");
        SimulationResult nobody = Simulate(Twenty, Reform("  - change: right town.library_card\n    set_conditions: {old: {require: \"age on(person, reference_date) >= 70\"}}"));
        foreach (SimulationResult result in new[] { empty, nobody })
        {
            Assert.Equal(new BeforeAfter(16_800, 16_800, 0), result.Total.Cost);
            Assert.Equal((20m, 0m, 0m, 0m, 0L), (result.Total.Unchanged.Households, result.Total.Gainers.Households, result.Total.Losers.Households, result.Total.Unknown.Households, result.LossCount));
            Assert.Empty(result.Reasons);
        }
        Assert.Equal([false, false, false], empty.Rights.Select(r => r.IsChanged));
        Assert.Equal([false, true, false], nobody.Rights.Select(r => r.IsChanged));
    }

    /// <summary>Before its day a reform is not there.</summary>
    [Fact]
    public void Before_the_day_of_the_reform_nothing_changes() =>
        Assert.Equal(new BeforeAfter(16_800, 16_800, 0), Simulate(Twenty, Both, dates: [new DateOnly(2024, 6, 1)]).Total.Cost);

    /// <summary>Of twelve months, the reform holds in six: half of what it changes in a year.</summary>
    [Fact]
    public void A_year_in_months_adds_up()
    {
        SimulationResult result = Simulate(Twenty, Both, dates: [.. Enumerable.Range(1, 12).Select(m => new DateOnly(2024, m, 1))]);
        Assert.Equal(new BeforeAfter(16_800, 19_020, 2_220), result.Total.Cost);
        Assert.Equal(new BeforeAfter(9, 12, 3), result.Rights.Single(r => r.Name == "town.child_allowance").Holders);
    }

    [Fact]
    public void Both_sides_are_what_evaluate_decides()
    {
        SimulationResult result = Simulate(Twenty, Both);
        foreach ((string? reform, Func<BeforeAfter, decimal> side) in new (string?, Func<BeforeAfter, decimal>)[] { (null, b => b.Before), (Both, b => b.After) })
        {
            IReadOnlyList<Decision> decisions = Evaluate(Twenty, reform);
            foreach (RightResult right in result.Rights)
            {
                Decision[] own = [.. decisions.Where(d => d.Right == right.Name)], granted = [.. own.Where(d => d.Outcome == Outcome.Granted)];
                Assert.Equal(granted.Length, side(right.Holders));
                Assert.Equal(own.Count(d => d.Outcome == Outcome.Undetermined), side(right.Undetermined));
                Assert.Equal(own.Count(d => d.Outcome == Outcome.Refused), side(right.Refused));
                Assert.Equal(granted.Count(d => d.Automatic), side(right.Automatic));
                if (right.Cost is { } cost) Assert.Equal(granted.Sum(d => d.Amount!.Value) * 12, side(cost));
            }
        }
    }

    [Fact]
    public void Threads_and_parts_do_not_show()
    {
        static string Json(SimulationResult result)
        {
            using var text = new StringWriter();
            SimulationWriter.WriteJson(text, result);
            return text.ToString();
        }
        string one = Json(Simulate(Twenty, Both));
        Assert.Equal(one, Json(Simulate(Twenty, Both, threads: 2)));
        Assert.Equal(one, Json(Simulate(Twenty, Both, threads: 3, casesPerPart: 7)));
        Assert.Equal(one, Json(SimulationWriter.ReadJson(one)!));
    }

    /// <summary>Households of weight 2 and 3; the first gains 1 200 in a year.</summary>
    [Fact]
    public void Weights_count_and_give_a_standard_error()
    {
        Family[] two = [new("a", 1, 1, 35_000, "2"), new("b", 1, 0, 50_000, "3")];
        SimulationResult result = Simulate(two, Both, measured: new AnalysisRequest { Weights = "survey.weight" });
        Assert.Equal((5m, 7m, 2L), (result.Population.Households, result.Population.Persons, result.Population.HouseholdsCounted));
        // w y = 2 400 and 0; n = 2: sqrt(2 × (2 400² - 2 400² / 2)) = 2 400.
        Assert.Equal(new ClassResult(2, 4, 2_400) { HouseholdsError = 2, AmountError = 2_400 }, result.Total.Gainers);
        Assert.Equal(new BeforeAfter(0, 2_400, 2_400) { BeforeError = 0, AfterError = 2_400, ChangeError = 2_400 }, result.Total.Cost);
        Assert.Equal(2_400, result.Rights.Single(r => r.Name == "town.child_allowance").Cost!.ChangeError);
        Assert.Null(Simulate(Twenty, Both).Total.Cost.ChangeError);
    }

    [Theory]
    [InlineData("-1", "case `b` has the weight -1: `survey.weight` is 0 or more")]
    [InlineData(null, "case `b` has a household without weight: `survey.weight` of its members is not known")]
    public void A_weight_that_is_none_ends_the_simulation(string? weight, string message)
    {
        Family[] two = [new("a", 1, 0, 1, "2"), new("b", 1, 0, 1, weight)];
        Assert.Equal(message, Assert.Throws<InputException>(() => Simulate(two, Both, measured: new AnalysisRequest { Weights = "survey.weight" })).Message);
    }

    [Fact]
    public void Losses_go_to_a_file()
    {
        string file = Path.GetTempFileName();
        Simulate(Twenty, Both, threads: 2, losers: file);
        string[] lines = File.ReadAllLines(file);
        File.Delete(file);
        Assert.Equal(6, lines.Length);
        Assert.Equal("f03,a0,-600,town.rent_help,member=a0,2024-09-01,granted,50,refused,,means: true → false,1", lines[1]);
    }

    /// <summary>What households gain and lose is the change in cost, in all and in any grouping; what holders of a right gain and lose is the change of its cost.</summary>
    [Fact]
    public void Gains_less_losses_are_the_change_in_cost()
    {
        Gen<Family[]> families = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[-1, 60], (adults, children, income) => (adults, children, income)).Array[1, 25]
            .Select(all => all.Select((f, i) => new Family($"f{i:00}", f.adults, f.children, f.income < 0 ? null : f.income * 1000)).ToArray());
        Gen<string> reforms = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 200], (a, b, c) => Reform($"""
              - change: right town.child_allowance
                set_parameters: {"{"}limit: {(a == 30 ? 31 : a) * 1000}{"}"}
              - change: right town.rent_help
                set_parameters: {"{"}limit: {(b == 20 ? 21 : b) * 1000}{"}"}
                set_amount: {(c == 50 ? 51 : c)}
            """));
        Gen.Select(families, reforms).Sample((cases, reform) =>
        {
            SimulationResult result = Simulate(cases, reform);
            Assert.Equal(result.Total.Cost.Change, Balance(result.Total) + result.Total.Outside);
            foreach (BreakdownResult breakdown in result.Breakdowns)
            {
                Assert.All(breakdown.Groups, g => Assert.Equal(g.Cost.Change, Balance(g)));
                Assert.Equal((result.Total.Households, result.Total.Persons, result.Total.Cost.Before, result.Total.Cost.After),
                    (breakdown.Groups.Sum(g => g.Households), breakdown.Groups.Sum(g => g.Persons), breakdown.Groups.Sum(g => g.Cost.Before), breakdown.Groups.Sum(g => g.Cost.After)));
            }
            foreach (RightResult right in result.Rights.Where(r => r.Cost is not null)) Assert.Equal(right.Cost!.Change, right.Moves.Values.Sum(m => m.Amount));
            Assert.Equal(result.Total.Cost.Change, result.Rights.Sum(r => r.Cost?.Change ?? 0));
        }, iter: 12, threads: 1);

        static decimal Balance(GroupResult group) => group.Gainers.Amount + group.Losers.Amount + group.Unchanged.Amount + group.Unknown.Amount;
    }

    private static string[] Changes(SimulationResult result, string by) =>
        [.. result.Breakdowns.Single(b => b.By == by).Groups.Select(g => $"{g.Key}: {g.Cost.Change:0}")];
}
