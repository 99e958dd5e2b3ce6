using RightsEngine.Analysis.Lint;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Analysis.Tests.Lint;

/// <summary>A right over a small catalogue, and what the checks find in it.</summary>
internal static class LintRulebook
{
    private const string Head = """
        rulebook: small
        title: {en: small}
        version: "1"
        languages: [en]
        currency: EUR
        """;

    private const string Catalogue = """
        codes: district
        title: {en: district}
        values: {hill: {title: {en: hill}}, harbour: {title: {en: harbour}}}
        ---
        record: birth
        title: {en: birth}
        source: {authority: register}
        of: person
        absent_record: unknown
        fields:
          birth_date: {type: date, title: {en: date of birth}, absent: unknown, role: birth_date}
        ---
        record: means
        title: {en: means}
        source: {authority: tax}
        of: person
        per: year
        absent_record: unknown
        fields:
          wages: {type: money per year, title: {en: wages}, absent: 0}
          pension: {type: money per year, title: {en: pension}, absent: 0}
          monthly: {type: money per month, title: {en: monthly}, absent: 0}
        ---
        record: home
        title: {en: home}
        source: {authority: register}
        of: person
        absent_record: unknown
        fields:
          district: {type: district, title: {en: district}, absent: unknown}
          owner: {type: boolean, title: {en: owner}, absent: unknown}
        """;

    private const string Right = """
        right: grant
        title: {en: grant}
        holder: person
        grant: automatic
        in_force: {from: 2020-01-01}
        """;

    /// <summary>Codes and messages about the right, of one code or of all.</summary>
    public static IReadOnlyList<Diagnostic> Find(string keys, string code = "", string concepts = "", DateOnly? on = null)
    {
        string folder = Directory.CreateTempSubdirectory("rights-lint").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "rulebook.yaml"), Head + "\n");
            File.WriteAllText(Path.Combine(folder, "small.concepts.yaml"), Catalogue + "\n" + (concepts.Length > 0 ? "---\n" + concepts + "\n" : ""));
            File.WriteAllText(Path.Combine(folder, "grant.right.yaml"), Right + "\n" + keys + "\n");
            RulebookResult result = RulebookLoader.Load(folder);
            Rulebook rulebook = result.Rulebook ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}")));
            var findings = new DiagnosticBag();
            RuleLint.Check(rulebook, findings, on);
            return [.. findings.Sorted.Where(f => f.Code.StartsWith(code, StringComparison.Ordinal))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A right with these expressions as conditions <c>a</c>, <c>b</c>, …</summary>
    public static string Conditions(params string[] expressions) =>
        "conditions:\n" + string.Join('\n', expressions.Select((e, i) => $"  - {{id: {(char)('a' + i)}, text: {{en: x}}, require: '{e.Replace("'", "''", StringComparison.Ordinal)}'}}"));
}
