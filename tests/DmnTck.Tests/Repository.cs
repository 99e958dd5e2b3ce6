using System.Runtime.CompilerServices;

namespace RightsEngine.DmnTck.Tests;

/// <summary>Where the fixtures and, on some machines, the cases of the TCK are.</summary>
internal static class Repository
{
    public static string Fixtures { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "fixtures");

    /// <summary>The folder of TCK cases beside the repository; it need not be there.</summary>
    public static string Tck { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "shared", "dmn-tck"));

    private static string Here([CallerFilePath] string here = "") => here;
}
