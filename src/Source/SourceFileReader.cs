using System.Buffers;
using System.Text.Unicode;

namespace RightsEngine.Source;

/// <summary>Reads text files as strict UTF-8.</summary>
internal static class SourceFileReader
{
    /// <summary>How large a rule file may be.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>The file, or null with a finding that says why it cannot be read.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="shownPath">The path as messages show it.</param>
    /// <param name="diagnostics">Where findings go.</param>
    public static SourceFile? Read(string path, string shownPath, DiagnosticBag diagnostics)
    {
        try
        {
            if (Bytes(path) is { } bytes) return Decode(bytes, shownPath, diagnostics);
            diagnostics.Add(SourceErrors.UnreadableFile(shownPath, $"it is larger than {MaximumLength / 1024 / 1024} MB"));
            return null;
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

    /// <summary>The bytes of a file, or null when there are too many. A device says that it is empty and never ends, so it is read piece by piece.</summary>
    private static byte[]? Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.CanSeek && file.Length > MaximumLength) return null;
        using var bytes = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read = file.Read(piece); read > 0; read = file.Read(piece))
        {
            bytes.Write(piece, 0, read);
            if (bytes.Length > MaximumLength) return null;
        }
        return bytes.ToArray();
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
