using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests;

/// <summary>What stands around the cells of tables is Dutch where Dutch is asked for; the names that programs know stay English.</summary>
public sealed partial class DutchTablesTests
{
    private static string Run(string command, string format)
    {
        string[] words = [.. command.Split(' ').Select(w => w.StartsWith("samples/", StringComparison.Ordinal) ? RepositoryFiles.PathOf(w.Split('/')) : w)];
        Workspace.Result run = Workspace.RunWith("", [.. words, "--rules", RepositoryFiles.PathOf("rules"), "--format", format, "--lang", "nl"]);
        Assert.True(run.Code == 0, run.Error);
        return run.Output;
    }

    [Theory]
    [InlineData("needs --rights care.care_budget_elderly")]
    [InlineData("concepts matrix --rights care.reduced_insurance_premium,housing.rent_premium")]
    [InlineData("concepts compare family_benefit_income housing_income")]
    [InlineData("concepts compare income_unit address_household")]
    [InlineData("profile samples/profiles/wages.profile.yaml --rights care.insurance_premium")]
    [InlineData("profile samples/profiles/wages.profile.yaml --cliffs --population samples/families --rights care.insurance_premium")]
    public void Captions_headings_and_notes_are_Dutch(string command)
    {
        string[] lines = Run(command, "markdown").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // A heading stands above the line of its table.
        string[] around = [.. lines.Where((line, i) => !line.StartsWith('|') || (i + 1 < lines.Length && lines[i + 1].StartsWith("|--", StringComparison.Ordinal)))];
        Assert.NotEmpty(around);
        Assert.DoesNotContain(around, line => English().IsMatch(line));
    }

    [Fact]
    public void Names_of_columns_in_csv_stay_English() =>
        Assert.StartsWith("authority,service,how,records,fields,asked by one right,by several,rights\n", Run("needs --rights care.care_budget_elderly --sheet sources", "csv"), StringComparison.Ordinal);

    [GeneratedRegex(@"\b(the|which|that|what|with|of which|right|rights|family|income|loss|figures|each|known|missing|cases|persons|title|source)\b")]
    private static partial Regex English();
}
