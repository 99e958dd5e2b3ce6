using System.Runtime.CompilerServices;

namespace RightsEngine.Cli.Tests;

/// <summary>Files of the repository, found from the place of this one.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Compares a kept text with what came out now, or writes it anew when the switch is set.</summary>
    /// <param name="path">The kept file.</param>
    /// <param name="actual">What came out.</param>
    public static void MatchGolden(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("RIGHTS_WRITE_GOLDEN") == "1") File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"`{path}` is not there: write it with RIGHTS_WRITE_GOLDEN=1 and read it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
