using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RightsEngine.Data.Pseudonyms;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Cli.Tests;

[Collection(OneKey)]
public sealed class PseudonymTests : IDisposable
{
    /// <summary>The tests that set the key of the process, and so wait for each other.</summary>
    internal const string OneKey = "pseudonym key";

    private const string Key = "a key that only this test knows";

    private static readonly string Rules = RepositoryFiles.PathOf("rules");
    private static readonly string Families = RepositoryFiles.PathOf("samples", "families");

    private readonly string _folder = Directory.CreateTempSubdirectory("pseudonyms").FullName;

    public PseudonymTests() => Environment.SetEnvironmentVariable(Pseudonymiser.KeyVariable, Key);

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    [InlineData("table")]
    public void No_id_of_a_family_is_in_any_output(string format)
    {
        string[] families = [.. Directory.GetFiles(Families, "*.json").Select(File.ReadAllText)];
        byte[] all = Everything(Families, format, out _);
        Assert.NotEmpty(all);
        // `Jan` is a person; the law speaks of January.
        string text = Encoding.UTF8.GetString(all);
        foreach (string id in families.SelectMany(Ids)) Assert.DoesNotMatch($@"(?<![\p{{L}}\d]){Regex.Escape(id)}(?![\p{{L}}\d])", text);
    }

    [Fact]
    public void Under_other_names_a_family_gets_the_same_decisions()
    {
        var names = new Pseudonymiser(Key);
        string[] own = [.. SampleFamilies.On("2024-10-01").Rows.Select(r => Said(r, names.Of))];
        string[] other = [.. Workspace.Run("evaluate", Families, "--on", "2024-10-01", "--rules", Rules, "--format", "ndjson", "--pseudonymise").Rows.Select(r => Said(r, id => id))];
        Assert.True(own.Length > 50);
        Assert.Equal(own, other);
    }

