using System.Text.Json.Nodes;
using CsCheck;

namespace RightsEngine.Rules.Tests;

/// <summary>Families for the repository's rulebook that differ in the ways its rights care about; as JSON trees, so that tests can change them.</summary>
internal static class FamilyGenerator
{
    private static readonly Gen<decimal> Income = Pick(0m, 20000m, 40187.19m, 40187.20m, 46885.06m, 46885.07m, 60000m, 75593.05m, 75593.06m, 120000m);

    private static readonly Gen<JsonObject> Parent =
        from year in Gen.Int[1970, 2000]
        from income in Income
        from selfEmployed in Pick(0m, 0m, 8000m)
        from cadastral in Pick(0m, 0m, 900m, 1250.01m, 6000m)
        from address in Pick("x", "x", "x", "y")
        from alarm in Pick("", "", "", "LIVING_WAGE", "IVT", "IGO")
        from held in Pick("2023-03-01", "2024-03-01")
        from bill in Pick("", "own", "own", "shared", "landlord")
        from calendar in Gen.Bool
        from other in Pick("true", "false", "unknown")
        select Build(year, income, selfEmployed, cadastral, address, alarm, held, bill, calendar, other);

    private static readonly Gen<JsonObject> Child =
        from year in Gen.Int[2004, 2024]
        from month in Gen.Int[1, 12]
        from rank in Pick("low", "middle", "high")
        from address in Pick("x", "x", "x", "y")
        from education in Pick("true", "false", "unknown", "")
        select BuildChild(year, month, rank, address, education);

    private static Gen<T> Pick<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    /// <summary>A case with one or two parents and one to four children.</summary>
    public static readonly Gen<JsonObject> Family =
        from anna in Parent
        from bert in Parent
        from two in Gen.Bool
        from tie in Pick("married", "legally_cohabiting", "none", "none")
        from children in Child.Array[1, 4]
        from shares in Pick("1", "0.5", "0.25", "unknown").Array[8]
        from court in Pick("true", "false", "false", "unknown").Array[8]
        from both in Gen.Bool
        select Assemble(anna, two ? bert : null, tie, children, shares, court, both);

    /// <summary>A copy about which everything is known: what a source could not tell is told.</summary>
    public static JsonObject WhollyKnown(JsonObject family)
    {
        var copy = (JsonObject)family.DeepClone();
        foreach ((string person, JsonNode? data) in copy["persons"]!.AsObject())
        {
            if (person[0] == 'c' && data!["child_entitlement"] is null)
                data["child_entitlement"] = new JsonObject { ["education"] = true, ["support_need"] = false };
            Tell(data!);
        }
        return copy;
    }

