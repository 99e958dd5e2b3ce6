using System.Globalization;
using CsvHelper;
using PuppeteerSharp;

namespace RightsEngine.Cli.Tests.Pages;

/// <summary>The page of <c>rights profile</c> in a browser, beside the CSV of the same profile.</summary>
[Trait("Category", "Browser")]
public sealed class ProfilePageTests
{
    [BrowserFact]
    public async Task The_page_draws_every_family_and_has_the_cliffs_of_the_CSV()
    {
        string folder = Directory.CreateTempSubdirectory("rights-profile-page").FullName;
        try
        {
            string report = Path.Combine(folder, "wages.html");
            string[] command = ["profile", RepositoryFiles.PathOf("samples", "profiles", "wages.profile.yaml"), "--rules", RepositoryFiles.PathOf("rules"), "--rights", "growth_package.social_supplement,work.job_bonus",
                "--reform", RepositoryFiles.PathOf("samples", "reforms", "wider_supplement.reform.yaml"), "--lang", "nl"];
            Workspace.Result made = Workspace.Run([.. command, "--report", report]), csv = Workspace.Run([.. command, "--sheet", "cliffs", "--format", "csv"]);
            Assert.Equal((0, 0), (made.Code, csv.Code));
            using var reader = new CsvReader(new StringReader(csv.Output), CultureInfo.InvariantCulture);
            IDictionary<string, object>[] cliffs = [.. reader.GetRecords<dynamic>().Cast<IDictionary<string, object>>()];
            await using IBrowser browser = await Chromium.Launch();
            await using (OpenPage wide = await OpenPage.Open(browser, report))
            {
                int[] marks = await wide.Marks();
                Assert.True(marks.Length >= 17, $"{marks.Length} charts");
                Assert.DoesNotContain(0, marks);
                // The page is ordered by rules, the CSV by family; the cliffs are the same.
                Assert.Equal(Sorted(cliffs.Select(c => $"{c["rules"]} {c["family"]} {c["income"]} {c["right"]} {c["loss per year"]} {c["all rights"]}")),
                    Sorted((await wide.Table("cliffs")).Select(r => $"{r["rules"]} {r["family"]} {r["income"]} {r["right"]} {r["loss_per_year"]} {r["all_rights"]}")));
                await wide.FitsTheWindow();
                wide.AsksForNothing();
                Assert.Equal("", await wide.Barriers());
                await wide.Picture("profile-wide");
            }
            await using OpenPage narrow = await OpenPage.Open(browser, report, 390);
            await narrow.FitsTheWindow();
            await narrow.Picture("profile-narrow");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static IEnumerable<string> Sorted(IEnumerable<string> rows) => rows.Order(StringComparer.Ordinal);
    }
}
