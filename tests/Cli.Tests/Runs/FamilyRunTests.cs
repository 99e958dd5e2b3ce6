using System.Text.Json;
using RightsEngine.Data.Cases;
using RightsEngine.Data.Decisions;
using RightsEngine.Rules.Decisions;
using RightsEngine.Rules.Evaluation;
using RightsEngine.Rules.Evaluation.Reference;
using RightsEngine.Rules.Model;

namespace RightsEngine.Cli.Tests.Runs;

/// <summary>Families with facts forgotten, decided once for all rights of the repository, by kernels and in NDJSON.</summary>
public sealed class FamilyRunFixture : IDisposable
{
    private readonly Workspace _space = new();

    public FamilyRunFixture()
    {
        _space.Write("families.ndjson", Runs.Families.Generated(80, "0N0XIzNsQ0O2"));
        Output = Evaluate("families.out.ndjson");
    }

    internal string Families => _space.PathOf("families.ndjson");

    /// <summary>The file with the decisions.</summary>
    internal string Output { get; }

    /// <summary>Decides the families. They come from standard input, so that a few are not taken for too few to make kernels for.</summary>
    internal string Evaluate(string name)
    {
        string output = _space.PathOf(name);
        Workspace.Result run = Workspace.RunWith(File.ReadAllText(Families), "evaluate", "-", "--rules", RepositoryFiles.PathOf("rules"), "--on", "2024-10-01", "--output", output, "--threads", "2");
        Assert.True(run.Code == 0, run.Error);
        return output;
    }

    public void Dispose() => _space.Dispose();
}

/// <summary>A run writes what the evaluators decide, in every form.</summary>
public sealed class FamilyRunTests(FamilyRunFixture families) : IClassFixture<FamilyRunFixture>
{
    private static readonly string Rules = RepositoryFiles.PathOf("rules");

    private static Rulebook Rulebook => Rulebooks.Load(Rules, new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, false, false));

    /// <summary>The reference evaluator, case by case, with nothing in between, against a run with kernels, threads and parts.</summary>
    [Fact]
    public void A_run_writes_what_the_reference_evaluator_decides()
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(families.Output + ".run.json"));
        if (EvaluatorChoice.IsCompiled != false) Assert.Equal("compiled", report.RootElement.GetProperty("evaluator").GetString());
        Assert.Equal(Reference(families.Families, Rulebook, null, new DateOnly(2024, 10, 1)), File.ReadAllText(families.Output));
    }

    /// <summary>So few cases are decided by the reference evaluator in the run as well.</summary>
    [Fact]
    public void A_run_over_the_sample_families_writes_what_the_reference_evaluator_decides() =>
        Assert.Equal(Reference(SampleFamilies.Folder, Rulebook, null, new DateOnly(2024, 10, 1)), SampleFamilies.On("2024-10-01").Output);

    /// <summary>Many families, for the rights that ask what is known of them.</summary>
    [Fact]
    public void Hundreds_of_families_get_what_the_reference_evaluator_decides()
    {
        string[] rights = ["growth_package.social_supplement", "growth_package.basic_amount", "growth_package.school_allowance", "water.compensation", "water.social_tariff"];
        using var space = new Workspace();
        space.Write("families.ndjson", Families.Generated(400, "1ruMLiYMOzV3"));
        string input = space.PathOf("families.ndjson");
        Workspace.Result run = Workspace.RunWith(File.ReadAllText(input), "evaluate", "-", "--rules", Rules, "--rights", string.Join(',', rights), "--from", "2024-08", "--to", "2024-09", "--format", "ndjson", "--threads", "2");
        Assert.Equal(Reference(input, Rulebook, rights, new(2024, 8, 1), new(2024, 9, 1)), run.Output);
    }

    [Fact]
    public void Families_have_the_same_decisions_in_parquet_and_in_ndjson() =>
        ParquetOutputTests.Same([.. File.ReadLines(families.Output).Select(l => JsonDocument.Parse(l).RootElement)], families.Evaluate("out.parquet"));

    private static string Reference(string input, Rulebook rulebook, string[]? rights, params DateOnly[] dates)
    {
        var evaluator = new CaseEvaluator(rulebook, new EvaluationOptions { Dates = dates, Rights = rights is null ? null : new HashSet<string>(rights) });
        using var output = new StringWriter();
        using (var writer = new NdjsonDecisionWriter(output, rulebook))
            foreach (CaseResult result in CaseReader.Read(input, null, rulebook.Catalogue))
                foreach (TracedDecision decision in evaluator.EvaluateTraced(result.Case!, trace: false)) writer.Write(decision.Decision);
        return output.ToString();
    }
}
