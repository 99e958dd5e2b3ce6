using System.Collections.Concurrent;

namespace RightsEngine.Cli.Tests;

/// <summary>What <c>rights evaluate</c> says about the sample families, for all rights of the repository; decided once for all tests that ask.</summary>
internal static class SampleFamilies
{
    private static readonly ConcurrentDictionary<string, Lazy<Workspace.Result>> Decided = new();

    public static string Folder { get; } = RepositoryFiles.PathOf("samples", "families");

    /// <summary>The decisions in NDJSON.</summary>
    /// <param name="date">The date, as in <c>--on</c>.</param>
    public static Workspace.Result On(string date) => Decided.GetOrAdd(date, on => new Lazy<Workspace.Result>(() =>
    {
        Workspace.Result result = Workspace.Run("evaluate", Folder, "--rules", RepositoryFiles.PathOf("rules"), "--on", on, "--format", "ndjson");
        Assert.True(result.Code == 0, result.Error);
        return result;
    })).Value;
}
