using RightsEngine.Data.Tables;
using RightsEngine.Rules.Evaluation;

namespace RightsEngine.Data.Sources;

/// <summary>Inputs of so few cases that code for the rights would be made longer than it runs.</summary>
internal static class SmallInput
{
    // Measured with 48 rights: making code took as long as the reference evaluator took for some 300 families of about 900 bytes.
    private const long Bytes = 256 << 10;

    // Code for a few rights is made in no time that anybody would notice.
    private const int Rights = 12;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>Whether kernels are made: not where the reference evaluator is done sooner.</summary>
    /// <param name="paths">Files and folders; anything else is not taken for small.</param>
    /// <param name="steps">How many rights and periods are decided for each case.</param>
    public static bool HasKernels(IReadOnlyList<string> paths, int steps) => EvaluatorChoice.IsCompiled ?? !Is(paths, steps);

    /// <summary>Whether the reference evaluator is done sooner.</summary>
    /// <param name="paths">Files and folders; anything else is not taken for small.</param>
    /// <param name="steps">How many rights and periods are decided for each case.</param>
    private static bool Is(IReadOnlyList<string> paths, int steps)
    {
        if (steps < Rights) return false;
        long bytes = 0;
        foreach (string path in paths)
        {
            if (!File.Exists(path) && !Directory.Exists(path)) return false;
            foreach (FileInfo file in File.Exists(path) ? [new FileInfo(path)] : new DirectoryInfo(path).EnumerateFiles("*", Everything))
                if (HoldsMore(file.Name) || (bytes += file.Length) >= Bytes) return false;
        }
        return true;
    }

    /// <summary>Whether a file holds more text than it has bytes.</summary>
    private static bool HoldsMore(string file) => TableFiles.IsParquet(file) || file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
