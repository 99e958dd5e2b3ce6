using System.Text.Json;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>What stands in Parquet is what stands in NDJSON.</summary>
public sealed class ParquetOutputTests
{
    /// <summary>A right with memory, a computation without a result, a household of a hundred, and an amount of 26 decimals.</summary>
    [Fact]
    public void What_columns_hold_badly_is_there_all_the_same()
    {
        using var space = new Workspace();
        space.Write("rules/lasting.right.yaml", """
            right: lasting
            title: {nl: blijvend, en: lasting}
            holder: person
            period: day
            grant: automatic
            in_force: {from: 2020-01-01}
            award: {checked: first day of month, runs_until: "date(granted_on.year + 1, 12, 31)"}
            conditions: [{id: elder, text: {nl: oud, en: old}, require: "age on(person, reference_date) >= 65"}]
            """);
        space.Write("rules/faulty.right.yaml", """
            right: faulty
            title: {nl: fout, en: faulty}
            holder: person
            period: month
            decide_on: first day
            grant: automatic
            conditions: [{id: share, text: {nl: deel, en: share}, require: "100 / (age on(person, reference_date) - 74) > 1"}]
            """);
        space.Write("rules/exact.right.yaml", """
            right: exact
            title: {nl: exact, en: exact}
            holder: person
            period: month
            decide_on: first day
            grant: automatic
            conditions: [{id: always, text: {nl: altijd, en: always}, require: "age on(person, reference_date) >= 0"}]
            amount: {type: number, value: "1.000000001 * 1.000000001 * 0.00000001"}
            """);
        string many = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"m{i:D3}\": {{\"birth\": {{\"birth_date\": \"1950-02-03\"}}}}"));
        space.Write("odd.json", """
            [{"case": "few", "persons": {"anna": {"birth": {"birth_date": "1950-02-03"}}, "=carl": {}, "a name of more than twelve letters": {"birth": {"birth_date": "1990-02-03"}}}},
             {"case": "many", "persons": {MANY}}]
            """.Replace("MANY", many, StringComparison.Ordinal));
        List<JsonElement> rows = Same(space, space.PathOf("odd.json"), space.Rules, "--from", "2024-05", "--to", "2024-06");
        Assert.Contains(rows, r => r.GetProperty("outcome").GetString() == "error" && r.GetProperty("fault").GetString()!.Contains("zero", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.GetProperty("granted_on").ValueKind == JsonValueKind.String);
        Assert.Contains(rows, r => r.GetProperty("amount_text").ToString().StartsWith("0.0000000100000000200000000", StringComparison.Ordinal));
    }

    [Fact]
    public void An_output_without_decisions_has_its_columns()
    {
        using var space = new Workspace();
        space.Write("none.ndjson", "");
        Assert.Equal(0, Workspace.Run("evaluate", space.PathOf("none.ndjson"), "--rules", space.Rules, "--on", "2024-05-15", "--output", space.PathOf("out.parquet")).Code);
        Assert.True(File.Exists(space.PathOf("out.parquet/run.json")));
        Assert.Single(ParquetFolder.Rights(space.PathOf("out.parquet")));
    }

    [Fact]
    public void Other_files_are_not_written_over_and_an_earlier_output_is()
    {
        using var space = new Workspace();
        string[] args = ["evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--format", "parquet", "--output", space.PathOf("out")];
        Directory.CreateDirectory(space.PathOf("out"));
        space.Write("out/thesis.txt", "do not lose this");
        Workspace.Result refused = Workspace.Run(args);
        Assert.Equal(1, refused.Code);
        Assert.Contains("it holds something else than the output of a run", refused.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(space.PathOf("out/thesis.txt")));
        File.Delete(space.PathOf("out/thesis.txt"));
        Assert.Equal(0, Workspace.Run(args).Code);
        Assert.Equal(0, Workspace.Run(args).Code);
        Assert.Equal(3, ParquetFolder.Decisions(space.PathOf("out")).Count);
        Assert.Equal(["out"], Directory.EnumerateFileSystemEntries(space.PathOf("."), "out*").Select(Path.GetFileName));
    }

    [Fact]
    public void Parquet_needs_a_folder()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("evaluate", space.Cases, "--rules", space.Rules, "--on", "2024-05-15", "--format", "parquet");
        Assert.Equal((1, "rights: --format parquet needs --output: the folder to write"), (result.Code, result.Error.Trim()));
    }

    private static List<JsonElement> Same(Workspace space, string input, string rules, params string[] dates)
    {
        Workspace.Result written = Workspace.Run(["evaluate", input, "--rules", rules, "--output", space.PathOf("out.parquet"), .. dates]);
        Assert.True(written.Code == 0, written.Error);
        return Same(Workspace.Run(["evaluate", input, "--rules", rules, "--format", "ndjson", .. dates]).Rows, space.PathOf("out.parquet"));
    }

    /// <summary>The decisions in Parquet, which are those of NDJSON, one by one.</summary>
    internal static List<JsonElement> Same(IReadOnlyList<JsonElement> expected, string folder)
    {
        List<JsonElement> rows = ParquetFolder.Decisions(folder);
        Dictionary<string, JsonElement> rights = ParquetFolder.Rights(folder).ToDictionary(Key);
        for (int i = 0; i < Math.Min(rows.Count, expected.Count); i++) Assert.Equal(Shown(expected[i]), Shown(rows[i], rights[Key(rows[i])]));
        Assert.Equal(expected.Count, rows.Count);
        return rows;
    }

    private static string Key(JsonElement row) => $"{row.GetProperty("right")} {row.GetProperty("period_start")}";

    /// <summary>A decision of NDJSON as a line.</summary>
    private static string Shown(JsonElement decision)
    {
        JsonElement holder = decision.GetProperty("holder");
        string[] persons = holder.ValueKind == JsonValueKind.Array ? [.. holder.EnumerateArray().Select(p => p.GetString()!)] : [.. holder.EnumerateObject().Select(p => p.Value.GetString()!)];
        IEnumerable<string> conditions = decision.GetProperty("conditions").EnumerateObject().Select(c => $"{c.Name}:{c.Value}");
        string kinds = string.Join(';', decision.GetProperty("missing").EnumerateArray().Select(f => Kind(f.GetString()!)).Distinct().Order(StringComparer.Ordinal));
        return Line(decision, decision, string.Join(',', persons), conditions, kinds);
    }

    /// <summary>The same of a row in Parquet.</summary>
    private static string Shown(JsonElement row, JsonElement right)
    {
        string[] members = [.. Items(row, "members").Select(m => m.GetString()!)];
        string[] persons = members.Length > 0 ? members : [.. new[] { Text(row, "holder"), Text(row, "second_holder") }.Where(p => p.Length > 0)];
        Assert.Equal(persons[0], Text(row, "holder"));
        ulong holds = row.GetProperty("conditions_true").GetUInt64(), fails = row.GetProperty("conditions_false").GetUInt64();
        var conditions = Text(row, "conditions").Split(';', StringSplitOptions.RemoveEmptyEntries).ToList();
        bool refused = false;
        foreach (JsonElement condition in Items(right, "conditions"))
        {
            string id = condition.GetProperty("id").GetString()!;
            int bit = condition.GetProperty("bit").GetInt32(), depth = condition.GetProperty("depth").GetInt32();
            (bool yes, bool no) = ((holds >> bit & 1) == 1, (fails >> bit & 1) == 1);
            refused |= depth == 0 && no && !yes;
            if (id == "amount_due" && refused) continue;
            conditions.Add($"{id}:{(yes, no) switch { (true, true) => "error", (true, false) => "true", (false, true) => "false", _ => "unknown" }}");
        }
        string kinds = string.Join(';', Text(row, "missing").Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        return Line(row, right, string.Join(',', persons), conditions, kinds);
    }

    private static string Line(JsonElement row, JsonElement right, string holder, IEnumerable<string> conditions, string kinds) => string.Join(' ',
        Text(row, "case"), holder, Text(row, "right"), Text(right, "version"), Text(row, "period_start"), Text(right, "period_end"), Text(right, "reference_date"), Text(row, "outcome"),
        Text(row, "amount_text") is { Length: > 0 } exact ? exact : Amount(row, "amount"), Amount(row, "amount_low"), Amount(row, "amount_high"), Text(right, "unit"), Text(right, "currency"), Text(row, "automatic"),
        Text(row, "parameter_status") is { Length: > 0 } own ? own : Text(right, "parameter_status"), Text(row, "fault"), Text(row, "granted_on"), Text(row, "runs_until"),
        $"[{string.Join(' ', conditions)}] [{kinds}]");

    /// <summary>A missing fact without its persons; a figure begins with the domain of its right.</summary>
    private static string Kind(string fact) => Regex.Replace(Regex.Replace(fact, @"^(?!(health|housing|care|energy|telecom|tax|pension|disability|education|work|transport)\.)(=?[a-z]+\d*)\.", ""), @"\((anna|bert|c\d)\)", "");

    private static IEnumerable<JsonElement> Items(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string Text(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";

    private static string Amount(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal().ToString("0.00##########################") : "";
}
