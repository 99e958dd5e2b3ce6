using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests.Manual;

/// <summary>Commands on a page with the output that is shown; … stands for anything.</summary>
internal static partial class PageCommands
{
    /// <summary>Runs each line that starts with <c>$</c> and compares what comes out with the lines below it.</summary>
    public static void RunAll(string page, PageBlock block, string folder)
    {
        foreach (string part in CommandStart().Split(block.Text).Where(p => p.Length > 0))
        {
            string[] lines = part.Split('\n');
            string[] words = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("rights", words[0]);
            string expected = Trimmed(string.Join('\n', lines.Skip(1))), found = Trimmed(Run(words[1..], folder));
            string pattern = "^" + Regex.Escape(expected).Replace("…", ".*", StringComparison.Ordinal) + "$";
            Assert.True(Regex.IsMatch(found, pattern, RegexOptions.Singleline), $"{page}:{block.Line}: $ rights {string.Join(' ', words[1..])}\nexpected:\n{expected}\nfound:\n{found}");
        }
    }

    private static string Run(string[] arguments, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RightsCommand).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + "\n" + error.Result;
    }

    /// <summary>Without spaces at the ends of lines, and without empty lines, which separate what a terminal shows.</summary>
    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0));

    [GeneratedRegex(@"^\$ ", RegexOptions.Multiline)]
    private static partial Regex CommandStart();
}
