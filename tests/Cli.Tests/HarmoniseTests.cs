using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests;

/// <summary><c>rights needs</c> and <c>rights harmonise</c> on the rules of the repository.</summary>
public sealed class HarmoniseTests
{
    private static readonly string Rules = RepositoryFiles.PathOf("rules");
    private static readonly string Families = RepositoryFiles.PathOf("samples", "families");

    private static readonly Lazy<Workspace.Result> PlanOfFamilies = new(() => Plan(Families));

    private static Workspace.Result Plan(string population) =>
        Workspace.Run("harmonise", "--all", "--income", "family_benefit_income", "--population", population, "--on", "2024-10-01", "--rules", Rules, "--format", "markdown");

    [Fact]
    public void The_data_map_of_a_right_names_its_sources()
    {
        Workspace.Result result = Workspace.Run("needs", "--rules", Rules, "--rights", "growth_package.social_supplement,water.social_tariff", "--on", "2024-10-01", "--sheet", "fields", "--format", "csv", "--lang", "en");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("FOD Financiën,Inkomen.GeefAanslagbiljetPersonenbelasting-02.00,tax_assessment,employee_income,taxable wages before deduction of expenses,financial,1,growth_package.social_supplement\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"growth_package.social_supplement, water.social_tariff\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_decisions_of_the_sample_families_are_counted_by_fact()
    {
        Workspace.Result result = Workspace.Run("needs", "--rules", Rules, "--rights", "growth_package.social_supplement", "--on", "2024-10-01", "--population", Families, "--format", "json");
        Assert.Equal(0, result.Code);
        Assert.Contains("\"missing\": [", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_right_with_an_income_is_in_the_plan_or_named_with_a_reason()
    {
        Workspace.Result result = PlanOfFamilies.Value;
        Assert.Equal(0, result.Code);
        foreach (string right in (string[])["growth_package.social_supplement", "health.increased_reimbursement", "housing.renovation_premium", "housing.rent_premium", "housing.rent_subsidy", "housing.social_housing_registration", "energy.heating_fund", "growth_package.school_allowance"])
            Assert.Contains($"| {right} |", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The sample families in a folder of tables, as <c>population generate</c> writes one, are the same population.</summary>
    [Fact]
    public void The_plan_over_a_folder_of_tables_is_the_one_over_the_same_cases()
    {
        using var space = new Workspace();
        new CsvFolder(RulebookLoader.Load(Rules).Rulebook!.Catalogue).Write(Directory.GetFiles(Families, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText), space.PathOf("tables"));
        Workspace.Result tables = Plan(space.PathOf("tables"));
        Assert.Equal((0, PlanOfFamilies.Value.Output), (tables.Code, tables.Output));
        Assert.Contains("| housing.social_housing_registration | housing_income |", tables.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name one right with --right, or ask for --all", "--all", "--right", "water.social_tariff")]
    [InlineData("name one right with --right, or ask for --all")]
    [InlineData("--output writes one reform", "--all", "--output", "x.reform.yaml")]
    [InlineData("--weight-exclusion 0 is not possible", "--right", "water.social_tariff", "--weight-exclusion", "0")]
    [InlineData("the rulebook has no right `water.social_tarif`; did you mean `water.social_tariff`?", "--right", "water.social_tarif")]
    [InlineData("water.social_tariff cannot be harmonised: its income is no definition of its own", "--right", "water.social_tariff")]
    public void What_cannot_be_harmonised_is_said(string message, params string[] args)
    {
        Workspace.Result result = Workspace.Run(["harmonise", "--income", "family_benefit_income", "--on", "2024-10-01", "--rules", Rules, "--population", Families, .. args]);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_population_is_needed()
    {
        Workspace.Result result = Workspace.Run("harmonise", "--income", "family_benefit_income", "--on", "2024-10-01", "--rules", Rules, "--all");
        Assert.Equal(1, result.Code);
        Assert.Contains("--population is needed", result.Error, StringComparison.Ordinal);
    }
}
