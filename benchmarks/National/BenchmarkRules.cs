using System.Runtime.CompilerServices;
using RightsEngine.Data.Populations;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;

namespace RightsEngine.National;

/// <summary>Where rules and results are.</summary>
internal static class BenchmarkRules
{
    /// <summary>The rules of the benchmark, beside the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "rules");

    /// <summary>The repository, or null where only the program is there.</summary>
    public static string? Repository { get; } = Above(AppContext.BaseDirectory) ?? Above(Source()) ?? Above(Environment.CurrentDirectory);

    /// <summary>The population that the rules of a folder describe.</summary>
    public static PopulationDefinition Population(string rules)
    {
        RulebookResult result = RulebookLoader.Load(rules);
        var findings = new DiagnosticBag();
        Rulebook rulebook = result.Rulebook ?? throw new InvalidOperationException($"{rules}: {string.Join("; ", result.Diagnostics.Select(d => d.Message))}");
        PopulationDefinition[] populations = [.. PopulationFile.In(rules).SelectMany(f => PopulationFile.Read(f, rulebook.Catalogue, findings))];
        return findings.HasErrors || populations.Length != 1 ? throw new InvalidOperationException($"{rules}: no population, or several") : populations[0];
    }

    private static string? Source([CallerFilePath] string path = "") => Path.GetDirectoryName(path);

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "RightsEngine.sln"))) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
