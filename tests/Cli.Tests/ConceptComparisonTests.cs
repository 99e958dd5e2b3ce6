namespace RightsEngine.Cli.Tests;

/// <summary><c>rights concepts matrix</c> and <c>compare</c> on the rules of the repository.</summary>
public sealed class ConceptComparisonTests
{
    private static readonly string Rules = RepositoryFiles.PathOf("rules");
    private static readonly string Families = RepositoryFiles.PathOf("samples", "families");

    [Fact]
    public void The_form_of_a_matrix_follows_the_name_of_its_file()
    {
        using var space = new Workspace();
        string page = space.PathOf("matrix.html");
        Assert.Equal(0, Workspace.Run("concepts", "matrix", "--rules", Rules, "--on", "2024-10-01", "--output", page).Code);
        Assert.Contains("<th scope=\"row\">tax_<wbr>assessment.<wbr>self_<wbr>employed_<wbr>net</th>", File.ReadAllText(page), StringComparison.Ordinal);
        Workspace.Result csv = Workspace.Run("concepts", "matrix", "--rules", Rules, "--on", "2024-10-01", "--rights", "growth_package.s*", "--format", "csv");
        Assert.Contains("csv holds one table: this is incomes", csv.Error, StringComparison.Ordinal);
        Assert.Contains("tax_assessment.self_employed_net,belastbaar inkomen als zelfstandige na aftrek van beroepskosten,1.25,1.25\n", csv.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_concepts_are_compared_on_the_sample_families()
    {
        Workspace.Result result = Workspace.Run("concepts", "compare", "tenant_and_partner", "tenant_family", "--rules", Rules, "--on", "2024-10-01", "--population", Families, "--format", "json", "--lang", "en");
        Assert.Equal(0, result.Code);
        Assert.Contains("\"difference\": \"only in tenant_family\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"counts\": [", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenant_and_partner cannot be compared: name two incomes, or two households", "housing_income", "tenant_and_partner")]
    [InlineData("the catalogue has no income or household `housing_incme`; did you mean `housing_income`?", "housing_incme", "housing_income")]
    [InlineData("--population needs --on", "housing_income", "heating_income", "--population", "x")]
    [InlineData("there is no table `cells`: choose parts", "housing_income", "heating_income", "--sheet", "cells")]
    public void What_cannot_be_compared_is_said(string message, params string[] args)
    {
        Workspace.Result result = Workspace.Run(["concepts", "compare", .. args, "--rules", Rules]);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
