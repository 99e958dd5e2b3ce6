using System.Runtime.CompilerServices;
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

/// <summary>The invented town of <c>tests/corpus/town</c>, and simulations over families of it.</summary>
internal static class Town
{
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

    public static SimulationResult Simulate(IEnumerable<Family> families, string reform, int threads = 1, int casesPerPart = 3, AnalysisRequest? measured = null, string? losers = null, DateOnly[]? dates = null, (string Was, string Is)? change = null)
    {
        string folder = Directory.CreateTempSubdirectory("rights-town").FullName;
        try
        {
            Rulebook today = Load(folder, null, measured, change), becomes = Load(folder, reform, measured, change);
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

    private static Rulebook Load(string folder, string? reform, AnalysisRequest? measured, (string Was, string Is)? change = null)
    {
        foreach (string rules in Directory.GetFiles(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "corpus", "town")))) File.Copy(rules, Path.Combine(folder, Path.GetFileName(rules)), overwrite: true);
        if (change is var (was, now))
            foreach (string right in Directory.GetFiles(folder, "*.right.yaml")) File.WriteAllText(right, File.ReadAllText(right).Replace(was, now, StringComparison.Ordinal));
        string file = Path.Combine(folder, "r.reform.yaml");
        if (reform is not null) File.WriteAllText(file, reform);
        RulebookResult result = RulebookLoader.Load(folder, reform is null ? [] : [file], measured ?? new AnalysisRequest());
        Assert.Empty(result.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"));
        return result.Rulebook!;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
