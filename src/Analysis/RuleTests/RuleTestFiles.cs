using RightsEngine.Analysis.Gaps;
using RightsEngine.Data.Cases;
using RightsEngine.Rules.Model;
using RightsEngine.Rules.Reading;
using RightsEngine.Source;
using RightsEngine.Source.Yaml;

namespace RightsEngine.Analysis.RuleTests;

/// <summary>The tests of a rulebook, and what somebody accepted that they leave open.</summary>
internal sealed record RuleTestSet(IReadOnlyList<RuleTest> Tests, AcceptedGaps Accepted);

/// <summary>Finds and reads the tests of a rulebook.</summary>
internal static class RuleTestFiles
{
    private const string Extension = RuleFiles.Tests;

    /// <summary>The tests files under a folder, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        FolderFiles.Ending(folder, Extension);

    /// <summary>The tests of all files under a folder; a test with a mistake is left out and reported.</summary>
    public static IReadOnlyList<RuleTest> Read(string folder, Rulebook rulebook, DiagnosticBag diagnostics) => ReadSet(folder, rulebook, diagnostics).Tests;

    /// <summary>The tests of all files under a folder, with what is accepted that they leave open.</summary>
    public static RuleTestSet ReadSet(string folder, Rulebook rulebook, DiagnosticBag diagnostics)
    {
        IReadOnlyList<string> paths = In(folder);
        var read = new (List<RuleTest> Tests, List<AcceptedGap> Gaps, DiagnosticBag Findings)[paths.Count];
        Parallel.For(0, paths.Count, i =>
        {
            read[i] = ([], [], new DiagnosticBag());
            if (SourceFileReader.Read(paths[i], paths[i], read[i].Findings) is { } file)
                ReadFile(file, rulebook, new CaseTreeReader(rulebook.Catalogue), read[i].Findings, read[i].Tests, read[i].Gaps);
        });
        foreach (Diagnostic finding in read.SelectMany(r => r.Findings.Sorted)) diagnostics.Add(finding);
        AcceptedGap[] gaps = [.. read.SelectMany(r => r.Gaps)];
        var accepted = new AcceptedGaps(gaps);
        accepted.ReportUnfit(rulebook, diagnostics);
        return new RuleTestSet([.. read.SelectMany(r => r.Tests)], accepted);
    }

    private static void ReadFile(SourceFile file, Rulebook rulebook, CaseTreeReader trees, DiagnosticBag diagnostics, List<RuleTest> tests, List<AcceptedGap> gaps)
    {
        foreach (YamlNode document in YamlReader.Read(file, diagnostics))
        {
            if (document is not YamlMap map)
            {
                diagnostics.Add(SourceErrors.WrongShape(document, "tests", "a mapping with `cases:` and `tests:`"));
                continue;
            }
            var reader = new MapReader(map, "tests file", diagnostics);
            var cases = new TestCases(file, trees, diagnostics);
            if (reader.OptionalMap("cases") is { } named) cases.Add(named);
            gaps.AddRange(AcceptedGapReader.Read(reader, diagnostics));
            // A file may hold nothing but what is accepted, for what many rights share.
            YamlList? items = map.Find("accepted") is null ? reader.RequiredList("tests") : reader.OptionalList("tests");
            reader.Finish();
            foreach (YamlNode item in items?.Items ?? [])
            {
                if (item is not YamlMap test) diagnostics.Add(SourceErrors.WrongShape(item, "tests", "a mapping that starts with `name:`"));
                else if (new RuleTestReader(rulebook, cases, diagnostics).Read(test) is { } read) tests.Add(read);
            }
        }
    }
}
