using System.Globalization;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Populations;
using RightsEngine.Data.Tables;

namespace RightsEngine.Data.Tests.Populations;

public sealed class PopulationGeneratorTests : IDisposable
{
    private const int Households = 4_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_household_is_a_case_without_problems()
    {
        PopulationResult result = Generate("csv", Households, 1);
        List<CaseProblem> loose = [], warnings = [];
        var input = new TableInput { OnRowWithoutCase = loose.Add, OnWarning = warnings.Add };
        List<CaseResult> cases = [.. CaseReader.Read(Folder("csv"), null, Village.Catalogue, null, null, input)];
        Assert.Equal(Households, cases.Count);
        Assert.All(cases, c => Assert.Empty(c.Problems));
        Assert.Equal(result.Persons, cases.Sum(c => (long)c.Case!.Persons.Count));
        Assert.Equal((result.Tables.Sum(t => t.Rows), 0), (input.RowsUsed, input.RowsRejected));
        Assert.Empty(loose);
        // Every table is delivered; no draw makes a list, so languages are not known.
        Assert.Contains("`languages`", Assert.Single(warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Margins_are_met()
    {
        Generate("csv", Households, 2);
        Dictionary<string, string[][]> persons = Rows("birth").GroupBy(r => r[0]).ToDictionary(g => g.Key, g => g.ToArray());
        string[][][] families = [.. persons.Values.Where(p => p.Length > 1)], alone = [.. persons.Values.Where(p => p.Length == 1)];
        Near(0.40, families.Length, Households);
        Near(0.50, families.Count(f => f.Length == 3), families.Length);
        Near(0.30, families.Count(f => f.Length == 4), families.Length);
        Near(0.10, families.Count(f => f.Length == 6), families.Length);
        Near(0.30, alone.Count(p => Age(p[0][2]) >= 65), alone.Length);
        Near(26.0 / 45, alone.Count(p => Age(p[0][2]) is >= 20 and <= 45), alone.Length * 0.7);
        Near(0.01, persons.Values.SelectMany(p => p).Count(p => p[3] == "x"), persons.Values.Sum(p => p.Length));
        Near(0.70, Rows("partner").Count(r => r[3] == "married"), families.Length);
        Near(0.95, Rows("raises").Length, families.Sum(f => (f.Length - 2) * 2));

        int working = alone.Count(p => Age(p[0][2]) < 65) + families.Length * 2, poor = Rows("status_register").Count(r => r[2] == "LIVING");
        Near(0.20, poor, working);
        Near(0.20, Rows("payslip").Count(r => decimal.Parse(r[3], CultureInfo.InvariantCulture) < 9_001), Rows("payslip").Length);
        int unknown = Rows("unknown").Length;
        Near(0.10, unknown, unknown + Rows("payslip").Length);
        Assert.Equal(poor, Rows("benefit").Count(r => r[3] == "1"));
        Near(0.50, Rows("benefit").Count(r => r[4] == "12.50"), poor);
    }

    [Fact]
    public void Who_is_younger_is_so_by_what_the_file_says()
    {
        Generate("csv", 500, 3);
        foreach (string[][] family in Rows("birth").GroupBy(r => r[0]).Select(g => g.ToArray()).Where(f => f.Length > 1))
        {
            Assert.InRange(Age(family[0][2]), 40, 55);
            Assert.InRange(Age(family[0][2]) - Age(family[1][2]), -3, 5);
            Assert.All(family[2..], child => Assert.InRange(Age(family[0][2]) - Age(child[2]), 22, 38));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads(bool asCsv)
    {
        Generate("one", 3_000, 7, asCsv, threads: 1);
        Generate("three", 3_000, 7, asCsv, threads: 3);
        Generate("other", 3_000, 8, asCsv, threads: 3);
        string[] files = Names("one");
        Assert.Equal(11, files.Length);
        Assert.Equal(files, Names("three"));
        Assert.All(files, f => Assert.Equal(Bytes("one", f), Bytes("three", f)));
        Assert.NotEqual(Bytes("one", files.First(f => f.StartsWith("birth", StringComparison.Ordinal))), Bytes("other", files.First(f => f.StartsWith("birth", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_smaller_population_is_the_start_of_a_larger_one()
    {
        Generate("small", 300, 5);
        Generate("large", 3_000, 5);
        string small = File.ReadAllText(Path.Combine(Folder("small"), "payslip.csv"));
        Assert.StartsWith(small, File.ReadAllText(Path.Combine(Folder("large"), "payslip.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_says_that_nobody_in_it_exists()
    {
        PopulationResult result = Generate("csv", 20, 6);
        string note = File.ReadAllText(Path.Combine(Folder("csv"), "synthetic.txt"));
        Assert.StartsWith("These households and persons are synthetic", note, StringComparison.Ordinal);
        Assert.Contains($"seed: 6\nhouseholds: 20\npersons: {result.Persons}\n", note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_files_is_left_alone()
    {
        string file = _folder.Write("csv/notes.txt", "mine");
        Assert.Contains("is there already", Assert.Throws<InputException>(() => Generate("csv", 20, 1)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        _folder.Write("file", "");
        Assert.Contains("cannot write", Assert.Throws<InputException>(() => Generate(Path.Combine("file", "folder"), 20, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_ends_at_one()
    {
        double last = 0;
        PopulationGenerator.Write(new PopulationRequest(VillagePopulation.Definition, 5_000, 1, Folder("csv")) { AsCsv = true, OnProgress = share => last = Math.Max(last, share) });
        // The table that is delivered empty has no household.
        Assert.InRange(last, 0.9, 1);
    }

    private PopulationResult Generate(string folder, long households, ulong seed, bool asCsv = true, int threads = 2) =>
        PopulationGenerator.Write(new PopulationRequest(VillagePopulation.Definition, households, seed, Folder(folder)) { AsCsv = asCsv, Threads = threads });

    private string Folder(string name) => Path.Combine(_folder.Path, name);

    private string[] Names(string folder) => [.. Directory.GetFiles(Folder(folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private byte[] Bytes(string folder, string file) => File.ReadAllBytes(Path.Combine(Folder(folder), file));

    // No cell that a test looks at stands behind one with a comma in it.
    private string[][] Rows(string table) => [.. File.ReadLines(Path.Combine(Folder("csv"), $"{table}.csv")).Skip(1).Select(line => line.Split(','))];

    private static int Age(string birthDate)
    {
        DateOnly born = DateOnly.ParseExact(birthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture), day = VillagePopulation.Definition.Day;
        int years = day.Year - born.Year;
        return born.AddYears(years) > day ? years - 1 : years;
    }

    // Four standard deviations: of the seeds that are used here none is so far off.
    private static void Near(double share, int hits, double all) =>
        Assert.InRange(hits, share * all - 4 * Math.Sqrt(all * share * (1 - share)), share * all + 4 * Math.Sqrt(all * share * (1 - share)));
}
