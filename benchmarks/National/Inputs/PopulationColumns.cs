using System.Data.Common;
using DuckDB.NET.Data;

namespace RightsEngine.National.Inputs;

/// <summary>The whole population in memory, an array per column: the members of a household and the rows of a member stand together.</summary>
internal sealed class PopulationColumns
{
    /// <summary>The codes of statuses; columns hold their place in this list.</summary>
    public static readonly string[] Codes = ["LIVING_WAGE", "GUARANTEE", "DISABILITY", "SICK"];

    public required int Households { get; init; }

    /// <summary>The first member of each household; one more than there are households.</summary>
    public required int[] FirstPerson { get; init; }

    /// <summary>Dates of birth as day numbers.</summary>
    public required int[] Born { get; init; }

    /// <summary>The first assessment of each person; one more than there are persons.</summary>
    public required int[] FirstAssessment { get; init; }

    public required int[] Year { get; init; }

    /// <summary>In cents.</summary>
    public required long[] Income { get; init; }

    /// <summary>The first status of each person; one more than there are persons.</summary>
    public required int[] FirstStatus { get; init; }

    public required byte[] Code { get; init; }

    public required int[] From { get; init; }

    /// <summary>The last day; the largest number where it is open.</summary>
    public required int[] To { get; init; }

    public int Persons => Born.Length;

    /// <summary>Reads the first households of a folder of tables.</summary>
    public static PopulationColumns Read(string folder, int households, int threads)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Run(connection, $"SET threads = {threads}");
        string below = $"case_id < 'h{households:00000000}'", order = "case_id, person_id";
        List<int> firstPerson = [], born = [];
        Each(connection, $"SELECT {Household}, birth_date - DATE '0001-01-01' FROM read_parquet('{folder}/registration.parquet') WHERE {below} ORDER BY {order}", row =>
        {
            while (firstPerson.Count <= row.GetInt32(0)) firstPerson.Add(born.Count);
            born.Add((int)row.GetInt64(1));
        });
        while (firstPerson.Count <= households) firstPerson.Add(born.Count);

        List<int> firstAssessment = [], year = [], firstStatus = [], from = [], to = [];
        List<long> income = [];
        List<byte> code = [];
        int Person(DbDataReader row) => firstPerson[row.GetInt32(0)] + row.GetInt32(1) - 1;
        Each(connection, $"SELECT {Household}, {Member}, year, CAST(coalesce(income, 0) * 100 AS BIGINT) FROM read_parquet('{folder}/assessment.parquet') WHERE {below} ORDER BY {order}, year", row =>
        {
            while (firstAssessment.Count <= Person(row)) firstAssessment.Add(year.Count);
            year.Add(row.GetInt32(2));
            income.Add(row.GetInt64(3));
        });
        while (firstAssessment.Count <= born.Count) firstAssessment.Add(year.Count);
        Each(connection, $"SELECT {Household}, {Member}, list_position(['{string.Join("', '", Codes)}'], code) - 1, coalesce(\"from\" - DATE '0001-01-01', 0), coalesce(\"to\" - DATE '0001-01-01', {int.MaxValue}) FROM read_parquet('{folder}/social_status.parquet') WHERE {below} ORDER BY {order}, \"from\"", row =>
        {
            while (firstStatus.Count <= Person(row)) firstStatus.Add(code.Count);
            code.Add((byte)row.GetInt32(2));
            from.Add((int)row.GetInt64(3));
            to.Add((int)row.GetInt64(4));
        });
        while (firstStatus.Count <= born.Count) firstStatus.Add(code.Count);
        return new PopulationColumns
        {
            Households = households,
            FirstPerson = [.. firstPerson],
            Born = [.. born],
            FirstAssessment = [.. firstAssessment],
            Year = [.. year],
            Income = [.. income],
            FirstStatus = [.. firstStatus],
            Code = [.. code],
            From = [.. from],
            To = [.. to],
        };
    }

    // Ids are as the generator writes them: h00000042-01.
    private const string Household = "CAST(substr(case_id, 2) AS INTEGER)";
    private const string Member = "CAST(substr(person_id, 11) AS INTEGER)";

    private static void Run(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Each(DuckDBConnection connection, string sql, Action<DbDataReader> take)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        using DbDataReader row = command.ExecuteReader();
        while (row.Read()) take(row);
    }
}
