using System.Runtime.CompilerServices;

namespace RightsEngine.Fuzz.Tests;

/// <summary>The files of this repository, as material to spoil.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string here = "") => here;
}
