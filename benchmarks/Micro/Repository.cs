using System.Runtime.CompilerServices;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;

namespace RightsEngine.Micro;

/// <summary>The rules and sample families of the repository, which the benchmarks run on.</summary>
internal static class Repository
{
    public static string Rules { get; } = Path.Combine(Root(), "rules");

    /// <summary>The files of the sample families, in ordinal order.</summary>
    public static IReadOnlyList<string> Families { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root(), "samples", "families"), "*.json").Order(StringComparer.Ordinal)];

    /// <exception cref="InvalidOperationException">The rulebook has errors, so that nothing worth measuring remains.</exception>
    public static Rulebook LoadRulebook()
    {
        RulebookResult result = RulebookLoader.Load(Rules);
        return result.Rulebook ?? throw new InvalidOperationException($"{Rules}: {string.Join("; ", result.Diagnostics.Select(d => d.Message))}");
    }

    // Build output may lie outside the repository (ArtifactsPath), so the place of this source file is tried as well.
    private static string Root([CallerFilePath] string source = "")
    {
        if (Environment.GetEnvironmentVariable("RIGHTS_ROOT") is { Length: > 0 } root) return root;
        return Above(AppContext.BaseDirectory) ?? Above(Path.GetDirectoryName(source)) ?? Above(Environment.CurrentDirectory)
            ?? throw new InvalidOperationException("cannot find the repository: set RIGHTS_ROOT to its folder");
    }

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "RightsEngine.sln"))) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
