using RightsEngine.Analysis.Lint;
using RightsEngine.Analysis.Profiles;
using RightsEngine.Analysis.RuleTests;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Mapping;
using RightsEngine.Data.Populations;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>Loads the rulebook that a command works with.</summary>
internal static class Rulebooks
{
    /// <summary>The rulebook; when it is invalid its findings are shown and the command ends.</summary>
    /// <param name="folder">The folder of the rulebook.</param>
    /// <param name="terminal">Where findings are shown.</param>
    /// <param name="reforms">Files of reforms that change the rulebook, in order.</param>
    /// <param name="measured">What stands in the place of <c>analysis:</c> of the rulebook.</param>
    public static Rulebook Load(string folder, Terminal terminal, IReadOnlyList<string>? reforms = null, AnalysisRequest? measured = null)
    {
        RulebookResult result = Read(folder, reforms, measured);
        if (result.Rulebook is { } rulebook) return rulebook;
        terminal.Findings(result.Diagnostics);
        throw new InvalidRulesException();
    }

    /// <summary>How messages are read; when a mapping is invalid its findings are shown and the command ends.</summary>
    public static MagdaMapping? Messages(string folder, IReadOnlyList<string> files, Rulebook rulebook, Terminal terminal)
    {
        var diagnostics = new DiagnosticBag();
        MagdaMapping? mapping = MagdaCaseReader.ReadMapping(files.Count > 0 ? files : MappingFile.In(folder), rulebook.Catalogue, diagnostics);
        if (diagnostics.Count > 0) terminal.Findings(diagnostics.Sorted);
        return diagnostics.HasErrors ? throw new InvalidRulesException() : mapping;
    }

    /// <summary>How tables of registers are read; when a mapping is invalid its findings are shown and the command ends.</summary>
    public static IReadOnlyList<TableRule> Tables(string folder, IReadOnlyList<string> files, Rulebook rulebook, Terminal terminal)
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<TableRule> rules = TableMappingReader.Read(files.Count > 0 ? files : MappingFile.In(folder), rulebook.Catalogue, diagnostics);
        if (diagnostics.Count > 0) terminal.Findings(diagnostics.Sorted);
        return diagnostics.HasErrors ? throw new InvalidRulesException() : rules;
    }

    /// <summary>Checks the mapping files of a rulebook. Each format reads the files for itself; what both find is told once.</summary>
    public static void CheckMappings(string folder, Rulebook rulebook, DiagnosticBag findings)
    {
        IReadOnlyList<string> files = MappingFile.In(folder);
        MagdaCaseReader.ReadMapping(files, rulebook.Catalogue, findings);
        var others = new DiagnosticBag();
        TableMappingReader.Read(files, rulebook.Catalogue, others);
        HashSet<(string, string?, string)> told = [.. findings.Sorted.Select(Said)];
        foreach (Diagnostic finding in others.Sorted.Where(f => !told.Contains(Said(f)))) findings.Add(finding);
    }

    /// <summary>Checks the files of a rulebook that describe synthetic populations.</summary>
    public static void CheckPopulations(string folder, Rulebook rulebook, DiagnosticBag findings)
    {
        foreach (string file in PopulationFile.In(folder)) PopulationFile.Read(file, rulebook.Catalogue, findings);
    }

    /// <summary>
    /// Checks reforms: those given, applied one after another, and each of the folder by itself. What the rulebook says without them is not told again.
    /// </summary>
    public static void CheckReforms(string folder, IReadOnlyList<string> given, DiagnosticBag findings)
    {
        HashSet<(string, string?, string)> told = [.. findings.Sorted.Select(Said)];
        foreach (IReadOnlyList<string> reforms in RuleFiles.OfReforms(folder).Select(IReadOnlyList<string> (f) => [f]).Append(given).Where(r => r.Count > 0))
            foreach (Diagnostic finding in Read(folder, reforms).Diagnostics.Where(f => told.Add(Said(f)))) findings.Add(finding);
    }

    private static (string Code, string? Place, string Message) Said(Diagnostic finding) => (finding.Code, finding.Location?.ToString(), finding.Message);

    /// <summary>All findings about a rulebook, its tests, mappings, populations, profiles and reforms.</summary>
    /// <param name="folder">The folder of the rulebook.</param>
    /// <param name="reforms">Reforms that are applied one after another, besides each of those in the folder by itself.</param>
    /// <param name="upToDateOn">The day for which yearly figures have to be up to date, or null.</param>
    public static DiagnosticBag Check(string folder, IReadOnlyList<string> reforms, DateOnly? upToDateOn)
    {
        RulebookResult result = Read(folder);
        var findings = new DiagnosticBag();
        foreach (Diagnostic finding in result.Diagnostics) findings.Add(finding);
        if (result.Rulebook is not { } rulebook) return findings;
        RuleTestFiles.Read(folder, rulebook, findings);
        CheckMappings(folder, rulebook, findings);
        CheckPopulations(folder, rulebook, findings);
        foreach (string file in ProfileFile.In(folder)) ProfileFile.Read(file, rulebook, findings);
        RuleLint.Check(rulebook, findings, upToDateOn);
        CheckReforms(folder, reforms, findings);
        return findings;
    }

    /// <summary>The rulebook, changed by reforms, with its findings.</summary>
    public static RulebookResult Read(string folder, IReadOnlyList<string>? reforms = null, AnalysisRequest? measured = null)
    {
        if ((reforms ?? []).FirstOrDefault(r => !File.Exists(r)) is { } missing) throw new UsageException($"there is no reform `{missing}`: name a file such as samples/reforms/example.reform.yaml");
        if (!Directory.Exists(folder)) throw new UsageException($"there is no folder `{folder}`: name the folder of the rulebook, or run in the folder that has `rules`");
        if (!File.Exists(Path.Combine(folder, RuleFiles.Head))) throw new UsageException($"`{folder}` has no rulebook.yaml: name the folder that has it");
        return RulebookLoader.Load(folder, reforms ?? [], measured ?? new AnalysisRequest());
    }
}
