using System.Text.RegularExpressions;

namespace RightsEngine.Cli.Tests.Manual;

/// <summary>A fenced block or a table of a page, with the frame that says how it is run.</summary>
/// <param name="Frame">The words of <c>&lt;!-- frame: … --&gt;</c> on the line before; empty when there is none.</param>
/// <param name="Language">What stands after the opening fence, or <c>table</c>.</param>
/// <param name="Text">The lines inside.</param>
/// <param name="Line">The line of the fence, from 1.</param>
internal sealed record PageBlock(string[] Frame, string Language, string Text, int Line)
{
    public string Kind => Frame.Length > 0 ? Frame[0] : "";

    public override string ToString() => $"line {Line} ({(Frame.Length > 0 ? string.Join(' ', Frame) : "no frame")})";
}

/// <summary>Finds the blocks of a Markdown page: every fenced one, and the tables that have a frame.</summary>
internal static partial class MarkdownPage
{
    public static IReadOnlyList<PageBlock> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        var blocks = new List<PageBlock>();
        for (int i = 0; i < lines.Length; i++)
        {
            string[] frame = i > 0 && FramePattern().Match(lines[i - 1]) is { Success: true } m ? m.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
            if (lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                int end = Array.FindIndex(lines, i + 1, l => l.Trim() == "```");
                Assert.True(end > i, $"{path}:{i + 1}: the block does not end");
                blocks.Add(new PageBlock(frame, lines[i].Trim()[3..], string.Join('\n', lines[(i + 1)..end]), i + 1));
                i = end;
            }
            else if (frame.Length > 0)
            {
                string[] rows = [.. lines.Skip(i).TakeWhile(l => l.StartsWith('|'))];
                Assert.True(rows.Length > 2, $"{path}:{i}: a frame without a block or table after it");
                blocks.Add(new PageBlock(frame, "table", string.Join('\n', rows.Skip(2)), i + 1));
                i += rows.Length - 1;
            }
        }
        return blocks;
    }

    /// <summary>The cells of the rows of a table.</summary>
    public static IEnumerable<string[]> Rows(PageBlock table) =>
        table.Text.Split('\n').Select(row => row.Trim().Trim('|').Split('|').Select(c => c.Trim()).ToArray());

    /// <summary>What stands between the backticks of a cell.</summary>
    public static string Code(string cell) => cell.Length > 1 && cell[0] == '`' && cell[^1] == '`' ? cell.Trim('`').Trim() : cell;

    [GeneratedRegex(@"^<!-- frame: (.+?) -->$")]
    private static partial Regex FramePattern();
}
