using RightsEngine.Data.Magda;
using RightsEngine.Data.Mapping;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.Cli;

/// <summary>Loads the rulebook that a command works with.</summary>
internal static class Rulebooks
{
    /// <summary>The rulebook; when it is invalid its findings are shown and the command ends.</summary>
    public static Rulebook Load(string folder, Terminal terminal)
    {
        RulebookResult result = Read(folder);
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

    /// <summary>The rulebook with its findings.</summary>
    public static RulebookResult Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new UsageException($"there is no folder `{folder}`: name the folder of the rulebook, or run in the folder that has `rules`");
        if (!File.Exists(Path.Combine(folder, "rulebook.yaml"))) throw new UsageException($"`{folder}` has no rulebook.yaml: name the folder that has it");
        return RulebookLoader.Load(folder);
    }
}
