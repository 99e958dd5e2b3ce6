using System.Text.Json;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>
/// What <c>check --format sarif</c> writes is what the schema of the standard asks (<c>sarif-schema-2.1.0.json</c>, OASIS,
/// errata 01) of the kinds of object that are written: the members it requires, no others than it knows, their types,
/// least numbers and words, and lists without twins. The schema itself is not copied here; what it says of these kinds is
/// the table below.
/// </summary>
public sealed class SarifSchemaTests
{
    /// <summary>By kind of object: what must be there (one of the words between bars), and of the members that may be there those that are written, with their types.</summary>
    private static readonly Dictionary<string, (string[] Required, Dictionary<string, string> Members)> Schema = new()
    {
        ["log"] = (["version", "runs"], new() { ["$schema"] = "uri", ["version"] = "version", ["runs"] = "run[]" }),
        ["run"] = (["tool"], new() { ["tool"] = "tool", ["columnKind"] = "columnKind", ["results"] = "result[]" }),
        ["tool"] = (["driver"], new() { ["driver"] = "toolComponent" }),
        ["toolComponent"] = (["name"], new() { ["name"] = "string", ["rules"] = "reportingDescriptor[] unique" }),
        ["reportingDescriptor"] = (["id"], new()
        {
            ["id"] = "string",
            ["shortDescription"] = "multiformatMessageString",
            ["fullDescription"] = "multiformatMessageString",
            ["help"] = "multiformatMessageString",
            ["defaultConfiguration"] = "reportingConfiguration",
        }),
        ["multiformatMessageString"] = (["text"], new() { ["text"] = "string" }),
        ["reportingConfiguration"] = ([], new() { ["level"] = "level" }),
        ["result"] = (["message"], new()
        {
            ["ruleId"] = "string",
            ["ruleIndex"] = "integer from -1",
            ["level"] = "level",
            ["message"] = "message",
            ["locations"] = "location[]",
            ["relatedLocations"] = "location[] unique",
        }),
        ["message"] = (["text|id"], new() { ["text"] = "string" }),
        ["location"] = ([], new() { ["physicalLocation"] = "physicalLocation", ["message"] = "message" }),
        ["physicalLocation"] = (["address|artifactLocation"], new() { ["artifactLocation"] = "artifactLocation", ["region"] = "region" }),
        ["artifactLocation"] = ([], new() { ["uri"] = "uri-reference" }),
        ["region"] = (["startLine|charOffset|byteOffset"], new() { ["startLine"] = "integer from 1", ["startColumn"] = "integer from 1", ["endLine"] = "integer from 1", ["endColumn"] = "integer from 1" }),
    };

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["version"] = ["2.1.0"],
        ["level"] = ["none", "note", "warning", "error"],
        ["columnKind"] = ["utf16CodeUnits", "unicodeCodePoints"],
    };

    [Fact]
    public void Every_finding_of_the_corpus_is_written_as_the_schema_asks()
    {
        string[] logs = [.. BadCase.All.Select(c => c.Sarif()).OfType<string>()];
        Assert.True(logs.Length > 50);
        Assert.All(logs, log => Assert.Empty(Mistakes(JsonDocument.Parse(log).RootElement, "log", "")));
        Assert.Contains(logs, l => l.Contains("relatedLocations", StringComparison.Ordinal));
    }

    /// <summary>Rules without findings are a log as well.</summary>
    [Fact]
    public void A_log_without_findings_is_written_as_the_schema_asks()
    {
        using var space = new Workspace();
        Assert.Empty(Mistakes(JsonDocument.Parse(Workspace.Run("check", space.Rules, "--format", "sarif").Output).RootElement, "log", ""));
    }

    [Theory]
    [InlineData("""{"version": "2.1.0"}""", "log has no runs")]
    [InlineData("""{"version": "2.0.0", "runs": []}""", "/version: not 2.1.0")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "colour": 1}]}""", "/runs/0: run has no member colour")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "a"}, {"id": "a"}]}}}]}""", "/runs/0/tool/driver/rules: twins")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {}}]}]}""", "/runs/0/results/0/message: message has no text|id")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": ""}, "ruleIndex": -2}]}]}""", "/runs/0/results/0/ruleIndex: not an integer from -1")]
    public void What_the_schema_forbids_is_noticed(string log, string mistake) =>
        Assert.Equal([mistake.StartsWith('/') ? mistake : ": " + mistake], Mistakes(JsonDocument.Parse(log).RootElement, "log", ""));

    private static IEnumerable<string> Mistakes(JsonElement value, string type, string at)
    {
        if (type.EndsWith(" unique", StringComparison.Ordinal) && value.ValueKind == JsonValueKind.Array)
        {
            if (value.EnumerateArray().Select(i => i.GetRawText()).Distinct().Count() < value.GetArrayLength()) yield return $"{at}: twins";
            type = type[..^" unique".Length];
        }
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            if (value.ValueKind != JsonValueKind.Array) yield return $"{at}: no list";
            else foreach (string mistake in value.EnumerateArray().SelectMany((item, i) => Mistakes(item, type[..^2], $"{at}/{i}"))) yield return mistake;
        }
        else if (Schema.TryGetValue(type, out var kind))
        {
            foreach (string mistake in MistakesOf(value, type, kind.Required, kind.Members, at)) yield return mistake;
        }
        else if (!Fits(value, type))
        {
            yield return $"{at}: not {(Words.TryGetValue(type, out string[]? words) ? string.Join(" or ", words) : $"an {type}")}";
        }
    }

    private static IEnumerable<string> MistakesOf(JsonElement value, string type, string[] required, Dictionary<string, string> members, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            yield return $"{at}: no object";
            yield break;
        }
        foreach (string needed in required.Where(r => !r.Split('|').Any(m => value.TryGetProperty(m, out _)))) yield return $"{at}: {type} has no {needed}";
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out string? of)) yield return $"{at}: {type} has no member {member.Name}";
            else foreach (string mistake in Mistakes(member.Value, of, $"{at}/{member.Name}")) yield return mistake;
        }
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "uri" => value.ValueKind == JsonValueKind.String && Uri.IsWellFormedUriString(value.GetString(), UriKind.Absolute),
        "uri-reference" => value.ValueKind == JsonValueKind.String && Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute),
        _ when type.StartsWith("integer from ", StringComparison.Ordinal) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= long.Parse(type["integer from ".Length..]),
        _ => value.ValueKind == JsonValueKind.String && Words[type].Contains(value.GetString()),
    };
}
