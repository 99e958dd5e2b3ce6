using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Runs;

/// <summary>A folder of output that is written beside its place and put there when it is complete.</summary>
internal sealed class AsideFolder
{
    private readonly string _path;

    /// <param name="path">Where it will stand.</param>
    /// <param name="mark">The file by which an earlier output is known as such.</param>
    public AsideFolder(string path, string mark)
    {
        _path = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (File.Exists(_path)) throw new InputException($"cannot write the folder `{Shown.Short(_path)}`: a file has that name");
        if (Directory.Exists(_path) && !File.Exists(System.IO.Path.Combine(_path, mark)) && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new InputException($"cannot write the folder `{Shown.Short(_path)}`: it holds something else than the output of a run; name another folder, or empty it");
    }

    /// <summary>Where it is written.</summary>
    public string Path => AsideFile.PathOf(_path);

    private string Before => _path + ".before";

    /// <summary>Makes the folder, without anything in it unless that counts.</summary>
    public void Open(bool keep)
    {
        try
        {
            if (!keep && Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
            Directory.CreateDirectory(Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw OutputException.AtStart(_path, problem);
        }
    }

    /// <summary>Puts the folder in its place, over an earlier one. Does what is left of it when it was interrupted.</summary>
    public void PutInPlace()
    {
        if (Directory.Exists(Path))
        {
            if (Directory.Exists(_path))
            {
                if (Directory.Exists(Before)) Directory.Delete(Before, recursive: true);
                Directory.Move(_path, Before);
            }
            Directory.Move(Path, _path);
        }
        if (Directory.Exists(Before)) Directory.Delete(Before, recursive: true);
    }

    public void Drop()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
