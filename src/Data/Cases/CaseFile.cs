using System.Text;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Model;

namespace RightsEngine.Data.Cases;

/// <summary>Cases for a program that uses the library: from a file, a folder, or a text in memory.</summary>
public static class CaseFile
{
    /// <summary>Each case of a file or folder, accepted or rejected; read while it is enumerated.</summary>
    /// <param name="path">A <c>.json</c>, <c>.ndjson</c> or <c>.jsonl</c> file (the last two perhaps with <c>.gz</c>), a folder of them, or a folder of tables.</param>
    /// <param name="rulebook">The rulebook, whose catalogue says what cases may contain.</param>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read.</exception>
    /// <remarks>A row of a table that belongs to no case comes at the end, as a rejected case without id.</remarks>
    public static IEnumerable<CaseResult> Read(string path, Rulebook rulebook)
    {
        List<CaseProblem> rows = [];
        IEnumerable<CaseResult> cases = CaseReader.Read(path, null, rulebook.Catalogue, null, null, new TableInput { OnRowWithoutCase = rows.Add });
        return cases.Concat(rows.Select(p => new CaseResult("", p.File, p.Row, null, [p])));
    }

    /// <summary>The cases in a text: one JSON object, an array of them, or one object per line.</summary>
    /// <param name="json">The text.</param>
    /// <param name="rulebook">The rulebook, whose catalogue says what cases may contain.</param>
    public static IEnumerable<CaseResult> Parse(string json, Rulebook rulebook) =>
        CaseReader.Read(CaseReader.StandardInput, new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(json))), rulebook.Catalogue);
}
