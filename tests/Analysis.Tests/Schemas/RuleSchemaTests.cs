using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using NJsonSchema;
using RightsEngine.Analysis.Schemas;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.Tests.Schemas;

/// <summary>The schemas of rule files accept what the readers accept, and refuse keys, shapes and choices that they refuse.</summary>
public sealed class RuleSchemaTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    private static readonly Lazy<Dictionary<string, JsonSchema>> Schemas = new(() =>
        RuleSchema.Kinds.Keys.ToDictionary(k => k, k => JsonSchema.FromJsonAsync(RuleSchema.For(k, null)).GetAwaiter().GetResult()));

    /// <summary>Mistakes of shape that a schema cannot see: one entry compared with another.</summary>
    private static readonly string[] BeyondSchemas = ["RE1010-in-force-reversed", "RE4107-same-id-twice"];

    /// <summary>Codes about keys, shapes and choices, for which the editor underlines what the reader refuses.</summary>
    private static readonly string[] OfShape = ["RE1004", "RE1005", "RE1006", "RE1007", "RE1010", "RE4003", "RE4107"];

    public static TheoryData<string> GoodFiles =>
        [.. new[] { "rules", "tests/corpus/good", "tests/corpus/base", "samples" }.SelectMany(Files)];

    public static TheoryData<string> BadFiles =>
        [.. Files("tests/corpus/bad").Where(f => Path.GetFileName(f).StartsWith("wrong.", StringComparison.Ordinal) && OfShape.Contains(Mistake(f)[..6]) && !BeyondSchemas.Contains(Mistake(f)))];

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_rule_file_of_the_repository_is_valid(string file) => Assert.Equal([], Problems(file));

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_mistake_of_shape_is_seen_and_without_it_nothing(string file)
    {
        Assert.NotEmpty(Problems(file));
        Assert.Equal([], Problems(file.Replace("wrong.", "right.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_of_a_rulebook_are_offered_and_files_stay_valid()
    {
        string text = RuleSchema.For("right", RulebookLoader.Load(Path.Combine(Root, "tests", "corpus", "base")).Rulebook);
        JsonNode schema = JsonNode.Parse(text)!;
        Assert.Equal(["housemates", "partnership", "person", "raises"], schema["definitions"]!["right"]!["properties"]!["holder"]!["examples"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Contains("\"gazette\"", text, StringComparison.Ordinal);
        Assert.Null(schema["definitions"]!["record"]);
        Assert.Equal(text, RuleSchema.For("right", RulebookLoader.Load(Path.Combine(Root, "tests", "corpus", "base")).Rulebook));
    }

    [Fact]
    public void Every_kind_of_rule_file_has_a_schema_with_words_for_people()
    {
        foreach (string kind in RuleSchema.Kinds.Keys)
        {
            JsonNode schema = JsonNode.Parse(RuleSchema.For(kind, null))!;
            Assert.Equal("http://json-schema.org/draft-07/schema#", schema["$schema"]!.GetValue<string>());
            Assert.NotNull(schema["definitions"]![kind]!["description"]);
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => Kind(f) is not null).Order(StringComparer.Ordinal);

    private static string? Kind(string file) => RuleSchema.Kinds.FirstOrDefault(k => file.EndsWith(k.Value, StringComparison.Ordinal)).Key;

    private static string Mistake(string file) => Path.GetFileName(Path.GetDirectoryName(file)!);

    private static string[] Problems(string file)
    {
        string path = Path.Combine(Root, file);
        var findings = new DiagnosticBag();
        IReadOnlyList<YamlNode> documents = YamlReader.Read(new SourceFile(file, File.ReadAllText(path)), findings);
        return [.. documents.SelectMany(d => Schemas.Value[Kind(file)!].Validate(Json(d)!.ToJsonString())).Select(p => $"{p.Path}: {p.Kind}")];
    }

    /// <summary>What an editor takes a YAML node for: unquoted numbers, true, false and null are that.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Json(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsQuoted: false, Text: "true" or "false" } flag => flag.Text == "true",
        YamlScalar { IsQuoted: false } plain when decimal.TryParse(plain.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) => number,
        YamlScalar scalar => scalar.Text,
        _ => null,
    };

    private static string Here([CallerFilePath] string here = "") => here;
}
