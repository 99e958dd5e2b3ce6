using System.IO.Enumeration;

namespace RightsEngine.Source;

/// <summary>Finds files in a folder and those below it.</summary>
internal static class FolderFiles
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>
    /// The files whose names are wanted, in ordinal order of their paths. A link to a file is a file; a link to a folder
    /// is not followed, for links to a folder above would be followed without end.
    /// </summary>
    public static IReadOnlyList<string> Where(string folder, Func<string, bool> isWanted)
    {
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && isWanted(entry.FileName.ToString()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files.OrderBy(f => f.Replace('\\', '/'), StringComparer.Ordinal)];
    }

    /// <summary>The files with one of the given endings.</summary>
    public static IReadOnlyList<string> Ending(string folder, params string[] endings) =>
        Where(folder, name => endings.Any(e => name.EndsWith(e, StringComparison.Ordinal)));
}
