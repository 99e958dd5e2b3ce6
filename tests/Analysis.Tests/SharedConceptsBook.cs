using RightsEngine.Analysis.Populations;
using RightsEngine.Data.Sources;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Analysis.Tests;

/// <summary>A rulebook with two incomes and three households, in a folder of its own, and cases to ask it about.</summary>
internal sealed class SharedConceptsBook : IDisposable
{
    public static readonly DateOnly On = new(2024, 5, 1);

    public SharedConceptsBook(params string[] rights)
        : this(rights, "")
    {
    }

    /// <param name="rights">The rights, a document each.</param>
    /// <param name="concepts">More of the catalogue, starting with a line of three dashes.</param>
    public SharedConceptsBook(string[] rights, string concepts)
    {
        Folder = Directory.CreateTempSubdirectory("rights-shared").FullName;
        Write("rulebook.yaml", """
            rulebook: shared
            title: {nl: gedeeld, en: shared}
            version: "1"
            languages: [nl, en]
            currency: EUR
            sources: {law: {title: the law}}
            """);
        Write("shared.concepts.yaml", Concepts + "\n" + concepts);
        foreach (string right in rights) Write($"{right.Split('\n')[0]["right: ".Length..].Trim()}.right.yaml", right);
        Rulebook = RulebookLoader.Load(Folder) is { Rulebook: { } loaded } ? loaded
            : throw new InvalidOperationException(string.Join('\n', RulebookLoader.Load(Folder).Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}")));
    }

    public string Folder { get; }

    public Rulebook Rulebook { get; }

    /// <summary>Goes over cases that are written as JSON.</summary>
    public T Over<T>(string json, Func<PopulationScan, T> work, int threads = 1)
    {
        string file = Write($"cases{Directory.GetFiles(Folder).Length}.json", json);
        using var source = new CaseListSource(new CaseLists(Rulebook.Catalogue, [], _ => { }) { Paths = [file] }, casesPerPart: 4);
        return work(new PopulationScan(source, threads));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text + "\n");
        return path;
    }

    private const string Concepts = """
        record: birth
        title: {nl: geboorte, en: birth}
        source: {authority: register}
        of: person
        per: once
        absent_record: unknown
        fields:
          birth_date: {type: date, title: {nl: geboortedatum, en: date of birth}, absent: unknown, role: birth_date}
        ---
        record: home
        title: {nl: woning, en: home}
        source: {authority: register, service: homes}
        of: person
        per: once
        absent_record: unknown
        fields:
          address: {type: identifier, title: {nl: adres, en: address}, absent: unknown}
        ---
        record: means
        title: {nl: middelen, en: means}
        source: {authority: tax, service: assessments}
        of: person
        per: year
        absent_record: unknown
        fields:
          wages: {type: money per year, title: {nl: loon, en: wages}, absent: 0}
          benefit: {type: money per year, title: {nl: uitkering, en: benefit}, absent: 0}
          let: {type: money per year, title: {nl: verhuur, en: property let}, absent: 0}
        ---
        record: finding
        title: {nl: vaststelling, en: finding}
        source: {authority: office, human: true}
        of: person
        per: once
        absent_record: nil
        fields:
          in_need: {type: boolean, title: {nl: nood, en: in need}, absent: unknown}
        ---
        relation: marriage
        title: {nl: huwelijk, en: marriage}
        from: {one: person}
        to: {other: person}
        names: {forward: spouses}
        symmetric: true
        per: once
        absent: none
        ---
        household: alone
        title: {nl: alleen, en: alone}
        around: person
        members: m = person
        ---
        household: couple
        title: {nl: koppel, en: couple}
        around: person
        members: m = person or m in person.spouses
        ---
        household: roof
        title: {nl: dak, en: roof}
        around: person
        members: m = person or m.home.address = person.home.address
        ---
        parameter: benefit_share
        title: {nl: aandeel, en: share}
        type: number
        values: {2020-01-01: {value: 50%, source: law, status: verified}}
        ---
        concept: wages_before
        title: {nl: loon van het jaar ervoor, en: wages of the year before}
        of: person
        with: {year: number}
        type: money per year
        value: person.means(year - 1).wages
        ---
        income: own_income
        title: {nl: eigen inkomen, en: own income}
        of: person
        per: year
        components:
          - {id: wages, take: means.wages}
          - {id: benefit, take: means.benefit, group: replacement}
        ---
        income: common_income
        title: {nl: gemeenschappelijk inkomen, en: common income}
        of: person
        per: year
        components:
          - {id: wages, take: means.wages}
          - {id: benefit, take: "if means.benefit > 0 then means.benefit * benefit_share else 0", group: replacement}
          - {id: let, take: means.let, times: 5/4}
          - {id: before, take: "wages_before(person, year)", times: 10%}
        ---
        concept: couple_income
        title: {nl: inkomen van het koppel, en: income of the couple}
        of: person
        with: {year: number}
        type: money per year
        value: sum(for m in couple(person) return own_income(m, year))
        """;
}