    private static void Tell(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Tell(item!);
        }
        else if (node is JsonObject map)
        {
            foreach ((string key, JsonNode? value) in map.ToList())
                if (value is not JsonValue) Tell(value!);
                else if (value.ToString() == "unknown") map[key] = key == "share" ? JsonValue.Create(1) : JsonValue.Create(key == "education");
        }
    }

    /// <summary>The paths of all leaves that a source could also have failed to tell.</summary>
    public static List<string[]> Leaves(JsonObject family)
    {
        var leaves = new List<string[]>();
        foreach ((string person, JsonNode? data) in family["persons"]!.AsObject())
            Collect(data!, [person], leaves);
        return leaves;
    }

    /// <summary>A copy of the family with one leaf, or one whole record, replaced by <c>unknown</c>.</summary>
    public static JsonObject Forget(JsonObject family, string[] path)
    {
        var copy = (JsonObject)family.DeepClone();
        JsonNode node = copy["persons"]!;
        foreach (string step in path[..^1]) node = node is JsonArray array ? array[int.Parse(step)]! : node[step]!;
        if (node is JsonArray list) list[int.Parse(path[^1])] = "unknown";
        else node[path[^1]] = "unknown";
        return copy;
    }

    private static void Collect(JsonNode node, string[] path, List<string[]> leaves)
    {
        switch (node)
        {
            case JsonObject map:
                // A link's person is who it is about, a whole record or relation is a leaf too.
                foreach ((string key, JsonNode? value) in map)
                    if (value is not null && key is not ("person" or "kind" or "code")) Collect(value, [.. path, key], leaves);
                if (path.Length is 2 or 3 && !int.TryParse(path[^1], out int index)) leaves.Add(path);
                else if (path.Length == 3 && int.Parse(path[2]) > 1900) leaves.Add(path);
                break;
            case JsonArray list:
                if (path.Length == 2) leaves.Add(path);
                for (int i = 0; i < list.Count; i++) Collect(list[i]!, [.. path, $"{i}"], leaves);
                break;
            default:
                if (path.Length > 2) leaves.Add(path);
                break;
        }
    }

    private static JsonObject Build(int year, decimal income, decimal selfEmployed, decimal cadastral, string address, string alarm, string held, string bill, bool calendar, string other)
    {
        var parent = new JsonObject
        {
            ["birth"] = new JsonObject { ["birth_date"] = $"{year}-05-01" },
            ["residence"] = new JsonObject { ["address"] = address, ["region"] = "flanders" },
            ["tax_assessment"] = new JsonObject { ["2022"] = new JsonObject { ["employee_income"] = income, ["self_employed_net"] = selfEmployed } },
            ["cadastral_income"] = new JsonObject { ["2022"] = new JsonObject { ["let_indexed"] = cadastral } },
        };
        if (calendar) parent["tax_assessment"]!["2024"] = new JsonObject { ["employee_income"] = decimal.Round(income / 2, 2) };
        if (alarm.Length > 0) parent["social_status"] = new JsonArray(new JsonObject { ["code"] = alarm, ["from"] = held });
        if (bill.Length > 0)
        {
            parent["water_bill"] = new JsonObject
            {
                ["2024"] = new JsonObject { ["in_own_name"] = bill != "landlord", ["shared"] = bill == "shared", ["other_use"] = false, ["unit_price"] = 5.25m },
            };
        }
        parent["current_means"] = new JsonObject { ["other_income"] = Scalar(other) };
        return parent;
    }

    private static JsonObject BuildChild(int year, int month, string rank, string address, string education)
    {
        var child = new JsonObject
        {
            ["birth"] = new JsonObject { ["birth_date"] = $"{year}-{month:00}-15" },
            ["residence"] = new JsonObject { ["address"] = address, ["region"] = "flanders" },
        };
        if (year < 2019) child["child_benefit_file"] = new JsonObject { ["open_right"] = true, ["rank"] = rank };
        if (education.Length > 0) child["child_entitlement"] = new JsonObject { ["education"] = Scalar(education), ["support_need"] = false };
        return child;
    }

    private static JsonObject Assemble(JsonObject anna, JsonObject? bert, string tie, JsonObject[] children, string[] shares, string[] court, bool both)
    {
        var persons = new JsonObject { ["anna"] = anna.DeepClone() };
        if (bert is not null)
        {
            persons["bert"] = bert.DeepClone();
            if (tie != "none") persons["anna"]!["partners"] = new JsonArray(new JsonObject { ["person"] = "bert", ["kind"] = tie });
        }
        for (int i = 0; i < children.Length; i++)
        {
            var child = (JsonObject)children[i].DeepClone();
            var raisers = new JsonArray(Link("anna", shares[i], court[i]));
            if (bert is not null && both) raisers.Add(Link("bert", shares[i + 4], court[i]));
            child["raisers"] = raisers;
            persons[$"c{i + 1}"] = child;
        }
        return new JsonObject { ["case"] = "generated", ["persons"] = persons };
    }

    private static JsonObject Link(string person, string share, string court) =>
        new() { ["person"] = person, ["share"] = share == "unknown" ? "unknown" : decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture), ["by_court"] = Scalar(court) };

    private static JsonNode Scalar(string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => JsonValue.Create(text),
    };
}
