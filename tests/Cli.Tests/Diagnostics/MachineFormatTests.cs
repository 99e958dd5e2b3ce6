using System.Text.Json;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>
/// The formats of <c>rights check</c>, on a rulebook with findings in several files: <c>tests/corpus/golden</c>.
/// <c>RIGHTS_WRITE_GOLDEN=1 dotnet test tests/Cli.Tests</c> writes the expectations anew.
/// </summary>
public sealed class MachineFormatTests
{
    private static readonly string Golden = RepositoryFiles.PathOf("tests", "corpus", "golden");

    [Theory]
    [InlineData("human", "expected.txt")]
    [InlineData("json", "expected.json")]
    [InlineData("sarif", "expected.sarif")]
    public void Each_format_is_kept(string format, string file) => RepositoryFiles.MatchGolden(Path.Combine(Golden, file), Check(format));

    [Fact]
    public void Both_machine_formats_name_the_same_places_and_the_text_that_is_meant()
    {
        JsonElement[] findings = [.. Parse("json").EnumerateArray()];
        JsonElement[] results = [.. Run().GetProperty("results").EnumerateArray()];
        Assert.Equal(findings.Length, results.Length);
        string[] underlined = [.. findings.Select((finding, i) =>
        {
            JsonElement place = results[i].GetProperty("locations")[0].GetProperty("physicalLocation"), region = place.GetProperty("region");
            string file = Uri.UnescapeDataString(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!);
            Assert.Equal(finding.GetProperty("file").GetString(), file);
            (string, string)[] members = [("line", "startLine"), ("column", "startColumn"), ("endLine", "endLine"), ("endColumn", "endColumn")];
            foreach ((string inJson, string inSarif) in members) Assert.Equal(finding.GetProperty(inJson).GetInt32(), region.GetProperty(inSarif).GetInt32());
            return Cut(file, region);
        })];
        // Columns count UTF-16 units: the cake before `absnt` is two of them.
        Assert.Equal(["absnt", "{en: adult}", "persn", "première", "né", "birth", "person.birth", "a", "\"{taille} é 😀\"", "taille", "2019-01-01", "old"], underlined);
    }

    [Fact]
    public void Sarif_keeps_the_rules_of_the_standard()
    {
        using var log = JsonDocument.Parse(Check("sarif"));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.Equal(["$schema", "version", "runs"], log.RootElement.EnumerateObject().Select(p => p.Name));
        JsonElement run = log.RootElement.GetProperty("runs").EnumerateArray().Single();
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("rights", driver.GetProperty("name").GetString());
        JsonElement[] rules = [.. driver.GetProperty("rules").EnumerateArray()];
        Assert.Equal(rules.Length, rules.Select(r => r.GetProperty("id").GetString()).Distinct().Count());
        foreach (JsonElement rule in rules)
        {
            string code = rule.GetProperty("id").GetString()!;
            Assert.Equal(DiagnosticCatalogue.Find(code).Title, MessageOf(rule, "shortDescription"));
            Assert.True(MessageOf(rule, "fullDescription").Length > 20);
            Assert.True(File.Exists(Path.Combine(RepositoryFiles.Root, MessageOf(rule, "help")["see ".Length..])));
            Assert.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(), Levels);
        }
        foreach (JsonElement result in run.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), Levels);
            MessageOf(result, "message");
            Place(result.GetProperty("locations").EnumerateArray().Single());
            if (!result.TryGetProperty("relatedLocations", out JsonElement related)) continue;
            foreach (JsonElement location in related.EnumerateArray())
            {
                Place(location);
                MessageOf(location, "message");
            }
        }
    }

    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    /// <summary>A region of the standard (§3.30) counts from 1 and does not end before it starts; a URI has nothing to be escaped.</summary>
    private static void Place(JsonElement location)
    {
        JsonElement physical = location.GetProperty("physicalLocation"), region = physical.GetProperty("region");
        string uri = physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        Assert.Matches(@"^[A-Za-z0-9._~/%-]+$", uri);
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative));
        int[] at = [.. new[] { "startLine", "startColumn", "endLine", "endColumn" }.Select(m => region.GetProperty(m).GetInt32())];
        Assert.All(at, number => Assert.True(number >= 1));
        Assert.True(at[2] > at[0] || (at[2] == at[0] && at[3] >= at[1]));
    }

    /// <summary>The text of a message: not empty, and without braces that would be placeholders (§3.11.5).</summary>
    private static string MessageOf(JsonElement owner, string name)
    {
        string text = owner.GetProperty(name).GetProperty("text").GetString()!;
        Assert.NotEmpty(text);
        Assert.DoesNotMatch("[{}]", Regex.Replace(text, @"\{\{|\}\}", ""));
        return text;
    }

    private static string Cut(string file, JsonElement region)
    {
        string[] lines = File.ReadAllText(Path.Combine(Golden, file)).Split('\n');
        Assert.Equal(region.GetProperty("startLine").GetInt32(), region.GetProperty("endLine").GetInt32());
        int start = region.GetProperty("startColumn").GetInt32() - 1, end = region.GetProperty("endColumn").GetInt32() - 1;
        return lines[region.GetProperty("startLine").GetInt32() - 1][start..end];
    }

    private static JsonElement Run() => Parse("sarif").GetProperty("runs")[0];

    private static JsonElement Parse(string format) => JsonDocument.Parse(Check(format)).RootElement;

    /// <summary>What the command writes, with paths from the folder of the golden files.</summary>
    private static string Check(string format)
    {
        // A relative path, as on a command line: SARIF makes file addresses of absolute ones.
        string folder = Path.GetRelativePath(Directory.GetCurrentDirectory(), Golden);
        Workspace.Result result = Workspace.Run("check", Path.Combine(folder, "rules"), "--format", format);
        Assert.Equal((int)ExitCode.RulesInvalid, result.Code);
        return result.Output.Replace($"{folder}{Path.DirectorySeparatorChar}".Replace('\\', '/'), "", StringComparison.Ordinal);
    }
}
