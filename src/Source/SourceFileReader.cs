using System.Buffers;
using System.Text.Unicode;

namespace RightsEngine.Source;

/// <summary>Reads text files as strict UTF-8.</summary>
internal static class SourceFileReader
{
    /// <summary>The file, or null with a finding that says why it cannot be read.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="shownPath">The path as messages show it.</param>
    /// <param name="diagnostics">Where findings go.</param>
    public static SourceFile? Read(string path, string shownPath, DiagnosticBag diagnostics)
    {
        try
        {
            return Decode(File.ReadAllBytes(path), shownPath, diagnostics);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = problem switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException when Directory.Exists(path) => "it is a directory",
                UnauthorizedAccessException => "access is denied",
                _ => "the system reports an error while reading",
            };
            diagnostics.Add(SourceErrors.UnreadableFile(shownPath, reason));
            return null;
        }
    }

    /// <summary>The text of UTF-8 bytes, with or without a byte order mark.</summary>
    public static SourceFile? Decode(ReadOnlySpan<byte> bytes, string shownPath, DiagnosticBag diagnostics)
    {
        int mark = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        ReadOnlySpan<byte> content = bytes[mark..];
        var characters = new char[content.Length];
        OperationStatus status = Utf8.ToUtf16(content, characters, out int read, out int written, replaceInvalidSequences: false);
        if (status == OperationStatus.Done) return new SourceFile(shownPath, new string(characters, 0, written));
        diagnostics.Add(SourceErrors.InvalidUtf8(shownPath, mark + read));
        return null;
    }
}
