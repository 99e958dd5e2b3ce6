using System.Text;
using System.Text.Unicode;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tables;

/// <summary>How a CSV file is written.</summary>
/// <param name="Separator">What stands between cells.</param>
/// <param name="IsWindows1252">Whether its bytes are Windows-1252 rather than UTF-8.</param>
/// <param name="LineBreaks">Whether a quoted cell may hold line breaks. Then one stray quote can swallow rows, so nobody gets it unasked.</param>
internal sealed record CsvFormat(char Separator, bool IsWindows1252, bool LineBreaks)
{
    public static readonly CsvFormat Canonical = new(',', false, false);

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The text of a line, with U+FFFD where its bytes are none; and the 1-based column of the first such place, or null.</summary>
    public (string Text, int? Invalid) Decode(ReadOnlySpan<byte> bytes)
    {
        if (IsWindows1252)
        {
            string text = Windows1252.GetString(bytes);
            // Five bytes have no character in Windows-1252; the system makes control characters of them.
            int at = text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F');
            return at < 0 ? (text, null) : (string.Concat(text.Select(c => c is >= '\u0080' and <= '\u009F' ? '\uFFFD' : c)), at + 1);
        }
        string decoded = Encoding.UTF8.GetString(bytes);
        if (Utf8.IsValid(bytes)) return (decoded, null);
        return (decoded, Encoding.UTF8.GetCharCount(bytes[..CaseJson.FirstInvalid(bytes)]) + 1);
    }
}
