using System.Text;
using RightsEngine.Data.Cases;

namespace RightsEngine.Data.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("data-tests-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Short ways to read cases of the village.</summary>
internal static class Reading
{
    public static List<CaseResult> Input(string text) => [.. CaseReader.Read("-", new StringReader(text), Village.Catalogue)];

    public static List<CaseResult> File(string path) => [.. CaseReader.Read(path, null, Village.Catalogue)];

    public static CaseResult Json(string json) => Assert.Single(Input(json));

    /// <summary>JSON with single quotes for double ones.</summary>
    public static string Quoted(string text) => text.Replace('\'', '"');
}
