using System.Security.Cryptography;
using System.Text;
using RightsEngine.Data.Cases;
using RightsEngine.Source;

namespace RightsEngine.Data.Sources;

/// <summary>Hashes of inputs: the same contents give the same one.</summary>
internal static class Fingerprints
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".parquet", ".xml"];

    /// <summary>An input by its contents; a folder by the names and contents of its files. Of standard input nothing is known.</summary>
    public static InputFile Of(string path)
    {
        if (path == CaseReader.StandardInput) return new InputFile(path, 0, "");
        try
        {
            return Directory.Exists(path) ? OfFolder(path) : OfFile(path);
        }
        catch (Exception problem) when (InputFailure.IsOfSystem(problem))
        {
            throw InputFailure.Of(path, problem);
        }
    }

    private static bool IsInput(string name) =>
        CaseReader.IsCaseFile(name) || Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static InputFile OfFile(string path)
    {
        // Of a pipe nothing can be known before it is read, and then it is gone.
        if (new FileInfo(path).Length == 0) return new InputFile(path, 0, "");
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        string hash = Text(SHA256.HashData(stream));
        return new InputFile(path, stream.Length, hash);
    }

    private static InputFile OfFolder(string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        foreach (string file in FolderFiles.Where(folder, IsInput))
        {
            InputFile one = OfFile(file);
            bytes += one.Bytes;
            all.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(folder, file)}\n{one.Fingerprint}\n"));
        }
        return new InputFile(folder, bytes, Text(all.GetHashAndReset()));
    }

    private static string Text(byte[] hash) => "sha256:" + Convert.ToHexStringLower(hash);
}
