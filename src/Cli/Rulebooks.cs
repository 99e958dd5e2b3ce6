using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

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

    /// <summary>The rulebook with its findings.</summary>
    public static RulebookResult Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new UsageException($"there is no folder `{folder}`: name the folder of the rulebook, or run in the folder that has `rules`");
        if (!File.Exists(Path.Combine(folder, "rulebook.yaml"))) throw new UsageException($"`{folder}` has no rulebook.yaml: name the folder that has it");
        return RulebookLoader.Load(folder);
    }
}
