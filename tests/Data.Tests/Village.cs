using RightsEngine.Concepts.Catalogue;
using RightsEngine.Language.Types;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests;

/// <summary>A small catalogue of an invented village.</summary>
internal static class Village
{
    private static readonly Location Nowhere = new(new SourceFile("village.yaml", ""), default);

    public static readonly ConceptCatalogue Catalogue = Build();

    public const string GoodCase = """
        {"case": "good", "requested_on": "2024-03-01", "persons": {
          "anna": {
            "birth": {"birth_date": "1985-02-03", "gender": "f", "name": "Anna Élodie", "languages": ["nl", "fr"]},
            "home": [{"address": "a1", "from": "2010-01-01", "to": "2019-12-31"}, {"address": "a2", "from": "2020-01-01"}],
            "payslip": {"2022": {"wages": 25000.10, "hours": 38.125, "full_time": true, "seniority": "P3Y6M"}, "2023": "unknown", "2021": {"wages": "unknown"}},
            "work": {"2023-Q2": {"days": 60}},
            "benefit": {"2023-05": [{"amount": 12}, {"amount": 13.5}]},
            "status_register": [
              {"code": "LIVING", "from": "2021-01-01", "to": "unknown"},
              {"code": "DISABLED"},
              {"code": "LIVING", "held": false, "on": "2020-06-01"}],
            "partners": [{"person": "ben", "kind": "married", "from": "2012-05-05"}],
            "raised_children": ["cato", {"person": "dirk", "share": 0.5, "from": "2015-01-01", "to": null}]},
          "ben": {"home": {"address": "a2"}, "partners": [{"person": "anna", "kind": "married", "from": "2012-05-05"}], "payslip": "unknown"},
          "cato": {"raisers": "unknown", "home": null, "status_register": []},
          "dirk": {}
        }}
        """;

    /// <summary>The good case on one line, under another id.</summary>
    public static string Line(string id) => GoodCase.ReplaceLineEndings("").Replace("\"good\"", $"\"{id}\"");

    private static ConceptCatalogue Build()
    {
        var catalogue = new ConceptCatalogue();
        Add(catalogue, Codes("gender", "f", "m", "x"));
        Add(catalogue, Codes("status_code", "LIVING", "DISABLED"));
        Add(catalogue, Record("birth", RecordPeriod.Once, false, ("birth_date", RightsType.Date), ("gender", new CodeType("gender")),
            ("name", RightsType.Text), ("death_date", RightsType.Date.Optional()), ("languages", new ListType(RightsType.Text))));
        Add(catalogue, Record("home", RecordPeriod.Span, false, ("address", RightsType.Identifier)));
        Add(catalogue, Record("payslip", RecordPeriod.Year, false, ("wages", new MoneyType(MoneyPeriod.Year)), ("hours", RightsType.Number),
            ("full_time", RightsType.Boolean), ("seniority", RightsType.Duration)));
        Add(catalogue, Record("work", RecordPeriod.Quarter, false, ("days", RightsType.Number)));
        Add(catalogue, Record("benefit", RecordPeriod.Month, true, ("amount", new MoneyType(MoneyPeriod.Month))));
        Add(catalogue, Record("status_register", RecordPeriod.Span, true, ("code", new CodeType("status_code"))));
        catalogue.Statuses["living"] = new StatusDefinition("living", Title("living wage"), Nowhere, "") { FromRecord = catalogue.Records["status_register"], Code = "LIVING" };
        catalogue.Relations["raises"] = new RelationDefinition("raises", Title("raises"), Nowhere, "")
        {
            FromRole = "parent",
            ToRole = "child",
            Forward = "raised_children",
            Inverse = "raisers",
            HasSpan = true,
            Fields = Fields(("share", RightsType.Number)),
        };
        catalogue.Relations["partner"] = new RelationDefinition("partner", Title("partner"), Nowhere, "")
        {
            FromRole = "one",
            ToRole = "other",
            Forward = "partners",
            Symmetric = true,
            Max = 1,
            HasSpan = true,
            Kinds = new Dictionary<string, LocalizedText> { ["married"] = Title("married"), ["cohabiting"] = Title("cohabiting") },
            Fields = Fields(),
        };
        catalogue.Relations["guardian"] = new RelationDefinition("guardian", Title("guardian"), Nowhere, "")
        {
            FromRole = "ward",
            ToRole = "guardian",
            Forward = "guardian",
            Max = 1,
            Fields = Fields(),
        };
        return catalogue;
    }

    private static LocalizedText Title(string english) => new(new Dictionary<string, string> { ["en"] = english, ["nl"] = $"{english} (nl)" });

    private static CodeList Codes(string name, params string[] codes) =>
        new(name, Title(name), Nowhere, "") { Codes = [.. codes.Select(c => new Code(c, Title($"code {c}"), null))] };

    private static RecordDefinition Record(string name, RecordPeriod per, bool many, params (string Name, RightsType Type)[] fields) =>
        new(name, Title($"{name} record"), Nowhere, "") { Source = new RecordSource("village hall", null, false), Per = per, Many = many, Fields = Fields(fields) };

    private static Dictionary<string, FieldDefinition> Fields(params (string Name, RightsType Type)[] fields) =>
        fields.ToDictionary(f => f.Name, f => new FieldDefinition(f.Name, f.Type, Title($"the {f.Name}"), null, Nowhere));

    private static void Add(ConceptCatalogue catalogue, CodeList list) => catalogue.CodeLists[list.Name] = list;

    private static void Add(ConceptCatalogue catalogue, RecordDefinition record) => catalogue.Records[record.Name] = record;
}
