using RightsEngine.Data.Cases;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Data.Tests;

/// <summary>What a program that uses the library writes, with the public surface only.</summary>
public sealed class LibraryTests
{
    [Fact]
    public void A_program_loads_a_rulebook_reads_a_case_decides_and_explains()
    {
        string folder = Directory.CreateTempSubdirectory("rights-library").FullName;
        File.WriteAllText(Path.Combine(folder, "rulebook.yaml"), "rulebook: small\nversion: \"1\"\nlanguages: [en]\ncurrency: EUR\n");
        File.WriteAllText(Path.Combine(folder, "a.concepts.yaml"), "record: sheet\ntitle: {en: sheet}\nsource: {authority: Tax office}\nper: once\nabsent_record: unknown\nfields: {wages: {type: money, title: {en: wages}, absent: 0}}\n");
        File.WriteAllText(Path.Combine(folder, "b.right.yaml"), "right: aid\ntitle: {en: Aid}\nholder: person\nperiod: month\nconditions:\n  - {id: poor, text: {en: \"wages {person.sheet.wages}\"}, require: person.sheet.wages < 1000}\namount: {type: money, value: 7}\n");

        RulebookResult loaded = RulebookLoader.Load(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Empty(loaded.Diagnostics);
        var evaluator = new CaseEvaluator(loaded.Rulebook!, new EvaluationOptions { Dates = [new DateOnly(2024, 5, 1)] });
        CaseResult read = Assert.Single(CaseFile.Parse("""{"case": "1", "persons": {"anna": {"sheet": {"wages": 999.99}}, "bert": {}}}""", loaded.Rulebook!));
        IReadOnlyList<Decision> decisions = evaluator.Evaluate(read.Case!);

        Assert.Equal([(Outcome.Granted, 7m), (Outcome.Undetermined, null)], decisions.Select(d => (d.Outcome, d.Amount)));
        Assert.Equal(["bert.sheet"], decisions[1].Missing.Select(m => m.ToString()));
        Assert.Contains("[met] wages € 999.99", evaluator.Explain(read.Case!, "en")[0], StringComparison.Ordinal);
        Assert.Contains("sheet for bert – from Tax office", evaluator.Explain(read.Case!, "en")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_reads_messages_with_a_mapping_or_with_those_of_the_rulebook()
    {
        using var folder = new TemporaryFolder();
        string rules = Path.Combine(folder.Path, "rules"), messages = Path.Combine(folder.Path, "messages");
        string mapping = folder.Write("rules/x.mapping.yaml", "mapping: magda\nservice: Wages\nversion: \"1\"\nrules:\n  - {at: Sheet, record: sheet, fields: {wages: Amount}}\n");
        folder.Write("rules/rulebook.yaml", "rulebook: small\nversion: \"1\"\nlanguages: [en]\ncurrency: EUR\n");
        folder.Write("rules/a.concepts.yaml", "record: sheet\ntitle: {en: sheet}\nsource: {authority: Tax office}\nper: once\nabsent_record: unknown\nfields: {wages: {type: money, title: {en: wages}, absent: 0}}\n");
        folder.Write("messages/Wages/1.0/7.xml", "<R><Repliek><Antwoorden><Antwoord><Inhoud><Sheet><Amount>12.50</Amount></Sheet></Inhoud></Antwoord></Antwoorden></Repliek></R>");
        RulebookResult loaded = RulebookLoader.Load(rules);
        foreach (string given in new[] { mapping, rules })
            Assert.Equal([".. wages=12.5"], CaseDump.Of(Assert.Single(CaseFile.Read(messages, loaded.Rulebook!, given)).Case!.Find("7")!, "sheet"));
        Assert.Contains("no mapping says how to read them", Assert.Throws<InputException>(() => CaseFile.Read(messages, loaded.Rulebook!).ToList()).Message, StringComparison.Ordinal);
        string wrong = folder.Write("wrong.yaml", "mapping: magda\nservice: Wages\nversion: \"1\"\nrules:\n  - {at: Sheet, record: shet, fields: {}}\n");
        Assert.Contains("unknown record `shet`", Assert.Throws<InputException>(() => CaseFile.Read(messages, loaded.Rulebook!, wrong).ToList()).Message, StringComparison.Ordinal);
    }
}
