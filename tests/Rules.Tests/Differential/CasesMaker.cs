using System.Text.Json.Nodes;

namespace RightsEngine.Rules.Tests.Differential;

/// <summary>Makes cases over the <see cref="DifferentialCatalogue"/>: known, unknown, denied, left out, known in part.</summary>
internal sealed class CasesMaker(Random random)
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e"];

    // Of some cases everything was delivered: those that the lean lane decides. They stand between the others in a batch.
    private bool _isComplete;

    public JsonObject Make(int number)
    {
        // Some cases are wholly known, as most are in a register; the others know more or less.
        double unknown = random.Next(3) switch { 0 => 0, 1 => 0.05, _ => 0.25 };
        _isComplete = unknown == 0 && Chance(0.75);
        string[] persons = Ids[..(1 + random.Next(Ids.Length))];
        var all = new JsonObject();
        foreach (string id in persons) all[id] = Person(id, persons, unknown);
        var subject = new JsonObject { ["case"] = $"case{number}", ["persons"] = all };
        // A relation that nobody was asked about is unknown of everybody, on both sides.
        if (Chance(0.1)) Unasked(all, "raised_children", "raisers");
        if (Chance(0.1)) Unasked(all, "guardian", "wards");
        if (Chance(0.5)) subject["requested_on"] = "2024-04-15";
        if (Chance(unknown / 10)) subject["known_from"] = "2023-01-01";
        return subject;
    }

    /// <summary>The case with one thing left out, one way at a time.</summary>
    public static IEnumerable<JsonObject> Smaller(JsonObject subject)
    {
        foreach (string person in Keys(subject["persons"]!).Where(_ => Keys(subject["persons"]!).Length > 1))
        {
            var copy = (JsonObject)subject.DeepClone();
            ((JsonObject)copy["persons"]!).Remove(person);
            foreach (string other in Keys(copy["persons"]!)) Unlink((JsonObject)copy["persons"]![other]!, person);
            yield return copy;
        }
        foreach (string[] path in Paths(subject, []).Where(p => p is not (["case"] or ["persons"] or ["persons", _])).OrderBy(p => p.Length))
        {
            var copy = (JsonObject)subject.DeepClone();
            JsonNode node = copy;
            foreach (string step in path[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
            if (node is JsonArray array) array.RemoveAt(int.Parse(path[^1]));
            else ((JsonObject)node).Remove(path[^1]);
            yield return copy;
        }
    }

    private static string[] Keys(JsonNode node) => [.. ((JsonObject)node).Select(p => p.Key)];

    private static void Unlink(JsonObject person, string gone)
    {
        foreach (JsonArray links in person.Select(p => p.Value).OfType<JsonArray>())
            for (int i = links.Count - 1; i >= 0; i--)
                if (links[i] is JsonObject link && link["person"]?.ToString() == gone) links.RemoveAt(i);
    }

    private static IEnumerable<string[]> Paths(JsonNode node, string[] path)
    {
        if (path.Length > 0) yield return path;
        IEnumerable<(string, JsonNode?)> inner = node switch
        {
            JsonObject map => map.Select(p => (p.Key, p.Value)),
            JsonArray list => list.Select((v, i) => ($"{i}", v)),
            _ => [],
        };
        foreach ((string key, JsonNode? value) in inner)
            if (value is not null)
                foreach (string[] below in Paths(value, [.. path, key])) yield return below;
    }

    private JsonObject Person(string id, string[] all, double unknown)
    {
        var person = new JsonObject();
        Maybe(person, "birth", 0.97, unknown / 3, () =>
        {
            var birth = new JsonObject();
            Maybe(birth, "birth_date", 0.98, unknown, () => Chance(unknown / 4) ? Pick("1990-00-00", "2006-06-00") : Pick("1950-02-28", "1985-12-31", "1992-02-29", "2005-03-01", "2006-07-01", "2012-01-15", "2019-09-09", "2024-03-20"));
            Maybe(birth, "death_date", 0.06, 0, () => Pick("2023-05-05", "2024-03-10", "2024-03-31"));
            return birth;
        });
        Maybe(person, "home", 0.9, unknown / 3, () =>
        {
            var home = new JsonObject();
            Maybe(home, "address", 0.97, unknown, () => Pick("x", "x", "y", "z"));
            Maybe(home, "region", 0.95, unknown, () => Pick("north", "south", "east"));
            Maybe(home, "shared", 0.5, unknown, () => JsonValue.Create(Chance(0.5)));
            Maybe(home, "from", 0.7, unknown / 4, () => Pick("2010-01-01", "2023-06-01", "2024-03-15"));
            if (Chance(0.1)) home["to"] = "2024-03-31";
            return home;
        });
        Maybe(person, "sheet", 0.9, unknown / 3, () =>
        {
            var sheet = new JsonObject();
            // Some numbers have more decimals, or are larger, than columns of the lean lane hold.
            Maybe(sheet, "n1", 0.8, unknown, () => Chance(0.05) ? Pick(0.00001m) : Pick(0m, 1m, 2m, 3.5m, 17m, -4m, 250.25m));
            Maybe(sheet, "n2", 0.9, unknown, () => Chance(0.05) ? Pick(999999999999m) : Pick(0m, 1m, 5m, 12.5m));
            Maybe(sheet, "opt", 0.5, unknown, () => Pick(2m, 8m));
            Maybe(sheet, "flag", 0.8, unknown, () => JsonValue.Create(Chance(0.5)));
            Maybe(sheet, "doubt", 0.9, unknown, () => JsonValue.Create(Chance(0.5)));
            Maybe(sheet, "day", 0.9, unknown, () => Pick("2020-02-29", "2024-03-01", "1999-12-31"));
            Maybe(sheet, "fine", 0.4, unknown, () => Pick(12.5m, 0m, 80.01m));
            return sheet;
        });
        Maybe(person, "wages", 0.9, unknown / 3, () => Years(unknown, "gross", "net"));
        Maybe(person, "bill", 0.7, unknown / 3, () =>
        {
            JsonObject years = Years(unknown, "total");
            foreach (JsonObject year in years.Select(y => y.Value).OfType<JsonObject>()) Maybe(year, "own", 0.6, unknown, () => JsonValue.Create(Chance(0.5)));
            return years;
        });
        Maybe(person, "quarter_pay", 0.5, unknown / 3, () => new JsonObject { [Pick("2023-Q2", "2023-Q1").ToString()] = new JsonObject { ["hours"] = Pick(10m, 400m, 0m) } });
        Maybe(person, "month_pay", 0.8, unknown / 3, () => new JsonObject { [Chance(0.9) ? "2023-05" : "2023-06"] = Chance(unknown) ? "unknown" : new JsonObject { ["pay"] = Pick(0m, 1500m, 2000.5m) } });
        Maybe(person, "job", 0.6, unknown / 3, () => Many(3, () =>
        {
            var job = new JsonObject();
            Maybe(job, "pay", 0.9, unknown, () => Pick(100m, 950.5m));
            Maybe(job, "full", 0.8, unknown, () => JsonValue.Create(Chance(0.5)));
            Span(job, unknown);
            return job;
        }));
        Maybe(person, "aid", 0.6, unknown / 3, () => Many(3, () =>
        {
            var aid = new JsonObject();
            Maybe(aid, "code", 1, unknown / 2, () => Pick("SUPPORT", "CARE"));
            if (Chance(0.15)) (aid["held"], aid["on"]) = (false, Pick("2024-03-01", "2024-02-29", "2022-01-01"));
            else Span(aid, unknown);
            return aid;
        }));
        Links(person, "raised_children", id, all, 0.5, unknown, link =>
        {
            Maybe(link, "share", 0.7, unknown, () => Pick(1m, 0.5m, 0.25m));
            Maybe(link, "by_court", 0.7, unknown, () => JsonValue.Create(Chance(0.3)));
        });
        Links(person, "partners", id, all, 0.25, unknown, link => Maybe(link, "kind", 0.9, unknown, () => Pick("married", "cohabiting")));
        Links(person, "guardian", id, all, 0.15, unknown, _ => { });
        Links(person, "keepers", id, all, 0.7, unknown, _ => { });
        return person;
    }

    private static void Unasked(JsonObject persons, string forward, string inverse)
    {
        foreach (JsonObject person in persons.Select(p => p.Value).OfType<JsonObject>()) (person[forward], person[inverse]) = ("unknown", "unknown");
    }

    private void Links(JsonObject person, string relation, string id, string[] all, double chance, double unknown, Action<JsonObject> fields)
    {
        // Nobody is linked to someone who comes before: so a link is given once.
        string[] others = [.. all.Where(o => string.CompareOrdinal(o, id) > 0)];
        if (!Chance(chance)) return;
        if (Chance(unknown / 6))
        {
            person[relation] = "unknown";
            return;
        }
        var links = new JsonArray();
        foreach (string other in others.Where(_ => Chance(relation == "guardian" ? 0.3 : 0.6)))
        {
            var link = new JsonObject { ["person"] = other };
            fields(link);
            Span(link, unknown);
            links.Add(link);
        }
        if (links.Count > 0 || relation == "keepers") person[relation] = links;
    }

    private JsonObject Years(double unknown, params string[] fields)
    {
        var years = new JsonObject();
        foreach (string year in new[] { "2022", "2023", "2021" }.Where(_ => _isComplete || Chance(0.75)))
        {
            if (Chance(unknown / 2))
            {
                years[year] = "unknown";
                continue;
            }
            var sheet = new JsonObject();
            foreach (string field in fields) Maybe(sheet, field, 0.85, unknown, () => Pick(0m, 12000m, 15000.55m, 19999.99m, 40000m));
            years[year] = sheet;
        }
        return years;
    }

    private JsonArray Many(int most, Func<JsonObject> one) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => one())];

    private void Span(JsonObject entry, double unknown)
    {
        Maybe(entry, "from", 0.6, unknown / 4, () => Pick("2015-01-01", "2022-01-01", "2023-02-15", "2024-03-01", "2024-03-20"));
        Maybe(entry, "to", 0.35, unknown / 4, () => Pick("2024-03-20", "2024-12-31", "2025-06-30"));
    }

    private void Maybe(JsonObject map, string key, double chance, double unknown, Func<JsonNode> value)
    {
        if (Chance(unknown)) map[key] = "unknown";
        else if (Chance(_isComplete && chance > 0.4 ? 1 : chance)) map[key] = value();
    }

    private bool Chance(double part) => random.NextDouble() < part;

    private JsonValue Pick<T>(params T[] choices) => JsonValue.Create(choices[random.Next(choices.Length)])!;
}
