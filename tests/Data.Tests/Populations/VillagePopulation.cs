using RightsEngine.Data.Populations;
using RightsEngine.Source;

namespace RightsEngine.Data.Tests.Populations;

/// <summary>A synthetic population of the village, with every form that a population file has.</summary>
internal static class VillagePopulation
{
    public const string Text = """
        population: village
        title: {nl: dorp, en: village}
        day: 2025-01-01
        sources:
          count: {title: the count of the mayor, url: "https://village.example/count", says: six in ten live alone}
        households:
          - type: alone
            weight: 60
            source: count
            persons:
              - {role: head, age: {20 to 64: 70, 65 to 90: 30}}
          - type: family
            weight: 40
            source: [count, assumed]
            persons:
              - {role: head, age: {40 to 55: 1}}
              - {role: partner, younger: {-3 to 5: 1}, than: head}
              - {role: child, count: {1: 50, 2: 30, 3 to 4: 20}, younger: {22 to 38: 1}, than: head}
        draws:
          - {draw: street, of: household, source: assumed, among: {high: 25, low: 75}}
          - draw: work
            of: person
            source: count
            cases:
              - {when: {role: [head, partner], age: 18 to 64}, among: {paid: 80, poor: 20}}
              - {when: {street: high, age: 65 to 120}, among: {paid: 50, rest: 50}}
              - {among: {rest: 1}}
        records:
          - {record: birth, source: assumed, fields: {birth_date: {take: born}, death_date: nothing, gender: {among: {f: 50, m: 49, x: 1}}, name: {among: {"Jan, de \"lange\"": 1, Élodie: 2}}}}
          - {record: home, source: assumed, fields: {address: {take: household}}, from: [{when: {role: child}, take: born}, {days: {-4000 to -400: 1}}]}
          - record: payslip
            key: [2023, 2024]
            when: {work: [paid, poor]}
            chance: 90%
            unknown: 10%
            source: assumed
            fields:
              wages: [{when: {work: poor}, amounts: {0: 20, 1000 to 9000.50: 80}}, {amounts: {15000 to 80000: 1}}]
              hours: {numbers: {20 to 38: 1}}
              full_time: {among: {"true": 60, "false": 40}}
              seniority: P3Y6M
          - {record: work, key: [2024-Q1, 2024-Q4], when: {work: paid}, source: assumed, fields: {days: 60}}
          - {record: benefit, key: [2024-01, 2024-12], when: {work: poor}, source: assumed, fields: {amount: {amounts: {100 to 900: 1}}}}
          - {record: benefit, key: 2024-12, when: {work: poor}, chance: 50%, source: assumed, fields: {amount: 12.50}}
          - {record: status_register, when: {work: poor}, source: count, fields: {code: LIVING}, from: {days: {-900 to -30: 1}}}
          - {record: status_register, when: {age: 65 to 120}, chance: 0.25, source: count, fields: {code: {among: {DISABLED: 1}}}, from: {days: {-900 to -30: 1}}, to: {days: {364: 1}}}
        relations:
          - {relation: raisers, person: child, other: [head, partner], chance: 95%, fields: {share: 0.5}, from: 2020-01-01, source: assumed}
          - {relation: partners, person: head, other: partner, kind: {among: {married: 70, cohabiting: 30}}, source: count}
        nothing: [guardian]

        """;

    public static PopulationDefinition Definition { get; } = Assert.Single(Read(Text, out _));

    public static IReadOnlyList<PopulationDefinition> Read(string text, out IReadOnlyList<Diagnostic> findings)
    {
        using var folder = new TemporaryFolder();
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<PopulationDefinition> populations = PopulationFile.Read(folder.Write("village.population.yaml", text), Village.Catalogue, diagnostics);
        findings = diagnostics.Sorted;
        return populations;
    }
}
