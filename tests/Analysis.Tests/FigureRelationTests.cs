using System.Runtime.CompilerServices;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Values;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Analysis.Tests;

/// <summary>
/// Relations between published figures that hold in every year of which both were read. A figure that was copied wrongly
/// falls out of its series, also where no rule test asks for it.
/// </summary>
public sealed class FigureRelationTests
{
    private static readonly Lazy<Rulebook> Rules = new(() => RulebookLoader.Load(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "rules"))).Rulebook!);

    private static readonly (string Date, decimal Factor, decimal Added)[] Amounts =
        [("2020-09-01", 1.02m, 0), ("2021-09-01", 1.02m, 0), ("2022-09-01", 1.02m, 0), ("2023-09-01", 1.02m, 0), ("2024-09-01", 1.02m, 0), ("2025-09-01", 1.0246m, 0)];

    // A monthly supplement of 15 euro since December 2022.
    private static readonly (string Date, decimal Factor, decimal Added)[] Supplements =
        [("2020-09-01", 1.02m, 0), ("2021-09-01", 1.02m, 0), ("2022-09-01", 1.02m, 0), ("2022-12-01", 1m, 15), ("2023-09-01", 1.02m, 0), ("2024-09-01", 1.02m, 0), ("2025-09-01", 1.0246m, 0)];

    // The basic amount got its 2 % of September 2022 in two halves.
    private static readonly (string Date, decimal Factor, decimal Added)[] BasicAmount =
        [("2020-09-01", 1.02m, 0), ("2021-09-01", 1.02m, 0), ("2022-09-01", 1.01m, 0), ("2022-12-01", 1.01m, 0), ("2023-09-01", 1.02m, 0), ("2024-09-01", 1.02m, 0), ("2025-09-01", 1.0246m, 0)];

    private static readonly (string Date, decimal Factor, decimal Added)[] LowerLimit =
        [("2020-09-01", 1.02m, 0), ("2021-09-01", 1.02m, 0), ("2022-09-01", 1.02m, 0), ("2023-01-01", 1.05m, 0), ("2023-09-01", 1.0521m, 0), ("2024-09-01", 1.1063m, 0), ("2025-09-01", 1.0128m, 0)];

    private static readonly (string Date, decimal Factor, decimal Added)[] UpperLimit =
        [("2020-09-01", 1.02m, 0), ("2021-09-01", 1.02m, 0), ("2022-09-01", 1.02m, 0), ("2023-09-01", 1.0521m, 0), ("2024-09-01", 1.1063m, 0), ("2025-09-01", 1.0128m, 0)];

    /// <summary>Each indexation applied to the last rounded amount arrives at the published one, to the cent.</summary>
    [Fact]
    public void Chained_indexation_reproduces_the_published_amounts()
    {
        var wrong = new List<string>();
        Chain("growth_package.basic_amount.new_amount", null, BasicAmount, wrong);
        Chain("start_amount_at_birth", null, Amounts, wrong);
        Chain("growth_package.social_supplement.lower_limit", null, LowerLimit, wrong);
        Chain("growth_package.social_supplement.upper_limit", null, UpperLimit, wrong);
        foreach (string row in (string[])["small", "large", "large_upper"]) Chain("growth_package.social_supplement.amounts", row, Supplements, wrong);
        foreach (string row in (string[])["0", "4", "11", "17"]) Chain("growth_package.school_bonus.amounts", row, Amounts, wrong);
        foreach (string row in (string[])["pillar_1_below_6", "total_6_to_8", "total_9_to_11", "pillar_1_6_to_11", "total_12_to_14", "total_15_to_17", "total_18_to_20", "above_20"])
            Chain("growth_package.care_supplement.amounts", row, Amounts, wrong);
        Assert.Equal("", string.Join('\n', wrong));
    }

    /// <summary>The increase per member of the family is the same share of the ceiling, in every pair that was published.</summary>
    [Theory]
    [InlineData("year_supplement", "year_ceiling", 3)]
    [InlineData("month_supplement", "month_ceiling", 3)]
    public void Increased_reimbursement_adds_the_same_share_for_each_member(string supplement, string ceiling, int pairs)
    {
        ParameterDefinition first = Find($"health.increased_reimbursement.{supplement}"), second = Find($"health.increased_reimbursement.{ceiling}");
        DateOnly[] dates = [.. first.Versions.Where(v => !v.IsMissing).Select(v => v.From)];
        Assert.Equal(pairs, dates.Length);
        // One ceiling was printed in whole euro: half a euro of it is nine cents of the supplement.
        Assert.All(dates, d => Assert.InRange(Number(first, d, null)!.Value - (0.185127m * Number(second, d, null)!.Value), -0.1m, 0.1m));
    }

    /// <summary>Single : single with a disability : all others is 1 : 1.0838 : 1.5, in whole euro.</summary>
    [Fact]
    public void Limits_of_social_housing_have_the_same_ratios_in_all_years()
    {
        ParameterDefinition limits = Find("housing_income_limits");
        DateOnly[] years = [.. limits.Versions.Where(v => !v.IsMissing).Select(v => v.From)];
        Assert.Equal(6, years.Length);
        foreach (DateOnly year in years)
        {
            decimal single = Number(limits, year, "single")!.Value;
            Assert.Equal(1.0838m, Math.Round(Number(limits, year, "single_disability")!.Value / single, 4, MidpointRounding.AwayFromZero));
            Assert.Equal(1.500m, Math.Round(Number(limits, year, "other")!.Value / single, 3, MidpointRounding.AwayFromZero));
        }
    }

    private static void Chain(string name, string? row, (string Date, decimal Factor, decimal Added)[] steps, List<string> wrong)
    {
        ParameterDefinition parameter = Find(name);
        DateOnly before = DateOnly.Parse(steps[0].Date, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1);
        decimal amount = Number(parameter, before, row) ?? throw new InvalidOperationException($"`{name}` has no figure before its first step");
        foreach ((string date, decimal factor, decimal added) in steps)
        {
            amount = Math.Round((amount * factor) + added, 2, MidpointRounding.AwayFromZero);
            decimal? written = Number(parameter, DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), row);
            if (written != amount) wrong.Add($"{name}{(row is null ? "" : $"({row})")} from {date}: {written?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}, by the index {amount.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            amount = written ?? amount;
        }
    }

    private static ParameterDefinition Find(string name) =>
        Rules.Value.Catalogue.Parameters.Values.Concat(Rules.Value.Rights.SelectMany(r => r.Parameters.Values)).Single(p => p.FullName == name);

    private static decimal? Number(ParameterDefinition parameter, DateOnly date, string? row)
    {
        ParameterVersion? version = parameter.At(date);
        Value? value = row is null ? version?.Value : version?.Rows?.Single(r => Is(r.Keys[0], row)).Columns.Values.Single();
        return (value as NumberValue)?.Value;
    }

    private static bool Is(KeyCell key, string row) =>
        (key.Single ?? key.Range?.Low) switch { TextValue text => text.Value == row, NumberValue number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) == row, _ => false };

    private static string Here([CallerFilePath] string here = "") => here;
}
