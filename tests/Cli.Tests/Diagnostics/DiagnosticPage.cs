using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests.Diagnostics;

/// <summary>One page of <c>docs/diagnostics</c>.</summary>
internal sealed partial class DiagnosticPage(string code)
{
    /// <summary>What a new page still has to say.</summary>
    private const string Gap = "…";

    public static string Folder { get; } = RepositoryFiles.PathOf("docs", "diagnostics");

    /// <summary>The codes that have a page, in order.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. Directory.GetFiles(Folder, "RE*.md").Where(f => Path.GetFileName(f) != "README.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static string PathOf(string code) => Path.Combine(Folder, code + ".md");

    public string Text { get; } = File.ReadAllText(PathOf(code));

    public string Title => Text[..Text.IndexOf('\n')];

    public bool IsComplete => (IsCheck ? LayoutOfCheck() : Layout()).IsMatch(Text) && !Text.Split('\n').Contains(Gap) && !Text.Contains($"** {Gap}\n", StringComparison.Ordinal);

    /// <summary>Whether the code is a check that a rulebook can turn off: its page is about taste as well, and ends with how.</summary>
    private bool IsCheck => code.StartsWith("RE43", StringComparison.Ordinal);

    /// <summary>The heading of the example with the mistake.</summary>
    public string Wrong => IsCheck ? "Avoid" : "Wrong";

    /// <summary>The heading of the example without it.</summary>
    public string Right => IsCheck ? "Prefer" : "Right";

    /// <summary>The lines of the example under a heading.</summary>
    public string[] Example(string heading) => Regex.Match(Text, $@"\*\*{heading}\*\*\n\n```\w*\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value.Split('\n');

    /// <summary>Whether lines stand in a text one after another, perhaps indented.</summary>
    public static bool Stands(string[] lines, string text)
    {
        string[] all = text.ReplaceLineEndings("\n").Split('\n');
        for (int at = 0; at + lines.Length <= all.Length; at++)
        {
            int indent = all[at].Length - lines[0].Length;
            if (indent < 0) continue;
            string blanks = new(' ', indent);
            if (lines.Select((l, i) => all[at + i] == (l.Length == 0 ? "" : blanks + l)).All(same => same)) return true;
        }
        return false;
    }

    /// <summary>A page to be filled in; the test of pages fails until it is.</summary>
    public static string Skeleton(string code, string title)
    {
        bool check = code.StartsWith("RE43", StringComparison.Ordinal);
        string text = $"""
            # {code}: {title}

            **What it means.** {Gap}

            **{(check ? "Avoid" : "Wrong")}**

            ```yaml
            {Gap}
            ```

            **{(check ? "Prefer" : "Right")}**

            ```yaml
            {Gap}
            ```

            **Why.** {Gap}

            """ + (check ? $"\n**Config.** {Gap}\n" : "");
        return text.ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\A# RE\d{4}: [^\n]+\n\n\*\*What it means\.\*\* [^\n]+\n.*?\n\*\*Avoid\*\*\n\n```.*?\n```\n\n\*\*Prefer\*\*\n\n```.*?\n```\n\n\*\*Why\.\*\* [^\n]+\n\n\*\*Config\.\*\* [^\n]+\n\z", RegexOptions.Singleline)]
    private static partial Regex LayoutOfCheck();

    [GeneratedRegex(@"\A# RE\d{4}: [^\n]+\n\n\*\*What it means\.\*\* [^\n]+\n.*?\n\*\*Wrong\*\*\n\n```.*?\n```\n\n\*\*Right\*\*\n\n```.*?\n```\n\n\*\*Why\.\*\* [^\n]+\n", RegexOptions.Singleline)]
    private static partial Regex Layout();
}
