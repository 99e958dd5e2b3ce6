using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Tests;

/// <summary>A rulebook of one right in a folder of its own.</summary>
internal sealed class SmallRulebook : IDisposable
{
    public const string Cases = """
        cases:
          alone: {persons: {anna: {birth: {birth_date: 1950-02-03}, means: {2022: {income: 900}}}}}

        """;

    /// <param name="tests">The tests file.</param>
    /// <param name="change">Another text in the right, or null.</param>
    public SmallRulebook(string tests, (string Was, string Is)? change = null)
    {
        Folder = Directory.CreateTempSubdirectory("rights-analysis").FullName;
        Write("rulebook.yaml", """
            rulebook: small
            title: {nl: klein, en: small}
            version: "1"
            languages: [nl, en]
            currency: EUR
            """);
        Write("small.concepts.yaml", """
            record: birth
            title: {nl: geboorte, en: birth}
            source: {authority: register}
            of: person
            per: once
            absent_record: unknown
            fields:
              birth_date: {type: date, title: {nl: geboortedatum, en: date of birth}, absent: unknown, role: birth_date}
            ---
            record: means
            title: {nl: middelen, en: means}
            source: {authority: tax}
            of: person
            per: year
            absent_record: unknown
            fields:
              income: {type: money, title: {nl: inkomen, en: income}, absent: 0}
            """);
        string right = """
            right: bonus
            title: {nl: premie, en: bonus}
            holder: person
            period: month
            decide_on: first day
            grant: automatic
            refuse: manual
            definitions:
              income: person.means(reference_date.year - 2).income
            conditions:
              - id: old
                text: {nl: oud genoeg, en: old enough}
                require: age on(person, reference_date) >= 65
              - id: poor
                text: {nl: inkomen laag genoeg, en: income low enough}
                require: income <= 1000
            amount:
              value: 1200 - income
              round: half up to 0.01
            """;
        Write("bonus.right.yaml", change is var (was, now) ? right.Replace(was, now, StringComparison.Ordinal) : right);
        Write("bonus.tests.yaml", tests);
        Rulebook = RulebookLoader.Load(Folder) is { Rulebook: { } loaded } ? loaded
            : throw new InvalidOperationException(string.Join('\n', RulebookLoader.Load(Folder).Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}")));
    }

    public string Folder { get; }

    public Rulebook Rulebook { get; }

    public DiagnosticBag Findings { get; } = new();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text + "\n");
}