    /// <summary>Ids in every place where a mistake can bring them into a sentence, a path, a value or the name of a file.</summary>
    [Theory]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'birth': {'birth_date': 'x'}}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'raised_children': ['ID3']}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'raised_children': ['ID2']}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'ID3': {}}}}")]
    [InlineData("{'case': 'ID1', 'ID2': {}, 'persons': {'ID2': {}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {}, 'ID2': {}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': 7}}")]
    [InlineData("{'case': 'ID1', 'persons': 'ID2'}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'birth': 'ID2'}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'birth': {'birth_date': 'ID2'}}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'tax_assessment': {'ID2': {}}}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'residence': {'address': ' ID3'}}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'residence': [{'address': 'ID3'}, {'address': 'ID3'}]}}}")]
    [InlineData("{'case': 'ID1', 'persons': {' ID2': {}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'partners': [{'person': 'ID3', 'kind': 'ID3'}]}, 'ID3': {}}}")]
    [InlineData("{'case': 'ID1', 'persons': {'ID2': {'raised_children': [{'person': 'ID3', 'share': 1}, {'person': 'ID3', 'share': 0.5}]}, 'ID3': {}}}")]
    [InlineData("{'case': ' ID1', 'persons': {'ID2': {}}}")]
    [InlineData("{'case': ['ID1'], 'persons': {}}")]
    public void No_id_is_in_what_is_said_about_a_mistake(string text)
    {
        string rules = Catalogue();
        // A common form, one with signs that paths and sentences write otherwise, a short one, and one that sentences cut.
        foreach (string[] ids in (string[][])[["85020312345", "85020312346", "85020312347", "85020312348"], ["a.b c", "d`e f", "g[h]", "i\\\\j"], ["Ω1", "Ω2", "Ω3", "Ω4"],
            [new string('k', 90), new string('l', 90), new string('m', 90), new string('n', 90)]])
        {
            string json = Enumerable.Range(1, 4).Aggregate(text.Replace('\'', '"'), (t, i) => t.Replace($"ID{i}", ids[i - 1]));
            foreach (string name in (string[])["cases.json", .. text.Contains("['ID1']", StringComparison.Ordinal) ? Array.Empty<string>() : [$"{ids[0].Replace("\\", "")}.json"]])
            {
                string file = Path.Combine(_folder, name);
                File.WriteAllText(file, json);
                byte[] all = Everything(file, "ndjson", out int code, rules);
                Assert.Equal(2, code);
                foreach (string id in ids)
                {
                    string written = id.Replace("\\\\", "\\");
                    Assert.False(Contains(all, written) || Contains(all, JsonEncodedText.Encode(written).ToString()) || (written.Length > 60 && Contains(all, written[..50])),
                        $"`{id}` is in: {Encoding.UTF8.GetString(all)}");
                }
                File.Delete(file);
            }
        }
    }

    [Fact]
    public void Rows_of_tables_are_told_without_ids()
    {
        string folder = Path.Combine(_folder, "tables");
        const string good = "{\"case\": \"85020312345\", \"persons\": {\"85020312346\": {\"birth\": {\"birth_date\": \"2000-01-01\"}}}}";
        new CsvFolder(RulebookLoader.Load(Rules).Rulebook!.Catalogue).Write([good], folder);
        File.AppendAllLines(Path.Combine(folder, "birth.csv"), ["85020312345,\"85020312346,2000-01-01,", ",85020312346,2000-01-01,", "85020312347,85020312348,2000-01-01,,,"]);
        File.AppendAllLines(Path.Combine(folder, "parent.csv"), ["85020312345,85020312346,85020312349", "85020312345,85020312340,85020312346"]);
        byte[] all = Everything(folder, "ndjson", out int code);
        Assert.Equal(2, code);
        Assert.Contains("RE5067", Encoding.UTF8.GetString(all), StringComparison.Ordinal);
        Assert.False(Contains(all, "8502031234"), Encoding.UTF8.GetString(all));
    }

    [Fact]
    public void One_key_gives_one_name_and_another_key_another()
    {
        string name = new Pseudonymiser(Key).Of("85020312345");
        Assert.Matches("^[a-z2-7]{26}$", name);
        Assert.Equal(name, new Pseudonymiser(Key).Of("85020312345"));
        Assert.NotEqual(name, new Pseudonymiser(Key + "!").Of("85020312345"));
        Assert.NotEqual(name, new Pseudonymiser(Key).Of("85020312346"));
        // HMAC-SHA256 of RFC 4231, test case 2: 5bdcc146bf60754e6a042426089575c7…
        Assert.Equal("lpomcrv7mb2u42qeeqtarflvy4", new Pseudonymiser("Jefe").Of("what do ya want for nothing?"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Without_a_key_nothing_is_done(string? key)
    {
        Environment.SetEnvironmentVariable(Pseudonymiser.KeyVariable, key);
        Workspace.Result result = Workspace.Run("evaluate", Families, "--on", "2024-10-01", "--rules", Rules, "--pseudonymise");
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Equal("rights: --pseudonymise needs a key: put a long secret text in the environment variable RIGHTS_PSEUDONYM_KEY", result.Error.Trim());
    }

    /// <summary>The catalogue of the repository and a right: what is said about a case that is rejected hangs on no more.</summary>
    private string Catalogue()
    {
        string folder = Path.Combine(_folder, "rules");
        foreach (string file in (string[])[.. Directory.GetFiles(Path.Combine(Rules, "concepts")), Path.Combine(Rules, "rulebook.yaml"), Path.Combine(Rules, "be-vlg", "growth_package", "start_amount.right.yaml")])
        {
            if (file.EndsWith(".tests.yaml", StringComparison.Ordinal)) continue;
            string target = Path.Combine(folder, Path.GetRelativePath(Rules, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return folder;
    }

    /// <summary>Standard output and error, with problems once on standard error and once in their file.</summary>
    private byte[] Everything(string input, string format, out int code, string? rules = null)
    {
        string output = Path.Combine(_folder, "decisions"), rejects = Path.Combine(_folder, "rejects");
        string[] command = ["evaluate", input, "--on", "2024-10-01", "--rules", rules ?? Rules, "--format", format, "--pseudonymise"];
        Workspace.Result shown = Workspace.Run(command), filed = Workspace.Run([.. command, "--output", output, "--rejects", rejects]);
        Assert.Equal(shown.Code, filed.Code);
        code = shown.Code;
        return [.. Encoding.UTF8.GetBytes(shown.Output + shown.Error + filed.Output + filed.Error), .. File.ReadAllBytes(output), .. File.ReadAllBytes(rejects)];
    }

    private static string Said(JsonElement row, Func<string, string> name)
    {
        JsonElement holder = row.GetProperty("holder");
        IEnumerable<string> holders = holder.ValueKind == JsonValueKind.Array ? holder.EnumerateArray().Select(h => name(h.GetString()!)) : holder.EnumerateObject().Select(h => $"{h.Name}={name(h.Value.GetString()!)}");
        return string.Join(' ', name(row.GetProperty("case").GetString()!), string.Join(',', holders), row.GetProperty("right"), row.GetProperty("period_start"), row.GetProperty("outcome"),
            row.GetProperty("amount"), row.GetProperty("conditions").GetRawText(), row.GetProperty("missing").GetArrayLength());
    }

    private static IEnumerable<string> Ids(string family)
    {
        using JsonDocument document = JsonDocument.Parse(family);
        return [document.RootElement.GetProperty("case").GetString()!, .. document.RootElement.GetProperty("persons").EnumerateObject().Select(p => p.Name)];
    }

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Pseudonymiser.KeyVariable, null);
        Directory.Delete(_folder, recursive: true);
    }
}
