using System.Text.Json;

namespace RightsEngine.Cli.Tests;

public sealed class OtherCommandTests
{
    [Fact]
    public void Check_counts_files_and_findings()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("check", space.Rules);
        Assert.Equal((0, "", "4 files checked: no findings"), (result.Code, result.Output, result.Error.Trim()));
    }

    [Theory]
    [InlineData("human")]
    [InlineData("json")]
    [InlineData("sarif")]
    public void Check_reads_the_tests_too(string format)
    {
        using var space = new Workspace();
        space.Write("rules/bonus.tests.yaml", Workspace.Tests("granted").Replace("bonus", "bonsu", StringComparison.Ordinal));
        Workspace.Result result = Workspace.Run("check", space.Rules, "--format", format);
        Assert.Equal(3, result.Code);
        Assert.Contains("RE4201", result.Output, StringComparison.Ordinal);
        Assert.Equal("4 files checked: 1 error", result.Error.Trim());
        if (format != "human") JsonDocument.Parse(result.Output).Dispose();
    }

    [Fact]
    public void Tests_that_pass_are_counted()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("test", space.Rules);
        Assert.Equal((0, "1 rule tests passed, 0 failed"), (result.Code, result.Output.Trim()));
    }

    [Fact]
    public void Coverage_is_shown_written_and_can_fail_a_run()
    {
        using var space = new Workspace();
        string page = space.PathOf("coverage.html"), lcov = space.PathOf("coverage.info");
        Workspace.Result result = Workspace.Run("test", space.Rules, "--coverage", page);
        Assert.Equal(0, result.Code);
        Assert.Contains("not seen: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("<h1>Coverage of", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--coverage", lcov).Code);
        Assert.StartsWith("TN:", File.ReadAllText(lcov), StringComparison.Ordinal);
        Workspace.Result strict = Workspace.Run("test", space.Rules, "--fail-under", "100");
        Assert.Equal(4, strict.Code);
        Assert.Contains("less than the 100 % asked for", strict.Output, StringComparison.Ordinal);
        Workspace.Result wrong = Workspace.Run("test", space.Rules, "--coverage", space.PathOf("coverage.pdf"));
        Assert.Equal(1, wrong.Code);
        Assert.Contains("must end in .html (a page) or .info (LCOV)", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_that_no_test_notices_are_shown_and_can_fail_a_run()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("test", space.Rules, "--mutate");
        Assert.Equal(0, result.Code);
        Assert.Contains(": survived: ", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d+ mutants: \d+ killed, \d+ survived", result.Output);
        Assert.Equal(4, Workspace.Run("test", space.Rules, "--max-survivors", "0").Code);
        space.Write("rules/bonus.tests.yaml", Workspace.Tests("refused"));
        Workspace.Result failing = Workspace.Run("test", space.Rules, "--mutate");
        Assert.Equal(4, failing.Code);
        Assert.Contains("not mutated while tests fail", failing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_fails_shows_its_difference()
    {
        using var space = new Workspace();
        space.Write("rules/bonus.tests.yaml", Workspace.Tests("refused"));
        string junit = space.PathOf("junit.xml");
        Workspace.Result result = Workspace.Run("test", space.Rules, "--junit", junit);
        Assert.Equal(4, result.Code);
        Assert.Contains("    - expected refused\n    + found granted 42.86\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 rule tests passed, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Contains("failures=\"1\"", File.ReadAllText(junit), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_fits_nothing_says_so()
    {
        using var space = new Workspace();
        Assert.Equal(1, Workspace.Run("test", space.Rules, "--filter", "nothing like it").Code);
        Assert.Equal(0, Workspace.Run("test", space.Rules, "--filter", "OLD").Code);
    }

    /// <summary>A terminal obeys control characters; a text of a case could clear the screen or change what was said.</summary>
    [Fact]
    public void Explain_lets_no_control_character_of_a_case_reach_the_terminal()
    {
        using var space = new Workspace();
        space.Write("rules/home.concepts.yaml", """
            record: home
            title: {nl: woning, en: home}
            source: {authority: register}
            of: person
            per: once
            absent_record: unknown
            fields:
              street: {type: text, title: {nl: straat, en: street}, absent: unknown}
            """);
        space.Write("rules/street.right.yaml", """
            right: street
            title: {nl: straat, en: street}
            holder: person
            period: month
            conditions: [{id: named, text: {nl: "woont in {person.home.street}", en: "lives in {person.home.street}"}, require: 'person.home.street != ""'}]
            """);
        space.Write("named.json", "{\"case\": \"c1\", \"persons\": {\"anna\": {\"birth\": {\"birth_date\": \"1950-02-03\"}, \"home\": {\"street\": \"Kerk\\u001b[2Jstraat\"}}}}");
        Workspace.Result result = Workspace.Run("explain", space.PathOf("named.json"), "--rules", space.Rules, "--case", "c1", "--right", "street", "--on", "2024-05-01", "--lang", "en");
        Assert.Equal(0, result.Code);
        Assert.Contains("lives in Kerk\uFFFD[2Jstraat", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public void Explain_explains_one_holder()
    {
        using var space = new Workspace();
        string[] args = ["explain", space.Cases, "--rules", space.Rules, "--case", "c1", "--holder", "anna", "--on", "2024-05-01", "--lang", "en"];
        Workspace.Result text = Workspace.Run(args);
        Assert.Equal(0, text.Code);
        Assert.NotEmpty(text.Output);
        Workspace.Result json = Workspace.Run([.. args, "--format", "json"]);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(1, document.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("no case `c9`", "--case", "c9", "--on", "2024-05-01")]
    [InlineData("no person `dirk`", "--case", "c1", "--holder", "dirk", "--on", "2024-05-01")]
    [InlineData("--on is missing", "--case", "c1")]
    public void Explain_says_what_it_cannot_find(string message, params string[] options)
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run(["explain", space.Cases, "--rules", space.Rules, .. options]);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Concepts_are_listed_and_shown()
    {
        using var space = new Workspace();
        Assert.Contains("birth", Workspace.Run("concepts", "list", "--rules", space.Rules).Output, StringComparison.Ordinal);
        Workspace.Result shown = Workspace.Run("concepts", "show", "birth", "--rules", space.Rules, "--lang", "en");
        Assert.Contains("birth_date: date, date of birth", shown.Output, StringComparison.Ordinal);
        Workspace.Result misspelt = Workspace.Run("concepts", "show", "brith", "--rules", space.Rules);
        Assert.Equal(1, misspelt.Code);
        Assert.Contains("did you mean `birth`?", misspelt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_concept_is_shown_with_its_definition()
    {
        using var space = new Workspace();
        space.Write("rules/elderly.concepts.yaml", """
            concept: elderly
            title: {nl: bejaard, en: elderly}
            of: person
            type: boolean
            value: age on(person, reference_date) >= 65
            """);
        Workspace.Result shown = Workspace.Run("concepts", "show", "elderly", "--rules", space.Rules);
        Assert.Equal("", shown.Error);
        Assert.Contains("  definition:", shown.Output, StringComparison.Ordinal);
        Assert.Contains("    value: age on(person, reference_date) >= 65", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rights_are_listed_and_shown()
    {
        using var space = new Workspace();
        Assert.Matches(@"right +bonus +premie", Workspace.Run("concepts", "list", "--rules", space.Rules).Output);
        Workspace.Result shown = Workspace.Run("concepts", "show", "bonus", "--rules", space.Rules, "--lang", "en");
        Assert.Equal(0, shown.Code);
        Assert.StartsWith("bonus: bonus", shown.Output, StringComparison.Ordinal);
        Assert.Contains("bonus.right.yaml:1", shown.Output, StringComparison.Ordinal);
        Assert.Contains("holder: person", shown.Output, StringComparison.Ordinal);
        Assert.Contains("    old", shown.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean `bonus`?", Workspace.Run("concepts", "show", "bonsu", "--rules", space.Rules).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_mentions_rejected_cases()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("explain", space.PathOf("bad.json"), "--rules", space.Rules, "--case", "c9", "--on", "2024-05-01");
        Assert.Equal(1, result.Code);
        Assert.Contains("no case `c9`; 1 case of the input was rejected: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("persons.anna.brth", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_is_not_written_over_a_folder()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("export", "schema", "--rules", space.Rules, "--output", space.Rules);
        Assert.Equal((1, $"rights: cannot write `{space.Rules}`: it is a folder"), (result.Code, result.Error.Trim()));
    }

    [Fact]
    public void The_schema_is_json()
    {
        using var space = new Workspace();
        using JsonDocument schema = JsonDocument.Parse(Workspace.Run("export", "schema", "--rules", space.Rules).Output);
        Assert.True(schema.RootElement.TryGetProperty("properties", out _));
    }

    [Fact]
    public void A_folder_without_rules_cannot_be_checked()
    {
        using var space = new Workspace();
        Workspace.Result result = Workspace.Run("check", space.PathOf("nowhere"));
        Assert.Equal(1, result.Code);
        Assert.Contains("there is no folder", result.Error, StringComparison.Ordinal);
    }
}
