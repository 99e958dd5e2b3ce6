using DiffPlex.Renderer;

namespace RightsEngine.Cli;

/// <summary>What a command would change in a file, as a diff that <c>git apply</c> and people read.</summary>
internal static class UnifiedDiff
{
    public static void Write(Terminal terminal, string path, string before, string after)
    {
        string diff = UnidiffRenderer.GenerateUnidiff(before, after, path, path);
        foreach (string line in diff.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')) terminal.Out.WriteLine(Coloured(line, terminal.OutHasColour));
    }

    private static string Coloured(string line, bool colour) => !colour || line.Length == 0 ? line : line[0] switch
    {
        '+' => $"\u001b[32m{line}\u001b[0m",
        '-' => $"\u001b[31m{line}\u001b[0m",
        '@' => $"\u001b[36m{line}\u001b[0m",
        _ => line,
    };
}
