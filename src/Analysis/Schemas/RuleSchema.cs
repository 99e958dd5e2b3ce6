using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RightsEngine.Concepts.Catalogue;
using RightsEngine.Rules.Model;

namespace RightsEngine.Analysis.Schemas;

/// <summary>
/// The JSON Schema (draft 7, which editors know) of each kind of rule file: the keys with what they mean, and what is
/// chosen from. It knows shapes; what names stand for and whether types fit is for <c>rights check</c>.
/// </summary>
internal static class RuleSchema
{
    private const string Resource = "rule-files.schema.json";
    private const string Reference = "#/definitions/";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kinds of rule files, each with the end of its file names.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["concepts"] = ".concepts.yaml",
        ["mapping"] = ".mapping.yaml",
        ["population"] = ".population.yaml",
        ["profile"] = ".profile.yaml",
        ["reform"] = ".reform.yaml",
        ["right"] = ".right.yaml",
        ["rulebook"] = "rulebook.yaml",
        ["tests"] = ".tests.yaml",
    };

    /// <summary>The schema of one kind of file.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="rulebook">The rulebook whose names an editor may offer, or null.</param>
    public static string For(string kind, Rulebook? rulebook)
    {
        JsonObject all = Read();
        if (rulebook is not null) AddNames(all["definitions"]!.AsObject(), rulebook);
        var definitions = new JsonObject();
        Take(kind, all["definitions"]!.AsObject(), definitions);
        var schema = new JsonObject
        {
            ["$schema"] = all["$schema"]!.DeepClone(),
            ["title"] = $"Rule file: {kind}",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = Reference + kind }),
            ["definitions"] = definitions,
        };
        return schema.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>A definition with those that it refers to.</summary>
    private static void Take(string name, JsonObject all, JsonObject taken)
    {
        if (taken.ContainsKey(name)) return;
        JsonNode definition = all[name]!.DeepClone();
        taken[name] = definition;
        foreach (string other in References(definition)) Take(other, all, taken);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p is { Key: "$ref", Value: JsonValue v } ? [v.GetValue<string>()[Reference.Length..]] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };

    private static void AddNames(JsonObject definitions, Rulebook rulebook)
    {
        ConceptCatalogue catalogue = rulebook.Catalogue;
        Offer(definitions["right"]!["properties"]!["holder"]!, ["person", .. catalogue.Relations.Keys, .. catalogue.Households.Values.Where(h => h.Partition).Select(h => h.Name)]);
        Offer(definitions["figure"]!["anyOf"]![1]!["properties"]!["source"]!, rulebook.Sources.Keys);
        Offer(definitions["status_declaration"]!["properties"]!["from_record"]!, catalogue.Records.Keys);
    }

    /// <summary>Names to choose from stand beside the type, so that what is not declared yet is no error of the schema.</summary>
    private static void Offer(JsonNode property, IEnumerable<string> names)
    {
        JsonObject schema = property.AsObject();
        schema["examples"] = new JsonArray([.. names.Order(StringComparer.Ordinal).Select(n => (JsonNode)n)]);
    }
}
