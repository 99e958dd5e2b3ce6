using System.Text;
using RightsEngine.Data.Magda;
using RightsEngine.Data.Mapping;
using RightsEngine.Data.Tables;
using RightsEngine.Rules.Model;
using RightsEngine.Source;

namespace RightsEngine.Data.Cases;

/// <summary>Cases for a program that uses the library: from a file, a folder, or a text in memory.</summary>
public static class CaseFile
{
    /// <summary>Each case of a file or folder, accepted or rejected; read while it is enumerated.</summary>
    /// <param name="path">A <c>.json</c>, <c>.ndjson</c> or <c>.jsonl</c> file (the last two perhaps with <c>.gz</c>), a folder of them, a folder of tables or one of messages.</param>
    /// <param name="rulebook">The rulebook, whose catalogue says what cases may contain.</param>
    /// <param name="mappings">For messages and tables: mapping files, or folders (that of the rulebook) in which all <c>*.mapping.yaml</c> count.</param>
    /// <exception cref="InputException">There is nothing to read, or it cannot be read; or a mapping is wrong.</exception>
    /// <remarks>A row of a table that belongs to no case comes at the end, as a rejected case without id.</remarks>
    public static IEnumerable<CaseResult> Read(string path, Rulebook rulebook, params IReadOnlyList<string> mappings)
    {
        var findings = new DiagnosticBag();
        IReadOnlyList<string> files = [.. mappings.SelectMany(m => Directory.Exists(m) ? MappingFile.In(m) : [m])];
        MagdaMapping? messages = MagdaCaseReader.ReadMapping(files, rulebook.Catalogue, findings);
        IReadOnlyList<TableRule> rules = TableMappingReader.Read(files, rulebook.Catalogue, findings);
        if (findings.Sorted.FirstOrDefault(f => f.Severity == Severity.Error) is { } finding)
            throw new InputException($"{finding.Location}: {finding.Message} ({finding.Code})");
        List<CaseProblem> rows = [];
        IEnumerable<CaseResult> cases = CaseReader.Read(path, null, rulebook.Catalogue, null, messages, new TableInput { Rules = rules, OnRowWithoutCase = rows.Add });
        return cases.Concat(rows.Select(p => new CaseResult("", p.File, p.Row, null, [p])));
    }

    /// <summary>The cases in a text: one JSON object, an array of them, or one object per line.</summary>
    /// <param name="json">The text.</param>
    /// <param name="rulebook">The rulebook, whose catalogue says what cases may contain.</param>
    public static IEnumerable<CaseResult> Parse(string json, Rulebook rulebook) =>
        CaseReader.Read(CaseReader.StandardInput, new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(json))), rulebook.Catalogue);
}
