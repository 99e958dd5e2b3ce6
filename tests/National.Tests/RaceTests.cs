using DuckDB.NET.Data;
using RightsEngine.National.Measuring;

namespace RightsEngine.National.Tests;

/// <summary>The benchmark runs, on few households: what it measures on many is measured elsewhere.</summary>
public sealed class RaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("national").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_contestants_decide_alike()
    {
        var race = new Race(Options.Read(["--households", "3000", "--runs", "1", "--work", _folder]));
        race.Run();
        Assert.Null(race.Difference);
        Assert.Equal(Contestant.All, race.Measured.Select(m => m.Name));
        Assert.All(race.Measured, m => Assert.Null(m.Failure));
        Assert.All(race.Measured, m => Assert.True(m.Min > 0 && m.Households == 3000));
        Assert.Equal(Contestant.All.Except([Contestant.WholeRulebook]).Order(StringComparer.Ordinal), race.Compared.Order(StringComparer.Ordinal));

        string report = Report.Of(Options.Read(["--note", "a test"]), race, "0");
        Assert.Contains("**a test**", report, StringComparison.Ordinal);
        Assert.All(Contestant.All, name => Assert.Contains($"| {Contestant.Title(name)} | 3,000 |", report, StringComparison.Ordinal));
    }

    [Fact]
    public void A_difference_in_one_household_is_found()
    {
        Answers one = Some(), other = Some();
        Assert.Null(one.DifferenceFrom(other));
        other.Granted[4] ^= 1 << Right.SocialTariff;
        Assert.Equal("household 4: [] 0+0 against [social_tariff] 0+0", one.DifferenceFrom(other));
        other = Some();
        other.School[6]++;
        Assert.StartsWith("household 6", one.DifferenceFrom(other), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_come_back_from_their_file()
    {
        Answers answers = Some();
        string file = Path.Combine(_folder, "some.answers");
        answers.Save(file);
        Assert.Null(Answers.Load(file).DifferenceFrom(answers));
        Assert.Equal(answers.Summary, Answers.Load(file).Summary);
    }

    [Fact]
    public void A_difference_in_one_column_of_the_files_is_found()
    {
        string data = Tables.Population(BenchmarkRules.Folder, "national", 500, Options.Read(["--work", _folder])), one = Path.Combine(_folder, "one.parquet"), other = Path.Combine(_folder, "other.parquet");
        Tables.Decide(data, one, 1);
        Tables.Decide(data, other, 2);
        Assert.Null(Tables.Difference(one, other));
        string changed = Path.Combine(_folder, "changed.parquet");
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = $"COPY (SELECT * REPLACE (conditions_true + if(\"case\" = 'h00000123' AND \"right\" = 'social_tariff', 8, 0) AS conditions_true) FROM read_parquet('{other}')) TO '{changed}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }
        Assert.Contains("'case': h00000123", Tables.Difference(one, changed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--households", "none")]
    [InlineData("--households", "0")]
    [InlineData("--contestants", "evaluate,sqll")]
    [InlineData("--speed", "9")]
    [InlineData("--runs")]
    public void An_option_that_is_no_good_is_told(params string[] args) => Assert.Throws<FormatException>(() => Options.Read(args));

    private static Answers Some()
    {
        var answers = new Answers(9);
        for (int h = 0; h < 9; h++)
        {
            if (h % 3 == 0) answers.Granted[h] = (ushort)(1 << h % 5);
            if (h % 2 == 1) answers.Supplement[h] = 60_00 * h;
        }
        answers.Granted[4] = 0;
        return answers;
    }
}
