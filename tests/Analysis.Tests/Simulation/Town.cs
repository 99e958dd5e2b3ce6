using System.Text.Json.Nodes;
using RightsEngine.Analysis.Simulation;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Runs;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Analysis.Tests.Simulation;

/// <summary>An invented town with two rights, and simulations over families of it.</summary>
internal static class Town
{
    private const string Head = """
        rulebook: town
        title: {en: Town}
        version: "1"
        languages: [en]
        currency: EUR
        sources:
          gazette: {title: Gazette}
        analysis:
          household: housemates
          income: yearly_income
          income_year: reference_date.year - 2
          disposable_income: yearly_income
          children: count(members[age on(item, reference_date) < 18])
          age: max(for m in members return age on(m, reference_date))
          age_groups: [30, 65]
          household_types:
            - {id: alone, title: {en: alone}, when: count(members) = 1}
            - {id: together, title: {en: together}, when: "true"}
        """;

    private const string Concepts = """
        record: birth
        title: {en: birth}
        source: {authority: Town hall}
        of: person
        per: once
        absent_record: unknown
        fields:
          birth_date: {type: date, title: {en: date of birth}, absent: unknown, role: birth_date}
        ---
        record: home
        title: {en: home}
        source: {authority: Town hall}
        of: person
        per: once
        absent_record: unknown
        fields:
          address: {type: identifier, title: {en: address}, absent: unknown}
        ---
        record: survey
        title: {en: survey}
        source: {authority: Statistics}
        of: person
        per: once
        absent_record: none
        fields:
          weight: {type: number, title: {en: weight}, absent: unknown}
        ---
        record: wage_sheet
        title: {en: wage sheet}
        source: {authority: Tax office}
        of: person
        per: year
        absent_record: nil
        fields:
          wages: {type: money per year, title: {en: wages}, absent: 0}
        ---
        relation: raises
        title: {en: raising}
        from: {parent: person}
        to: {child: person}
        names: {forward: raised_children, inverse: raisers}
        absent: none
        ---
        household: housemates
        title: {en: housemates}
        around: person
        partition: true
        members: m = person or m.home.address = person.home.address
        ---
        income: yearly_income
        title: {en: income}
        of: person
        per: year
        components:
          - {id: wages, take: wage_sheet.wages}
        """;

    private const string Rights = """
        right: town.child_allowance
        title: {en: child allowance}
        holder: raises
        period: month
        grant: automatic
        in_force: {from: 2020-01-01}
        parameters:
          limit: {type: money per year, title: {en: limit}, values: {2020-01-01: {value: 30000, status: verified}}}
        definitions:
          income: sum(for m in housemates(parent) return yearly_income(m, reference_date.year - 2))
        conditions:
          - {id: young, text: {en: under 18}, require: "age on(child, reference_date) < 18"}
          - {id: means, text: {en: low income}, require: income <= limit}
        amount: {type: money per month, value: 100}
        ---
        right: town.rent_help
        title: {en: help with the rent}
        holder: housemates
        period: month
        in_force: {from: 2020-01-01}
        parameters:
          limit: {type: money per year, title: {en: limit}, values: {2020-01-01: {value: 20000, status: verified}}}
        definitions:
          income: sum(for m in members return yearly_income(m, reference_date.year - 2))
        conditions:
          - {id: means, text: {en: low income}, require: income <= limit}
        amount: {type: money per month, value: 50}
        ---
        right: town.library_card
        title: {en: library card}
        holder: person
        period: year
        conditions:
          - {id: old, text: {en: at least 65}, require: "age on(person, reference_date) >= 65"}
        """;

    /// <summary>A family as it is written in tests: its id, adults, children, and income in 2022; null for one that nobody knows.</summary>
    public sealed record Family(string Id, int Adults, int Children, int? Income, string? Weight = null)
    {
        public string Json
        {
            get
            {
                var persons = new JsonObject();
                for (int i = 0; i < Adults; i++) persons[$"a{i}"] = Person($"19{70 + i}-05-05");
                for (int i = 0; i < Children; i++) persons[$"c{i}"] = Person($"201{i}-05-05");
                JsonNode first = persons["a0"]!;
                first["wage_sheet"] = new JsonObject { ["2022"] = Income is { } income ? new JsonObject { ["wages"] = income } : "unknown" };
                if (Weight is not null) first["survey"] = new JsonObject { ["weight"] = JsonNode.Parse(Weight) };
                if (Children > 0) first["raised_children"] = new JsonArray([.. Enumerable.Range(0, Children).Select(i => (JsonNode)$"c{i}")]);
                return new JsonObject { ["case"] = Id, ["persons"] = persons }.ToJsonString();
            }
        }

        private static JsonObject Person(string born) =>
            new() { ["birth"] = new JsonObject { ["birth_date"] = born }, ["home"] = new JsonObject { ["address"] = "h" } };
    }

    /// <summary>Changes under a reform that starts in July 2024.</summary>
    public static string Reform(string changes) => $"reform: r\ntitle: {{en: R}}\nfrom: 2024-07-01\nchanges:\n{changes}\n";

    public static SimulationResult Simulate(IEnumerable<Family> families, string reform, int threads = 1, int casesPerPart = 3, AnalysisRequest? measured = null, string? losers = null, DateOnly[]? dates = null)
    {
        string folder = Directory.CreateTempSubdirectory("rights-town").FullName;
        try
        {
            Rulebook today = Load(folder, null, measured), becomes = Load(folder, reform, measured);
            string cases = Path.Combine(folder, "cases.ndjson");
            File.WriteAllLines(cases, families.Select(f => f.Json));
            var settings = new RunSettings { Rulebook = today, Options = new EvaluationOptions { Dates = dates ?? [new DateOnly(2024, 9, 1)] }, Format = RunSettings.Ndjson, Threads = threads };
            var plan = new SimulationPlan(today, becomes, settings.Options);
            using var source = new CaseListSource(new CaseLists(today.Catalogue, [], _ => { }) { Paths = [cases] }, casesPerPart);
            using var target = new SimulationTarget(plan, 100, losers);
            using var run = new PopulationRun(settings, plan.Evaluator, source, target);
            run.Run();
            Assert.Equal(0, run.Tally.Rejected);
            return new SimulationResults(plan, target, run.Tally, settings.Options.Dates).Make();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The decisions that <c>evaluate</c> makes, by today's rules or by a reform.</summary>
    public static IReadOnlyList<Decision> Evaluate(IEnumerable<Family> families, string? reform)
    {
        string folder = Directory.CreateTempSubdirectory("rights-town").FullName;
        try
        {
            Rulebook rulebook = Load(folder, reform, null);
            var evaluator = new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [new DateOnly(2024, 9, 1)] });
            return [.. families.SelectMany(f => evaluator.Evaluate(new CaseTreeReader(rulebook.Catalogue).Read(CaseJson.Parse(System.Text.Encoding.UTF8.GetBytes(f.Json), 1), "f", null).Case!))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Rulebook Load(string folder, string? reform, AnalysisRequest? measured)
    {
        File.WriteAllText(Path.Combine(folder, "rulebook.yaml"), Head);
        File.WriteAllText(Path.Combine(folder, "town.concepts.yaml"), Concepts);
        File.WriteAllText(Path.Combine(folder, "town.right.yaml"), Rights);
        string file = Path.Combine(folder, "r.reform.yaml");
        if (reform is not null) File.WriteAllText(file, reform);
        RulebookResult result = RulebookLoader.Load(folder, reform is null ? [] : [file], measured ?? new AnalysisRequest());
        Assert.Empty(result.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"));
        return result.Rulebook!;
    }
}
