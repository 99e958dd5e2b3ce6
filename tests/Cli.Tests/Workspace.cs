using System.Text.Json;

namespace RightsEngine.Cli.Tests;

/// <summary>A folder with a rulebook, and a command line that runs in this process.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rights-cli").FullName;

    public Workspace()
    {
        Directory.CreateDirectory(Rules);
        Write("rules/rulebook.yaml", """
            rulebook: small
            title: {nl: klein, en: small}
            version: "1"
            languages: [nl, en]
            currency: EUR
            """);
        Write("rules/small.concepts.yaml", """
            record: birth
            title: {nl: geboorte, en: birth}
            source: {authority: register}
            of: person
            per: once
            absent_record: unknown
            fields:
              birth_date: {type: date, title: {nl: geboortedatum, en: date of birth}, absent: unknown, role: birth_date}
            """);
        Write("rules/bonus.right.yaml", """
            right: bonus
            title: {nl: premie, en: bonus}
            holder: person
            period: month
            decide_on: first day
            grant: automatic
            refuse: manual
            conditions:
              - id: old
                text: {nl: oud genoeg, en: old enough}
                require: age on(person, reference_date) >= 65
            amount: {value: 300 / 7, round: half up to 0.01}
            """);
        Write("rules/bonus.tests.yaml", Tests("granted"));
        Write("cases.json", """
            [
              {"case": "c1", "persons": {"anna": {"birth": {"birth_date": "1950-02-03"}}, "bert": {"birth": {"birth_date": "2000-01-01"}}}},
              {"case": "c2", "persons": {"=carl": {}}}
            ]
            """);
        Write("bad.json", """[{"case": "c1", "persons": {"anna": {"brth": {}}}}, {"case": "c2", "persons": {"bert": {}}}]""");
    }

    public string Rules => PathOf("rules");

    public string Cases => PathOf("cases.json");

    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text + "\n");

    public static string Tests(string outcome) => """
        tests:
          - name: old enough
            reference_date: 2024-05-01
            persons: {anna: {birth: {birth_date: 1950-02-03}}}
            expect: {bonus: {anna: {outcome: OUTCOME}}}
        """.Replace("OUTCOME", outcome, StringComparison.Ordinal);

    public static Result Run(params string[] args) => RunWith("", args);

    public static Result RunWith(string input, params string[] args) => RunWith(new StringReader(input), args);

    public static Result RunWith(TextReader input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = RightsCommand.Run(args, input, output, error);
        return new Result(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal sealed record Result(int Code, string Output, string Error)
    {
        public IReadOnlyList<JsonElement> Rows => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }
}
