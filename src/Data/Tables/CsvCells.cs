using System.Text;

namespace RightsEngine.Data.Tables;

/// <summary>Why a line cannot be cut into cells.</summary>
internal enum QuoteMistake
{
    None,

    /// <summary>A quote is opened and never closed.</summary>
    Unclosed,

    /// <summary>A quote stands inside a cell that is not quoted, or text stands behind a closing quote.</summary>
    Misplaced,
}

/// <summary>
/// Cuts a line into cells (RFC 4180). A library reads on over the end of the line when a quote is open, and takes a
/// quote in the middle of a cell for text; here both must cost one row and no more, with the column named.
/// </summary>
internal static class CsvCells
{
    /// <summary>Adds the cells of a line; of a line with a mistake those before it.</summary>
    /// <returns>What is wrong, and the 1-based column of the quote.</returns>
    public static (QuoteMistake Mistake, int Column) Split(string line, char separator, List<string> cells)
    {
        int at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
            {
                int open = at;
                if (Quoted(line, ref at) is not { } cell) return (QuoteMistake.Unclosed, open + 1);
                if (at < line.Length && line[at] != separator) return (QuoteMistake.Misplaced, at);
                cells.Add(cell);
            }
            else
            {
                int end = line.IndexOf(separator, at);
                if (end < 0) end = line.Length;
                int quote = line.AsSpan(at, end - at).IndexOf('"');
                if (quote >= 0) return (QuoteMistake.Misplaced, at + quote + 1);
                cells.Add(line[at..end]);
                at = end;
            }
            if (at >= line.Length) return (QuoteMistake.None, 0);
            at++;
        }
    }

    /// <summary>The text of a quoted cell, in which two quotes are one; null when it is not closed.</summary>
    private static string? Quoted(string line, ref int at)
    {
        StringBuilder? text = null;
        int from = at + 1;
        while (true)
        {
            int quote = line.IndexOf('"', from);
            if (quote < 0) return null;
            at = quote + 1;
            bool isDouble = at < line.Length && line[at] == '"';
            if (!isDouble) return text is null ? line[from..quote] : text.Append(line, from, quote - from).ToString();
            text = (text ?? new StringBuilder()).Append(line, from, at - from);
            from = at + 1;
        }
    }
}
