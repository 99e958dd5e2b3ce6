using DuckDB.NET.Native;

namespace RightsEngine.Data.Duck;

/// <summary>What the file engine reports. Its text may quote data, so it is not shown; the reader of a file says in a sentence what it means.</summary>
internal sealed class DuckException(string report, DuckDBErrorType kind) : Exception(report)
{
    /// <summary>Whether the memory that it may use was not enough.</summary>
    public bool IsOutOfMemory => kind == DuckDBErrorType.OutOfMemory;

    /// <summary>Whether no room was left for what is put aside on disk.</summary>
    public bool IsDiskFull => Message.Contains("No space left", StringComparison.Ordinal) || Message.Contains("max_temp_directory_size", StringComparison.Ordinal);

    /// <summary>Why a file cannot be read, without its contents.</summary>
    public string Reason =>
        IsDiskFull ? "there is no room left on the disk to sort it"
        : IsOutOfMemory ? "the memory allowed is not enough: give more"
        : Message.Contains("No files found", StringComparison.Ordinal) ? "there is no such file"
        : Message.Contains("Permission denied", StringComparison.Ordinal) ? "access is denied"
        : Message.Contains("Invalid string encoding", StringComparison.Ordinal) ? "it holds text that is not UTF-8"
        : Message.Contains("schema mismatch", StringComparison.OrdinalIgnoreCase) ? "its files have different columns"
        : "it is not a whole Parquet file";
}
