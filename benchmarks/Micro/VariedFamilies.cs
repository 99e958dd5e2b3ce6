using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace RightsEngine.Micro;

/// <summary>The sample families over and over with other dates and amounts, so that no two cases take the same branches.</summary>
internal static class VariedFamilies
{
    public static IEnumerable<byte[]> Endless(int seed)
    {
        var random = new Random(seed);
        JsonNode[] families = [.. Repository.Families.Select(f => JsonNode.Parse(File.ReadAllBytes(f))!)];
        for (int number = 0; ; number++)
        {
            JsonNode family = families[random.Next(families.Length)].DeepClone();
            family["case"] = $"case{number}";
            Vary(family["persons"]!, random);
            yield return Encoding.UTF8.GetBytes(family.ToJsonString());
        }
    }

    private static void Vary(JsonNode node, Random random)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Vary(item!, random);
            return;
        }
        if (node is not JsonObject map) return;
        foreach ((string key, JsonNode? value) in map.ToList())
        {
            if (value is not JsonValue leaf) Vary(value!, random);
            else if (key == "birth_date" && DateOnly.TryParseExact(leaf.ToString(), "yyyy-MM-dd", out DateOnly born)) map[key] = born.AddDays(random.Next(-900, 900)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            else if (leaf.GetValueKind() == System.Text.Json.JsonValueKind.Number && leaf.GetValue<decimal>() > 100) map[key] = decimal.Round(leaf.GetValue<decimal>() * random.Next(50, 200) / 100, 2);
        }
    }
}
