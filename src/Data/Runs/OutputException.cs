using RightsEngine.Data.Cases;
using RightsEngine.Data.Duck;
using RightsEngine.Source;

namespace RightsEngine.Data.Runs;

/// <summary>Output that cannot be written any further: a full disk, a folder that is gone. What was finished before is kept.</summary>
internal sealed class OutputException(string message, Exception inner) : Exception(message, inner)
{
    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    // An argument out of range is what a limit on the size of files becomes.
    public static bool IsOfSystem(Exception problem) => problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    public static OutputException Of(string path, Exception problem) =>
        new($"cannot write `{Shown.Short(path)}`: {Reason(problem)}; what was finished is kept: make room, then run the same command with --resume", problem);

    /// <summary>The first attempt to write failed.</summary>
    public static InputException AtStart(string path, Exception problem) =>
        new($"cannot write `{Shown.Short(path)}`: {(problem is DirectoryNotFoundException ? "there is no such folder" : IsFull(problem) ? "the disk is full" : "the system does not allow it")}", problem);

    private static string Reason(Exception problem) =>
        IsFull(problem) ? "the disk is full"
        : problem is ArgumentOutOfRangeException ? "the system allows no larger file"
        : problem is DuckException files ? files.IsOutOfMemory ? "the memory allowed is not enough: give more with --memory" : "the file engine reports an error"
        : $"the system reports an error ({ControlCharacters.Replace(problem.Message)})";

    private static bool IsFull(Exception problem) => problem is DuckException { IsDiskFull: true } || problem.HResult is NoSpace or FileTooLarge or QuotaExceeded or WindowsDiskFull;
}
