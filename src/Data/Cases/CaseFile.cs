using System.Text;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Cases;

/// <summary>Cases for a program that uses the library: from a file, a folder, or a text in memory.</summary>
public static class CaseFile
{
    /// <summary>Each case of a file or folder, accepted or rejected; read while it is enumerated.</summary>
    /// <param name="path">A <c>.json</c>, <c>.ndjson</c> or <c>.jsonl</c> file (the last two perhaps with <c>.gz</c>), or a folder of them.</param>
    /// <param name="rulebook">The rulebook, whose catalogue says what cases may contain.</param>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read.</exception>
    public static IEnumerable<CaseResult> Read(string path, Rulebook rulebook) => CaseReader.Read(path, null, rulebook.Catalogue);

    /// <summary>The cases in a text: one JSON object, an array of them, or one object per line.</summary>
    /// <param name="json">The text.</param>
    /// <param name="rulebook">The rulebook, whose catalogue says what cases may contain.</param>
    public static IEnumerable<CaseResult> Parse(string json, Rulebook rulebook) =>
        CaseReader.Read(CaseReader.StandardInput, new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(json))), rulebook.Catalogue);
}
