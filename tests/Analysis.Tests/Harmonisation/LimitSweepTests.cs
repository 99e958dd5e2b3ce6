using System.Globalization;
using CsCheck;
using RightsEngine.Analysis.Harmonisation;

namespace RightsEngine.Analysis.Tests.Harmonisation;

/// <summary>Laws of the sweep, on holders drawn at random.</summary>
public sealed class LimitSweepTests
{
    private static readonly Gen<Standing> Standings = Gen.Int[0, 2].Select(n => (Standing)n);

    private static readonly Gen<HolderSteps> Steps = Gen.Select(Gen.Int[-3, 12].Array[1, 3], Standings.Array[4], Gen.Bool.Array[3], (limits, between, sides) =>
    {
        decimal[] sorted = [.. limits.Distinct().Order().Select(l => (decimal)l)];
        return new HolderSteps(sorted, [.. sorted.Select((_, i) => between[sides[i] ? i : i + 1])], between[..(sorted.Length + 1)]);
    });

    private static readonly Gen<SweptHolder[]> Holders =
        Gen.Select(Steps, Gen.Int[-5, 20], Gen.Int[-5, 20], Gen.Int[0, 3], Gen.Int[0, 9], (steps, today, common, further, cost) =>
            new SweptHolder(0, steps, steps.With(today), common, further, cost)).Array[1, 12];

    private static readonly Gen<decimal> Factors = Gen.Int[1, 4000].Select(n => n / 1000m);

    [Fact]
    public void No_factor_is_better_than_the_one_found() =>
        Gen.Select(Holders, Gen.Int[1, 4], Factors.Array[40]).Sample((holders, weight, factors) =>
        {
            var search = new LimitSearch(holders, new SearchGoal(weight, false, false));
            FoundChange best = search.BestFactor();
            Assert.Equal(search.Count(best.Change), best.Counts);
            foreach (decimal factor in factors) Assert.True(search.Count(new LimitChange(factor, 0)).Weighted(weight) >= best.Counts.Weighted(weight), $"{factor} is better than {best.Change.Factor}");
        }, iter: 100);

    [Fact]
    public void Every_stretch_counts_what_a_count_of_all_holders_gives() =>
        Gen.Select(Holders, Gen.Int[0, 5], Factors).Sample((holders, supplement, factor) =>
        {
            var search = new LimitSearch(holders, new SearchGoal(1, false, false));
            foreach (SweepStretch stretch in LimitSweep.OverFactors(holders, supplement))
                if (RoundNumber.In(stretch) is { } found) Assert.Equal(search.Count(new LimitChange(found, supplement)), stretch.Counts);
            foreach (SweepStretch stretch in LimitSweep.OverSupplements(holders, factor))
                if (RoundNumber.In(stretch) is { } found) Assert.Equal(search.Count(new LimitChange(factor, found)), stretch.Counts);
        }, iter: 100);

    [Fact]
    public void A_supplement_never_makes_it_worse_and_a_tight_budget_never_better() =>
        Gen.Select(Holders, Gen.Int[1, 4]).Sample((holders, weight) =>
        {
            FoundChange alone = new LimitSearch(holders, new SearchGoal(weight, false, false)).Best(), with = new LimitSearch(holders, new SearchGoal(weight, false, true)).Best();
            Assert.True(with.Counts.Weighted(weight) <= alone.Counts.Weighted(weight));
            if (Neutral(holders, weight) is not { } neutral) return;
            Assert.True(neutral.Counts.Cost <= 0);
            Assert.True(neutral.Counts.Weighted(weight) >= alone.Counts.Weighted(weight));
        }, iter: 100);

    [Fact]
    public void The_order_of_holders_does_not_matter() =>
        Gen.Select(Holders, Gen.Int[1, 4], Gen.Bool).Sample((holders, weight, supplements) =>
        {
            var goal = new SearchGoal(weight, false, supplements);
            Assert.Equal(new LimitSearch(holders, goal).Best(), new LimitSearch([.. holders.Reverse()], goal).Best());
        }, iter: 100);

    [Fact]
    public void An_identical_income_changes_nobody() =>
        Holders.Sample(holders =>
        {
            SweptHolder[] same = [.. holders.Select(h => h with { Today = h.Steps.With(h.Income) })];
            var search = new LimitSearch(same, new SearchGoal(1, false, false));
            FoundChange best = search.BestFactor();
            Assert.Equal((0L, 0L), (best.Counts.Excluded, best.Counts.Included));
            Assert.Equal(default, search.Count(new LimitChange(1, 0)));
        }, iter: 100);

    [Fact]
    public void No_row_of_the_curve_has_fewer_of_both_than_another() =>
        Holders.Sample(holders =>
        {
            IReadOnlyList<FoundChange> curve = new LimitSearch(holders, new SearchGoal(1, false, false)).Curve(50);
            Assert.NotEmpty(curve);
            foreach (FoundChange a in curve)
                Assert.DoesNotContain(curve, b => b != a && b.Counts.Excluded <= a.Counts.Excluded && b.Counts.Included <= a.Counts.Included);
        }, iter: 100);

    [Theory]
    [InlineData("0.9993", "1.0007", "1")]
    [InlineData("0.4", "0.6", "0.5")]
    [InlineData("4000", "6000", "5000")]
    [InlineData("1.13456", "1.13512", "1.135")]
    public void A_stretch_gives_its_roundest_number(string from, string to, string expected) =>
        Assert.Equal(Number(expected), RoundNumber.In(new SweepStretch(Number(from), Number(to), true, false, default)));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static FoundChange? Neutral(SweptHolder[] holders, int weight)
    {
        try
        {
            return new LimitSearch(holders, new SearchGoal(weight, true, false)).BestFactor();
        }
        catch (NotHandledException)
        {
            return null;
        }
    }
}
