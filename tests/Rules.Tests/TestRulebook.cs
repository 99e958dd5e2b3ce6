using System.Runtime.CompilerServices;
using System.Text;
using RightsEngine.Concepts.Cases;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Rules.Tests;

/// <summary>Small rulebooks written for one test, the repository's own rulebook, and cases written as JSON.</summary>
internal static class TestRulebook
{
    public const string Head = """
        rulebook: test_rules
        version: 1.0.0
        languages: [en]
        currency: EUR
        sources:
          gazette: {title: Official gazette, url: "https://example.org/gazette"}
        """;

    public const string Concepts = """
        record: birth
        title: {en: birth}
        source: {authority: Register}
        of: person
        per: once
        absent_record: unknown
        fields:
          birth_date: {type: date, title: {en: date of birth}, absent: unknown, role: birth_date}
        ---
        record: home
        title: {en: home}
        source: {authority: Register}
        of: person
        per: span
        absent_record: none
        fields:
          address: {type: identifier, title: {en: address}, absent: unknown}
          region: {type: region, title: {en: region}, absent: unknown}
        ---
        codes: region
        title: {en: region}
        values:
          north: {title: {en: North}}
          south: {title: {en: South}}
        ---
        record: wage_sheet
        title: {en: wage sheet}
        source: {authority: Tax office, service: Sheets-1}
        of: person
        per: year
        absent_record: unknown
        fields:
          wages: {type: money per year, title: {en: wages}, absent: 0}
          current: {type: money per month, title: {en: current wage}, absent: 0}
        ---
        record: assistance
        title: {en: assistance}
        source: {authority: Crossroads}
        of: person
        per: span
        many: true
        absent_record: none
        fields:
          code: {type: assistance_code, title: {en: code}, absent: unknown}
        ---
        codes: assistance_code
        title: {en: assistance}
        values:
          SUPPORT: {title: {en: support}}
        ---
        status: support
        title: {en: support}
        from_record: assistance
        code: SUPPORT
        absent_record: none
        ---
        relation: raises
        title: {en: raising}
        from: {parent: person}
        to: {child: person}
        names: {forward: raised_children, inverse: raisers, link: care_of}
        per: span
        absent: none
        fields:
          share: {type: number, title: {en: share}, absent: 1}
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

    public const string Right = """
        right: aid.basic
        title: {en: Basic aid}
        holder: person
        period: month
        grant: automatic
        in_force: {from: 2020-01-01}
        legal_basis:
          art_1: {cite: {en: art. 1}, eli: "https://example.org/1"}
        parameters:
          limit:
            type: money per year
            title: {en: limit}
            values:
              2020-01-01: {value: 20000, source: gazette, status: verified}
              2024-01-01: {value: 25000.50, source: gazette, status: derived}
        definitions:
          year: reference_date.year - 2
          income: sum(for m in housemates(person) return yearly_income(m, year))
        conditions:
          - id: adult
            text: {en: of age}
            require: age on(person, reference_date) >= 18
            basis: art_1
          - id: means
            text: {en: "income {income} at most {limit}"}
            any:
              - {id: low_income, text: {en: low income}, require: income <= limit}
              - {id: on_support, text: {en: on support}, require: "held in(person.support, period)"}
        amount:
          table:
            hit: unique
            inputs: [income]
            rows:
              - ["<= 10000", "100"]
              - ["> 10000", "50"]
          type: money per month
          round: half up to 0.01
        """;

    public static RulebookResult Load(string right, string concepts = Concepts, string? csv = null, string[]? reforms = null)
    {
        string folder = Directory.CreateTempSubdirectory("rights-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "rulebook.yaml"), Head);
            File.WriteAllText(Path.Combine(folder, "a.concepts.yaml"), concepts);
            File.WriteAllText(Path.Combine(folder, "b.right.yaml"), right);
            if (csv is not null) File.WriteAllText(Path.Combine(folder, "figures.csv"), csv);
            string[] files = [.. (reforms ?? []).Select((_, i) => Path.Combine(folder, $"r{i}.reform.yaml"))];
            for (int i = 0; i < files.Length; i++) File.WriteAllText(files[i], reforms![i]);
            return RulebookLoader.Load(folder, files);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static Rulebook Valid(string right, string concepts = Concepts)
    {
        RulebookResult result = Load(right, concepts);
        Assert.Empty(result.Diagnostics);
        return result.Rulebook!;
    }

    /// <summary>The rulebook of this repository.</summary>
    public static Rulebook Repository { get; } = RulebookLoader.Load(Path.Combine(RepositoryRoot(), "rules")).Rulebook!;

    public static Case Case(Rulebook rulebook, string json)
    {
        CaseResult result = Read(rulebook, json);
        Assert.True(result.Case is not null, string.Join("; ", result.Problems.Select(p => $"{p.Path}: {p.Message}")));
        return result.Case!;
    }

    public static CaseResult Read(Rulebook rulebook, string json) =>
        new CaseTreeReader(rulebook.Catalogue).Read(CaseJson.Parse(Encoding.UTF8.GetBytes(json), 1), "test.json", null);

    public static IReadOnlyList<Decision> Decide(Rulebook rulebook, string json, string date) =>
        Decide(rulebook, Case(rulebook, json), date);

    public static IReadOnlyList<Decision> Decide(Rulebook rulebook, Case subject, string date) =>
        new CaseEvaluator(rulebook, new EvaluationOptions { Dates = [DateOnly.ParseExact(date, "yyyy-MM-dd")] }).Evaluate(subject);

    private static string RepositoryRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
