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
}
